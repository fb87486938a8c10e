"""The body of a post that names none, where the post of the person before told it: 财政部部长甲、副部长乙."""

from __future__ import annotations

import re

from zhibiao.components.people.posts import Post, PostReader
from zhibiao.model import Stretch

_FAR = re.compile("[。；;\\n]")
_CLAUSE = 24
_SOCIETIES = ("协会", "学会", "商会", "联合会", "研究会", "基金会", "促进会")
_OFFICES = (
    "秘书长",
    "副秘书长",
    "常务副秘书长",
    "会长",
    "副会长",
    "常务副会长",
    "执行会长",
    "理事长",
    "副理事长",
    "监事长",
)


def carried(reader: PostReader, posts: list[Post], others: list[Post] | None, floor: int) -> list[Post]:
    """A person's posts, with the body of those of the person before, who ends at `floor`.

    财政部部长甲、副部长乙; 人大常委会副主任甲主持会议，副主任乙出席; 纸业协会会长甲，副秘书长、秘书处主任乙，秘书长助理丙.
    """
    text = reader.text
    if not posts or not others or posts[0].org is not None:
        return posts
    between = text[floor : posts[0].start]
    if between in {"，", ",", "、"} and (society := _society(text, posts[0], others)) is not None:
        return reader.carry(posts, society)
    if others[-1].org is None:
        return posts
    joined = between in {"、", "和", "及", "与", "以及"} or (
        between in {"，", ","} and text[posts[0].role_start] == "副"
    )
    role, former = (text[one.role_start : one.end] for one in (posts[0], others[-1]))
    near = between.endswith(("，", ",", "、")) and not _FAR.search(between) and len(between) <= _CLAUSE
    entry = posts[0].role.entry
    if not (joined or (near and role == former)) or entry.own or entry.weak or entry.free or entry.credit:
        return posts
    return reader.carry(posts, others[-1].org)


def _society(text: str, post: Post, others: list[Post]) -> Stretch | None:
    """The society whose officers are told one after the other."""
    if not text[post.role_start : post.end].startswith(_OFFICES):
        return None
    bodies = (one.org for one in others if one.org is not None)
    return next((org for org in bodies if text[org.start : org.end].endswith(_SOCIETIES)), None)
