"""Learn from running text which short names of divisions are also words, and write rules/region_gates.tsv.

Usage: `python scripts/learn_region_gates.py FOLDER…`: folders of plain or Markdown text (reports, news).

For each short name (合作, 济宁) the script counts how often the words of the text put it across a border (均衡|水平 holds 衡水),
inside a longer word, or make it a word of its own, and how often a word of its own has the company of places: a parent before
it, another place in a list with it, the suffix behind it elsewhere in the same file. What is a word of its own many times and hardly
ever in such company is gated.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import regex
import rjieba

from zhibiao.components.regions.gazetteer import Gazetteer, Phrase

TABLE = Path(__file__).parent.parent / "rules" / "region_gates.tsv"
_SUFFIXES = "省市县区州盟旗"
_JOINS = "、和与及至到"
_PLACE_TAGS = {"ns", "nr", "nrt", "nz"}
_BEFORE = regex.compile(r"(?:位于|来自|赴|抵达|前往|走进|落户|途经|途径|驻|自)\Z")
_ENOUGH, _OFTEN, _SHARE, _FEW = 4, 10, 0.12, 0.3
# 南山, 白云, 三门, 青山: made of two words that anything may be called by; however few the texts that show it.
_GENERIC = regex.compile(
    r"[东西南北中上下大小一二三四五六七八九十青白黑红黄绿金银新长高][山江河湖海溪桥岭坡沟云]|[一二三四五六七八九十]门"
)
_WELL_KNOWN, _OPEN_SHARE = 8, 0.6


def main(folders: list[str]) -> None:
    """Count, judge and write."""
    gazetteer = Gazetteer.load()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for folder in folders:
        for file in sorted(Path(folder).rglob("*")):
            if file.suffix in {".txt", ".md"}:
                _count(file.read_text(encoding="utf-8-sig"), gazetteer, counts)
    lines = ["form\tgate\tblind\talone\tsupported\tinside\tcrossed\ttag"]
    for text, phrase in sorted(gazetteer.phrases.items()):
        if phrase.form == "short" and phrase.readings[0].region.level in {"prefecture", "county"}:
            lines.append("\t".join(_row(text, phrase, counts.get(text, Counter()))))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE}: {Counter(line.split(chr(9))[1] for line in lines[1:])}")


def _count(text: str, gazetteer: Gazetteer, counts: dict[str, Counter[str]]) -> None:
    edges: dict[int, tuple[int, str]] = {}
    inner: set[int] = set()
    at = 0
    for word, tag in rjieba.tag(text):
        edges[at] = (at + len(word), tag)
        inner.update(range(at + 1, at + len(word)))
        at += len(word)
    phrases = gazetteer.phrases
    found = sorted({(start, -end, form): phrases[form] for start, end, form in gazetteer.lexicon.every(text)}.items())
    places = {start: (-end, phrase) for (start, end, _), phrase in reversed(found)}
    full = {p.readings[0].region.path for _, p in found if p.form == "full"}
    ends = {end for end, _ in places.values()}
    for (start, minus, _), phrase in found:
        end = -minus
        if (
            phrase.form != "short"
            or places[start][0] != end
            or (start in inner and start not in edges and end in inner)
        ):
            continue
        count = counts[phrase.text]
        if start in inner or end in inner:
            count["crossed" if (start in inner) != (end in inner) else "inside"] += 1
            continue
        count["alone"] += 1
        count[f"tag {edges[start][1]}" if edges[start][0] == end else "tag -"] += 1
        count["supported"] += _supported(text, start, end, phrase, places, ends, full)


def _supported(
    text: str,
    start: int,
    end: int,
    phrase: Phrase,
    places: dict[int, tuple[int, Phrase]],
    ends: set[int],
    full: set[tuple[str, ...]],
) -> bool:
    regions = [reading.region for reading in phrase.readings]
    if any(region.path in full for region in regions):
        return True
    if start in ends and any(
        other.readings[0].region.path == region.path[: len(other.readings[0].region.path)]
        for first, (last, other) in _around(places, start - 12, start)
        if last == start and first < start
        for region in regions
    ):
        return True
    if text[end : end + 1] in _JOINS and end + 1 in places and places[end + 1][1].form != "trap":
        return len(places[end + 1][1].text) > 1
    if text[start - 1 : start] in _JOINS and start - 1 in ends:
        return True
    return bool(_BEFORE.search(text, max(0, start - 3), start))


def _around(places: dict[int, tuple[int, Phrase]], low: int, high: int) -> Iterator[tuple[int, tuple[int, Phrase]]]:
    return ((at, places[at]) for at in range(max(0, low), high) if at in places)


def _row(text: str, phrase: Phrase, count: Counter[str]) -> list[str]:
    tags = Counter({tag[4:]: n for tag, n in count.items() if tag.startswith("tag ")})
    tag = tags.most_common(1)[0][0] if tags else _isolated(text)
    gate = _gate(phrase, count, tag)
    return [
        text,
        gate,
        _blind(phrase, count, gate),
        *(str(count[key]) for key in ("alone", "supported", "inside", "crossed")),
        tag,
    ]


def _isolated(text: str) -> str:
    """The tag of the word standing alone; `-` where it is none."""
    words = list(rjieba.tag(text))
    return words[0][1] if len(words) == 1 else "-"


def _blind(phrase: Phrase, count: Counter[str], gate: str) -> str:
    """The gate where the words of the text are not known: what others' words often cross needs a frame then."""
    often = count["alone"] * (2 if phrase.readings[0].region.level == "prefecture" else 0.5)
    return "frame" if gate in {"open", "place"} and count["crossed"] > often else gate


def _gate(phrase: Phrase, count: Counter[str], tag: str) -> str:
    """The learned gate; the name of a county that is made of two common words has at least `frame`."""
    gate = _learned(phrase, count, tag)
    generic = phrase.readings[0].region.level == "county" and _GENERIC.fullmatch(phrase.text)
    doubtful = generic and count["supported"] < max(_WELL_KNOWN, _OPEN_SHARE * count["alone"])
    return "frame" if doubtful and gate in {"open", "place"} else gate


def _learned(phrase: Phrase, count: Counter[str], tag: str) -> str:
    """`word` for what is a common word, `frame` and `place` for what may be one, `open` for what never is.

    A name that this much text never shows is no common word; its tag in the word list says little (登封 is a verb there).
    """
    region = phrase.readings[0].region
    alone, supported = count["alone"], count["supported"]
    share = supported / alone if alone else 0.0
    seen = alone >= _ENOUGH
    doubtful = tag not in _PLACE_TAGS
    torn = region.level == "county" and count["crossed"] > 2 * alone
    if len(phrase.text) > 2 or (seen and share >= _FEW and not torn and not (doubtful and alone >= _OFTEN)):
        return "open"
    if region.level == "prefecture":
        common = seen and (share < _SHARE or (alone >= _OFTEN and share < _FEW * 2 / 3))
        return "word" if common and tag != "ns" else "open"
    if seen and share < _SHARE and (doubtful or alone >= _OFTEN):
        return "word"
    if (seen and share < _SHARE) or (doubtful and alone >= _OFTEN) or count["crossed"] > max(1, alone):
        return "frame"
    if tag in _PLACE_TAGS or tag[:1] in "n-":
        return "place" if supported or not alone or tag == "ns" else "frame"
    return "place" if supported > 1 and share > 0.5 else "frame"


if __name__ == "__main__":
    main(sys.argv[1:])
