"""Need, targets, schemes, assurance and issues: what they say and what they leave unsaid."""

import pandas as pd
from measure_rows import measure_rows

from analysis.locality.words import staff_needed
from analysis.tables import TABLES
from analysis.workforce import need, new_roles
from analysis.workforce.words import how_many_needed, where_it_is_heading


def frame(columns, *rows):
    return pd.DataFrame(rows, columns=columns.split())


NEED = frame(
    "locality role model_version in_use fte_required needed_by",
    ("Purbeck", "gp", "v6", "yes", 21.0, "2020/21"),
    ("Purbeck", "gp", "v7", "no", 20.0, "2020/21"),
    ("Poole Bay", "gp", "v6", "yes", 30.0, "2020/21"),
    ("Poole Bay", "gp", "v7", "no", 31.0, "2020/21"),
)


def test_need_adds_up_from_localities_by_role_and_version():
    rows = need.required_by_place(NEED).set_index(["area", "model_version"])["fte_required"]
    assert rows["", "v6"] == 51.0
    assert rows["", "v7"] == 51.0
    assert rows["Purbeck", "v7"] == 20.0


def test_a_newer_version_that_asks_for_more_is_named():
    [row] = need.newer_asks_for_more(NEED).to_dict("records")
    assert (row["locality"], row["role"]) == ("Poole Bay", "gp")
    name, in_use = "workforce_fte_required", {"model_version": "v6", "status": "in use"}
    measures = measure_rows(
        (name, "locality", "P", {"role": "gp", **in_use}, "2020/21", 1.0),
        (name, "locality", "P", {"role": "gp", "model_version": "v7"}, "2020/21", 1.0),
    )
    sentence = how_many_needed.versions(need.newer_asks_for_more(NEED), measures)
    assert sentence.startswith("Model v7 should ask for no more than v6, but does for GPs in Poole")
    fine = how_many_needed.versions(NEED.iloc[:0], measures)
    assert fine.startswith("v6 in the profiles; v7 to follow")


def test_one_version_alone_has_nothing_to_be_compared_with():
    assert need.newer_asks_for_more(NEED[NEED["model_version"] == "v6"]).empty


def test_offers_of_a_few_people_are_hidden_and_practices_are_counted():
    rows = frame(
        "scheme practice_code wanted offers starts",
        ("International GPs", "X1", 2.0, 2.0, 0.0),
        ("International GPs", "X2", 1.0, 1.0, 0.0),
    )
    [row] = new_roles.schemes(rows).to_dict("records")
    assert row["practices_interested"] == 2
    [public] = new_roles.schemes(rows, audience="public").to_dict("records")
    assert public["practices_interested"] == 5  # as the public's measure and its sentence say
    assert row["wanted"] == 3.0
    assert row["offers"] == "[c]"


def test_a_scheme_that_says_nothing_of_offers_has_none_known_and_not_none():
    rows = frame(
        "scheme practice_code wanted offers starts", ("Scheme", "X1", None, None, None)
    ).astype({"wanted": "float64", "offers": "float64", "starts": "float64"})
    [row] = new_roles.schemes(rows).to_dict("records")
    assert pd.isna(row["offers"]) and pd.isna(row["wanted"])


def test_a_provider_that_does_not_say_where_its_staff_work_gives_no_locality_a_zero():
    rows = frame(
        "provider snapshot_date locality role headcount fte",
        ("Trust", "2017-06-30", None, "District nurse", 212.0, 168.4),
        ("Trust", "2017-06-30", None, "Matron", 41.0, 36.2),
    ).astype({"locality": "str"})
    shown = need.community(rows)
    assert shown["locality"].tolist() == ["not supplied", "not supplied"]
    assert shown["headcount"].tolist() == [210.0, 40.0]
    assert "not known, which is not zero" in how_many_needed.community(rows)
    assert "not known, which is not zero" in staff_needed.community(rows, "Purbeck")
    none = TABLES["community_staff"].empty()
    assert "not zero" in staff_needed.community(none, "Purbeck")


def test_a_target_whose_unit_no_return_counts_has_nobody_known_in_post():
    targets = frame(
        "role category period value unit basis source_document",
        ("international_gp", None, "2020/21", 20.0, "headcount", "target", "Update"),
    )
    measures = measure_rows()
    [row] = new_roles.targets(measures, targets).to_dict("records")
    assert row["target"] == "20 people"
    assert row["in_post"] is None
    assert row["source"] == "Update"


def assured(*statuses):
    name = "workforce_assurance_measures"
    return measure_rows(
        *(
            (name, "commissioner", "11J", {"status": status}, "2018-01-31", number)
            for status, number in statuses
        )
    )


def test_six_measures_are_asked_for_and_fewer_are_said_to_be_fewer():
    six = assured(("evidenced", 1.0), ("partly_evidenced", 4.0), ("not_evidenced", 1.0))
    assert where_it_is_heading.assurance(six) == (
        "Of six measures, one is evidenced in full, four are in part and one is not at all."
    )
    assert where_it_is_heading.assurance(assured(("evidenced", 5.0))).endswith(
        "; six are asked for."
    )


def test_open_blockers_name_their_owners():
    rows = frame(
        "issue kind owner_role raised_on status response source_document",
        ("Records", "blocker", "Director", "2017-09-18", "open", "", "Update"),
        ("Insurance", "blocker", "Workforce Lead", "2017-09-18", "closed", "", "Update"),
        ("Growth may be missed", "exception", "Director", "2018-01-24", "open", "", "Update"),
    )
    assert where_it_is_heading.blockers(rows) == (
        "One blocker of the whole system is open, owned by the Director."
    )
    assert where_it_is_heading.exceptions(rows) == [
        "The plan itself makes an exception (Update): Growth may be missed."
    ]
