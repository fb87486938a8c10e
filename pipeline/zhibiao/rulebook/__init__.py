"""Rule files to typed rules.

One TOML file a family (`rules/units.toml`), one `[[entry]]` a rule; `name` is its natural key and `family:name` its id.
A family is declared where it is used, as `UNITS = Family("units", UnitEntry)`, and loaded with `UNITS.load(rules)`.
"""

from zhibiao.rulebook.family import BUILT_IN, Entry, Family

__all__ = ["BUILT_IN", "Entry", "Family"]
