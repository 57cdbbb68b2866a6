"""Small numbers of people: hidden, and not to be found again from what is left."""

import base64
import re
from itertools import product

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from project_cases import examples
from report_fixture import make_project

from analysis import disclosure, report
from analysis.disclosure.practice_names import PracticeNames
from analysis.disclosure.small_numbers import HIDDEN, protect, rounded
from analysis.tables import TABLES
from analysis.workforce import need, new_roles

NOBODY = PracticeNames(
    {name: table.empty() for name, table in TABLES.items()},
    own_names=TABLES["practice"].empty()["practice_name"],
)
DATA = re.compile(r"base64,([A-Za-z0-9+/=]+)")


@pytest.mark.parametrize(
    ("count", "printed"),
    [(0, 0), (8, 10), (12, 10), (12.5, 15), (13, 15), (102, 100), (1000, 1000)],
)
def test_counts_above_seven_are_rounded_to_the_nearest_five(count, printed):
    assert rounded(count) == printed


@pytest.mark.parametrize("count", [1, 4, 7])
def test_one_to_seven_are_hidden(count):
    assert pd.isna(rounded(count))


def test_a_frame_keeps_its_level_through_what_a_notebook_does_to_it():
    rows = disclosure.of_practices(pd.DataFrame({"practice": ["a", "b"], "fte": [1.0, 2.0]}))
    chosen = rows.query("fte > 1").rename(columns={"fte": "FTE"}).assign(n=1).sort_values("n")
    for frame in (rows, chosen, chosen.loc[:, ["practice"]].head(1), chosen.set_index("practice")):
        assert disclosure.is_withheld(frame, names=NOBODY)
    summed = rows.groupby("practice", as_index=False)["fte"].sum()
    assert disclosure.is_withheld(summed, names=NOBODY)
    assert not disclosure.is_withheld(disclosure.declared(summed, "none"), names=NOBODY)


@pytest.mark.parametrize("level", ["committee_only", "people", "small_numbers"])
def test_of_every_level_but_none_the_public_sees_no_row(level):
    plain = pd.DataFrame({"n": [1]})
    assert disclosure.is_withheld(disclosure.declared(plain, level), names=NOBODY)
    assert not disclosure.is_withheld(plain, names=NOBODY)


def test_a_level_nobody_declared_is_refused():
    with pytest.raises(ValueError, match="no disclosure rule is called 'secret'"):
        disclosure.declared(pd.DataFrame(), "secret")


def test_what_its_publisher_prints_stays():
    frame = pd.DataFrame({"role": ["a", "b"], "people": [3.0, 44.0]})
    assert protect(frame, counts=["people"], rule="none").equals(frame)


def test_a_rule_nobody_declared_is_refused():
    with pytest.raises(ValueError, match="no disclosure rule is called 'some'"):
        protect(pd.DataFrame({"people": [1.0]}), counts=["people"], rule="some")


def test_a_count_hidden_alone_takes_the_next_smallest_with_it():
    frame = pd.DataFrame({"role": list("abcd"), "people": [3.0, 44.0, 12.0, 0.0]})
    shown = protect(frame, counts=["people"], rule="people")
    assert shown["people"].tolist() == [HIDDEN, 45.0, HIDDEN, 0.0]


def test_a_missing_count_stays_missing_and_is_no_zero():
    frame = pd.DataFrame({"role": list("abc"), "people": [3.0, None, 5.0]})
    shown = protect(frame, counts=["people"], rule="people")["people"].tolist()
    assert shown[0] == shown[2] == HIDDEN
    assert pd.isna(shown[1])


def test_groups_within_which_a_total_stands_are_each_looked_at():
    frame = pd.DataFrame(
        {"place": ["P", "P", "Q", "Q"], "role": list("abab"), "people": [3.0, 20.0, 4.0, 30.0]}
    )
    shown = protect(frame, counts=["people"], rule="people", within=["place"])
    assert shown["people"].tolist() == [HIDDEN] * 4


