"""Numbers of articles in a library of several shards: which shard, and the article's number there.

Sorting by them is sorting by shard and then by the order of adding, as in one library that was filled shard by shard.
"""

from __future__ import annotations

from typing import Final

_BITS: Final = 40  # SQLite's integers leave 23 for the shard: eight million shards of a trillion articles


def whole(place: int, number: int) -> int:
    """The number over all shards of an article that has ``number`` in the shard at ``place``.

    >>> apart(whole(3, 17))
    (3, 17)
    """
    return place << _BITS | number


def apart(number: int) -> tuple[int, int]:
    """The shard's place and the article's number there."""
    return number >> _BITS, number & (1 << _BITS) - 1
