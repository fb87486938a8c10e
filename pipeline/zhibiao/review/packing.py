"""Content to one compact block that no text of a source can break out of: JSON, gzip, base64."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any


def pack(content: dict[str, Any]) -> str:
    """The block; the same content gives the same block.

    >>> pack({"文": "</script>"}).isascii()
    True
    """
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")
    return base64.b64encode(gzip.compress(data, compresslevel=6, mtime=0)).decode("ascii")


def unpack(block: str) -> dict[str, Any]:
    """What was packed."""
    content: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(block)))
    return content