def possible(shown: list, total: float, cap: int = 60) -> list[set[float]]:
    """What each hidden cell may be, for one who knows the exact total and every printed cell.

    A printed cell is a count within 2 of it (0 is 0); a hidden one is anything from 1 to ``cap``.
    """
    spans = []
    for cell in shown:
        if cell == HIDDEN:
            spans.append(range(1, cap))
        elif cell == 0:
            spans.append(range(1))
        else:
            spans.append(range(int(cell) - 2, int(cell) + 3))
    sums = [{0}]
    for span in spans:
        sums.append({a + b for a in sums[-1] for b in span if a + b <= total})
    found = []
    for place, cell in enumerate(shown):
        if cell != HIDDEN:
            continue
        others = {0}
        for other, span in enumerate(spans):
            if other != place:
                others = {a + b for a in others for b in span if a + b <= total}
        found.append({value for value in spans[place] if total - value in others})
    return found


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([1, 1, 1, 1, 28], 5),  # 30 of a total of 30: no room but for four ones
        ([7, 7, 7, 12], 4),  # 10 of a total of 35: no less than three sevens
        ([1, 2, 1, 1, 28], 4),  # a total of 35 leaves room
        ([3, 2, 40, 50], 2),
    ],
)
def test_hidden_counts_to_which_rounding_leaves_no_room_take_another_with_them(counts, hidden):
    frame = pd.DataFrame({"people": [float(n) for n in counts]})
    shown = protect(frame, counts=["people"], rule="people")["people"].tolist()
    assert shown.count(HIDDEN) == hidden


@examples(150)
@example([1, 1, 1, 1, 28])
@given(st.lists(st.integers(0, 30), min_size=2, max_size=5))
def test_no_hidden_count_can_be_derived_from_the_printed_total(counts):
    """A total is printed by the same rule: whoever reads it cannot tell what a hidden count is."""
    frame = pd.DataFrame({"people": [float(n) for n in counts]})
    shown = protect(frame, counts=["people"], rule="people")["people"].tolist()
    assert all(cell == HIDDEN for cell, n in zip(shown, counts, strict=True) if 1 <= n <= 7)
    printed = rounded(float(sum(counts)))
    if pd.isna(printed):
        return  # a total of 1 to 7 is hidden itself
    totals = range(int(printed) - 2, int(printed) + 3) if printed else range(1)
    guesses = [possible(shown, total) for total in totals]
    for place in range(sum(cell == HIDDEN for cell in shown)):
        assert len(set().union(*(guess[place] for guess in guesses))) > 1


@examples(200)
@given(st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=2, max_size=5))
def test_in_a_table_no_row_or_column_has_one_hidden_cell_alone(rows):
    columns = ["a", "b", "c"]
    frame = pd.DataFrame(rows, columns=columns).astype("float64")
    shown = protect(frame, counts=columns, rule="people")
    hidden = shown == HIDDEN
    for place, column in product(frame.index, columns):
        if 1 <= frame.loc[place, column] <= 7:
            assert hidden.loc[place, column]
    for line in (*[hidden.loc[i] for i in hidden.index], *[hidden[c] for c in columns]):
        assert line.sum() != 1


@examples(100)
@given(st.lists(st.tuples(*[st.integers(0, 30)] * 2), min_size=2, max_size=4))
def test_nothing_printed_is_a_count_of_one_to_seven_or_unrounded(rows):
    frame = pd.DataFrame(rows, columns=["a", "b"]).astype("float64")
    shown = protect(frame, counts=["a", "b"], rule="people")
    for cell in shown.to_numpy().ravel():
        assert cell == HIDDEN or cell == 0 or (cell >= 10 and cell % 5 == 0)


def numbers_told(html: str) -> set[str]:
    """Every number that a reader of the page or of its source can find in the table's cells."""
    source = "".join(base64.b64decode(part).decode("utf-8") for part in DATA.findall(html))
    rows = [cell for line in source.splitlines()[1:] for cell in line.split(",")]
    cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", html)
    alternatives = re.findall(r'alt="([^"]*)"', html)
    return set(re.findall(r"\d+", " ".join([*rows, *cells, *alternatives])))


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path))
    return report.open("2018-02")


@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_no_page_download_or_source_tells_a_count_of_people_of_a_local_return(page, counts):
    """The community provider's staff and those offered posts, through the page as it is made."""
    roles = [chr(ord("a") + n) for n in range(len(counts))]
    community = pd.DataFrame({"role": roles, "headcount": [float(n) for n in counts]})
    community = community.assign(snapshot_date="2017-06-30", locality=None)
    recruited = pd.DataFrame({"scheme": roles, "practice_code": "X10001", "wanted": 0.0})
    recruited = recruited.assign(offers=community["headcount"], starts=community["headcount"])
    hidden = {str(n) for n in counts if n % 5}
    for shown in (need.community(community), new_roles.schemes(recruited)):
        told = numbers_told(page.table(shown, caption="Staff", name="staff").html)
        assert not told & (hidden - {"1"})  # 1 is the count of practices interested
        assert all(int(n) % 5 == 0 and not 1 <= int(n) <= 7 for n in told - {"1"})
