"""zhibiao (指标): regions, people with titles, and numeric targets from Chinese policy text, tied to exact characters.

>>> import zhibiao
>>> [record.text for record in zhibiao.extract("2024年，贵州省数字经济占比达45%以上。") if record.record == "quantity"]
['45%']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from zhibiao.records import Record

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load"]


def extract(text: str, *, path: str = "text", rules: str | None = None, evidence: bool = True) -> list[Record]:
    """The records of a text, in shard order: the source, then each article followed by its facts.

    `rules` is a folder laid over the built-in rules; `evidence=False` runs the rules alone, without word and name models.
    Raises `RuleError` where a rule file is broken.
    """
    from zhibiao.collecting import uncollected

    with uncollected():
        from zhibiao.extractor import Extractor

    return list(Extractor(rules=rules, evidence=evidence).extract(text, path=path))


def load(*, rules: str | None = None, evidence: bool = True) -> Language:
    """The spaCy pipeline itself, for those who want its span groups: `doc.spans["regions"]`, `["people"]`, `["quantities"]` …

    A text given to it is taken as clean: layout repair happens before, in `extract`.
    """
    from zhibiao.nlp import load as load_nlp

    return load_nlp(rules=rules, evidence=evidence)
