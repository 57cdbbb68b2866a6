"""Are figures and pages those of another commit? ``make same AGAINST=v0.2.0``.

The other commit is built once, in a worktree of its own below ``logs/same``. Then, file by file:
``measures.csv``, the columns that both ``measures.parquet`` share, every CSV, every member of
the archives, workbooks and Word papers, and every page without its notebook's code. Of a page
that differs, each changed line of visible text is printed. Exits 1 where a figure differs, and
where anything does with ``--strict``.
"""

import argparse
import difflib
import html
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
_ARCHIVES = {".zip", ".docx", ".xlsx"}
_CODE = re.compile(r'<details class="code".*?</details>', re.DOTALL)
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
_BREAKS = re.compile(r"</?(p|li|h\d|tr|dt|dd|div|caption|summary|figure|section|title)\b[^>]*>")
_CELL = re.compile(r"</t[dh]>")
_ALTERNATIVE = re.compile(r'<img alt="([^"]*)"[^>]*>')


def main() -> int:
    """Compare the pages of this folder with those of a commit; 1 where figures differ."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("against", nargs="?", default="HEAD", help="a commit (HEAD)")
    parser.add_argument("--only", default="", help="files whose path holds this text")
    parser.add_argument("--built", type=Path, help="a folder where the other commit is built")
    parser.add_argument("--strict", action="store_true", help="exit 1 on any difference")
    asked = parser.parse_args()
    other = asked.built or built(asked.against)
    figures, words = differences(other, ROOT, only=asked.only)
    for line in (*figures, *words):
        print(line)
    print(f"{len(figures)} files of figures and {len(words)} lines of other files differ.")
    return int(bool(figures) or (asked.strict and bool(words)))


def built(commit: str) -> Path:
    """The folder of another commit with its pages built; kept for the next time."""
    sha = _run("git", "rev-parse", f"{commit}^{{commit}}", cwd=ROOT)
    folder = ROOT / "logs" / "same" / sha[:12]
    if (folder / "reports" / "index.html").exists():
        return folder
    if not folder.exists():
        _run("git", "worktree", "prune", cwd=ROOT)
        _run("git", "worktree", "add", "--force", "--detach", str(folder), sha, cwd=ROOT)
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    done = subprocess.run(["dvc", "repro"], cwd=folder, env=environment, check=False)
    if done.returncode:
        shutil.rmtree(folder / "reports", ignore_errors=True)
        sys.exit(f"{commit} does not build.")
    return folder


def differences(old: Path, new: Path, *, only: str = "") -> tuple[list[str], list[str]]:
    """Files of figures that differ, and lines about all other files that do."""
    figures, words = [], []
    for name in sorted(_files(old, only) | _files(new, only)):
        before, after = old / name, new / name
        if not (before.exists() and after.exists()):
            line = f"{name}: only in the {'old' if before.exists() else 'new'} build"
            (figures if name.endswith(("measures.csv", "measures.parquet")) else words).append(line)
        elif name.endswith(".parquet"):
            if not _same_columns(before, after):
                figures.append(f"{name}: columns that both have differ")
        elif name.endswith("measures.csv"):
            if before.read_bytes() != after.read_bytes():
                figures.append(f"{name}: differs")
        elif before.suffix in _ARCHIVES:
            words += [f"{name}: {member} differs" for member in _members_that_differ(before, after)]
        else:
            words += _changed_lines(name, _text(before), _text(after))
    return figures, words


def _files(folder: Path, only: str) -> set[str]:
    found = [
        *(folder / "reports").rglob("*"),
        *(folder / "data" / "processed").rglob("measures.parquet"),
    ]
    names = {str(path.relative_to(folder)) for path in found if path.is_file()}
    return {name for name in names if only in name and not name.endswith(".gitkeep")}


def _same_columns(before: Path, after: Path) -> bool:
    old, new = pd.read_parquet(before), pd.read_parquet(after)
    shared = [column for column in old.columns if column in new.columns]
    return old[shared].equals(new[shared])


def _members_that_differ(before: Path, after: Path) -> list[str]:
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        members = sorted({*old.namelist(), *new.namelist()})
        return [name for name in members if _member(old, name) != _member(new, name)]


def _member(archive: zipfile.ZipFile, name: str) -> str | bytes | None:
    if name not in archive.namelist():
        return None
    content = archive.read(name)
    return _CODE.sub("", content.decode("utf-8")) if name.endswith(".html") else content


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return _CODE.sub("", content.decode("utf-8"))
    except UnicodeDecodeError:
        return repr(content)


def _changed_lines(name: str, before: str, after: str) -> list[str]:
    if before == after:
        return []
    if name.endswith(".html"):
        before, after = visible(before), visible(after)
    changed = [
        line
        for line in difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    return [f"{name}: {line[:400]}" for line in changed] or [f"{name}: markup alone differs"]


def visible(page: str) -> str:
    """The text that a reader of the page meets, a line for each block; pictures as their words."""
    text = _UNSEEN.sub("", page)
    text = _ALTERNATIVE.sub(r"\n[\1]\n", text)
    text = _CELL.sub(" | ", text.replace("\n", " "))
    text = re.sub(r"<[^>]+>", "", _BREAKS.sub("\n", text))
    lines = (re.sub(r"\s+", " ", html.unescape(line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
