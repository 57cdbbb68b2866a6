"""The papers' own names for things, on the pages that are about them, a list's items together."""

import contextlib
import html
import re
from functools import cache

import pandas as pd
import pytest
from project_cases import CYCLES, ROOT, copy_project, kept, measures_in

from analysis.report.run.build import build

pytestmark = pytest.mark.build

# One row per page, list, item: a page is a notebook's name, a list what its items have in common.
NAMES = pd.read_csv(ROOT / "tests" / "golden" / "names.csv", dtype="str")
LISTS = NAMES.groupby(["page", "list"], sort=False)["item"].agg(list)


def build_the_pages(folder):
    copy_project(folder, raw={cycle: ROOT / "data" / "raw" / cycle for cycle in CYCLES})
    for cycle in CYCLES:
        measures_in(folder, cycle)
    with contextlib.chdir(folder):
        build(CYCLES[1], sorted(set(NAMES["page"])))


@cache
def sections(page):
    """The words of each section of a page of the later cycle, those behind a click included."""
    folder = kept("named-pages", build_the_pages) / "reports" / CYCLES[1]
    text = (folder / f"{page.replace('_', '-')}.html").read_text(encoding="utf-8")
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S)
    return [
        " ".join(html.unescape(re.sub(r"<[^>]*>", " ", part)).split())
        for part in re.split(r"<h2\b", text)
    ]


@pytest.mark.parametrize(("page", "name"), LISTS.index, ids="-".join)
def test_a_page_has_the_papers_own_names_of_a_list_together(page, name):
    items = LISTS[page, name]
    missing = min(
        ([item for item in items if item.lower() not in part.lower()] for part in sections(page)),
        key=len,
    )
    assert missing == []
