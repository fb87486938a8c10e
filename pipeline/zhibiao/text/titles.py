"""The title and the subtitle of an article, from the lines before its running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from zhibiao.text.blocks import Part, caption
from zhibiao.text.borders import lead
from zhibiao.text.marks import closed, numbered

_REPORT = re.compile(r"[^。，]{0,24}政府工作报告(?:[（(][^（）()]{2,16}[)）])?")
_DELIVERED = regex.compile(
    r"[—（(].{0,40}(?:会议|大会)上.{0,8}|[\p{Han}]{0,12}(?:省长|市长|主席|县长|区长|总理)\s.{2,12}"
)
_DOCUMENT = re.compile(  # ××市人民政府关于印发《…实施方案（2023—2027年）》的通知（×政发〔2023〕12号）
    r"[^。；\n]{0,40}关于[^。；\n]{4,100}的(?:通知|意见|决定|批复|通告|公告|函)(?:\s?[（(][^（）()]{4,24}号[）)])?"
)
_HAN = regex.compile(r"\p{Han}")
_CODE = re.compile(r"【[^】]{1,12}】\s?[\x21-\x7e\s]{0,40}|原文链接.{0,200}|\[?(?:视频|图片|组图|直播)\]?|.{0,12}[:：]")
_HEAD = 12
_LONGEST = 60


def titles(parts: Sequence[Part]) -> tuple[str | None, str | None]:
    """Title and subtitle: the first headline, and the one behind it that explains it.

    A line that begins with —— is a subtitle; 2026年贵州省政府工作报告 is the title wherever it stands in the head.
    """
    head = list(_headlines(parts))
    report = next((part for part in head if _REPORT.fullmatch(part.text)), None)
    top = min((part.line.hashes for part in head if part.line.hashes), default=0)
    title = report or next((part for part in head if part.line.hashes == top and not part.text.startswith("—")), None)
    if title is None:
        return None, None
    behind = parts[next(index for index, part in enumerate(parts) if part is title) + 1 :]
    return title.text, _subtitle(title, behind)


def _headlines(parts: Sequence[Part]) -> Iterator[Part]:
    """The lines before the running text that may be a headline."""
    seen = 0
    for part in parts:
        if part.kind in {"boilerplate", "byline", "dateline"} or caption(part.text):
            continue
        seen += 1
        if seen > _HEAD or (numbered(part.text) and not part.line.hashes):
            return
        if part.line.hashes:
            yield part
            continue
        if (
            lead(part.text)
            or (len(part.text) > _LONGEST and not document_title(part.text))
            or "。" in part.text
            or part.line.bullet
        ):
            return
        asks = part.text[-1] in "？！" and seen <= 2 and not part.text.startswith("各位")  # 各位代表！
        if (closed(part.text) and not asks) and not _DELIVERED.fullmatch(part.text):
            return
        if len(_HAN.findall(part.text)) >= 4 and not _CODE.fullmatch(part.text) and not _DELIVERED.fullmatch(part.text):
            yield part


def document_title(line: str) -> bool:
    """Whether a line, however long, is the whole title of a document that is sent out.

    >>> document_title("青山市人民政府办公室关于印发《青山市数字经济行动方案》的通知（青政办〔2024〕8号）")
    True
    """
    return _DOCUMENT.fullmatch(line) is not None


def _subtitle(title: Part, behind: Sequence[Part]) -> str | None:
    if not behind:
        return None
    first = behind[0]
    if first.text.startswith("—") and len(first.text) <= _LONGEST:
        return first.text.lstrip("—")
    after = next((part for part in behind[1:] if part.kind != "boilerplate"), None)
    plain = first.kind in {"heading", "paragraph"} and not first.line.hashes and not title.line.hashes
    opens = after is not None and (after.kind == "byline" or lead(after.text))
    if plain and opens and not closed(first.text) and len(first.text) <= _LONGEST and not numbered(first.text):
        return first.text
    return None
