"""A page is no longer than its reader has time for."""

import pytest
from test_pages import CHROMIUM, PAGES, without

import lengths
from lengths import Length

WITH_A_LIMIT = [(path, page) for path, page in lengths.pages(PAGES) if lengths.limits(page)]
SMALL = """\
<html lang="en"><style>.skip {position: absolute; left: -999rem}</style>
<a class="skip">Skip to it</a><p>Four words and 5 – numbers</p>
<table><tr><td>17<span class="hidden">: unseen</span></td></tr></table>
<details><summary>More to read</summary><table><tr><td>Folded away</td></tr></table></details>
<figure><div class="chart"><img alt="Unheard" src="data:,"></div></figure>
"""


@pytest.fixture(scope="module")
def plain_tab():
    if not CHROMIUM.exists():
        without(f"no Chromium at {CHROMIUM}")
    with lengths.opened_tab() as tab:
        yield tab


def test_a_page_is_named_with_what_it_is_too_long_by():
    most = lengths.limits("committee-pack.html")
    found = Length(most["words"] + 1, most["sheets"], 9.0, most["tables"], most["charts"] + 2)
    assert lengths.over("committee-pack.html", found) == [
        f"{most['words'] + 1:,} words, at most {most['words']:,}",
        f"{most['charts'] + 2} charts, at most {most['charts']}",
    ]


def test_the_limit_of_a_folder_is_that_of_each_page_in_it():
    assert lengths.limits("localities/purbeck.html")["words"] > 0
    assert lengths.limits("data-quality.html") == {}


@pytest.mark.browser
def test_words_in_sight_are_counted_without_what_is_folded_or_only_heard(plain_tab, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(SMALL, encoding="utf-8")
    found = lengths.length(plain_tab, page)
    assert found == Length(words=9, sheets=1, screens=1.0, tables=1, charts=1)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "page"), WITH_A_LIMIT, ids=[f"{path.parts[-3:]}" for path, _ in WITH_A_LIMIT]
)
def test_a_published_page_is_no_longer_than_it_may_be(plain_tab, path, page):
    assert lengths.over(page, lengths.length(plain_tab, path)) == []
