"""The spaCy components: each finds one kind of mention and writes one span group.

Side by side in each module: pure `find_*` generators (text in, typed values out), and the component that calls them.
"""

from zhibiao.components.start import import_spacy

import_spacy()  # before any module here asks for it
