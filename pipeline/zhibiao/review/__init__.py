"""One self-contained HTML page in which a reviewer reads, checks and corrects what was found.

`content` gathers what the page shows, `roles` says which characters a fact rests on, `packing` makes one compact block of
it, `page` fills `page.html` with it, `page.css` and the scripts beside it.
"""

from zhibiao.review.content import Gathered, gather
from zhibiao.review.page import render

__all__ = ["Gathered", "gather", "render"]
