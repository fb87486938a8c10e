"""A task, as a worker does it."""

from __future__ import annotations

import contextlib
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, overload

from zhibiao.errors import FullOutput, SourceError, ZhibiaoError
from zhibiao.jobs.blocks import Assembly, Block, Layout, Part, Survey, assemble, read_block, survey
from zhibiao.jobs.job import Job, Outcome, Recipe
from zhibiao.jobs.source import extract

if TYPE_CHECKING:
    from zhibiao.extractor import Extractor

Task: TypeAlias = Job | Survey | Block | Assembly
"""A source, or a step of a large one."""
Result: TypeAlias = Outcome | Layout | Part
"""What a task gives; where it failed, the outcome of its source."""
_PACKAGE = Path(__file__).parents[1]
_SAMPLE = "2025年，贵州省省长李明在政府工作报告中指出，全省数字经济占比达45%以上。"


def ready(extractor: Extractor) -> None:
    """Load rules and models, those too that would else be loaded on the time of the first source. Raises `RuleError`."""
    extractor.nlp  # noqa: B018
    with contextlib.suppress(Exception):  # a defect is told of the source that it hits
        for _ in extractor.extract(_SAMPLE):
            pass


@overload
def work(task: Job | Assembly, recipe: Recipe, extractor: Extractor) -> Outcome: ...
@overload
def work(task: Task, recipe: Recipe, extractor: Extractor) -> Result: ...
def work(task: Task, recipe: Recipe, extractor: Extractor) -> Result:
    """Do a task. Nothing about the source makes this raise."""
    try:
        return _done(task, recipe, extractor)
    except FullOutput as error:
        return Outcome.failed(task.job, str(error), full=True)
    except SourceError as error:
        return Outcome.failed(task.job, error.why)
    except ZhibiaoError as error:
        return Outcome.failed(task.job, str(error))
    except MemoryError:
        return Outcome.failed(task.job, "takes more memory than there is; split it")
    except Exception as error:
        # A defect of zhibiao, not of the source: say where, keep the rest of the run.
        return Outcome.failed(task.job, f"zhibiao failed on it ({_where(error)}); please report this")


def _done(task: Task, recipe: Recipe, extractor: Extractor) -> Result:
    match task:
        case Job():
            return extract(task, recipe, extractor)
        case Survey():
            return survey(task, recipe, extractor.fingerprint)
        case Block():
            return read_block(task, recipe, extractor)
        case Assembly():
            return assemble(task, recipe, extractor)


def _where(error: Exception) -> str:
    """`KeyError: '亩' at facts/years.py:88`."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(frame.filename).parents]
    place = f" at {Path(frames[-1].filename).relative_to(_PACKAGE)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{place}"
