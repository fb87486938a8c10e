#!/usr/bin/env bash
# The wheel as its users get it: one top-level name, the rules and the models inside, the command works far from the checkout.
set -euo pipefail
python=${PYTHON:-python3}
here=$(cd "$(dirname "$0")/.." && pwd)
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
"$python" -m build --wheel --outdir "$there/dist" "$here" >"$there/build.log" 2>&1 || { cat "$there/build.log"; exit 1; }
wheel=$(echo "$there"/dist/*.whl)
"$python" - "$wheel" <<'PY'
import sys, zipfile
names = zipfile.ZipFile(sys.argv[1]).namelist()
tops = {name.split("/")[0] for name in names if ".dist-info" not in name.split("/")[0]}
assert tops == {"zhibiao"}, f"top-level names of the wheel: {sorted(tops)}"
for wanted in ("zhibiao/rules/units.toml", "zhibiao/rules/divisions.tsv", "zhibiao/config.cfg", "zhibiao/py.typed",
               "zhibiao/review/page.html", "zhibiao/review/page.css", "zhibiao/review/scripts/app.js"):
    assert wanted in names, f"the wheel lacks {wanted}"
assert any(name.startswith("zhibiao/models/") for name in names), "the wheel lacks the models"
PY
"$python" -m venv "$there/venv"
"$there/venv/bin/python" -m pip install --quiet --disable-pip-version-check -c "$here/constraints.txt" "$wheel"
cd "$there"
printf '2024年，贵州省数字经济占比达45%%以上。\n' | venv/bin/zhibiao extract - >records.jsonl
grep -q '"record":"quantity"' records.jsonl
echo "wheel: $(basename "$wheel") installs and extracts, $(du -k "$wheel" | cut -f1) KiB"
