"""Why a worker process cannot work, on its way to the process that started the run."""

from __future__ import annotations

from zhibiao.errors import ZhibiaoError


class Refused:
    """An error on its way to the parent: exceptions of several arguments cannot be pickled."""

    def __init__(self, error: ZhibiaoError) -> None:
        self._kind = type(error)
        self._fields = dict(vars(error))
        self._message = str(error)

    def error(self) -> ZhibiaoError:
        """The error again, with its fields."""
        error = self._kind.__new__(self._kind, self._message)
        vars(error).update(self._fields)
        return error
