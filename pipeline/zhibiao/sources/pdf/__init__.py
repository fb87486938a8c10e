"""The text of a PDF in reading order; needs the extra zhibiao[pdf].

::

    glyphs        pages → characters with their places (pypdfium2)
    rows          characters → segments: what stands on one line within one column
    columns       segments → reading order: headlines over the page, columns from left to right
    paragraphs    lines that a column's edge had cut → paragraphs
    pages         all of it: bytes → one Document, its text with the place of each line
"""

from zhibiao.sources.pdf.pages import documents

__all__ = ["documents"]
