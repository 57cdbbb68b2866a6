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


def measures(*, beta_fte, in_use="v7"):
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
        ("X1", "2015-09-30", "11J", "gp", "all", 1.0),
        ("X2", "2015-09-30", "11J", "gp", "all", 1.0),
        columns="practice_code snapshot_date commissioner_code staff_group role fte",
    )
    staff = tables["practice_staff"]
    tables["practice_staff"] = staff.assign(source_file=staff["snapshot_date"].str[:4] + ".csv")
    tables["workforce_need"] = table(
        "workforce_need",
        *(
            (place, role, version, "yes" if version == in_use else "no", fte + more, "2020/21")
            for place in ("Purbeck", "Poole Bay")
            for role, fte in (("gp", 10.0), ("community", 5.0))
            for version, more in (("v6", 2.0), ("v7", 0.0))
        ),
        columns="locality role model_version in_use fte_required needed_by",
    )
    return long_table(workforce.measures(tables, CYCLE))


def gap(rows, area, measure="workforce_fte_gap"):
    found = rows[(rows["measure"] == measure) & (rows["area"] == area)]
    return found.set_index("category")["value"].to_dict()


def test_a_surplus_in_one_locality_does_not_staff_another():
    rows = measures(beta_fte=11.0)
    assert gap(rows, "Purbeck") == {"gp v7 in use": -2.0, "gp v6": -4.0}
    assert gap(rows, "Poole Bay") == {"gp v7 in use": 1.0, "gp v6": -1.0}
    assert gap(rows, "11J", need.SHORTFALL) == {"gp v7 in use": 2.0, "gp v6": 5.0}
    assert gap(rows, "11J", need.SURPLUS) == {"gp v7 in use": 1.0, "gp v6": 0.0}
    assert gap(rows, "11J") == {}
    [line] = need.by_role(rows, area="11J").query("role == 'GPs'").to_dict("records")
    assert (line["short_fte"], line["over_fte"]) == (2.0, 1.0)


def test_staff_that_are_not_known_are_no_shortage():
    rows = measures(beta_fte=None)
    assert gap(rows, "Poole Bay") == {}
    assert gap(rows, "11J", need.SHORTFALL)["gp v7 in use"] == 2.0
    shown = need.by_role(rows, area="11J").set_index("role")
    assert shown.loc["GPs", "known_for"] == "1 of 2 localities"
    here = need.by_role(rows, area="Poole Bay").set_index("role")
    assert pd.isna(here.loc["GPs", "gap_fte"])
    assert here.loc["GPs", "supplied_by"] == "0 of 1 practices"
    assert "known_for" not in here


def test_a_shortfall_names_the_files_of_the_snapshot_that_it_is_of():
    rows = measures(beta_fte=11.0)
    short = pick(rows, need.SHORTFALL, status="in use")
    assert short["source"].tolist() == ["2016.csv;workforce_need.csv"]


def test_the_version_in_use_leads_and_the_other_follows():
    shown = need.by_role(measures(beta_fte=11.0), area="Purbeck")
    assert shown.columns[3:5].tolist() == ["needed_v7_fte", "needed_v6_fte"]


def test_the_community_providers_line_is_there_and_never_zero():
    shown = need.by_role(measures(beta_fte=11.0), area="Purbeck").set_index("role")
    line = shown.loc["Community provider's staff"]
    assert line["supplied_by"] == "not supplied by locality"
    assert pd.isna(line["in_post_fte"]) and pd.isna(line["gap_fte"])
    assert line["needed_v6_fte"] == 7.0


def test_the_sentence_says_what_is_short_by_which_version():
    rows = measures(beta_fte=11.0)
    assert how_many_needed.needed(rows, area="Purbeck") == (
        "The workforce model (v7) asks for 2.0 GPs more (FTE) by 2020/21 than were in post in "
        "September 2016."
    )
    assert how_many_needed.needed(rows, area="Poole Bay") == (
        "Every staff group is at or above the workforce model's need by 2020/21 (v7)."
    )
    assert how_many_needed.needed(rows, area="11J") == (
        "Localities are short of 2.0 GPs (FTE) against the need by 2020/21 of the workforce model "
        "in use (v7)."
    )
    assert how_many_needed.apart(rows) == (
        "Other localities have 1.0 GPs above their need, which does not staff those that are "
        "short. By v6 they are short of 5.0 GPs."
    )


def test_which_version_is_in_use_is_said_as_the_return_marks_it():
    def sentence(in_use):
        rows = measures(beta_fte=11.0, in_use=in_use)
        return how_many_needed.versions(pd.DataFrame(columns=["role", "locality"]), rows)

    assert sentence("v6") == (
        "v6 in the profiles; v7 to follow, without non-demographic growth, so a lower need."
    )
    assert sentence("v7") == (
        "v7 is in use: without non-demographic growth, its need is lower than v6's."
    )


def test_a_gap_is_chosen_by_role_version_and_whether_the_version_is_in_use():
    rows = measures(beta_fte=11.0)
    in_use = pick(rows, "workforce_fte_gap", area="Purbeck", role="gp", status="in use")
    assert in_use[["model_version", "category"]].to_numpy().tolist() == [["v7", "gp v7 in use"]]
    other = pick(rows, "workforce_fte_gap", area="Purbeck", role="gp", status="")
    assert other[["model_version", "category"]].to_numpy().tolist() == [["v6", "gp v6"]]
