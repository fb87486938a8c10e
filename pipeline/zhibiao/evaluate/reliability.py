"""Whether confidences keep their promise: of the records at 0.9 nine in ten are right, and the errors are among the least sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.0))


def reliability(kind: str, sure: Sequence[float], right: Sequence[bool]) -> Iterator[str]:
    """A Markdown table: by bands of confidence how sure the records of a kind are and how many are right.

    >>> print("\\n".join(reliability("name", [0.99, 0.85, 0.6], [True, True, False])))
    | confidence of a name | records | mean confidence | right |
    |---|--:|--:|--:|
    | 0.50–0.70 | 1 | 0.60 | 0.00 |
    | 0.80–0.90 | 1 | 0.85 | 1.00 |
    | 0.98–1.00 | 1 | 0.99 | 1.00 |
    """
    yield f"| confidence of a {kind} | records | mean confidence | right |"
    yield "|---|--:|--:|--:|"
    pairs = list(zip(sure, right, strict=True))
    for low, high in BANDS:
        inside = [(chance, sound) for chance, sound in pairs if low <= chance and (chance < high or high == 1)]
        if inside:
            chances, sounds = zip(*inside, strict=True)
            mean, share = sum(chances) / len(inside), sum(sounds) / len(inside)
            yield f"| {low:.2f}–{high:.2f} | {len(inside)} | {mean:.2f} | {share:.2f} |"


def least_sure(sure: Sequence[float], right: Sequence[bool]) -> int:
    """How many of the wrong records are among the least confident fifth.

    >>> least_sure([0.9, 0.8, 0.7, 0.6, 0.5], [True, True, True, False, False])
    1
    """
    order = sorted(range(len(sure)), key=sure.__getitem__)
    return sum(not right[index] for index in order[: round(len(order) / 5)])
