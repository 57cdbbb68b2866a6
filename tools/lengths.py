"""How long each page is for its reader: ``make lengths``.

Of every page under ``reports/`` (or under the folders, or the pages, that are named): the words in
sight with everything folded left folded, tables and charts in sight, screens of 1280 by 900, and
sheets of A4 in print. ``page_limits.csv`` says how long a page may be.
"""

import argparse
import csv
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LIMITS = Path(__file__).with_name("page_limits.csv")
WIDTH, HEIGHT = 1280, 900
_SHEET = re.compile(rb"/Type\s*/Page\b")
_IN_SIGHT = """() => {
    const shown = one => one.checkVisibility({contentVisibilityAuto: true}) && !one.closest(
        'details:not([open]) > :not(summary)');
    const count = tags => [...document.querySelectorAll(tags)].filter(shown).length;
    document.querySelectorAll('.hidden, .skip, .filter').forEach(one => one.remove());
    const words = document.body.innerText.match(/\\S*[\\p{L}\\p{N}]\\S*/gu) ?? [];
    return [words.length, count('table'), count('figure > .chart img, figure > img')];
}"""


class Length(NamedTuple):
    """How long a page is; ``screens`` is to the nearest tenth."""

    words: int
    sheets: int
    screens: float
    tables: int
    charts: int


@contextmanager
def opened_tab() -> Iterator:
    """A tab of headless Chromium, the one that the environment variable CHROMIUM names."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        browser.close()


def length(tab, page: Path) -> Length:
    """The length of a page, opened in a tab. In print, nothing is unfolded by hand."""
    tab.goto(page.resolve().as_uri())
    screens = tab.evaluate("document.documentElement.scrollHeight") / HEIGHT
    sheets = len(_SHEET.findall(tab.pdf(prefer_css_page_size=True)))
    words, tables, charts = tab.evaluate(_IN_SIGHT)
    return Length(words, sheets, round(screens, 1), tables, charts)


def limits(page: str) -> dict[str, int]:
    """What a page may be at most, by its address in the cycle's folder; empty without a limit.

    A limit of a folder (``localities/``) is that of each of its pages.
    """
    with LIMITS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            named = row.pop("page")
            if page == named or (named.endswith("/") and page.startswith(named)):
                return {what: int(most) for what, most in row.items() if most}
    return {}


def over(page: str, found: Length) -> list[str]:
    """What a page is too long by: ``2,900 words, at most 2,600``."""
    return [
        f"{getattr(found, what):,} {what}, at most {most:,}"
        for what, most in limits(page).items()
        if getattr(found, what) > most
    ]


def pages(folders: Iterable[Path]) -> list[tuple[Path, str]]:
    """Every page of the folders, with its address in its cycle's folder; none that failed."""
    found = []
    for path in sorted(p for f in folders for p in ([f] if f.is_file() else f.rglob("*.html"))):
        folder = path.parent.name
        inside = f"{folder}/{path.name}" if folder in ("localities", "practices") else path.name
        if folder != "failed":
            found.append((path, inside))
    return found


def main(given: list[str] | None = None) -> int:
    """Print a line for each page, then what is too long. 1 where a page is."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--reports", nargs="*", type=Path, default=[ROOT / "reports"])
    folders = asked.parse_args(given).reports
    too_long = []
    print("   words  sheets  screens  tables  charts  page")
    with opened_tab() as tab:
        for path, inside in pages(folders):
            found = length(tab, path)
            name = path.as_posix().rpartition("reports/")[2]
            figures = f"{found.words:8,}{found.sheets:8}{found.screens:9}{found.tables:8}"
            print(f"{figures}{found.charts:8}  {name}", flush=True)
            too_long += [f"{name}: {what}" for what in over(inside, found)]
    print("\n".join(too_long) or "No page is longer than it may be.")
    return 1 if too_long else 0


if __name__ == "__main__":
    sys.exit(main())
