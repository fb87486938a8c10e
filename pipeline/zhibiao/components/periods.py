"""Time expressions: 2024年, 去年, “十四五”, 到2025年底, 2021—2025年, 上半年, 三年行动. They come first, for no quantity may overlap one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex
from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.model import Period
from zhibiao.numerals import parse, plain

_N = r"(?:\d{1,3}|[一二两三四五六七八九十百千]{1,4})"
# 1998, 一九九八, and 1 9 9 8 as old pages are typeset.
_Y = r"(?:(?:18|19|20)\d{2}|1\ [89]\ \d\ \d|2\ 0\ \d\ \d|[一二][〇○零○八九][〇○零一二三四五六七八九]{2})"
_TO = r"\s{0,2}[-—–－~～至到]{1,2}\s{0,2}"
_PLAN_NAME = r"(?:[一二三四五六七八九十]{1,2}五)"
_M = r"(?:\d{1,2}|十[一二]|[一二三四五六七八九十])"
_D = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_OF_DAY = r"(?:晚间?|上午|下午|凌晨|清晨|傍晚|夜间|中午|早晨|深夜)"

# Longer forms first. The name of an alternative is its kind, but for those in `_KINDS`.
_FORMS = {
    "range": rf"{_Y}\ ?年?{_TO}{_Y}\ ?年(?:间|期间)?",
    "years": rf"{_Y}年?(?:[、和]{_Y}年?){{1,4}}(?<=年)",
    "decade": r"(?:\d{1,2}|[一二]十[一二]?|上|本)世纪(?:[一二三四五六七八九]?十年代|\d0年代|初|末|中叶)?"
    r"|\d{2}年代|[一二三四五六七八九]十年代",
    "deadline": rf"(?:(?:力争|争取)?到|至)(?:{_Y}\ ?|今|明|本世纪中叶)年(?:底|末|年底)?|{_Y}\ ?年(?:底|末)?(?:以?前|之前)",
    "since": rf"(?:自|从)?{_Y}\ ?年(?:以来|起|开始|之后|以后)",
    "date": rf"""(?:{_Y}\ ?年)?{_M}月(?:份|底|末|初|上旬|中旬|下旬)?(?:{_D}日{_OF_DAY}?)?
            (?:{_TO}(?:\d{{1,2}}月)?\d{{1,2}}日)?(?:电|讯)?(?<![电讯])
        |\d{{1,2}}{_TO}\d{{1,2}}月份?|\d{{1,2}}日(?:{_TO}\d{{1,2}}日)?{_OF_DAY}?
        |{_Y}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:\s\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?""",
    "year": rf"{_Y}\ ?(?:年度?|财年)(?:底|末|初|全年)?",
    "plan": rf"""[“"‘]?{_PLAN_NAME}[”"’]?(?:时期|期间|期末|末|以来|规划期?|开局之?年|收官之?年
            |目标|前\w年)?
        |第{_N}个五年(?:规划|计划)(?:时期|期间)?""",
    "relative": r"""(?:今|去|明|(?<![以之此年])前|(?<![以之今此年])后|上|本|当|往|历)年
            (?:度|同期|以来|年?底|年?末|年初|全年|[一二三四]季度|上半年|下半年)?
        |上一年度?|本届|年内|近年来?|多年来?|今明两年""",
    "part": rf"(?:上|下)半年|前?[一二三四1-4]{{1,3}}个?季度|前{_N}个月|首季度?|全年|年初|年底|年末|期末|同期|岁末",
    "span": rf"""(?:过去|未来|今后|近|最近|此后|前|连续)(?:的)?(?:{_N}|几|十几|数)个?多?
            (?:年|月|个月|季度|天|周|日|星期)(?:来|间|内|以来|里|中|时间)?
        |(?:{_N}|几|数)年(?:来|间|以来|期间|行动|计划|攻坚|规划|期|后|前|里|增长|增加|提升|提高|下降|减少|累计)""",
    "clock": rf"""(?:\d{{1,2}}|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])时
            (?:\d{{1,2}}分|许|整|半)?(?![代间候期光速段尚])
        |\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?|(?:{_OF_DAY}){_D}点(?:\d{{1,2}}分|半|整)?|{_D}点(?:钟|整|\d{{1,2}}分)""",
}
_PERIOD = regex.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()), regex.VERBOSE)
_YEAR = regex.compile(_Y, regex.VERBOSE)
_HAN = str.maketrans("〇○零一二三四五六七八九", "000123456789", " ")
# 当年 and 往年 say no year: 当年 is that of the story, not of the text.
_RELATIVE = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2}
_FIRST_PLAN, _THIRD_PLAN = 1953, 1966  # three years of adjustment lie between the second plan and the third
# 增长 and its kin end the expression: 5年增长1.6倍 is a duration of five years.
_TAIL = regex.compile(r"(?:增长|增加|提升|提高|下降|减少|累计)\Z")
_KINDS = {"years": "range", "decade": "date", "span": "duration"}
_MULTIPLIERS = "一二三四五六七八九十百千万亿"


def find_periods(text: str, reference_year: int | None = None) -> Iterator[Period]:
    """The time expressions of a text; `reference_year` is what 今年 means, for the years of the relative ones.

    >>> [(p.kind, p.first, p.last) for p in find_periods("“十四五”时期，到2025年", 2021)]
    [('plan', 2021, 2025), ('deadline', 2025, 2025)]
    """
    text = plain(text)
    for match in _PERIOD.finditer(text):
        name = match.lastgroup or "date"
        start, end = match.span()
        words = match[0]
        if name == "span" and (tail := _TAIL.search(words)):
            end -= len(tail[0])
        if not _bounded(text, start, end, name):
            continue
        first, last = _years(words, name, reference_year)
        kind = _KINDS.get(name, name)
        yield Period(start, end, kind, first, last, (f"periods:{name}",))  # type: ignore[arg-type]


def _bounded(text: str, start: int, end: int, name: str) -> bool:
    """Not the tail of a longer number (12025年), not 十二五 in 二十二五, not 5日 in 15日, not 三时 in 小时."""
    before = text[start - 1] if start else ""
    if text[start].isdigit() and (before.isdigit() or before == "."):
        return False
    if name == "plan" and text[start] not in '“"‘第':
        # 一五 and 三五 are plans only in quotation marks or with what follows.
        bare = regex.match(_PLAN_NAME, text[start:end])
        if bare and end - start == len(bare[0]) and (len(bare[0]) < 3 or before in _MULTIPLIERS):
            return False
    return not (name == "clock" and before == "小")


def _years(words: str, name: str, reference: int | None) -> tuple[int | None, int | None]:
    found = [int(year.translate(_HAN).replace(" ", "")) for year in _YEAR.findall(words)]
    if found:
        return found[0], None if name == "since" else found[-1]
    if name == "plan":
        return _plan(words)
    if name in {"relative", "deadline"}:
        return _relative(words, reference)
    return _span(words, reference) if name == "span" else (None, None)


def _relative(words: str, reference: int | None) -> tuple[int | None, int | None]:
    """去年 is the year before the text's; 近年 and 往年 are no one year."""
    if reference is None or "年" not in words or words.startswith(("近年", "多年", "往年", "历年", "本届")):
        return None, None
    if words == "今明两年":
        return reference, reference + 1
    offset = next((_RELATIVE[character] for character in words if character in _RELATIVE), None)
    return (None, None) if offset is None else (reference + offset, reference + offset)


