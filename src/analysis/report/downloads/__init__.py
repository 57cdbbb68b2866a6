"""What the secretariat takes away: the pack as a document, workbooks, the cycle in one archive.

They are made from what the pages published, so that nothing withheld from a page is in them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from html import unescape
from pathlib import Path

import pandas as pd

from analysis import project
from analysis.project import notebooks, parallel
from analysis.report.downloads.fixed_zip import fixed_zip
from analysis.report.downloads.workbooks import workbook
from analysis.report.naming import archive_name, marks
from analysis.report.page import Page
from analysis.report.page.cells import heading
from analysis.report.run import cache, jobs

_LINK = re.compile(
    r'<a download="(?P<file>[^"]+\.csv)"[^>]*>[^<]*<span class="hidden">: (?P<caption>[^<]*)</span>'
)


@dataclass(frozen=True)
class Download:
    """A file to take away: all that it is made from, as text, and what writes its content."""

    path: Path
    made_from: str
    content: Callable[[], bytes]
    tables: int


def write(cycle: str) -> list[Path]:
    """Write a cycle's workbooks, document and archive, or keep what would come out the same."""
    place, page = project.reports(cycle), Page(cycle)
    downloads = [*_workbooks(page), *_paper(page)]
    stale = [
        one for one in downloads if not cache.download_is_current(cycle, one.path, one.made_from)
    ]
    if stale:
        _write_side_by_side(stale)
        cache.remember_downloads(cycle, {one.path: one.made_from for one in stale})
    made = [one.path for one in downloads]
    (place / "workbooks").mkdir(parents=True, exist_ok=True)
    for old in set((place / "workbooks").glob("*.xlsx")) - set(made):
        old.unlink()
    path = place / archive_name(cycle)
    project.write_whole(path, archive(place, cycle))
    return [*made, path]


def _workbooks(page: Page) -> list[Download]:
    """A workbook for each notebook whose pages have tables."""
    label, found = page.cycle.label, []
    place = project.reports(label)
    for notebook in notebooks.notebooks():
        work = jobs.jobs(notebook.name, label)
        tables = (
            published_tables(place, work[0])
            if notebook.one_more is None
            else tables_of_places(place, work, what=notebook.one_more)
        )
        if tables:
            rows = "".join(f"{name}\n{caption}\n{rows.to_csv()}" for name, caption, rows in tables)
            found.append(
                Download(
                    place / "workbooks" / notebook.workbook,
                    f"{notebook.title}\n{page.cycle}\n{marks(page)}\n{rows}",
                    partial(workbook, notebook.title, tables, page),
                    len(tables),
                )
            )
    return found


def _paper(page: Page) -> list[Download]:
    """The committee pack as a document, where its page is there."""
    place = project.reports(page.cycle.label)
    pack = place / "committee-pack.html"
    if not pack.exists():
        return []
    from analysis.report.downloads import word  # a third of a second that only papers need

    html, author = pack.read_text(encoding="utf-8"), page.cycle.author or ""
    pictures = {
        address: (place / address).read_bytes()
        for address in word.picture_addresses(html)
        if (place / address).exists()
    }
    seen = "\n".join(f"{at} {sha256(drawn).hexdigest()}" for at, drawn in pictures.items())
    content = partial(word.word, html, author=author, marks=marks(page), pictures=pictures)
    return [
        Download(
            place / "committee-pack.docx",
            f"{author}\n{marks(page)}\n{seen}\n{html}",
            content,
            len(_LINK.findall(html)),
        )
    ]


def _write_side_by_side(downloads: list[Download]) -> None:
    by_name = {one.path.name: one for one in downloads}

    def make(names: list[str]) -> None:
        for name in names:
            project.write_whole(by_name[name].path, by_name[name].content())

    import gptables  # noqa: F401 (its seconds are spent once, before the copies)

    costs = {name: float(one.tables) for name, one in by_name.items()}
    parallel.side_by_side(make, parallel.shares(costs))


def published_tables(place: Path, job: jobs.Job) -> list[tuple[str, str, pd.DataFrame]]:
    """The tables of a published page in its order: file name, caption, rows."""
    page = place / job.page
    if not page.exists():
        return []
    found = []
    for link in _LINK.finditer(page.read_text(encoding="utf-8")):
        file = link["file"].removeprefix(f"{job.report}-")
        path = place / "tables" / job.tables / file
        if path.exists():
            rows = pd.read_csv(path, dtype="str", keep_default_na=False)
            found.append((file.removesuffix(".csv"), unescape(link["caption"]), rows))
    return found


def tables_of_places(
    place: Path, work: list[jobs.Job], *, what: str
) -> list[tuple[str, str, pd.DataFrame]]:
    """The tables of many places' pages, one under another, ``what`` (locality) leading each row.

    A table that every page has alike is given once.
    """
    found: dict[str, list[tuple[str, str, pd.DataFrame]]] = {}
    for job in work:
        for name, caption, rows in published_tables(place, job):
            found.setdefault(name, []).append((job.subject, caption, rows))
    tables = []
    for name, parts in found.items():
        _, caption, first = parts[0]
        if all(rows.equals(first) for _, _, rows in parts[1:]):
            tables.append((name, caption, first))
            continue
        each = [rows.assign(**{what: subject}) for subject, _, rows in parts]
        whole = pd.concat(each, ignore_index=True).fillna("")
        ordered = whole[[what, *(column for column in whole.columns if column != what)]]
        alike = len({one for _, one, _ in parts}) == 1
        tables.append((name, caption if alike else heading(name.replace("-", "_")), ordered))
    return tables


def archive(place: Path, cycle: str) -> bytes:
    """Every page, table, workbook and figure of a cycle in one file, its index left out."""
    members = []
    for path in sorted(place.rglob("*")):
        inside = path.relative_to(place)
        left_out = inside.parts[0] in ("failed", "index.html") or path.suffix == ".zip"
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not left_out and not hidden:
            members.append((f"general-practice-{cycle}/{inside.as_posix()}", path.read_bytes()))
    return fixed_zip(members)
