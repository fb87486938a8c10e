"""People and their titles: roles and posts, where a name begins and ends, names without a title."""

from zhibiao.components.people.finder import make_people

__all__ = ["make_people"]
