"""Files behind URLs such as s3://bucket/报告.txt, through fsspec: what is asked of a `Path`, and every failure an `OSError`.

fsspec is the extra zhibiao[remote] and imported for a URL only; s3, gs, abfs, sftp and others need a package of their own.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from zhibiao.errors import OutputError

_URL = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.\-]*::)*[a-zA-Z][a-zA-Z0-9+.\-]+://")
_LOCAL = re.compile(r"(?:file|local)://", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_TELLING = (
    "size",
    "etag",
    "mtime",
    "lastmodified",
    "last_modified",
    "modified",
    "updated",
    "created",
    "versionid",
    "md5",
)
"""What tells that an object was replaced, of what the file systems know of one; each has some of it."""
_LONGEST = 200
_PASSWORD = re.compile(r"(://[^/@:\s]*+):[^/@\s]*+@")


class Status(NamedTuple):
    """What is asked of `os.stat_result`."""

    st_mode: int
    st_size: int


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file behind a URL; `size` in bytes as it was listed, 0 where that was not told."""

    url: str
    size: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """As messages and logs may name it: without a password."""
        return _PASSWORD.sub(r"\1:…@", self.url)

    @property
    def name(self) -> str:
        """The last part of its path, as people read it.

        >>> RemoteFile("https://news.example.cn/%E6%8A%A5%E5%91%8A.html?from=home").name
        '报告.html'
        """
        place = next(bit for bit in self.url.split("::") if "://" in bit)
        path = unquote(urlsplit(place).path) if _WEB.match(place) else place.partition("://")[2]
        return PurePosixPath(path).name or "index.html"

    @property
    def divisible(self) -> bool:
        """Whether it can be read from its middle; not every web server can."""
        return not _WEB.search(self.url)

    def open(self, _mode: str = "rb", buffering: int = 0) -> io.RawIOBase:
        """Its bytes, to be read and sought in. Raises `OSError`."""
        with _told():
            system, path = _system(self.url)
            return _Guarded(system.open(path, "rb"))

    def first(self, count: int) -> bytes:
        """Its first bytes. Raises `OSError`."""
        with _told():
            system, path = _system(self.url)
            return bytes(system.cat_file(path, 0, count))

    def stat(self) -> Status:
        """Asked for anew. Raises `OSError`."""
        known = self._info()
        kind = stat.S_IFDIR if known.get("type") == "directory" else stat.S_IFREG
        return Status(kind, known.get("size") or 0)

    def state(self) -> Hashable:
        """What tells that it was replaced. Raises `OSError`."""
        known = {key.lower(): str(value) for key, value in self._info().items()}
        return tuple(known.get(name) for name in _TELLING)

    def _info(self) -> dict[str, Any]:
        with _told():
            system, path = _system(self.url)
            system.invalidate_cache()
            found: dict[str, Any] = system.info(path)
            return found


class _Guarded(io.RawIOBase):
    """A file of fsspec, whose failures are of many kinds."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = 0) -> int:
        with _told():
            return int(self._file.seek(place, whence))

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with _told():
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def is_url(path: str) -> bool:
    """Whether it is a URL and no path of this machine.

    >>> is_url("s3://bucket/报告"), is_url("simplecache::s3://bucket/报告"), is_url("报告/2024"), is_url("C://报告")
    (True, True, False, False)
    """
    return _URL.match(path) is not None


def local_path(path: str) -> str | None:
    """The path of this machine that file:///data/报告 or local:///data/报告 means; None for any other URL."""
    found = _LOCAL.match(path)
    if not found:
        return None
    plain = path[found.end() :].removeprefix("localhost")
    return unquote(plain) if "%" in plain and not os.path.exists(plain) else plain


def local_folder(path: str) -> Path:
    """The output folder that a path or a URL means.

    Raises `OutputError` for one that is not of this machine: object stores know neither locks nor renaming.
    """
    if not is_url(path):
        return Path(path)
    local = local_path(path)
    if local is None:
        why = (
            "shards are written to a folder, which can be locked; give one, or a mounted bucket, and copy it from there"
        )
        raise OutputError(f"{path}: {why}")
    return Path(local)


def listed(url: str) -> list[tuple[RemoteFile, str]]:
    """The file, or the files in the folder or of the pattern, each with its relative path; sorted. Raises `OSError`."""
    with _told():
        system, path = _system(url)
        wild = _wild(path) and not system.exists(path)
        top = _before_wild(path) if wild else path
        found = dict(system.glob(path, detail=True) if wild else {path: system.info(path)})
        if not wild and found[path].get("type") != "directory":
            file = RemoteFile(url, found[path].get("size") or 0)
            return [(file, file.name)]
        for folder in [name for name, about in found.items() if about.get("type") == "directory"]:
            del found[folder]
            found |= system.find(folder, detail=True)
    root = _first(url, _before_wild) if wild else url
    inside = {name[len(top) :].lstrip("/"): about.get("size") or 0 for name, about in found.items()}
    return [(RemoteFile(_first(root, partial(_below, name)), size), name) for name, size in sorted(inside.items())]


def _first(url: str, change: Callable[[str], str]) -> str:
    """A URL with its own path changed; in zip://*.txt::s3://bucket/a.zip that is the first one."""
    bits = url.split("::")
    place = next(index for index, bit in enumerate(bits) if "://" in bit)
    bits[place] = change(bits[place])
    return "::".join(bits)


def _below(name: str, folder: str) -> str:
    return folder + name if folder.endswith("/") else f"{folder}/{name}"


def _wild(path: str) -> bool:
    return "*" in path or "[" in path


def _before_wild(path: str) -> str:
    """The folder before the first wildcard: 报告 of 报告/*/全文.txt."""
    return "/".join(takewhile(lambda part: not _wild(part), path.split("/")))


def _system(url: str) -> tuple[Any, str]:
    """The file system of a URL, one for all of its files, and the path in it. Raises `OSError`."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise OSError(errno.ENOSYS, "fsspec is not installed; pip install 'zhibiao[remote]'") from None
    try:
        system, path = url_to_fs(url)
    except ImportError as error:  # fsspec says which package the scheme needs
        raise OSError(errno.ENOSYS, f"{_one_line(error)}; zhibiao[remote] brings fsspec only") from None
    return system, path


@contextmanager
def _told() -> Iterator[None]:
    """Whatever goes wrong in a file system of fsspec as an `OSError` with a reason of one line."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or _reason(error)) from None
    except Exception as error:  # each file system has its own: of its client, of the protocol
        raise OSError(errno.EIO, _reason(error)) from None


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return os.strerror(errno.ENOENT)
    if isinstance(error, PermissionError):
        return os.strerror(errno.EACCES)
    return _one_line(error)


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
