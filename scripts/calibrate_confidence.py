"""Learn how sure a fact is: writes models/confidence.tsv and the tables of docs/confidence.md.

    python scripts/calibrate_confidence.py GOLD.jsonl... [--earlier FACTS.jsonl] [--keep FACTS.jsonl]
                                           [--people NAME=LABELS.jsonl...] [--reread VERDICTS.jsonl]

Each GOLD file is JSONL as `zhibiao eval` reads it, with its texts in the folder texts/ beside it. A quantity record is right where
its value, unit, comparator, indicator, status, change, year and region are those of the annotation; a person's name where it
stands there, and the titles of a right name where all of them do. Each of the three has a logistic regression over the signs of
facts/confidence, its strength chosen by cross-validation in which no document is on both sides; the tables are those of
the held-out sides. A person record is as sure as its name and its titles together.

Errors in texts that the rules were fitted to are too few. For quantities --keep writes down the facts of the GOLD files with their
signs, and --earlier reads what a version kept for which those texts were new. For people --people reads other projects' labels:
a sentence a line, `{"id", "text", "spans": [{"start", "end", "text", "label"}]}`, names labelled PER or name, titles position
(then `derived_pairs` join them: `[{"name", "titles"}]`). Twenty lines count as one document; they are read by the rules alone
as well. Such labels are not all right: --reread has a line for each name that was read again, `{"id", "name", "right"}`. A file
without NAME= is read as GOLD, for its people only.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold

from zhibiao.evaluate import read_gold
from zhibiao.evaluate.reliability import least_sure, reliability
from zhibiao.evaluate.scores import _same_linked as same_linked
from zhibiao.extractor import Extractor
from zhibiao.facts import collect, people
from zhibiao.facts.confidence import BASE, KINDS, TABLE, Surroundings, name_signs, target_signs, title_signs, together
from zhibiao.facts.context import Context
from zhibiao.facts.targets import find_targets
from zhibiao.model import Article, PersonMention
from zhibiao.nlp import pipe
from zhibiao.records import records_of

STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
RARE = 5
"""A sign seen on fewer facts has no weight of its own."""
BLOCK = 20
"""So many labelled sentences in a row are one document: neighbours may come from one text."""
CHOSEN = "among sentences chosen for their titles"
"""There a person without title lacks one more often than elsewhere; learned with, and left out where a fact is judged."""
OWN, ALONE = "annotated texts", ", rules alone"
PAGE = Path(__file__).parents[1] / "docs" / "confidence.md"
Tables = dict[str, list[str]]
_DRAGGED = re.compile(r"[（(].*|[）)]\Z|/文\Z|[·•]\Z", re.DOTALL)
"""What a label drags along behind a name: （Philip Brown）, /文."""
Row = dict[str, Any]


@dataclass(slots=True)
class Seen:
    """One fact of an annotated document: its signs, and whether it is right, None where nothing tells.

    Of each person the name comes, then the titles.
    """

    document: str
    kind: str
    signs: list[str]
    right: bool | None
    file: str = ""


def annotated(gold: Path, extractor: Extractor) -> Iterator[Seen]:
    """The facts of the annotated documents of one file."""
    for document in read_gold(gold):
        file = next(gold.parent.joinpath("texts").glob(f"{document['doc']}.*"))
        source = extractor.read(file.read_bytes(), file.name)
        (text,) = source.documents
        rows: list[Row] = []
        quantities: list[list[str]] = []
        persons: list[tuple[list[str], list[str]]] = []
        for article, doc in extractor.docs(source):
            context, found = Context.of(doc), collect(doc)
            rows += [record.model_dump(mode="json") for record in records_of(article, "a", found, text.text)]
            quantities += [list(target_signs(context, target)) for target in find_targets(context)]
            persons += _signs_of_people(context)
        yield from _quantities(document, [row for row in rows if row["record"] == "quantity"], quantities)
        named = {(one["start"], one["end"]): one for one in document["people"]}
        for row, (name, titles) in zip([row for row in rows if row["record"] == "person"], persons, strict=True):
            wanted = named.get((row["start"], row["end"]))
            same = None if wanted is None else _keys(wanted) == _keys(row)
            yield Seen(document["doc"], "name", name, wanted is not None, OWN)
            yield Seen(document["doc"], "titles", titles, same, OWN)


def _signs_of_people(context: Context) -> list[tuple[list[str], list[str]]]:
    found = list(people.link(context))
    around = Surroundings(context, found)
    return [(list(name_signs(around, person)), list(title_signs(around, person))) for person in found]


def _quantities(document: Row, rows: list[Row], signs: list[list[str]]) -> Iterator[Seen]:
    right = _right_quantities(document, rows)
    for row, names in zip(rows, signs, strict=True):
        if row["unit"]:  # a bare count is not annotated
            yield Seen(document["doc"], "quantity", names, id(row) in right)


def _right_quantities(document: Row, rows: list[Row]) -> set[int]:
    free, right = list(rows), set()
    for wanted in document["quantities"]:
        found = next((row for row in free if same_linked(wanted, row)), None)
        if found is not None:
            free.remove(found)
            right.add(id(found))
    return right


def _keys(person: Row) -> list[tuple[str, str, bool]]:
    return sorted((title["org"] or "", title["role"], bool(title["former"])) for title in person["titles"])


def labelled(name: str, file: Path, extractor: Extractor, reread: dict[tuple[str, str], bool]) -> Iterator[Seen]:
    """The people of the labelled sentences of one file, which goes by `name` in the tables."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    titled = any(span["label"] == "position" for row in rows for span in row["spans"])
    docs = pipe(extractor.nlp, [Article.of(row["text"]) for row in rows])
    for index, (row, doc) in enumerate(zip(rows, docs, strict=True)):
        context, document = Context.of(doc), f"{file.stem} {index // BLOCK}"
        for mention, (own, titles) in zip(context.people, _signs_of_people(context), strict=True):
            right = reread.get((row["id"], mention.name), _labelled_so(row, mention))
            yield Seen(document, "name", own, right, name)
            titles += [CHOSEN] if titled and not mention.titles else []
            yield Seen(document, "titles", titles, _joined(row, mention) if titled and right else None, name)


