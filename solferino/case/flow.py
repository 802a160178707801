"""Work on many items by several workers, in order, with few of them in memory at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Progress = Callable[[int, int, str], None]
"""Called after each item with how many are done, how many there are, and the name of this one; it may raise to stop the work."""


def silent(done: int, total: int, name: str) -> None:
    """Show nothing."""


def windowed(pool: Executor, work: Callable[[Item], Result], items: Iterable[Item], *, window: int) -> Iterator[Result]:
    """Yield the result of each item, in order; at most ``window`` items are begun and not yet taken."""
    waiting: deque[Future[Result]] = deque()
    queue = iter(items)
    try:
        waiting.extend(pool.submit(work, item) for item in islice(queue, window))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(work, item) for item in islice(queue, 1))
    finally:
        for future in waiting:
            future.cancel()
