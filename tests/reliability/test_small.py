"""The runs of this folder, each a few rounds: so that a change which breaks a promise is told at once."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability import crowd, damage, disk_errors, disk_full, disk_read_only, kill_adds, kill_batches, kill_saves
from tests.reliability.commands import can_inject
from tests.reliability.mounts import can_mount
from tests.reliability.tally import Tally

Rounds = Callable[[Path, int, random.Random, Tally], None]
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


def hold(rounds: Rounds, folder: Path, count: int) -> Tally:
    tally = Tally()
    rounds(folder, count, random.Random(3), tally)
    assert tally.found == []
    assert tally.rounds >= count
    return tally


@pytest.mark.parametrize(
    ("rounds", "count"), [(damage.models, 1), (damage.indexes, 4), (damage.stores, 6), (damage.clocks, 3)]
)
def test_hurt_files_and_false_clocks(tmp_path: Path, rounds: Rounds, count: int) -> None:
    hold(rounds, tmp_path, count)


@pytest.mark.skipif(not can_mount(), reason="needs root on Linux")
def test_annotations_on_a_full_disk(tmp_path: Path) -> None:
    assert hold(disk_full.saves, tmp_path, 2).refused == 2


@pytest.mark.slow
@needs_signals
@pytest.mark.parametrize("rounds", [kill_adds.rounds, kill_batches.rounds, kill_saves.rounds])
def test_kills(tmp_path: Path, rounds: Rounds) -> None:
    assert hold(rounds, tmp_path, 3).killed == 3


@pytest.mark.slow
@pytest.mark.skipif(not can_mount(), reason="needs root on Linux")
@pytest.mark.parametrize("rounds", [disk_full.adds, disk_full.batches, disk_read_only.rounds])
def test_full_and_read_only_disks(tmp_path: Path, rounds: Rounds) -> None:
    hold(rounds, tmp_path, 2)


@pytest.mark.slow
@pytest.mark.skipif(not can_inject(), reason="needs strace")
@pytest.mark.parametrize("rounds", [disk_errors.adds, disk_errors.batches])
def test_disks_that_fail(tmp_path: Path, rounds: Rounds) -> None:
    hold(rounds, tmp_path, 2)


@pytest.mark.slow
def test_crowds() -> None:
    for tally in crowd.tallies_of(8, 1, list(crowd.KINDS)).values():
        assert tally.found == []


#: ``batch`` that kills itself, without warning, at the call of that number which puts something on the disk for good.
KILLED = """
import itertools, os, signal, sys
import qa_cli
steps, last = itertools.count(1), int(sys.argv[1])
def around(plain):
    def wrapped(*arguments, **named):
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(*arguments, **named)
    return wrapped
os.fsync, os.replace = around(os.fsync), around(os.replace)
sys.exit(qa_cli.main(["batch", "clean", *sys.argv[2:], "--workers", "1"]))
"""


@needs_signals
@pytest.mark.parametrize("step", [1, 2, 3, 5])
def test_a_batch_killed_at_a_step_goes_on(tmp_path: Path, step: int) -> None:
    from nlp.batch.job import batch
    from nlp.batch.tasks import Task
    from tests.reliability.after import parts_of
    from tests.reliability.material import data_file
    from tests.reliability.results import ROOT

    data = data_file(tmp_path / "data.jsonl", range(6))
    command = [sys.executable, "-c", KILLED, str(step), str(data), str(tmp_path / "out")]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == -9
    (tmp_path / "out" / "writer.lock-journal").touch()  # as SQLite leaves it when it is killed a moment earlier
    batch(Task("clean"), data, tmp_path / "out")
    batch(Task("clean"), data, tmp_path / "whole")
    assert parts_of(tmp_path / "out") == parts_of(tmp_path / "whole")
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


@needs_signals
def test_a_worker_that_the_system_ends_is_told() -> None:
    import os

    from corpus.errors import CorpusError
    from nlp.batch.pool import ordered_map

    with pytest.raises(CorpusError) as caught:
        list(ordered_map(os._exit, [1, 1], 2, worth_it=2, chunk=1))
    assert caught.value.code == "lost-worker"


def test_a_second_batch_in_one_folder_is_refused(tmp_path: Path) -> None:
    from corpus.errors import SourceError
    from corpus.locking import locked
    from nlp.batch.job import batch
    from nlp.batch.tasks import Task
    from tests.reliability.material import data_file

    data = data_file(tmp_path / "data.jsonl", range(2))
    (tmp_path / "out").mkdir()
    with locked(tmp_path / "out"), pytest.raises(SourceError) as caught:
        batch(Task("clean"), data, tmp_path / "out")
    assert caught.value.code == "batch-busy"
    assert batch(Task("clean"), data, tmp_path / "out").rows == 2


def test_a_library_is_not_checked_while_it_is_written(tmp_path: Path) -> None:
    from corpus.library_faults import LibraryError
    from nlp.library.shelf import Shelf
    from tests.reliability.material import data_file

    with Shelf.create(tmp_path / "library") as shelf:
        shelf.add([data_file(tmp_path / "data.jsonl", range(2))])
        with Shelf.open(tmp_path / "library") as other:
            with shelf.library.writing(), pytest.raises(LibraryError) as caught:
                other.check()
            assert caught.value.code == "library-busy"
            assert other.check() == ()


def test_processes_that_make_one_library_at_once(tmp_path: Path) -> None:
    tally = Tally()
    crowd.creators(tmp_path, tally, processes=3, times=1)
    assert tally.found == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_error_that_cannot_be_told_is_still_an_exit_code(tmp_path: Path) -> None:
    from tests.reliability.commands import CLI

    with open("/dev/full", "w") as full:
        command = [*CLI, "clean", str(tmp_path / "none.txt")]
        assert subprocess.run(command, check=False, stderr=full, stdout=subprocess.DEVNULL).returncode == 3
