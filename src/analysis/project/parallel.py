"""Work done side by side, in copies of this process, where the system copies safely."""

import gc
import math
import multiprocessing
import os
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Tell = Callable[[Any], None]

COPIES = sys.platform == "linux"  # elsewhere a copy of a process with these libraries may hang


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What ``work`` gives for each item, in their order: all at once, or one after another.

    Raises ``RuntimeError`` with the copy's own words where one failed.
    """
    items = list(items)
    if len(items) < 2 or not COPIES:
        return [work(item) for item in items]

    def answer(item: Item, _tell: Tell) -> tuple[list[Result], str]:
        try:
            return [work(item)], ""
        except Exception:
            return [], traceback.format_exc()

    answers = in_copies(answer, items, lost=lambda _, why: ([], why), at_once=len(items))
    failed = next((error for _, error in answers if error), None)
    if failed:
        raise RuntimeError(failed)
    return [result for results, _ in answers for result in results]


def in_copies(
    work: Callable[[Item, Tell], Result],
    items: Iterable[Item],
    *,
    lost: Callable[[Item, str], Result],
    at_once: int | None = None,
    seconds: float | None = None,
    on_message: Callable[[Item, Any], None] = lambda item, message: None,
    on_result: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """What ``work(item, tell)`` gives for each item, in their order.

    On Linux each item has a copy of this process, ``at_once`` of them at a time (as many as there
    are processors); elsewhere the work is done here, one item after another. What work passes to
    ``tell`` comes to ``on_message`` here, each result to ``on_result`` as soon as it is there.
    ``lost(item, reason)`` is the result where a copy ends without one, or is ended since it takes
    longer than ``seconds`` (which only copies can be).
    """
    results: dict[int, Result] = {}
    waiting = deque(enumerate(items))
    if not COPIES:
        for place, item in waiting:
            results[place] = work(item, partial(on_message, item))
            on_result(results[place])
        return list(results.values())
    context = multiprocessing.get_context("fork")
    receiver: Any  # a connection, as pipes give it and as waiting for it does
    running: dict[Any, tuple[int, Item, ForkProcess]] = {}
    until: dict[Any, float] = {}
    gc.collect()
    gc.freeze()  # spares the copies of pages that only the collector would touch
    try:
        while waiting or running:
            while waiting and len(running) < (at_once or os.cpu_count() or 1):
                place, item = waiting.popleft()
                receiver, sender = context.Pipe(duplex=False)
                copy = context.Process(target=_work, args=(work, item, sender))
                copy.start()
                sender.close()
                running[receiver] = (place, item, copy)
                until[receiver] = time.monotonic() + (math.inf if seconds is None else seconds)
            for receiver in _ready(running, until):
                place, item, copy = running[receiver]
                try:
                    is_result, content = receiver.recv()
                except EOFError:
                    copy.join()
                    late = time.monotonic() > until[receiver]
                    why = f"it ran for more than {seconds:g} s" if late else _ending(copy.exitcode)
                    is_result, content = True, lost(item, why)
                if not is_result:
                    on_message(item, content)
                    continue
                results[place] = content
                on_result(content)
                del running[receiver]
                receiver.close()
                copy.join()
    finally:
        gc.unfreeze()
        for _, _, copy in running.values():
            copy.terminate()
    return [results[place] for place in sorted(results)]


def _ready(running: dict[Any, tuple], until: dict[Any, float]) -> list:
    """The connections with something to read; a copy whose time is over is ended first."""
    first = min(until[receiver] for receiver in running)
    left = None if first == math.inf else max(first - time.monotonic(), 0.0)
    ready = wait(list(running), timeout=left)
    for receiver in running if not ready else ():
        if until[receiver] <= time.monotonic():
            running[receiver][2].kill()
    return ready


def shares(weights: dict[str, float], *, most: int | None = None) -> list[list[str]]:
    """Names shared out in about equal weights: ``most`` shares, or as many as processors.

    Names of one share keep their order; no share is empty.
    """
    count = min(most or os.cpu_count() or 1, len(weights))
    loads = [0.0] * count
    held: list[list[str]] = [[] for _ in range(count)]
    for name in sorted(weights, key=lambda name: -weights[name]):
        lightest = loads.index(min(loads))
        loads[lightest] += weights[name]
        held[lightest].append(name)
    order = list(weights)
    return [sorted(share, key=order.index) for share in held]


def _work(work: Callable, item: object, sender: Connection) -> None:
    result = work(item, lambda message: sender.send((False, message)))
    sender.send((True, result))
    sender.close()


def _ending(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"its process was ended by signal {-exit_code} (out of memory, perhaps)"
    return f"its process ended without a result (exit code {exit_code})"
