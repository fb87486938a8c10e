"""What engines do: a task goes in, what became of it comes out, both small enough to be sent about.

::

    job       Recipe, Job (one source), Outcome
    source    a source to its shard
    blocks    a large JSONL source in steps: Survey → Layout, Block → Part …, Assembly → Outcome
    work      any of them; nothing about a source makes it raise
"""

from zhibiao.jobs.blocks import Assembly, Block, Layout, Part, Survey
from zhibiao.jobs.job import KINDS, Finish, Job, Outcome, Recipe
from zhibiao.jobs.work import Result, Task, ready, work

__all__ = [
    "KINDS",
    "Assembly",
    "Block",
    "Finish",
    "Job",
    "Layout",
    "Outcome",
    "Part",
    "Recipe",
    "Result",
    "Survey",
    "Task",
    "ready",
    "work",
]
