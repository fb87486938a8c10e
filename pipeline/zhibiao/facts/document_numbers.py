"""The region of the body that numbered a document: 皖政办秘〔2024〕56号 is 安徽省's, 国发〔2021〕5号 the nation's."""

from __future__ import annotations

import regex

from zhibiao.components.regions.rules import Letters, load_regions
from zhibiao.facts.context import Context
from zhibiao.facts.holder import NATION
from zhibiao.model import Region, Stretch, TargetRegion
from zhibiao.rulebook.divisions import load_divisions
from zhibiao.rulebook.remembering import remembered

_NUMBER = regex.compile(
    r"^\s{0,8}+(?:发文字号|文号)?[：\s]{0,3}+(?P<place>\p{Han})(?P<body>\p{Han}{1,10})[〔［\[【（]\d{4}[〕］\]】）]\s?第?\d{1,5}\s?号",
    regex.MULTILINE,
)
_BODIES = frozenset("政府委党办发财工科教卫农商人住建交环水市文民审司公药能林国统金医退应自教")
"""What the name of an issuing body begins with: 政办, 发改, 财, 工信, 自然资."""
_TWO = frozenset("宁青")
"""宁政发 is 宁夏's and 南京's, 青政 青海's and 青岛's."""
_HEAD = 300


def issuing_region(context: Context) -> TargetRegion | None:
    """The region that the document's own number tells; None where it has none, or a city's without a letter of its own."""
    match = _NUMBER.search(context.text, 0, _HEAD)
    if match is None:
        return None
    evidence = Stretch(match.start("place"), match.end("place"))
    if match["place"] == "国" and match["body"][0] in "发办函":
        return TargetRegion(NATION, "article", evidence)
    region = _letters(context.rules).get(match["place"]) if match["body"][0] in _BODIES else None
    return TargetRegion(region, "article", evidence) if region is not None else None


@remembered
def _letters(rules: str | None = None) -> dict[str, Region]:
    """皖: 安徽省, for every letter of the rules that stands for one region only."""
    divisions = load_divisions()
    return {
        letter: divisions.region(divisions.current[code])
        for entry in load_regions(rules)
        if isinstance(entry, Letters)
        for letter, code in {**entry.vague, **entry.clear}.items()
        if letter not in _TWO and code in divisions.current
    }
