"""Files and folders that appear whole or not at all, whenever the run is ended."""

import os
import signal
import subprocess
import sys
import time

import pytest

from analysis.project import whole

NOBODY = 2**22 + 1  # beyond the numbers that Linux gives to processes


@pytest.fixture
def pages(tmp_path):
    place = tmp_path / "localities"
    whole.write_folder_whole(place, {"purbeck.html": b"old", "tables/a.csv": b"old"})
    return place


def content(place):
    return {path.name: path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_folder_takes_the_place_of_another_and_leaves_nothing_aside(
    pages, monkeypatch, in_one_step
):
    if not in_one_step:
        monkeypatch.setattr(sys, "platform", "elsewhere")
    whole.write_folder_whole(pages, {"swanage.html": b"new"})
    assert content(pages) == {"swanage.html": b"new"}
    assert [path.name for path in pages.parent.iterdir()] == ["localities"]


def test_what_an_ended_run_left_aside_is_removed(pages):
    place = pages.parent
    (place / f".measures.csv.{NOBODY}").write_text("half")
    (place / f".localities.{NOBODY}").mkdir()
    (place / f".localities.{NOBODY}" / "half.html").write_text("half")
    (place / f".measures.csv.{os.getpid()}").write_text("being written")
    (place / ".keep").touch()
    whole.clear(place)
    left = {path.name for path in place.iterdir()}
    assert left == {"localities", f".measures.csv.{os.getpid()}", ".keep"}


def test_a_folder_is_put_back_that_an_ended_run_had_moved_away(pages):
    pages.rename(pages.with_name(f".localities.{NOBODY}.old"))
    whole.clear(pages.parent)
    assert content(pages) == {"purbeck.html": b"old", "a.csv": b"old"}
    pages.with_name(f".localities.{NOBODY}.old").mkdir()
    whole.clear(pages.parent)
    assert [path.name for path in pages.parent.iterdir()] == ["localities"]


ENDLESS = """
import sys
import psutil
from pathlib import Path
from analysis.project import whole
if sys.argv[2] == "two steps":
    sys.platform = "elsewhere"
number = 0
while True:
    number += 1
    text = str(number).encode() * 20_000
    whole.write_folder_whole(Path(sys.argv[1]), {f"{i}.html": text for i in range(20)})
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is ended by a signal")
@pytest.mark.parametrize("steps", ["one step", "two steps"])
def test_a_run_that_is_killed_leaves_the_old_folder_or_the_new_one(tmp_path, steps):
    place = tmp_path / "pages"
    command = [sys.executable, "-c", ENDLESS, str(place), steps]
    for pause in range(6):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(0.013 * pause)
            run.send_signal(signal.SIGKILL)
        if steps == "one step":
            assert place.is_dir()
        whole.clear(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["pages"]
        pages = content(place)
        assert len(pages) == 20
        assert len(set(pages.values())) == 1