def _labelled_so(row: Row, mention: PersonMention) -> bool:
    names = [span for span in row["spans"] if span["label"] in {"PER", "name"} and span["start"] == mention.start]
    return any(mention.end - mention.start == len(_DRAGGED.sub("", span["text"])) for span in names)


def _joined(row: Row, mention: PersonMention) -> bool:
    """Whether the titles end where the labels of the name's own titles do, and none is beside a label."""
    posts = [span for span in row["spans"] if span["label"] == "position"]
    named = {text for span in row["spans"] if span["start"] == mention.start for text in [span["text"]]}
    wanted = [text for pair in row.get("derived_pairs", ()) if pair["name"] in named for text in pair["titles"]]
    ends = {title.end for title in mention.titles}
    missing = any(not any(post["text"] == text and post["end"] in ends for post in posts) for text in wanted)
    loose = any(not any(p["start"] < t.end and t.start < p["end"] for p in posts) for t in mention.titles)
    return not missing and not loose


def learn(seen: list[Seen], strength: float) -> tuple[DictVectorizer, LogisticRegression]:
    """The weights of the signs that are not rare, from the facts of which it is known whether they are right."""
    told = [fact for fact in seen if fact.right is not None]
    counts = Counter(sign for fact in told for sign in set(fact.signs))
    known = {sign for sign, count in counts.items() if count >= RARE and sign != BASE}
    vectors = DictVectorizer()
    table = vectors.fit_transform([{sign: 1.0 for sign in fact.signs if sign in known} for fact in told])
    return vectors, LogisticRegression(C=strength, max_iter=2000).fit(table, [fact.right for fact in told])


def held_out(seen: list[Seen], strength: float) -> np.ndarray:
    """How sure each fact is by weights learned without its document."""
    documents = [fact.document for fact in seen]
    sure = np.zeros(len(seen))
    for train, test in GroupKFold(min(10, len(set(documents)))).split(seen, groups=documents):
        vectors, model = learn([seen[i] for i in train], strength)
        signs = [dict.fromkeys([sign for sign in seen[index].signs if sign != CHOSEN], 1.0) for index in test]
        sure[test] = model.predict_proba(vectors.transform(signs))[:, 1]
    return sure


def weigh(kind: str, seen: list[Seen]) -> tuple[np.ndarray, list[str]]:
    """How sure each fact is, held out, and the lines of the table learned from all of them."""
    told = [index for index, fact in enumerate(seen) if fact.right is not None]
    right = [seen[index].right for index in told]
    if len(set(right)) < 2:
        raise SystemExit(f"{kind}: {len(told)} records, all of them right or all wrong; give --people and --earlier")
    tried = {strength: held_out(seen, strength) for strength in STRENGTHS}
    strength = min(STRENGTHS, key=lambda one: log_loss(right, tried[one][told]))
    vectors, model = learn(seen, strength)
    weights = {BASE: float(model.intercept_[0])} | dict(zip(vectors.feature_names_, model.coef_[0], strict=True))
    lines = [
        f"{kind}\t{sign}\t{weight:.3f}"
        for sign, weight in sorted(weights.items())
        if sign != CHOSEN and abs(weight) >= 0.0005
    ]
    return tried[strength], lines


def report(kind: str, seen: list[Seen], sure: np.ndarray) -> list[str]:
    """The reliability table, and which part of the errors the least confident fifth holds."""
    right = [bool(fact.right) for fact in seen]
    wrong, held = len(right) - sum(right), least_sure(sure, right)
    said = f"Of the {wrong} wrong among {len(right)} {kind} records, the least confident fifth holds {held}"
    return [*reliability(kind, sure, right), "", f"{said} ({held / max(1, wrong):.0%})."]


