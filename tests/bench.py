"""Time this pipeline against the plain way, side by side, in throwaway copies of the project.

The plain way is what an analyst would otherwise write: the same data stages, and for every
page one ``papermill`` command and one ``jupyter nbconvert`` command under DVC. Both sides run
the same notebooks on the same data with compiled bytecode. Run it with ``make bench``, or
``python tests/bench.py --keep FOLDER`` to keep the copies and their logs.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
MADE = ("data/processed", "reports", "logs", ".dvc/cache", ".dvc/tmp", "dvc.lock")


@dataclass(frozen=True)
class Page:
    """One page that the plain way makes with two commands."""

    notebook: str
    cycle: str
    parameters: dict[str, str]

    @property
    def name(self) -> str:
        words = [self.notebook, self.cycle, *list(self.parameters.values())[1:]]
        return "-".join("".join(c if c.isalnum() else "-" for c in word) for word in words)


def main() -> int:
    """Time both ways and print the table. Exits 1 where a command failed, with its last words."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, help="keep the copies and their logs in this folder")
    chosen = parser.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
        return _bench(chosen.keep.resolve())
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return _bench(Path(folder))


def _bench(folder: Path) -> int:
    ours, plain, trivial = (folder / name for name in ("ours", "plain", "trivial"))
    for copy in (ours, plain):
        _copy(copy)
    _say("compiling bytecode for both sides")
    installed = sysconfig.get_path("purelib")
    for place in (ours, plain):
        sources = [str(place / "src"), *([installed] if place is ours else [])]
        _run([sys.executable, "-m", "compileall", "-q", "-j", "0", *sources], place, check=False)

    seconds: dict[str, float] = {}
    seconds["warm-up"] = _repro(ours)  # the file system's cache is warm for both sides
    _empty(ours)
    seconds["ours, everything"] = _repro(ours)
    pages = _pages(ours)
    stages = _plain_stages(plain, pages)
    seconds["plain, data stages"] = _repro(plain, *stages)
    seconds["plain, pages"] = _repro(plain)
    everything = seconds["plain, data stages"] + seconds["plain, pages"]

    seconds["ours, nothing changed"] = min(_repro(ours) for _ in range(3))
    count = len(yaml.safe_load((ours / "dvc.lock").read_text())["stages"])
    _trivial(trivial, count)
    _repro(trivial)
    seconds["trivial, nothing changed"] = min(_repro(trivial) for _ in range(3))

    changed = next((page for page in pages if page.notebook == "finance"), pages[0])
    _touch(ours / "notebooks" / f"{changed.notebook}.ipynb")
    seconds["ours, one notebook changed"] = _repro(ours)
    one_cycle = [page for page in pages if page.notebook == changed.notebook]
    _touch(plain / "notebooks" / f"{changed.notebook}.ipynb")
    seconds["plain, one notebook changed"] = _repro(plain)

    weigh = [path.stat().st_size for path in ours.glob("reports/**/*.html")]
    _print_rows(
        [
            ("", "plain", "ours", "times faster"),
            _row(f"everything, cold ({len(pages)} pages)", everything, seconds["ours, everything"]),
            _row(
                f"one notebook changed ({changed.notebook}, {len(one_cycle)} pages)",
                seconds["plain, one notebook changed"],
                seconds["ours, one notebook changed"],
            ),
        ]
    )
    idle, least = seconds["ours, nothing changed"], seconds["trivial, nothing changed"]
    print(
        f"\nNothing changed: {idle:.2f} s, {idle / least:.2f} times the {least:.2f} s of "
        f"{count} trivial stages."
    )
    data = seconds["plain, data stages"]
    print(f"The data stages, on both sides: {data:.1f} s. ", end="")
    print(f"A page the plain way: {seconds['plain, pages'] / len(pages):.1f} s.")
    if weigh:
        print(f"Page weight: {min(weigh) // 1024} to {max(weigh) // 1024} KB.")
    timings = ours / "logs" / "reports.json"
    if timings.exists():
        slowest = sorted(json.loads(timings.read_text()).items(), key=lambda item: -item[1])[:3]
        print("Slowest pages: " + ", ".join(f"{name} {took:.1f} s" for name, took in slowest) + ".")
    print(f"Measured on {os.cpu_count()} processors, Python {sys.version.split()[0]}.")
    return 0


