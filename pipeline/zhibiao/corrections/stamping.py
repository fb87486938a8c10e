"""The fingerprint of a shard that was corrected where it lies, so that an update need not make it anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from zhibiao.corrections.finish import Corrections
from zhibiao.fingerprint import expected, fingerprint


@dataclass(frozen=True, slots=True)
class Restamp:
    """Knows the corrections before and after; those of the sources in `anew` took something back, which only an update can."""

    before: Corrections | None
    after: Corrections | None
    anew: Collection[str]
    rules: str | None = None

    def __call__(self, path: str, stamp: str) -> str:
        """The stamp with the new corrections; the same one for a shard of another program or other rules."""
        if path in self.anew or _digest(self.before, path) == _digest(self.after, path):
            return stamp
        for evidence in (True, False):
            base = fingerprint(self.rules, evidence=evidence)
            if stamp == expected(base, _digest(self.before, path)):
                return expected(base, _digest(self.after, path))
        return stamp


def _digest(corrections: Corrections | None, path: str) -> str:
    return corrections.digest(path) if corrections else ""