def by_file(names: list[Seen], sure: np.ndarray) -> list[str]:
    """A line a file: how many names are wrong, how sure they were, how many errors the least confident fifth holds."""
    lines = ["| names of | records | wrong | mean confidence | right | errors in the least confident fifth |"]
    lines += ["|---|--:|--:|--:|--:|--:|"]
    for file in dict.fromkeys(fact.file for fact in names):
        chances = [chance for fact, chance in zip(names, sure, strict=True) if fact.file == file]
        right = [bool(fact.right) for fact in names if fact.file == file]
        wrong, mean = len(right) - sum(right), sum(chances) / len(right)
        lines += [
            f"| {file} | {len(right)} | {wrong} | {mean:.3f} | {sum(right) / len(right):.3f} "
            f"| {least_sure(chances, right)} of {wrong} |"
        ]
    return lines


def weigh_quantities(seen: list[Seen], first: int) -> tuple[list[str], Tables]:
    """The lines of the table; and how well they hold for all facts, and for the first ones by what those alone teach."""
    alone, _ = weigh("quantity", seen[:first])  # too few to teach pairs of signs
    seen = [replace(fact, signs=list(together(fact.signs))) for fact in seen]
    sure, lines = weigh("quantity", seen)
    return lines, {
        "quantities of the first file": report("quantity", seen[:first], alone),
        "quantities": report("quantity", seen, sure),
    }


def weigh_people(names: list[Seen], titles: list[Seen]) -> tuple[list[str], Tables]:
    """The lines of the table; and how well names do, and whole records where titles are annotated too."""
    sure, lines = weigh("name", names)
    sure_titles, more = weigh("titles", titles)
    tables = {"names by file": by_file(names, sure)}
    whole = {fact.file for fact in titles if fact.right is not None}
    for how, alone in (("", False), (" of the rules alone", True)):
        inside = [index for index, fact in enumerate(names) if fact.file.endswith(ALONE) == alone]
        tables[f"names{how}"] = report("name", [names[index] for index in inside], sure[inside])
        inside = [index for index in inside if names[index].file in whole]
        persons = [replace(titles[index], right=bool(names[index].right and titles[index].right)) for index in inside]
        tables[f"people{how}"] = report("person", persons, (sure * sure_titles)[inside])
    return lines + more, tables


def put(page: Path, tables: Tables) -> None:
    """Put each table between its marks, <!-- names --> and <!-- end -->, in the page that shows them."""
    text = page.read_text(encoding="utf-8")
    for name, lines in tables.items():
        start = text.index(f"<!-- {name} -->") + len(f"<!-- {name} -->")
        text = text[:start] + "\n\n" + "\n".join(lines) + "\n\n" + text[text.index("<!-- end -->", start) :]
    page.write_text(text, encoding="utf-8")


def verdicts(file: Path | None) -> dict[tuple[str, str], bool]:
    """The names that were read again: whether they are right, whatever their label says."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file else []
    return {(row["id"], row["name"]): row["right"] for row in rows}


def main() -> None:
    """Learn; write the weights and the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--earlier", type=Path, metavar="FACTS", help="quantities that an earlier version kept")
    parser.add_argument("--keep", type=Path, metavar="FACTS", help="write the facts down, and learn nothing")
    parser.add_argument(
        "--people", nargs="+", default=[], metavar="NAME=LABELS", help="labelled sentences; GOLD files without name"
    )
    parser.add_argument("--reread", type=Path, metavar="VERDICTS", help="labelled names that were read again")
    arguments = parser.parse_args()
    extractor = Extractor()
    found = [list(annotated(file, extractor)) for file in arguments.gold]
    seen = [fact for facts in found for fact in facts]
    if arguments.keep:
        kept = [json.dumps(asdict(fact), ensure_ascii=False) for fact in seen]
        arguments.keep.write_text("\n".join(kept) + "\n", encoding="utf-8")
        return
    if arguments.earlier:
        rows = map(json.loads, arguments.earlier.read_text(encoding="utf-8").splitlines())
        seen += [Seen(**row) for row in rows if row["kind"] == "quantity"]
    blind = Extractor(evidence=False)
    reread = verdicts(arguments.reread)
    for name, _, file in (one.rpartition("=") for one in arguments.people):
        if not name:
            seen += [fact for fact in annotated(Path(file), extractor) if fact.kind != "quantity"]
            continue
        seen += labelled(name, Path(file), extractor, reread)
        seen += labelled(name + ALONE, Path(file), blind, reread)
    quantities, names, titles = ([fact for fact in seen if fact.kind == kind] for kind in KINDS)
    first = sum(1 for fact in found[0] if fact.kind == "quantity")
    lines, tables = weigh_people(names, titles)
    more, others = weigh_quantities(quantities, first)
    TABLE.write_text("\n".join(["kind\tsign\tweight", *lines, *more]) + "\n", encoding="utf-8")
    put(PAGE, tables | others)


if __name__ == "__main__":
    main()
