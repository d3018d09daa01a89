"""One process or several, a worker that dies, an interruption."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from multiprocessing import active_children
from pathlib import Path

import pytest

from docforge.batch.resuming import fingerprint, prepare_resume
from docforge.batch.running import Done, default_processes, run


def double(number: int) -> int:
    if number < 0:
        os._exit(7)  # what the system does to a process that takes all memory
    return number * 2


def test_results_come_in_the_order_of_the_jobs() -> None:
    assert list(run([3, 1, 2], double)) == [Done(3, 6), Done(1, 2), Done(2, 4)]


def test_several_processes_give_the_same_as_one() -> None:
    jobs = list(range(20))
    assert list(run(jobs, double, processes=2)) == list(run(jobs, double))


def test_a_job_that_kills_its_process_harms_no_other_job() -> None:
    done = list(run([1, 2, -1, 3, 4], double, processes=2))
    assert [one.result for one in done] == [2, 4, None, 6, 8]


def test_workers_are_gone_when_the_caller_breaks_off() -> None:
    running = run(list(range(50)), double, processes=2)
    assert isinstance(running, Generator)
    assert next(running) == Done(0, 0)
    with pytest.raises(KeyboardInterrupt):
        running.throw(KeyboardInterrupt)
    # The pool's own thread collects them too, so that joining one here may come too early.
    patience = time.monotonic() + 20
    while active_children() and time.monotonic() < patience:
        time.sleep(0.02)
    assert not active_children()


def test_few_files_need_no_second_process() -> None:
    assert default_processes(2) == 1
    assert default_processes(500) == max(1, os.cpu_count() or 1)


def test_a_torn_last_line_is_cut_off_before_lines_are_appended(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_bytes(b'{"a": 1}\n{"b": ')
    assert prepare_resume(output)
    assert output.read_bytes() == b'{"a": 1}\n'


def test_nothing_is_taken_up_where_nothing_was_written(tmp_path: Path) -> None:
    (tmp_path / "torn.jsonl").write_bytes(b'{"b": ')
    assert not prepare_resume(tmp_path / "torn.jsonl")
    assert not prepare_resume(tmp_path / "none.jsonl")


def test_a_file_that_cannot_be_opened_has_no_fingerprint(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "none") == ""
