"""Names made anew: another person of the same kind for one that stands in a text, so that a model learns what a name looks like.

段玉林 → 何思远, 基里延科 → 奥登西亚, 艾山江·买买提 → 莫拉莱斯·戈麦斯.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, pairwise
from pathlib import Path

RULES = Path(__file__).parents[1] / "rules" / "surnames.toml"
DOTS = "·•・‧∙．"
FLAT = 0.8
"""Counts are raised to this power, so that what is rare comes up more often than it does in texts."""

DYNASTIES = ("", "", "", "汉", "唐", "宋", "辽", "金", "元", "明", "清", "北魏", "后周", "南唐", "魏", "晋", "隋")
TEMPLES = "太高世中穆玄肃代德顺宪敬文武宣懿僖昭仁英神哲徽钦孝光宁理度熹思圣"
STATES, HONOURS = "秦楚齐燕赵魏韩鲁宋卫郑陈蔡吴越晋周梁滕曹", "文武成康昭穆桓庄惠襄灵景宣幽平定简献悼哀怀孝"
REIGNS = (
    *(
        "洪武",
        "永乐",
        "宣德",
        "正统",
        "成化",
        "弘治",
        "正德",
        "嘉靖",
        "隆庆",
        "万历",
        "天启",
        "崇祯",
        "顺治",
        "康熙",
        "雍正",
    ),
    *(
        "乾隆",
        "嘉庆",
        "道光",
        "咸丰",
        "同治",
        "光绪",
        "宣统",
        "武则天",
        "成吉思汗",
        "忽必烈",
        "努尔哈赤",
        "皇太极",
        "秦始皇",
    ),
)

Weighed = tuple[list[str], list[float]]


class Pools:
    """Characters and names by what they are used for, with how many names have them.

    `names` stand in texts, `foreign` are foreign ones, `others` persons' names of every kind.
    """

    def __init__(self, names: Iterable[str], foreign: Iterable[str], others: Iterable[str], seed: int) -> None:
        self._chance = random.Random(seed)
        self._read_rules()
        surnames, second, first, last = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        self._given, self._foreign = list[str](), list[str]()
        for name in names:
            kind = self.kind(name)
            if kind == "Chinese":
                surnames[name[0]] += 1
                (second if len(name) == 2 else first)[name[1]] += 1
                if len(name) == 3:
                    last[name[2]] += 1
                    self._given.append(name[1:])
            elif kind in {"foreign", "dotted"}:
                self._foreign += re.split(f"[{DOTS}]", name)
        self._foreign = [part for part in (*self._foreign, *foreign) if 2 <= len(part) <= 8]
        self._others = list(others)
        self._surnames, self._second, self._first, self._last = map(_weighed, (surnames, second, first, last))
        follows: dict[str, Counter[str]] = {}
        for part in self._foreign:
            for left, right in pairwise(f"^{part}$"):
                follows.setdefault(left, Counter())[right] += 1
        self._follows = {left: _weighed(counts) for left, counts in follows.items()}

    def _read_rules(self) -> None:
        entries = tomllib.loads(RULES.read_text(encoding="utf-8"))["entry"]
        of = {
            kind: [e for e in entries if e["kind"] == kind]
            for kind in ("single", "rare", "compound", "half", "foreign")
        }
        letters = {
            kind: sorted({c for e in of[kind] for c in e.get("characters", "") if not c.isspace()}) for kind in of
        }
        self._single, self._writes_foreign = frozenset(letters["single"]), frozenset(letters["foreign"])
        self._rare = letters["rare"]
        self._compound = [word for e in of["compound"] for word in e["words"]]
        self._halves = [word for e in of["half"] if e["name"] != "日本姓" for word in e["words"]]
        self._japanese = [word for e in of["half"] if e["name"] == "日本姓" for word in e["words"]]

    def kind(self, name: str) -> str:
        """What kind of name it is by its characters."""
        if any(character in DOTS for character in name):
            return "dotted"
        if name[:2] in self._compound and 3 <= len(name) <= 4:
            return "compound"
        if name[0] in self._single and 2 <= len(name) <= 3:
            return "Chinese"
        return "foreign" if len(name) > 1 and self._writes_foreign.issuperset(name) else "other"

    def like(self, name: str) -> str:
        """Another name of the same kind, now and then of another."""
        kind, dice = self.kind(name), self._chance.random()
        if kind in {"Chinese", "compound"}:
            return self._anyone(dice)
        if kind == "foreign":
            return self.foreign() if dice < 0.85 else f"{self.foreign()}·{self.foreign()}"
        if kind == "dotted":
            return "·".join(self.foreign() for _ in range(1 + sum(character in DOTS for character in name)))
        if len(name) == 4 and dice < 0.5:
            return self._of_two_halves(dice < 0.3)
        return name

    def _anyone(self, dice: float) -> str:
        if dice < 0.78:
            return self._chinese()
        if dice < 0.80:
            return self._ruler()
        if dice < 0.88:
            return self._chance.choice(self._others)
        return self.foreign() if dice < 0.94 else self._of_two_halves(dice < 0.98)

    def _ruler(self) -> str:
        """唐玄宗, 乾隆帝, 魏惠王."""
        choice, dice = self._chance.choice, self._chance.random()
        if dice < 0.3:
            return choice(REIGNS) + choice(("", "", "帝"))
        if dice < 0.7:
            return choice(DYNASTIES) + choice(TEMPLES) + choice(("宗", "宗", "祖", "帝"))
        return choice(STATES) + choice(HONOURS) + choice("王公侯")

    def _chinese(self) -> str:
        dice = self._chance.random()
        if dice < 0.03:
            surname = self._chance.choice(self._compound)
        else:
            surname = self._chance.choice(self._rare) if dice < 0.06 else self._picked(self._surnames)
        dice = self._chance.random()
        if dice < 0.25:
            return surname + self._picked(self._second)
        given = self._chance.choice(self._given) if dice < 0.6 else self._picked(self._first) + self._picked(self._last)
        return surname + given

    def foreign(self) -> str:
        """A foreign name: one that exists, or one made of characters that follow one another in such names."""
        for _ in range(20 if self._chance.random() < 0.4 else 0):
            name = "^"
            while name[-1] != "$" and len(name) < 9:
                name += self._picked(self._follows[name[-1]])
            if name[-1] == "$" and len(name) > 3:
                return name[1:-1]
        return self._chance.choice(self._foreign)

    def _of_two_halves(self, japanese: bool) -> str:
        """佐藤健一, 次仁旺姆."""
        if not japanese:
            return self._chance.choice(self._halves) + self._chance.choice(self._halves)
        last = self._picked(self._last) if self._chance.random() < 0.6 else ""
        return self._chance.choice(self._japanese) + self._picked(self._first) + last

    def _picked(self, weighed: Weighed) -> str:
        return self._chance.choices(weighed[0], cum_weights=weighed[1])[0]


def _weighed(counts: Counter[str]) -> Weighed:
    return list(counts), list(accumulate(count**FLAT for count in counts.values()))
