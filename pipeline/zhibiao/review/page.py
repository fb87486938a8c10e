"""The template filled: style, scripts and content in one file that asks the network for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from zhibiao.review.packing import pack

SCRIPTS = ("texts.js", "facts.js", "decisions.js", "list.js", "reading.js", "forms.js", "app.js", "wiring.js")
"""In the order in which they build on each other."""


def render(content: dict[str, Any], *, title: str = "", pictures: Sequence[str] = ()) -> str:
    """The page; `pictures` are SVG elements of our own making."""
    environment = Environment(
        loader=PackageLoader("zhibiao", "review"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(
        title=title,
        style=Markup(_part(environment, "page.css")),
        scripts=Markup("\n".join(_part(environment, f"scripts/{name}") for name in SCRIPTS)),
        pack=pack(content),
        pictures=[Markup(picture) for picture in pictures],
    )


def _part(environment: Environment, name: str) -> str:
    """A file of our own, as it is."""
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]
