"""The engine for several machines: Ray Data, one worker an actor, each with its models opened once.

What travels is the name of a shard and the count of its rows; texts are read and results written where the work is
done, so input and output must lie where every machine sees them under the same path.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from models.errors import MissingModel
from models.threads import one_each
from nlp.batch.shards import Shard, ShardReport, Work


class _Worker:
    """A Ray actor: keeps the process, and with it the opened models, from shard to shard."""

    def __init__(self, work: Work) -> None:
        one_each()
        self._work = work

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        return dict(asdict(self._work(Shard(**row))))


def ray_map(work: Work, shards: Sequence[Shard], workers: int) -> Iterator[ShardReport]:
    """Every shard through ``workers`` actors, streamed: a shard starts when an actor is free. In any order.

    Of the cluster at ``RAY_ADDRESS`` where that is set, else of this machine.

    Raises:
        MissingModel: Ray is not installed.
    """
    if not shards:
        return
    try:
        import ray
    except ImportError as error:
        raise MissingModel(
            'Cần thư viện Ray cho --engine ray, nhưng chưa cài. Hãy chạy: pip install "hoibao[ray]"', code="missing-ray"
        ) from error
    started = not ray.is_initialized()
    if started:
        quiet = {"log_to_driver": False, "logging_level": "ERROR"}
        if os.environ.get("RAY_ADDRESS"):  # a cluster that is there has its own resources
            ray.init(**quiet)
        else:
            ray.init(num_cpus=workers, include_dashboard=False, **quiet)
    try:
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)  # its reports would mix with ours on standard error
        data = ray.data.from_items([asdict(shard) for shard in shards], override_num_blocks=len(shards))
        pool = ray.data.ActorPoolStrategy(size=workers)
        done = data.map(_Worker, fn_constructor_args=(work,), compute=pool, num_cpus=1)
        for row in done.iter_rows():
            yield ShardReport(int(row["number"]), int(row["rows"]), int(row["failed"]))
    finally:
        if started:
            ray.shutdown()
