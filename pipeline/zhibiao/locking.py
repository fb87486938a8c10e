"""One run at a time in an output folder: a lock that the system itself takes back when its holder dies."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from zhibiao.errors import LockedOutput, OutputError

LOCK = ".lock"
"""The lock's file in an output folder; it holds who has it. One that a killed run left behind locks nothing."""


@contextlib.contextmanager
def locked(output: Path) -> Iterator[None]:
    """Make the output folder and hold its lock.

    Raises `LockedOutput` where another process holds it, and `OutputError` where the folder cannot be made or written.
    """
    _make_folder(output)
    file = output / LOCK
    handle = _acquire(file)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink()  # while it is held: who waits for this file sees that it is gone, and makes a new one
        os.close(handle)


def holder(output: Path) -> str | None:
    """Who holds the lock of an output folder: `process 4711 on kea since 2026-01-01T02:00:00+00:00`; None for nobody."""
    file = output / LOCK
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _lock(handle) else _signed(file)
    finally:
        os.close(handle)


def _make_folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: cannot be made: {error.strerror}; choose another --output") from None
    if not os.access(output, os.W_OK):
        raise OutputError(f"{output}: cannot be written; choose another --output")


def _acquire(file: Path) -> int:
    while True:
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise OutputError(f"{file.parent}: cannot be written: {error.strerror}; choose another --output") from None
        try:
            if not _wait(handle, file):
                raise LockedOutput(f"{file.parent}: another run is writing it ({_signed(file)}); wait until it ends")
            if _is(handle, file):
                _sign(handle)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # the holder before removed it between our opening and locking it


_PAUSE, _SIGNED, _UNSIGNED = 0.02, 12, 150
"""Seconds between two tries, and how many there are where the lock is signed and where it is not."""


def _wait(handle: int, file: Path) -> bool:
    """Lock it, in a moment perhaps: `holder` has the lock while it asks, and who just got it has yet to sign."""
    for tried in range(_UNSIGNED):
        if _lock(handle):
            return True
        if tried >= _SIGNED and _signed(file) != _NOBODY:
            return False
        time.sleep(_PAUSE)
    return False


def _lock(handle: int) -> bool:
    if sys.platform == "win32":  # no flock there: runs are not kept apart
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except OSError:
        return False


def _sign(handle: int) -> None:
    row = {"pid": os.getpid(), "host": socket.gethostname(), "started": datetime.now(UTC).isoformat(timespec="seconds")}
    with contextlib.suppress(OSError):  # a full disk: then nobody knows who holds it, but it is held
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(row).encode() + b"\n", 0)


def _signed(file: Path) -> str:
    try:
        row = json.loads(file.read_text(encoding="utf-8"))
        return f"process {row['pid']} on {row['host']} since {row['started']}"
    except (OSError, ValueError, KeyError, TypeError):
        return _NOBODY


_NOBODY = "it does not say who it is"
