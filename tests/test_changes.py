"""What changed since the last cycle: differences, and what is named in place of one."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cycles import comparison, results, words
from analysis.cycles.comparison import Reported, compare, layout_of, practices_changed, revised
from analysis.measures import COLUMNS
from analysis.measures.cards import Card
from analysis.writing import phrases

# What a pace leads to: the measure, the version and the basis of its plan.
PLAN_LED_TO = ["of_measure", "plan", "of_basis"]
NUMBERS = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda n: round(n, 3))


def row(value, **other) -> dict:
    """A figure of the commissioner for November 2017 unless told otherwise."""
    return {
        "measure": "patients",
        "area_type": "commissioner",
        "area": "11J",
        "category": "",
        "period": "2017-11",
        "basis": "actual",
        "value": float(value),
        "unit": "patients",
        "numerator": None,
        "denominator": None,
        "source": "list.csv",
    } | other


def reported(label, day, *rows, meaning="m", follows="", layouts=None, practice=None) -> Reported:
    frame = pd.DataFrame(list(rows), columns=[*COLUMNS, *PLAN_LED_TO])
    names = sorted(frame["measure"].unique())
    return Reported(
        label=label,
        day=day,
        measures=frame.astype(
            {
                name: "float64" if name in ("value", "numerator", "denominator") else "str"
                for name in frame
            }
        ),
        definitions=pd.DataFrame(
            {
                "measure": names,
                "title": names,
                "report": "pack",
                "unit": "",
                "meaning": meaning,
                "follows": follows,
            }
        ),
        layouts=layouts or {},
        practice=pd.DataFrame() if practice is None else practice,
    )


def between(old: list[dict], new: list[dict], **kinds) -> pd.DataFrame:
    then = {name[5:]: value for name, value in kinds.items() if name.startswith("then_")}
    now = {name[4:]: value for name, value in kinds.items() if name.startswith("now_")}
    return compare(
        reported("2017-12", "2017-12-06", *old, **then),
        reported("2018-02", "2018-02-07", *new, **now),
    )


def only(compared: pd.DataFrame) -> pd.Series:
    assert len(compared) == 1
    return compared.iloc[0]


def test_the_newest_month_of_each_cycle_is_compared():
    found = only(
        between(
            [row(100, period="2017-09"), row(110, period="2017-11")],
            [row(110, period="2017-11"), row(121, period="2018-01")],
        )
    )
    assert (found["period_before"], found["period_now"]) == ("2017-11", "2018-01")
    assert (found["change"], found["verdict"]) == (11, "up")
    assert found["change_percent"] == pytest.approx(10)


def test_a_share_moves_by_points_and_has_no_relative_change():
    found = only(between([row(40, unit="percent")], [row(50, unit="percent", period="2018-01")]))
    assert found["change"] == 10
    assert pd.isna(found["change_percent"])
    assert words.movement(found) == "up 10.0 points"


def test_a_variance_that_crosses_zero_has_no_relative_change():
    found = only(between([row(-150, unit="gbp")], [row(229, unit="gbp", period="2018-01")]))
    assert found["change"] == 379
    assert pd.isna(found["change_percent"])


def test_what_lies_ahead_is_compared_at_the_same_period():
    ahead = {"basis": "forecast", "unit": "percent"}
    found = between(
        [row(69, period="2018-03", **ahead), row(77, period="2019-03", **ahead)],
        [row(73, period="2018-03", **ahead), row(77, period="2019-03", **ahead)],
    ).set_index("period_now")
    assert found.loc["2018-03", "change"] == 4
    assert found.loc["2019-03", "verdict"] == "unchanged"


def test_a_year_that_has_only_begun_is_not_set_against_the_year_before():
    then = reported("2018-02", "2018-02-07", row(15, period="2017/18"))
    later = reported("2018-04", "2018-04-04", row(0, period="2018/19"))
    found = only(compare(then, later))
    assert found[["period_before", "before", "now"]].tolist() == ["2017/18", 15, 0]
    assert found["why"] == "the year 2018/19 is not over"
    same = only(compare(then, reported("2018-03", "2018-03-07", row(17, period="2017/18"))))
    assert (same["verdict"], same["change"]) == ("up", 2)


def listed(*pairs) -> list[str]:
    """The lines on pairs of figures, earlier and later."""
    compared = between([old for old, _ in pairs], [new for _, new in pairs])
    bare = {"revised": compared.iloc[:0].assign(change=0.0), "practices": pd.DataFrame()}
    return words.listing(compared, **bare)


def test_the_listing_begins_with_what_a_committee_asks_after_and_counts_projections():
    asked = {"measure": "practices_open", "unit": "practices"}
    tried = {"measure": "backtest_error", "unit": "percent", "category": "x"}
    assert listed(
        (row(8), row(9, period="2018-01")),
        (row(86, **asked), row(85, period="2018-01", **asked)),
        (row(4, **tried), row(5, period="2018-01", **tried)),
        (row(5, category="a"), row(5, category="a", period="2018-01")),
    ) == [
        "",
        "What a committee asks after first",
        "  practices_open: down 1 practice (1.2%); 86 practices (November 2017) then, "
        "85 practices (January 2018) now",
        "",
        "Pack",
        "  patients: up 1 patient (12.5%); 8 patients (November 2017) then, 9 patients "
        "(January 2018) now",
        "",
        "One figure of projections and their trials moved too.",
        "",
        "--all lists every series.",
    ]
    assert listed((row(8), row(8, period="2018-01"))) == ["Nothing changed."]


def test_of_many_movements_of_one_measure_the_largest_five_are_listed():
    pairs = [
        (row(100, category=f"c{i}"), row(100 + i, category=f"c{i}", period="2018-01"))
        for i in range(1, 9)
    ]
    lines = listed(*pairs)
    assert [line.split(":")[0] for line in lines[2:7]] == [
        f"  patients, {phrases.named(f'c{i}')}" for i in range(4, 9)
    ]
    assert lines[7] == "  patients: 3 more"


def test_what_prints_alike_is_unchanged_as_rounded():
    rate = {"unit": "contacts_per_1000"}
    found = only(between([row(487.4, **rate)], [row(486.6, period="2018-01", **rate)]))
    assert words.movement(found) == "unchanged as rounded"


def test_a_changed_definition_is_named_in_place_of_a_difference():
    found = only(between([row(1)], [row(2, period="2018-01")], now_meaning="other"))
    assert found["verdict"] == "not comparable"
    assert found["why"] == "its definition changed"
    assert pd.isna(found["change"])


def test_a_changed_layout_is_named():
    found = only(
        between(
            [row(1)],
            [row(2, period="2018-01")],
            then_layouts={"list.csv": ("Lists", "old")},
            now_layouts={"list.csv": ("Lists", "new")},
        )
    )
    assert found["why"] == "the layout of Lists changed"


def test_another_return_behind_a_figure_is_named():
    found = only(
        between(
            [row(1)],
            [row(2, period="2018-01")],
            then_layouts={"list.csv": ("Practice register", "")},
            now_layouts={"list.csv": ("National register", "")},
        )
    )
    assert "without Practice register, with National register" in found["why"]


def test_a_denominator_that_moves_by_more_than_a_tenth_is_named():
    share = {"unit": "percent", "numerator": 40.0}
    found = only(between([row(50, denominator=80, **share)], [row(40, denominator=100, **share)]))
    assert found["why"] == "its denominator moved from 80 to 100"


def test_a_denominator_that_moves_little_still_gives_a_difference():
    share = {"unit": "percent", "numerator": 40.0}
    found = only(
        between(
            [row(46, denominator=87, **share)],
            [row(47, denominator=86, period="2018-01", **share)],
        )
    )
    assert found["verdict"] == "up"


def test_a_small_denominator_may_move_by_a_practice():
    share = {"unit": "percent", "numerator": 3.0}
    found = only(between([row(43, denominator=7, **share)], [row(50, denominator=6, **share)]))
    assert found["verdict"] == "up"


def test_a_changed_plan_is_named():
    plan = {"basis": "plan", "period": "2019-01", "unit": "percent"}
    found = only(between([row(50, **plan)], [row(40, **plan)]))
    assert (found["verdict"], found["why"]) == (
        "not comparable",
        "the plan is another: 50 then, 40 now",
    )


def test_a_plan_figure_that_decisions_move_is_compared_and_says_what_it_moves_with():
    left = {"basis": "plan", "period": "2018/19", "unit": "gbp", "measure": "premium_left"}
    found = only(
        between([row(406_000, **left)], [row(0, **left)], now_follows="decisions on proposals")
    )
    assert (found["verdict"], found["change"]) == ("down", -406_000)
    assert words.movement(found) == ("down £406,000 (100.0%); it moves with decisions on proposals")


@pytest.mark.parametrize(("planned_now", "verdict"), [(50, "up"), (40, "not comparable")])
def test_a_pace_is_compared_while_the_plan_it_leads_to_stands(planned_now, verdict):
    pace = {"measure": "pace", "category": "cover:mou:plan", "basis": "plan", "period": "2018-03"}
    pace |= dict(zip(PLAN_LED_TO, ("cover", "mou", "plan"), strict=True))
    plan = {"measure": "cover", "category": "mou", "basis": "plan", "period": "2018-03"}
    found = between(
        [row(13, **pace), row(50, **plan)],
        [row(29, **pace), row(planned_now, **plan)],
        now_follows="progress",
    ).set_index("measure")
    assert found.loc["pace", "verdict"] == verdict
    assert (
        found.loc["pace", "why"]
        == {
            "up": "it moves with progress",
            "not comparable": "the plan it leads to is another: 50 then, 40 now",
        }[verdict]
    )


def test_restated_history_is_named_and_listed():
    old, new = [row(100)], [row(90), row(95, period="2018-01")]
    found = only(between(old, new))
    assert found["why"] == "the figure for November 2017 was restated"
    listed = only(
        revised(reported("2017-12", "2017-12-06", *old), reported("2018-02", "2018-02-07", *new))
    )
    assert (listed["value_then"], listed["value_now"], listed["change"]) == (100, 90, -10)


def test_a_forecast_that_moved_is_no_revision():
    old, new = [row(69, period="2018-03")], [row(73, period="2018-03")]
    then, now = reported("2017-12", "2017-12-06", *old), reported("2018-02", "2018-02-07", *new)
    assert revised(then, now).empty


def test_a_figure_of_one_cycle_only_is_new_or_no_longer_given():
    found = between([row(1, measure="gone")], [row(2, measure="come")]).set_index("measure")
    assert found["verdict"].to_dict() == {"gone": "no longer given", "come": "new"}


@given(before=NUMBERS, now=NUMBERS)
def test_the_change_is_the_difference_and_turns_its_sign_with_the_cycles(before, now):
    forth = only(between([row(before)], [row(now, period="2018-01")]))
    back = only(between([row(now)], [row(before, period="2018-01")]))
    assert forth["change"] == pytest.approx(now - before, abs=1e-6)
    assert back["change"] == pytest.approx(-forth["change"], abs=1e-6)
    assert forth["verdict"] == {"up": "down", "down": "up"}.get(back["verdict"], "unchanged")


@given(value=NUMBERS)
def test_a_cycle_compared_with_itself_has_nothing_to_tell(value):
    one = reported("2018-02", "2018-02-07", row(value), row(value, measure="b", basis="plan"))
    assert set(compare(one, one)["verdict"]) == {"unchanged"}
    assert revised(one, one).empty


def practice(code, **other) -> dict:
    blank = dict.fromkeys(("opened_on", "closed_on", "close_reason", "successor_code"))
    return {"practice_code": code, "practice_name": code, "locality": "Purbeck"} | blank | other


def test_practices_that_opened_closed_and_merged_are_told_apart():
    gone = {"closed_on": "2018-01-01"}
    then = pd.DataFrame([practice(code) for code in ("X1", "X2", "X3", "X4")])
    now = pd.DataFrame(
        [
            practice("X1"),
            practice("X2", close_reason="merger", successor_code="X1", **gone),
            practice("X3", close_reason="closure", **gone),
            practice("X5", opened_on="2018-01-01"),
        ]
    )
    found = practices_changed(
        reported("2017-12", "2017-12-06", practice=then),
        reported("2018-02", "2018-02-07", practice=now),
    ).set_index("practice_code")
    assert found["what"].to_dict() == {
        "X2": "merged",
        "X3": "closed",
        "X4": "no longer listed",
        "X5": "opened",
    }
    assert found.loc["X2", "successor_code"] == "X1"


def test_returns_that_are_last_cycles_files_are_counted_and_the_dated_ones_named(project_folder):
    (project_folder / "params.yaml").write_text(
        'commissioner: "11J"\ncycles: ["2017-12", "2018-02"]\naudience: committee\n',
        encoding="utf-8",
    )
    for label, ledger in (("2017-12", "aa"), ("2018-02", "bb")):
        folder = project_folder / "data" / "processed" / label
        folder.mkdir(parents=True)
        (folder / "measures.parquet").touch()
        files = {"ledger_line": ledger, "allocation": "cc", "vacancy": "dd", "list_size": "ee"}
        listed = [
            {"file": f"{table}.csv", "sha256": content, "tables": {table: 3}}
            for table, content in files.items()
        ]
        (folder / "returns.json").write_text(json.dumps(listed), encoding="utf-8")
    found = results.returned_again("2018-02")
    assert found.set_index("table")["again"].to_dict() == {
        "ledger_line": False,
        "allocation": True,
        "vacancy": True,
    }
    assert words.returned_again(found, since="2017-12") == (
        "2 of 3 local returns are the files of December 2017, unchanged; of these, Vacancies "
        "tells what had happened by then, and nothing since."
    )
    assert results.returned_again("2017-12").empty
    assert words.returned_again(found[~found["again"]], since="2017-12") is None


def test_a_layout_is_the_same_whatever_its_year():
    assert layout_of("payments", "2015/16, one total") == layout_of(
        "payments", "2016/17, one total"
    )
    assert layout_of("qof", "2016/17, maximum 559 points") != layout_of(
        "qof", "2022/23, maximum 635 points"
    )


def test_a_meaning_changes_with_the_definition_and_not_with_the_title():
    card = Card("a", "A", "patients", "Patients on the list.", "pack")
    same = Card("a", "Another title", "patients", "Patients on the list.", "pack")
    other = Card("a", "A", "patients", "Patients, weighted.", "pack")
    meant = [results.definitions({"a": one})["meaning"].iloc[0] for one in (card, same, other)]
    assert meant[0] == meant[1] != meant[2]


def test_every_verdict_is_declared():
    assert set(compare(reported("a", "2017-12-06"), reported("b", "2018-02-07"))["verdict"]) <= set(
        comparison.VERDICTS
    )


@pytest.mark.filterwarnings("error")
def test_a_cycle_after_one_without_figures_has_new_figures_and_no_warning():
    assert only(between([], [row(1)]))["verdict"] == "new"
    assert only(between([row(1)], []))["verdict"] == "no longer given"


def test_without_an_earlier_cycle_nothing_is_said_to_be_comparable():
    assert [said.strip() for said in words.nothing_apart(since=None)] == ["", ""]
    assert all(said.strip() for said in words.nothing_apart(since="2017-12"))
