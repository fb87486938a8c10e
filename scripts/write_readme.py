"""Write what the program really prints into README.md, between `<!-- made: NAME -->` and `<!-- end -->`.

usage: write_readme.py [GOLD]

GOLD is a folder with dev.jsonl and texts/; without it the table of scores stays as it is. Run it after any change of what
comes out; a test compares.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import regex

ROOT = Path(__file__).parents[1]
SEED = "000_51cc5d35658ae475.txt"
_BLOCK = regex.compile(r"(<!-- made: (\w+) -->\n)(?:.*?)(<!-- end -->)", regex.DOTALL)


def filled(text: str, blocks: dict[str, str]) -> str:
    """The README with these blocks written in; others stay."""
    return _BLOCK.sub(lambda match: f"{match[1]}{blocks[match[2]]}{match[3]}" if match[2] in blocks else match[0], text)


def made_of_seed() -> dict[str, str]:
    """The blocks that need nothing but seeds/."""
    with tempfile.TemporaryDirectory() as folder:
        summary = _run("extract", "seeds", "-o", folder).replace(f"{folder}/", "outputs/")
        rows = [json.loads(line) for line in Path(folder, f"{SEED}.jsonl").read_text(encoding="utf-8").splitlines()]
    explained = _run("explain", f"seeds/{SEED}", "--find", "近一半")
    return {
        "summary": _fenced(summary),
        "record": _fenced(_json(_first(rows, lambda row: row["record"] == "quantity")), "json"),
        "pieces": _fenced(_json(_first(rows, _cut)), "json"),
        "explain": _fenced(f"$ zhibiao explain seeds/{SEED} --find 近一半\n{explained}"),
    }


def scores(gold: Path) -> str:
    """The table of scores on annotated texts."""
    with tempfile.TemporaryDirectory() as folder:
        _run("extract", str(gold / "texts"), "-o", folder, "--quiet")
        return _fenced(_run("eval", str(gold / "dev.jsonl"), folder))


def _first(rows: list[dict[str, Any]], wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    return next(row for row in rows if wanted(row))


def _cut(row: dict[str, Any]) -> bool:
    return row["record"] == "person" and any("pieces" in title for title in row["titles"])


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "zhibiao", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout


def _fenced(text: str, language: str = "") -> str:
    lines = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    return f"```{language}\n{lines}\n```\n"


def _json(row: dict[str, Any]) -> str:
    """A field a line, what stands inside a field on its line."""
    fields = [f'  "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in row.items()]
    return "{\n" + ",\n".join(fields) + "\n}"


def main() -> None:
    """Rewrite README.md."""
    blocks = made_of_seed()
    if len(sys.argv) > 1:
        blocks["scores"] = scores(Path(sys.argv[1]))
    readme = ROOT / "README.md"
    readme.write_text(filled(readme.read_text(encoding="utf-8"), blocks), encoding="utf-8")


if __name__ == "__main__":
    main()
