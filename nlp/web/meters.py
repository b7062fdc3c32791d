"""What the server counts, in the text format that Prometheus reads."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

#: Upper bounds, in seconds, of the ranges that durations are counted in.
BOUNDS: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_KNOWN_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


class Meters:
    """Requests by route and status, and how long they took. Routes are templates: no visitor can add a line."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._ranges: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        with self._lock:
            self._requests[method if method in _KNOWN_METHODS else "other", route, status] += 1
            place = next((at for at, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
            self._ranges[route][place] += 1
            self._seconds[route] += seconds

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """All of it; ``gauges`` maps a name to what it means and its value now."""
        with self._lock:
            return "\n".join((*self._counters(), *self._durations(), *_gauges(gauges), ""))

    def _counters(self) -> Iterator[str]:
        yield "# HELP hoibao_requests_total Requests answered."
        yield "# TYPE hoibao_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'hoibao_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'

    def _durations(self) -> Iterator[str]:
        yield "# HELP hoibao_request_seconds Time from the request to the start of its answer."
        yield "# TYPE hoibao_request_seconds histogram"
        for route, ranges in sorted(self._ranges.items()):
            so_far = 0
            for bound, count in zip((*BOUNDS, "+Inf"), ranges, strict=True):
                so_far += count
                yield f'hoibao_request_seconds_bucket{{route="{route}",le="{bound}"}} {so_far}'
            yield f'hoibao_request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'hoibao_request_seconds_count{{route="{route}"}} {so_far}'


def _gauges(gauges: Mapping[str, tuple[str, float]]) -> Iterator[str]:
    for name, (meaning, value) in gauges.items():
        yield f"# HELP {name} {meaning}"
        yield f"# TYPE {name} gauge"
        yield f"{name} {value:g}"
