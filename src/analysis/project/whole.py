"""Files and folders that appear whole or not at all, whenever the run is ended.

What is being written lies aside, under a hidden name that ends in the process's number
(``.measures.csv.4711``), and is moved in. What a run that was ended left aside is cleared by the
next one.
"""

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

_ASIDE = re.compile(r"^\.(?P<name>.+)\.(?P<process>\d+)(?P<old>\.old)?$")
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file next to its place and move it in, so that a reader never meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = _aside(path)
    try:
        aside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_folder_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder of files, by their paths in it, in the place of another, or of nothing."""
    aside = _aside(folder)
    aside.mkdir(parents=True)
    try:
        for name, content in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_bytes(content)
        if folder.exists():
            _exchange(aside, folder)
        else:
            aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def clear(place: Path) -> None:
    """Put back or remove what a run that was ended left aside in a folder."""
    for path in place.iterdir() if place.is_dir() else ():
        left = _ASIDE.match(path.name)
        if not left or _is_running(int(left["process"])):
            continue
        if left["old"] and not (place / left["name"]).exists():
            path.rename(place / left["name"])  # ended between the two steps of an exchange
        elif path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}")


def _exchange(aside: Path, folder: Path) -> None:
    """Two folders trade places: in one step on Linux, elsewhere in two that ``clear`` mends."""
    if sys.platform == "linux":
        both = os.fsencode(aside), os.fsencode(folder)
        rename = getattr(ctypes.CDLL(None), "renameat2", None)
        if rename and rename(_HERE, both[0], _HERE, both[1], _EXCHANGE) == 0:
            return  # some file systems cannot
    last = aside.with_name(f"{aside.name}.old")
    folder.rename(last)
    aside.rename(folder)
    shutil.rmtree(last, ignore_errors=True)


def _is_running(process: int) -> bool:
    import psutil  # only a run that finds something left aside needs it

    return psutil.pid_exists(process)
