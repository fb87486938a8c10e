"""Something that may own the values near it."""

from __future__ import annotations

from zhibiao.facts.roles import Role
from zhibiao.model import Region, value

NATION = Region(("全国",), "country")


@value
class Holder:
    """What may own the values near it; `region` is None for a company, a project, a facility.

    `role`: `subject` opens its clause (北京出台…), `place` is an adverbial (在临涣投资), `body` an organisation or a document
    of the region (江苏省总工会, 贵州省政府工作报告), `object` stands behind a verb (支持济宁建设…), `towards` behind 与 对 来自, and
    `compared` is what a value is measured against (高于全国) and owns nothing. `firm`: it is a company, whose values go on to the
    next semicolon.
    """

    start: int
    end: int
    region: Region | None
    role: Role
    firm: bool = False