def _copy(place: Path) -> None:
    """The files that git tracks, or would, without what the pipeline makes."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if name == "dvc.lock" or not (ROOT / name).is_file():
            continue
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    _run(["git", "init", "-q"], place)
    if not (place / ".dvc").is_dir():
        _run([_command("dvc"), "init", "-q"], place)


def _pages(project: Path) -> list[Page]:
    """Every page that the project makes, asked of the project itself."""
    code = (
        "import json\n"
        "from analysis import project\n"
        "from analysis.project import notebooks\n"
        "from analysis.report.run.jobs import jobs\n"
        "print(json.dumps([[job.notebook, job.cycle, job.parameters]\n"
        "    for cycle in project.parameters().cycles for notebook in notebooks.notebooks()\n"
        "    for job in jobs(notebook.name, cycle)]))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        check=True,
        capture_output=True,
        env=_env(project),
    )
    return [Page(*page) for page in json.loads(answer.stdout)]


def _plain_stages(project: Path, pages: list[Page]) -> list[str]:
    """Replace the report stages by two stages a page; give the names of the data stages.

    A stage is a report stage where it writes under ``reports/``.
    """
    path = project / "dvc.yaml"
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    kept = {
        name: stage
        for name, stage in declared["stages"].items()
        if "reports/" not in json.dumps(_body(stage).get("outs", []))
    }
    stages = dict(kept)
    for page in pages:
        executed, html = f"plain/{page.name}.ipynb", f"plain/{page.name}.html"
        given = " ".join(f"-r {key} '{value}'" for key, value in page.parameters.items())
        processed = f"data/processed/{page.cycle}"
        stages[f"run-{page.name}"] = {
            "cmd": f"papermill --no-progress-bar -k python3 notebooks/{page.notebook}.ipynb "
            f"{executed} {given}",
            "deps": [f"notebooks/{page.notebook}.ipynb", *_outs_under(kept, processed, page.cycle)],
            "outs": [executed],
        }
        stages[f"render-{page.name}"] = {
            "cmd": f"jupyter nbconvert --to html --no-input {executed}",
            "deps": [executed],
            "outs": [html],
        }
    declared["stages"] = stages
    path.write_text(yaml.safe_dump(declared, sort_keys=False), encoding="utf-8")
    (project / "plain").mkdir(exist_ok=True)
    return list(kept)


def _body(stage: dict) -> dict:
    return stage.get("do", stage)


def _outs_under(stages: dict, folder: str, cycle: str) -> list[str]:
    """The outputs of the data stages for one cycle, their templates filled in."""
    found = []
    for stage in stages.values():
        for out in _body(stage).get("outs", []):
            name = out if isinstance(out, str) else next(iter(out))
            for placeholder in ("${item}", "${item.cycle}", "${item.label}", "${key}"):
                name = name.replace(placeholder, cycle)
            if name.startswith(folder):
                found.append(name)
    return sorted(set(found))


def _trivial(place: Path, count: int) -> None:
    """A pipeline of as many stages that each copy a line: what DVC itself costs."""
    place.mkdir()
    _run(["git", "init", "-q"], place)
    _run([_command("dvc"), "init", "-q"], place)
    (place / "0.txt").write_text("line\n")
    stages = {
        f"step-{number}": {
            "cmd": f"cp {number}.txt {number + 1}.txt",
            "deps": [f"{number}.txt"],
            "outs": [f"{number + 1}.txt"],
        }
        for number in range(count)
    }
    (place / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}))


def _touch(notebook: Path) -> None:
    """Change a notebook as an author would: one more line in its last code cell."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = [cell for cell in content["cells"] if cell["cell_type"] == "code"][-1]
    source = cell["source"]
    lines = source if isinstance(source, list) else [source]
    cell["source"] = ["# one line more\n", *lines]
    notebook.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _empty(project: Path) -> None:
    for name in MADE:
        path = project / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
    for name in ("data/processed", "reports"):
        (project / name).mkdir(parents=True, exist_ok=True)


def _repro(project: Path, *stages: str) -> float:
    """Seconds that ``dvc repro`` takes, of everything or of the stages named."""
    return _run([_command("dvc"), "repro", *stages], project)


def _run(command: list[str], project: Path, *, check: bool = True) -> float:
    started = time.perf_counter()
    result = subprocess.run(
        command, cwd=project, env=_env(project), capture_output=True, text=True, check=False
    )
    took = time.perf_counter() - started
    _say(f"{took:6.1f} s  {project.name}: {Path(command[0]).name} {' '.join(command[1:3])}")
    if check and result.returncode:
        last = f"{result.stdout}\n{result.stderr}".strip().splitlines()[-15:]
        raise SystemExit(f"{' '.join(command)} failed in {project}:\n" + "\n".join(last))
    return took


def _env(project: Path) -> dict[str, str]:
    """The same for both sides: this environment's commands, the copy's own sources, bytecode."""
    settings = {name: value for name, value in os.environ.items() if name != "CI"}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    commands = str(Path(sys.executable).parent)
    return settings | {
        "PATH": os.pathsep.join((commands, settings.get("PATH", ""))),
        "PYTHONPATH": str(project / "src"),
        "DVC_NO_ANALYTICS": "1",
    }


def _command(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def _row(words: str, plain: float, ours: float) -> tuple[str, str, str, str]:
    return words, f"{plain:.1f} s", f"{ours:.1f} s", f"{plain / ours:.1f}×"


def _print_rows(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for first, *rest in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join([f"{first:<{widths[0]}}", *cells]))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
