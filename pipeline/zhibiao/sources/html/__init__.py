"""The main text of an HTML page, each character traced to the page's own text.

::

    charset       bytes → text: byte order mark, <meta charset>, then as any text
    scan          text → elements and the stretches of text in them, in one pass
    main_text     which element holds the article: running Chinese prose against links and menus
    lines         the element's stretches → lines; references (&ldquo;) read, white space as a browser shows it
    head          title, date, address, writer: from <meta>, <title>, JSON-LD, and the heading over the main text
    items         several articles on one page, each in an <article> of its own
    page          all of it: a page's text → Document
"""

from zhibiao.sources.html.charset import decode_page
from zhibiao.sources.html.page import document

__all__ = ["decode_page", "document"]
