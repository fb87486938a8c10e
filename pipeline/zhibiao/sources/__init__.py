"""Sources as users have them, each to its decoded text: plain text, Markdown, HTML, PDF, JSONL, and any of them in gzip.

::

    read_source      a file to a Source, by the ending of its name
    decode_source    bytes to a Source: what standard input gives is plain text
    ├── html/        the main text of a page, each character traced to the page
    ├── jsonl        one article a line, streamed
    └── pdf/         columns in reading order; needs the extra zhibiao[pdf]
"""

from zhibiao.sources.articles import articles_of
from zhibiao.sources.document import Document, Format, Source
from zhibiao.sources.reading import decode_source, format_of, read_source

__all__ = ["Document", "Format", "Source", "articles_of", "decode_source", "format_of", "read_source"]
