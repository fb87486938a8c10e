"""What is known of a text beside the rules: words with parts of speech, and names, worked out sentence by sentence when asked.

Evidence bounds and confirms; it never finds a fact alone. Three witnesses, cheap to dear: rjieba's words with tags
(millions of characters a second), the names of the shipped tagger, the shipped pkuseg model's words.
"""

from zhibiao.evidence.tagged_words import Word
from zhibiao.evidence.witness import Evidence, Name, read_names

__all__ = ["Evidence", "Name", "Word", "read_names"]
