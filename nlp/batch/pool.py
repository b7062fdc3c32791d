"""A function over a long stream of items, in several processes, in order, with a bounded number under way."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Final, TypeVar

from corpus.errors import CorpusError
from models.threads import algebra_of_one, one_each

T = TypeVar("T")
R = TypeVar("R")

#: Items that travel to a process together.
CHUNK: Final = 32
_AHEAD: Final = 4  # chunks under way for each process: none waits, and memory stays bounded
#: Fewer items than this are not worth a second process, which takes seconds to start.
WORTH_IT: Final = 256


def ordered_map(
    work: Callable[[T], R], items: Iterable[T], workers: int, *, worth_it: int = WORTH_IT, chunk: int = CHUNK
) -> Iterator[R]:
    """``work`` of every item, in the order of the items. ``work`` must be a module's own function.

    With one worker, or fewer items than ``worth_it``, everything happens in this process.

    Raises:
        CorpusError: ("lost-worker") the system ended one of the processes, as it does when memory runs out.

    >>> list(ordered_map(abs, [-2, 1], workers=4))
    [2, 1]
    """
    stream = iter(items)
    first = list(itertools.islice(stream, worth_it if workers > 1 else 0))
    if workers < 2 or len(first) < worth_it:
        yield from map(work, itertools.chain(first, stream))
        return
    yield from _parallel(work, itertools.chain(first, stream), workers, chunk)


def _parallel(work: Callable[[T], R], items: Iterator[T], workers: int, size: int) -> Iterator[R]:
    context = multiprocessing.get_context("spawn")  # a fork would copy open databases and threads
    with algebra_of_one(), ProcessPoolExecutor(workers, mp_context=context, initializer=_begin) as pool:
        under_way: deque[Future[list[R]]] = deque()
        try:
            for chunk in iter(lambda: list(itertools.islice(items, size)), []):
                under_way.append(pool.submit(partial(_each, work), chunk))
                if len(under_way) >= workers * _AHEAD:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        except BrokenProcessPool as error:
            raise CorpusError(
                "Cần mọi tiến trình con chạy đến cùng, nhưng hệ điều hành đã dừng một tiến trình (thường vì hết bộ "
                "nhớ). "
                "Phần đã xong vẫn nguyên; hãy chạy lại đúng lệnh, với --workers nhỏ hơn nếu cần.",
                code="lost-worker",
            ) from error
        finally:
            for future in under_way:
                future.cancel()


def _each(work: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [work(item) for item in chunk]


def _begin() -> None:
    """One thread a worker; and end this process when the one that started it is killed, which cannot say goodbye."""
    one_each()
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def usable_cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
