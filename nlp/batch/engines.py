"""Who does the shards of a job: processes of this machine, or Ray. The work is the same function for both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from nlp.batch.pool import ordered_map
from nlp.batch.shards import Shard, ShardReport, Work

Engine = Literal["local", "ray"]


Map = Callable[[Work, Sequence[Shard], int], Iterator[ShardReport]]


def engine_of(name: Engine) -> Map:
    """The engine of that name: a function of the work, the shards and the number of workers."""
    if name == "ray":
        from nlp.batch.ray_engine import ray_map

        return ray_map
    return _local_map


def _local_map(work: Work, shards: Sequence[Shard], workers: int) -> Iterator[ShardReport]:
    """In this process, or in several, a shard at a time."""
    return ordered_map(work, shards, workers, worth_it=2, chunk=1)
