"""One run at a time in an output folder."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from zhibiao.errors import LockedOutput, OutputError
from zhibiao.locking import holder, locked


def test_held_and_given_back(tmp_path: Path) -> None:
    output = tmp_path / "new" / "outputs"
    with locked(output):
        who = holder(output)
        assert who is not None
        assert who.startswith(f"process {os.getpid()} on ")
        with (
            pytest.raises(LockedOutput, match=rf"another run is writing it \(process {os.getpid()} on ") as caught,
            locked(output),
        ):
            pass
        assert str(caught.value).endswith("); wait until it ends")
    assert os.listdir(output) == []
    assert holder(output) is None
    with locked(output):
        pass


def test_to_ask_who_holds_it_keeps_no_run_from_starting(tmp_path: Path) -> None:
    (tmp_path / ".lock").touch()
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            holder(tmp_path)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        for _ in range(100):
            with locked(tmp_path):
                pass
            (tmp_path / ".lock").touch()
    finally:
        over.set()
        thread.join()


def test_given_back_when_the_run_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path):
        raise KeyError
    assert os.listdir(tmp_path) == []


def test_given_back_by_the_system_when_the_holder_is_killed(tmp_path: Path) -> None:
    code = (
        "import time\nfrom pathlib import Path\nfrom zhibiao.locking import locked\n"
        f"with locked(Path({str(tmp_path)!r})):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        assert (holder(tmp_path) or "").startswith(f"process {child.pid} on ")
        child.kill()
    assert os.listdir(tmp_path) == [".lock"]
    assert holder(tmp_path) is None
    with locked(tmp_path):
        assert (holder(tmp_path) or "").startswith(f"process {os.getpid()} on ")


def test_never_two_at_once(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []
    got = [0]

    def contend() -> None:
        for _ in range(50):
            try:
                with locked(tmp_path):
                    inside.append(1)
                    most.append(len(inside))
                    got[0] += 1
                    inside.pop()
            except LockedOutput:
                continue

    threads = [threading.Thread(target=contend) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert got[0] > 0


def test_a_lock_that_does_not_say_who_holds_it(tmp_path: Path) -> None:
    with locked(tmp_path):
        (tmp_path / ".lock").write_text("half a li", encoding="utf-8")
        with pytest.raises(LockedOutput, match="it does not say who it is"), locked(tmp_path):
            pass


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"cannot be made: .*; choose another --output"), locked(tmp_path / "file"):
        pass
    (tmp_path / ".lock").mkdir()
    with pytest.raises(OutputError, match="cannot be written: Is a directory"), locked(tmp_path):
        pass
