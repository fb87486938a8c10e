"""Learn how sure a fact is from annotated texts: writes pipeline/zhibiao/models/confidence.tsv and prints a reliability table.

    python scripts/calibrate_confidence.py GOLD.jsonl... [--earlier FACTS.jsonl] [--keep FACTS.jsonl]

Each GOLD file is JSONL as `zhibiao eval` reads it, with its texts in the folder texts/ beside it. A quantity record is right where its
value, unit, comparator, indicator, status, change, year and region are those of the annotation; a person record where its name and
all of its titles are. A logistic
regression over the signs of facts/confidence.py, its strength chosen by cross-validation in which no document is on both sides; the
tables printed are those of the held-out sides, the first file's first.

Errors in texts that the rules were fitted to are too few: --keep writes down the facts of the GOLD files with their signs, and
--earlier reads what a version kept for which those texts were new.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold

from zhibiao.evaluate import read_gold
from zhibiao.evaluate.scores import _same_linked as same_linked
from zhibiao.extractor import Extractor
from zhibiao.facts import collect, people
from zhibiao.facts.confidence import BASE, TABLE, person_signs, target_signs
from zhibiao.facts.context import Context
from zhibiao.facts.targets import find_targets
from zhibiao.records import records_of

STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
RARE = 5
"""A sign seen on fewer facts has no weight of its own."""
BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.0))
Row = dict[str, Any]


@dataclass(slots=True)
class Seen:
    """One fact of an annotated document: its signs, and whether it is right."""

    document: str
    kind: str
    signs: list[str]
    right: bool


def facts(gold: Path, extractor: Extractor) -> Iterator[Seen]:
    """The facts of the annotated documents of one file."""
    for document in read_gold(gold):
        file = next(gold.parent.joinpath("texts").glob(f"{document['doc']}.*"))
        source = extractor.read(file.read_bytes(), file.name)
        (text,) = source.documents
        signs: dict[str, list[list[str]]] = {"person": [], "quantity": []}
        rows: list[dict[str, Any]] = []
        for article, doc in extractor.docs(source):
            context, found = Context.of(doc), collect(doc)
            records = records_of(article, "a", found, text.text)
            rows += [record.model_dump(mode="json") for record in records if record.record in signs]
            signs["person"] += [list(person_signs(context, person)) for person in people.link(context)]
            signs["quantity"] += [list(target_signs(context, target)) for target in find_targets(context)]
        for kind, seen in signs.items():
            of_kind = [row for row in rows if row["record"] == kind]
            right = _right_people(document, of_kind) if kind == "person" else _right_quantities(document, of_kind)
            for row, names in zip(of_kind, seen, strict=True):
                if kind == "person" or row["unit"]:  # a bare count is not annotated
                    yield Seen(document["doc"], kind, names, id(row) in right)


def _right_quantities(document: Row, rows: list[Row]) -> set[int]:
    free, right = list(rows), set()
    for wanted in document["quantities"]:
        found = next((row for row in free if same_linked(wanted, row)), None)
        if found is not None:
            free.remove(found)
            right.add(id(found))
    return right


def _right_people(document: Row, rows: list[Row]) -> set[int]:
    annotated = {(one["start"], one["end"]): one for one in document["people"]}
    right = set()
    for row in rows:
        wanted = annotated.get((row["start"], row["end"]))
        if wanted is not None and _keys(wanted) == _keys(row):
            right.add(id(row))
    return right


def _keys(person: Row) -> list[tuple[str, str, bool]]:
    return sorted((title["org"] or "", title["role"], bool(title["former"])) for title in person["titles"])


def learn(seen: list[Seen], strength: float) -> tuple[DictVectorizer, LogisticRegression]:
    """The weights of the signs that are not rare."""
    counts = Counter(sign for fact in seen for sign in set(fact.signs))
    known = {sign for sign, count in counts.items() if count >= RARE and sign != BASE}
    vectors = DictVectorizer()
    table = vectors.fit_transform([{sign: 1.0 for sign in fact.signs if sign in known} for fact in seen])
    return vectors, LogisticRegression(C=strength, max_iter=2000).fit(table, [fact.right for fact in seen])


def held_out(seen: list[Seen], strength: float) -> np.ndarray:
    """How sure each fact is by weights learned without its document."""
    documents = [fact.document for fact in seen]
    sure = np.zeros(len(seen))
    for train, test in GroupKFold(min(10, len(set(documents)))).split(seen, groups=documents):
        vectors, model = learn([seen[i] for i in train], strength)
        sure[test] = model.predict_proba(vectors.transform([dict.fromkeys(seen[i].signs, 1.0) for i in test]))[:, 1]
    return sure


def report(kind: str, seen: list[Seen], sure: np.ndarray) -> Iterator[str]:
    """The reliability table, and which part of the errors the least confident fifth holds."""
    right = np.array([fact.right for fact in seen])
    yield f"| confidence of a {kind} | records | mean confidence | right |"
    yield "|---|--:|--:|--:|"
    for low, high in BANDS:
        inside = (sure >= low) & (sure < high) if high < 1 else sure >= low
        if inside.any():
            yield f"| {low:.2f}–{high:.2f} | {inside.sum()} | {sure[inside].mean():.2f} | {right[inside].mean():.2f} |"
    fifth = np.argsort(sure, kind="stable")[: round(len(seen) / 5)]
    wrong = (~right).sum()
    yield ""
    yield (
        f"Of the {wrong} wrong among {len(seen)} {kind} records, the least confident fifth holds "
        f"{(~right[fifth]).sum()} ({(~right[fifth]).sum() / max(1, wrong):.0%})."
    )
    yield ""


def main() -> None:
    """Learn, write the table, print the reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--earlier", type=Path, metavar="FACTS", help="facts that an earlier version kept")
    parser.add_argument("--keep", type=Path, metavar="FACTS", help="write the facts down, and learn nothing")
    arguments = parser.parse_args()
    if not TABLE.exists():
        TABLE.write_text("kind\tsign\tweight\n", encoding="utf-8")
    extractor = Extractor()
    by_file = {file: list(facts(file, extractor)) for file in arguments.gold}
    if arguments.keep:
        kept = [json.dumps(asdict(fact), ensure_ascii=False) for found in by_file.values() for fact in found]
        arguments.keep.write_text("\n".join(kept) + "\n", encoding="utf-8")
        return
    if arguments.earlier:
        rows = arguments.earlier.read_text(encoding="utf-8").splitlines()
        by_file[arguments.earlier] = [Seen(**json.loads(row)) for row in rows]
    lines = ["kind\tsign\tweight"]
    for kind in ("person", "quantity"):
        seen = [fact for found in by_file.values() for fact in found if fact.kind == kind]
        right = [fact.right for fact in seen]
        if len(set(right)) < 2:
            print(f"## {kind}: {len(seen)} records, none of them wrong; nothing to learn\n")
            continue
        strength = min(STRENGTHS, key=lambda c: log_loss(right, held_out(seen, c)))
        print(f"## {kind}: {len(seen)} records, strength {strength}\n")
        sure = held_out(seen, strength)
        first = sum(1 for fact in by_file[arguments.gold[0]] if fact.kind == kind)
        print("\n".join([f"{arguments.gold[0].stem}:\n", *report(kind, seen[:first], sure[:first])]))
        print("\n".join(["All files:\n", *report(kind, seen, sure)]))
        vectors, model = learn(seen, strength)
        weights = {BASE: float(model.intercept_[0])} | dict(zip(vectors.feature_names_, model.coef_[0], strict=True))
        lines += [f"{kind}\t{sign}\t{weight:.3f}" for sign, weight in sorted(weights.items()) if abs(weight) >= 0.0005]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
