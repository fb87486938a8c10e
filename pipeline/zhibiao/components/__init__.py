"""The spaCy components: each finds one kind of mention and writes one span group.

Side by side in each module: pure `find_*` generators (text in, typed values out), and the component that calls them.
"""
