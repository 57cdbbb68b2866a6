"""The gap between staff in post and need: known only where every practice supplied."""

import pandas as pd

from analysis import workforce
from analysis.measures import long_table, pick
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.tables.column_types import conform
from analysis.workforce import need
from analysis.workforce.words import how_many_needed

CYCLE = Cycle(label="2018-02", commissioner="11J", audience="committee")


def table(name, *rows, columns):
    text = pd.DataFrame(rows, columns=columns.split()).astype("str").replace("None", "")
    text = text.assign(source_file=f"{name}.csv", source_line=range(2, len(text) + 2))
    return conform(text, table=TABLES[name])[0]


def measures(*, beta_fte):
    tables = {name: declared.empty() for name, declared in TABLES.items()}
    tables["practice"] = table(
        "practice",
        ("X1", "Alpha", "Purbeck", "2018-01-31"),
        ("X2", "Beta", "Poole Bay", "2018-01-31"),
        columns="practice_code practice_name locality as_at",
    )
    tables["practice_staff"] = table(
        "practice_staff",
        ("X1", "2016-09-30", "11J", "gp", "all", 8.0),
        ("X2", "2016-09-30", "11J", "gp", "all", beta_fte),
        columns="practice_code snapshot_date commissioner_code staff_group role fte",
    )
    tables["workforce_need"] = table(
        "workforce_need",
        *(
            (place, role, version, use, fte, "2020/21")
            for place in ("Purbeck", "Poole Bay")
            for role, fte in (("gp", 10.0), ("community", 5.0))
            for version, use in (("v6", "yes"), ("v7", "no"))
        ),
        columns="locality role model_version in_use fte_required needed_by",
    )
    return long_table(workforce.measures(tables, CYCLE))


def gap(rows, area):
    found = rows[(rows["measure"] == "workforce_fte_gap") & (rows["area"] == area)]
    return found.set_index("category")["value"].to_dict()


def test_the_commissioners_gap_is_the_sum_of_its_localities():
    rows = measures(beta_fte=11.0)
    assert gap(rows, "Purbeck") == {"gp v6 in use": -2.0, "gp v7": -2.0}
    assert gap(rows, "11J") == {"gp v6 in use": -1.0, "gp v7": -1.0}


def test_staff_that_are_not_known_are_no_shortage():
    rows = measures(beta_fte=None)
    assert gap(rows, "Poole Bay") == {}
    assert gap(rows, "11J")["gp v6 in use"] == -2.0
    shown = need.by_role(rows, area="11J").set_index("role")
    assert shown.loc["GPs", "gap_over"] == "1 of 2 localities"
    here = need.by_role(rows, area="Poole Bay").set_index("role")
    assert pd.isna(here.loc["GPs", "gap_fte"])
    assert here.loc["GPs", "supplied_by"] == "0 of 1 practices"
    assert "gap_over" not in here


def test_the_community_providers_line_is_there_and_never_zero():
    shown = need.by_role(measures(beta_fte=11.0), area="Purbeck").set_index("role")
    line = shown.loc["Community provider's staff"]
    assert line["supplied_by"] == "not supplied by locality"
    assert pd.isna(line["in_post_fte"]) and pd.isna(line["gap_fte"])
    assert line["needed_v6_fte"] == 5.0


def test_the_sentence_says_what_is_short_by_which_version():
    rows = measures(beta_fte=11.0)
    assert how_many_needed.needed(rows, area="Purbeck") == (
        "The workforce model (v6) asks for 2.0 GPs more (FTE) by 2020/21 than were in post in "
        "September 2016."
    )
    assert how_many_needed.needed(rows, area="Poole Bay") == (
        "Every staff group is at or above the workforce model's need by 2020/21 (v6)."
    )
    assert how_many_needed.needed(rows, area="11J").startswith(
        "Over the localities whose figures are complete, the workforce model (v6) asks for 1.0 GPs "
        "(FTE) more"
    )


def test_a_gap_is_chosen_by_role_version_and_whether_the_version_is_in_use():
    rows = measures(beta_fte=11.0)
    in_use = pick(rows, "workforce_fte_gap", area="Purbeck", role="gp", status="in use")
    assert in_use[["model_version", "category"]].to_numpy().tolist() == [["v6", "gp v6 in use"]]
    other = pick(rows, "workforce_fte_gap", area="Purbeck", role="gp", status="")
    assert other[["model_version", "category"]].to_numpy().tolist() == [["v7", "gp v7"]]
