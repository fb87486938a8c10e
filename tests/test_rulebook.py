"""Rule files: the user's laid over the built-in ones, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
import regex
from pydantic import Field

from zhibiao.errors import RuleError
from zhibiao.extractor import Extractor
from zhibiao.records import QuantityRecord
from zhibiao.rulebook import Entry, Family, family
from zhibiao.rulebook.remembering import remembered, renew
from zhibiao.rulebook.words import alternatives, kinds


class Unit(Entry):
    """A family of the tests."""

    unit: str
    power: int = 0


@pytest.fixture
def built_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the built-in rules, and no families."""
    folder = tmp_path / "built-in"
    folder.mkdir()
    monkeypatch.setattr(family, "BUILT_IN", folder)
    monkeypatch.setattr(family, "FAMILIES", {})
    return folder


@pytest.fixture
def user(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


def put(folder: Path, *entries: str) -> None:
    (folder / "units.toml").write_text("".join(f"[[entry]]\n{entry}\n\n" for entry in entries), encoding="utf-8")


def test_laid_over_entry_by_entry(built_in: Path, user: Path) -> None:
    units = Family("units", Unit)
    put(built_in, 'name = "亩"\nunit = "亩"', 'name = "箱"\nunit = "箱"\nnote = "built in"')
    put(user, 'name = "箱"\nunit = "标箱"', 'name = "斤"\nunit = "斤"\npower = 3')
    assert [units.id(entry) for entry in units.load()] == ["units:亩", "units:箱"]
    merged = {entry.name: entry for entry in units.load(str(user))}
    assert list(merged) == ["亩", "箱", "斤"]
    assert merged["箱"] == Unit(name="箱", unit="标箱")
    assert merged["斤"].power == 3


def test_a_family_without_files_is_empty(built_in: Path, user: Path) -> None:
    assert Family("units", Unit).load(str(user)) == ()


def test_windows_files_are_read(built_in: Path, user: Path) -> None:
    (user / "units.toml").write_bytes('\ufeff[[entry]]\r\nname = "亩"\r\nunit = "亩"\r\n'.encode())
    assert Family("units", Unit).load(str(user)) == (Unit(name="亩", unit="亩"),)


GOOD = '[[entry]]\nname = "亩"\nunit = "亩"\n'
SLIPS = {
    "[[entry]]\nname：“亩”\n": "2: not valid TOML: full-width '：' in column 5; write '=' instead",
    '[[entry]]\nname ＝ "亩"\n': "2: not valid TOML: full-width '＝' in column 6; write '=' instead",
    "[[entry]]\nname = “亩”\n": "2: not valid TOML: full-width '“' in column 8; write '\"' instead",
    '[[entry]]\nname = "亩”\n': "2: not valid TOML: full-width '”' in column 10; write '\"' instead",
    "[[entry]]\nname = ‘亩’\n": "2: not valid TOML: full-width '‘' in column 8; write '\"' instead",
    "[[entry]]\nname = ＂亩＂\n": "2: not valid TOML: full-width '＂' in column 8; write '\"' instead",
    GOOD + 'examples = ["甲"，"乙"]\n': "4: not valid TOML: full-width '，' in column 16; write ',' instead",
    GOOD + 'examples = ["甲，乙"，"丙"]\n': "4: not valid TOML: full-width '，' in column 18; write ',' instead",
    "【【entry】】\n": "1: not valid TOML: full-width '【' in column 1; write '[' instead",
    '[[entry]]\nname\u3000= "亩"\n': "2: not valid TOML: full-width '\\u3000' in column 5; write ' ' instead",
    "[[entry]]\nname = 亩 # 说明：亩\n": '2: not valid TOML: 亩 stands bare; write "亩" instead',
    GOOD + "power = True\n": "4: not valid TOML: True stands bare; write true instead",
    GOOD + 'name = "顷"\n': "4: not valid TOML: Cannot overwrite a value (at line 4, column 11)",
    GOOD
    + 'examples = ["甲",\n\n': "6: not valid TOML: a bracket or a quotation mark is not closed before the end of the file",
    GOOD + 'colour = "red"\n': "4: unknown field 'colour'; remove it or correct its spelling",
    GOOD + '\n[[entry]]\nname = "顷"\n': "5: the field 'unit' is missing; add it to this entry",
    GOOD + "\n" + GOOD: "6: a second entry is named '亩'; keep one",
    GOOD + 'power = "two"\n': (
        "4: power: Input should be a valid integer, unable to parse string as an integer (found 'two')"
    ),
    "[[entry]]\nname = 3\n": "2: name: a text is wanted, found 3; put it in quotation marks",
    '[[entry]]\nname = ""\nunit = "亩"\n': "2: name: String should have at least 1 character (found '')",
    GOOD + 'examples = "甲"\n': (
        '4: examples: a list is wanted, found \'甲\'; put it in square brackets, as ["甲", "乙"]'
    ),
    GOOD + "examples = [1]\n": "4: examples: a text is wanted, found 1; put it in quotation marks",
    '[entry]\nname = "亩"\n': "1: write [[entry]] with two brackets for each rule",
    'entry = ["亩"]\n': "1: write [[entry]] with two brackets for each rule",
    '[[enrty]]\nname = "亩"\n': "1: unknown top-level key 'enrty'; rules are written under [[entry]]",
    '\nname = "亩"\n': "2: unknown top-level key 'name'; rules are written under [[entry]]",
}


@pytest.mark.parametrize("text", SLIPS, ids=SLIPS.values())
def test_slip(text: str, built_in: Path, user: Path) -> None:
    (user / "units.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        Family("units", Unit).load(str(user))
    assert str(caught.value) == f"{user / 'units.toml'}:{SLIPS[text]}"


def test_not_utf8(built_in: Path, user: Path) -> None:
    (user / "units.toml").write_bytes('[[entry]]\nname = "标箱"\n'.encode("gb18030"))
    with pytest.raises(RuleError, match=r"units\.toml:2: not UTF-8 \(byte 18\); save the file as UTF-8$"):
        Family("units", Unit).load(str(user))


def test_unreadable(built_in: Path, user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(_self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    put(user, 'name = "亩"')
    monkeypatch.setattr(Path, "read_bytes", forbid)
    with pytest.raises(RuleError, match=r"units\.toml: cannot be read: Permission denied$"):
        Family("units", Unit).load(str(user))


class Mass(Entry):
    kind: Literal["mass"]


class Area(Entry):
    kind: Literal["area"]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('name = "亩"\nkind = "aera"', "3: kind 'aera' is unknown; write one of 'mass', 'area'"),
        ('name = "亩"', "1: the field 'kind' is missing; add it to this entry"),
    ],
)
def test_entries_of_several_kinds(entry: str, why: str, built_in: Path, user: Path) -> None:
    (user / "units.toml").write_text(f"[[entry]]\n{entry}\n", encoding="utf-8")
    family = Family("units", Annotated[Mass | Area, Field(discriminator="kind")])
    with pytest.raises(RuleError) as caught:
        family.load(str(user))
    assert str(caught.value) == f"{user / 'units.toml'}:{why}"


class Word(Entry):
    """A family of words."""

    kind: str
    words: tuple[str, ...]


def test_words_by_kind_are_alternatives_the_longest_first() -> None:
    one = kinds([Word(name="甲", kind="now", words=("近年", "更多>>")), Word(name="乙", kind="now", words=("近年来",))])
    assert one["now"] == "更多>>|近年来|近年"
    assert regex.match(one["now"], "近年来")[0] == "近年来"
    assert regex.match(one["then"], "") is None
    assert regex.match(alternatives(["."]), "甲") is None


def test_what_is_remembered_is_read_again_after_an_edit(built_in: Path, user: Path) -> None:
    units = Family("units", Unit)
    names = remembered(lambda rules: [entry.name for entry in units.load(rules)])
    put(user, 'name = "亩"\nunit = "亩"')
    assert names(str(user)) is names(str(user))
    put(user, 'name = "顷"\nunit = "顷"')
    assert names(str(user)) == ["亩"], "a text under way keeps its rules"
    renew(str(user))
    assert names(str(user)) == ["顷"]


def test_an_extractor_made_later_sees_every_edited_file(tmp_path: Path) -> None:
    def read() -> tuple[str | None, str | None, str | None]:
        rows = Extractor(rules=str(tmp_path), evidence=False).extract("元年全苏木奶豆腐达到3吨。")
        (found,) = [row for row in rows if isinstance(row, QuantityRecord)]
        return found.indicator and found.indicator.text, found.indicator_id, found.region and found.region.name

    assert read() == ("元年全苏木奶豆腐", None, None)
    entries = {
        "periods": 'name = "元年"\nkind = "relative"\nwords = ["元年"]',
        "deictics": 'name = "全苏木"\nkind = "country"\nwords = ["全苏木"]',
        "indicators": 'name = "奶豆腐产量"\naliases = ["全苏木奶豆腐"]\nunits = ["吨"]',
    }
    for name, entry in entries.items():
        (tmp_path / f"{name}.toml").write_text(f"[[entry]]\n{entry}\n", encoding="utf-8")
    assert read() == ("全苏木奶豆腐", "奶豆腐产量", "全国")


def test_a_file_is_taken_apart_anew_only_where_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(family, "FAMILIES", {})
    some: Family[Entry] = Family("remembered", Entry)
    file = tmp_path / "remembered.toml"
    file.write_text('[[entry]]\nname = "甲"\n', encoding="utf-8")
    first = some.read(file)
    assert some.read(file) is first
    file.write_text('[[entry]]\nname = "乙"\n', encoding="utf-8")
    assert [entry.name for entry in some.read(file)] == ["乙"]