def _plan(words: str) -> tuple[int | None, int | None]:
    """十四五 is the fourteenth plan, 2021–2025; its end (十三五末) and its first year (开局之年) are one year each."""
    name = regex.search(rf"{_PLAN_NAME}|第({_N})个", words)
    if name is None:
        return None, None
    number = parse(name[1] if name[1] else name[0][:-1])
    if number is None or not 1 <= number <= 20:
        return None, None
    first = _FIRST_PLAN + 5 * (int(number) - 1) if number < 3 else _THIRD_PLAN + 5 * (int(number) - 3)
    if words.endswith("末") or "收官" in words:
        return first + 4, first + 4
    return (first, first) if "开局" in words else (first, first + 4)


def _span(words: str, reference: int | None) -> tuple[int | None, int | None]:
    """过去五年 ends with the year before the text's, 未来五年 begins with the text's own."""
    count = regex.search(_N, words)
    number = parse(count[0]) if count else None
    if reference is None or number is None or "年" not in words:
        return None, None
    if words.startswith(("过去", "近", "最近")) or words.endswith("来"):
        return reference - int(number), reference - 1
    if words.startswith(("未来", "今后")):
        return reference, reference + int(number) - 1
    return None, None


@Language.factory("zhibiao_periods", default_config={"rules": None})
def make_periods(nlp: Language, name: str, rules: str | None) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names."""

    def component(doc: Doc) -> Doc:
        groups.put(doc, "periods", find_periods(doc.text, groups.article(doc).reference_year))
        return doc

    return component
