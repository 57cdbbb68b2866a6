"""The papers' own names for things are on the pages, word for word, each list in one place."""

import html
import os
import re
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.build

ROOT = Path(__file__).parents[1]
NAMES = pd.read_csv(Path(__file__).parent / "golden" / "names.csv", dtype="str")
_BLOCK = re.compile(r"<(table|p|ul|ol|dl)\b.*?</\1>", re.DOTALL)


def blocks(page: str) -> list[str]:
    """The tables, paragraphs and lists of a published page of February 2018, as plain text."""
    path = ROOT / "reports" / "2018-02" / f"{page}.html"
    if not path.exists():
        reason = f"run make reports first: there is no {path.name}"
        pytest.fail(reason) if os.environ.get("CI", "").lower() == "true" else pytest.skip(reason)
    parts = (match.group() for match in _BLOCK.finditer(path.read_text(encoding="utf-8")))
    return [" ".join(html.unescape(re.sub("<[^>]+>", " ", part)).split()) for part in parts]


@pytest.mark.parametrize(("page", "name"), NAMES[["page", "list"]].drop_duplicates().to_numpy())
def test_the_names_of_a_list_are_on_its_page_together(page, name):
    items = NAMES.loc[(NAMES["page"] == page) & (NAMES["list"] == name), "item"]
    assert any(all(item in block for item in items) for block in blocks(page)), items.tolist()
