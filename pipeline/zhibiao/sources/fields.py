"""Fields that sources have beside their text, as they are written there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from zhibiao.text.metadata import published_in

_CHINA = timezone(timedelta(hours=8))


def day_of(value: object) -> date | None:
    """The day that a field tells: 2024-01-31, 2024-01-31T08:00:00+08:00, 2024年1月31日, 20240131, or seconds since 1970.

    >>> day_of("2024年1月31日"), day_of(1706630400)
    (datetime.date(2024, 1, 31), datetime.date(2024, 1, 31))
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _day_of_seconds(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return (
            _iso(f"{text[:4]}-{text[4:6]}-{text[6:8]}") if len(text) in {8, 14} else _day_of_seconds(float(text[:20]))
        )
    return _iso(text[:10]) or published_in([text])


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_of_seconds(value: float) -> date | None:
    """The day in China of a moment in seconds, or milliseconds, since 1970."""
    seconds = value / 1000 if value >= 1e11 else value
    if not 1e8 <= seconds < 1e10:
        return None
    return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date()
