"""An abbreviation is explained once, where a reader first meets it."""

from analysis.report.page.abbreviations import explained

FTE = '<abbr title="full-time equivalent">FTE</abbr>'


def test_the_first_use_on_a_page_is_explained_and_no_later_one():
    assert explained(["<p>12 FTE, 3 FTE</p>", "<p>FTE</p>"]) == [
        f"<p>12 {FTE}, 3 FTE</p>",
        "<p>FTE</p>",
    ]


def test_what_is_folded_away_is_read_last():
    folded = "<details><summary>FTE</summary><p>FTE</p></details>"
    assert explained([folded, "<p>FTE</p>"]) == [folded, f"<p>{FTE}</p>"]
    assert explained([folded]) == [folded.replace("<p>FTE", f"<p>{FTE}")]


def test_links_names_of_files_and_alternatives_stay_as_they_are():
    html = '<a href="#x">FTE</a><code>FTE</code><img alt="FTE" src="FTE"> XFTE FTE_GP'
    assert explained([html]) == [html]


def test_a_page_that_explains_it_in_words_is_left_alone():
    html = "<p>Full-time equivalents (FTE) of nurses; 12 FTE</p>"
    assert explained([html]) == [html]


def test_a_longer_abbreviation_goes_first_and_a_plural_keeps_its_s():
    first, second = explained(["<p>IM&amp;T, CCGs</p>", "<p>APMS, then PMS</p>"])
    assert ">IM&amp;T</abbr>, " in first
    assert '<abbr title="clinical commissioning group">CCG</abbr>s' in first
    assert '<abbr title="personal medical services">PMS</abbr>' in second
