"""Work done side by side, in copies of this process, where the system copies safely."""

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import TypeVar

Item, Result = TypeVar("Item"), TypeVar("Result")


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What ``work`` gives for each item, in their order.

    On Linux each item has a copy of this process, which holds all that was loaded and read so
    far; elsewhere, and for one item, it is done here, one after another. Raises ``RuntimeError``
    with the copy's own words where one failed.
    """
    items = list(items)
    if len(items) < 2 or sys.platform != "linux":
        return [work(item) for item in items]
    context = multiprocessing.get_context("fork")
    copies = []
    for item in items:
        receiver, sender = context.Pipe(duplex=False)
        copy = context.Process(target=_send, args=(work, item, sender))
        copy.start()
        sender.close()
        copies.append((receiver, copy))
    answers = []
    for receiver, copy in copies:
        try:
            answers.append(receiver.recv())
        except EOFError:
            answers.append((None, "its process ended without a result (out of memory, perhaps)"))
        copy.join()
    failed = next((error for _, error in answers if error), None)
    if failed:
        raise RuntimeError(failed)
    return [result for result, _ in answers]


def shares(weights: dict[str, float], *, most: int | None = None) -> list[list[str]]:
    """Names shared out so that the shares weigh about the same: as many as there are processors.

    ``most`` is another number of shares. Names of one share keep their order; none is empty.
    """
    count = min(most or os.cpu_count() or 1, len(weights))
    loads, held = [0.0] * count, [[] for _ in range(count)]
    for name in sorted(weights, key=lambda name: -weights[name]):
        lightest = loads.index(min(loads))
        loads[lightest] += weights[name]
        held[lightest].append(name)
    order = list(weights)
    return [sorted(share, key=order.index) for share in held]


def _send(work, item, sender) -> None:
    try:
        answer = (work(item), None)
    except Exception:
        answer = (None, traceback.format_exc())
    sender.send(answer)
    sender.close()
