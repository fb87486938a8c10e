"""How an article speaks of a person whom it has introduced: 水利部部长林学文 → 林部长, 中国科学院院士欧阳清 → 欧阳院士."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhibiao.model import PersonMention

_LONGEST = 4
_DOTS = frozenset("·•・‧∙．")


def addresses(people: Iterable[PersonMention]) -> dict[str, PersonMention]:
    """Surname and title to the first mention that has them; an address that fits two names is left out."""
    found: dict[str, PersonMention] = {}
    doubtful: set[str] = set()
    for mention in people:
        for address in _of(mention):
            if found.setdefault(address, mention).name != mention.name:
                doubtful.add(address)
    return {address: mention for address, mention in found.items() if address not in doubtful}


def addressed(text: str, low: int, end: int, known: dict[str, PersonMention]) -> tuple[int, PersonMention] | None:
    """Where the address that ends at `end` begins, not before `low`, and who is meant.

    >>> text = "水利部部长林学文到会。林部长强调，"
    >>> from zhibiao.model import Title
    >>> mention = PersonMention(5, 8, "林学文", (Title(0, 5, "部长", "水利部"),))
    >>> addressed(text, 11, 14, addresses([mention]))[0]
    11
    """
    for start in range(max(low, end - 2 - _LONGEST), end - 2):
        if (mention := known.get(text[start:end])) is not None and mention.start < start:
            return start, mention
    return None


def _of(mention: PersonMention) -> Iterator[str]:
    """林部长 and 林副部长 for a 副部长; a foreign name has no surname in front."""
    name = mention.name
    if len(name) > 4 or not _DOTS.isdisjoint(name):
        return
    surname = name[:2] if len(name) == 4 else name[:1]
    for title in mention.titles:
        for length in {2, 3, min(len(title.role), _LONGEST)}:
            if length <= len(title.role):
                yield surname + title.role[-length:]
