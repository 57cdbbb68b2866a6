"""The papers' own names for things are on the pages, word for word, each list in one place."""

import html
import os
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.build

ROOT = Path(__file__).parents[1]
NAMES = pd.read_csv(Path(__file__).parent / "golden" / "names.csv", dtype="str")


@cache
def sections(page: str) -> list[str]:
    """The words of each section of a page of February 2018, those behind a click included."""
    path = ROOT / "reports" / "2018-02" / f"{page.replace('_', '-')}.html"
    if not path.exists():
        reason = f"run make reports first: there is no {path.name}"
        pytest.fail(reason) if os.environ.get("CI", "").lower() == "true" else pytest.skip(reason)
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"</?abbr\b[^>]*>", "", text)  # an explained abbreviation is one with its words
    parts = (re.sub("<[^>]+>", " ", part) for part in re.split(r"<h2\b", text))
    return [" ".join(html.unescape(part).split()) for part in parts]


@pytest.mark.parametrize(("page", "name"), NAMES[["page", "list"]].drop_duplicates().to_numpy())
def test_the_names_of_a_list_are_in_one_section_of_their_page(page, name):
    items = NAMES.loc[(NAMES["page"] == page) & (NAMES["list"] == name), "item"]
    missing = [[item for item in items if item not in part] for part in sections(page)]
    assert min(missing, key=len) == []
