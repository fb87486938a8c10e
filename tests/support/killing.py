"""Runs that are killed: one process loads the pipeline, its children update a folder and are killed at a random moment.

usage: killing.py SOURCES OUTPUT UNDISTURBED ROUNDS
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from support.steps import Steps
from zhibiao.engines import Engine
from zhibiao.engines.serial import Serial
from zhibiao.extractor import Extractor
from zhibiao.inputs import find_inputs
from zhibiao.jobs import Job, Recipe
from zhibiao.run import update

RECIPE = Recipe(evidence=False, block=300)


def main(sources: str, output: str, undisturbed: str, rounds: int) -> None:
    """Kill so many runs; after each one, what is there is whole."""
    extractor = Extractor(evidence=False)
    engines: list[Engine] = [Steps(extractor, RECIPE), Serial(RECIPE)]
    vars(engines[1])["_extractor"] = extractor
    extractor.nlp  # noqa: B018

    def make(_jobs: Sequence[Job], _recipe: Recipe) -> Engine:
        return engines[0]  # large sources in blocks

    began = time.perf_counter()
    update(find_inputs([sources]), Path(undisturbed), RECIPE, make_engine=lambda _jobs, _recipe: engines[1])
    length = time.perf_counter() - began
    whole = shards(undisturbed)
    chance = random.Random(2024)
    killed = 0
    for number in range(rounds):
        if number % 3 == 0:
            shutil.rmtree(output, ignore_errors=True)
        child = os.fork()
        if not child:
            update(find_inputs([sources]), Path(output), RECIPE, make_engine=make)
            os._exit(0)
        time.sleep(chance.uniform(0, length))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        for name, data in shards(output).items():
            assert data == whole[name], f"{name} is not whole after {number} runs"
    update(find_inputs([sources]), Path(output), RECIPE, make_engine=make)
    print(killed)


def shards(output: str) -> dict[str, bytes]:
    """The shards by their paths, as any reader sees them."""
    found = sorted(Path(output).rglob("*.jsonl")) if Path(output).is_dir() else []
    return {
        file.relative_to(output).as_posix(): file.read_bytes()
        for file in found
        if file.name != "runs.jsonl" and not file.name.startswith(".")
    }


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]))
