"""Write rules/traditional.tsv: each traditional character with its simplified one, so that 遼寧 is found as 辽宁.

Usage: `pip install opencc==1.4.2 && python scripts/build_traditional.py`. Characters only, one for one, so that offsets stay; the
tables are OpenCC's (Apache-2.0).
"""

from __future__ import annotations

from pathlib import Path

from opencc import OpenCC

TABLE = Path(__file__).parent.parent / "rules" / "traditional.tsv"
_FIRST, _LAST = 0x4E00, 0x9FFF


def main() -> None:
    """Write the table."""
    converter = OpenCC("t2s")
    lines = ["traditional\tsimplified"]
    for code in range(_FIRST, _LAST + 1):
        letter = chr(code)
        simplified = converter.convert(letter)
        if len(simplified) == 1 and simplified != letter:
            lines.append(f"{letter}\t{simplified}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE}: {len(lines) - 1} characters")


if __name__ == "__main__":
    main()
