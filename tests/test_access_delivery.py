"""Hours, milestones, training and programmes of the access report, from a few typed rows."""

import pandas as pd
import pytest

from analysis import access
from analysis.access import clusters, hours, milestones, programme_items, training_reach
from analysis.access.words import extended_access, online_consultation, programmes, training
from analysis.measures import figure, long_table, share
from analysis.project import Cycle
from analysis.tables import TABLES

US, DAY = {"commissioner": "11J"}, "2018-02-07"


def tables(**frames):
    """Every table empty but those given as lists of rows."""
    made = {name: table.empty() for name, table in TABLES.items()}
    for name, rows in frames.items():
        frame = pd.DataFrame(rows).reindex(columns=[*TABLES[name].names, "source_file"])
        numbers = [c.name for c in TABLES[name].columns if c.kind == "number"]
        texts = [c for c in frame.columns if c not in numbers]
        frame[texts] = frame[texts].astype("str").mask(frame[texts].isna())
        made[name] = frame.assign(source_file=f"local/{name}.csv")
    return made


def practice(code, *, area="Purbeck", cluster="Mid", locality="Purbeck"):
    return {
        "practice_code": code,
        "practice_name": f"Practice {code}",
        "transformation_area": area,
        "locality": locality,
        "cluster": cluster,
        "as_at": "2018-01-31",
    }


def patients(code, count):
    return {
        "practice_code": code,
        "commissioner_code": "11J",
        "extract_date": "2018-01-01",
        "patients_registered": count,
    }


def step(name, planned, revised=None, done=None, route=None):
    return {
        "programme": "improving access",
        "route": route,
        "milestone": name,
        "planned_for": planned,
        "revised_to": revised,
        "completed_on": done,
    }


@pytest.mark.parametrize(
    ("row", "slip", "status"),
    [
        (step("a", "2018-01", done="2018-01-10"), 0, "done"),
        (step("b", "2017-11", done="2018-01-17"), 48, "done late"),
        (step("c", "2018-01"), 7, "overdue"),
        (step("d", "2018-01", revised="2018-03"), 59, "moved"),
        (step("e", "2018-03"), 0, "on plan"),
        (step("f", "2017-10", revised="2018-01"), 99, "overdue"),
    ],
)
def test_a_step_slips_from_the_end_of_what_was_first_planned(row, slip, status):
    found = milestones.slips(tables(milestone=[row])["milestone"], day=DAY).iloc[0]
    assert (found["slip_days"], found["status"]) == (slip, status)


def programme(name, starts="2017/18", ends="2018/19"):
    return {"programme": name, "tracked_by": "x", "starts": starts, "ends": ends}


@pytest.mark.parametrize(
    ("row", "steps", "status"),
    [
        (programme("improving access"), [step("a", "2018-01")], "overdue"),
        (programme("improving access"), [step("a", "2018-01", revised="2018-05")], "moved"),
        (programme("improving access"), [step("a", "2018-05")], "on plan"),
        (programme("improving access"), [], "no steps listed"),
        (programme("improving access", starts="2018-04"), [], "not started"),
        (programme("improving access", ends="2018-01"), [], "ended"),
    ],
)
def test_a_programmes_status_is_made_from_dates(row, steps, status):
    made = tables(programme=[row], **({"milestone": steps} if steps else {}))
    register = milestones.register(made, long_table([]), day=DAY)
    assert register["status"].tolist() == [status]


def week(**changed):
    return {
        "area": "Purbeck",
        "week": "2018-01-15",
        "weekday_extra_minutes": 450,
        "weekday_least_minutes": 90,
        "saturday_minutes": 120,
        "sunday_minutes": 60,
        "pre_bookable": "yes",
        "same_day": "yes",
        "as_at": "2018-01-31",
        **changed,
    }


STANDARD = [
    {"standard": "weekday_minutes", "value": 90},
    {"standard": "weekend_days", "value": 2},
]


@pytest.mark.parametrize(
    ("changed", "met"),
    [
        ({}, True),
        ({"weekday_least_minutes": 89}, False),
        ({"saturday_minutes": 0}, False),
        ({"sunday_minutes": 0}, False),
        ({"same_day": "no"}, False),
    ],
)
def test_the_hours_standard_needs_every_part(changed, met):
    made = tables(
        access_capacity=[week(**changed)],
        access_standard=STANDARD,
        practice=[practice("X1")],
        list_size=[patients("X1", 10_000)],
    )
    assert hours.by_week(made, **US)["standard_met"].tolist() == [met]


def test_minutes_per_1000_are_of_the_areas_registered_patients():
    made = tables(
        access_capacity=[week(), week(area="Nowhere")],
        access_standard=STANDARD,
        practice=[practice("X1"), practice("X2", area="Elsewhere")],
        list_size=[patients("X1", 10_000), patients("X2", 7_000)],
    )
    rates = hours.by_week(made, **US).set_index("area")["minutes_per_1000"]
    assert rates["Purbeck"] == 63.0
    assert pd.isna(rates["Nowhere"])


def test_minutes_by_week_end_in_the_total_of_areas_whose_list_is_known():
    made = tables(
        access_capacity=[week(), week(area="Poole Bay", sunday_minutes=0), week(area="Nowhere")],
        practice=[practice("X1"), practice("X2", area="Poole Bay")],
        list_size=[patients("X1", 10_000), patients("X2", 30_000)],
    )
    found = hours.minutes_by_week(hours.by_week(made, **US)).set_index("area")
    assert found["2018-01-15"].to_dict() == {"Poole Bay": 19.0, "Purbeck": 63.0, "All areas": 30.0}


def test_a_document_that_names_its_date_is_not_dated_twice():
    asked = pd.DataFrame(
        {
            "standard": ["weekday_minutes", "weekend_days", "minutes_per_1000"],
            "value": [90.0, 2.0, 30.0],
            "unit": ["minutes a day", "days a week", "minutes a week per 1,000 patients"],
            "dated_on": ["2016-09", "2016-09", "2017/18"],
            "source_document": ["Strategy, December 2016", "Strategy, December 2016", "A letter"],
        }
    )
    assert extended_access.standard(asked) == (
        "Standard: 90 minutes a day after 18:30 and 2 days a week at weekends (Strategy, December "
        "2016); 30 minutes a week per 1,000 patients (A letter, 2017/18). Counted: extra hours "
        "that practices open, service live or not yet."
    )


def test_the_weeks_that_met_the_whole_standard_are_named():
    made = tables(
        access_capacity=[week(), week(week="2018-01-22", same_day="no")],
        access_standard=STANDARD,
        practice=[practice("X1")],
        list_size=[patients("X1", 10_000)],
    )
    areas = hours.by_area(hours.by_week(made, **US))
    shown = extended_access.weeks_met(areas).iloc[0]
    assert (shown["standard_met"], shown["standard_met_in"]) == ("1 of 2", "15 Jan")


def test_without_a_standard_no_area_is_judged():
    made = tables(
        access_capacity=[week()], practice=[practice("X1")], list_size=[patients("X1", 10_000)]
    )
    weeks = hours.by_week(made, **US)
    assert weeks["standard_met"].isna().all()
    assert hours.by_area(weeks)["standard_met"].isna().all()


def test_a_step_keeps_its_name_in_the_sentence_on_slips():
    rows = [step("Governing Body approves the route", "2017-11"), step("b", "2018-05")]
    slips = milestones.slips(tables(milestone=rows)["milestone"], day=DAY)
    assert extended_access.procurement(slips) == (
        "Not one of two steps is done and one is overdue; the longest slip, 69 days: “Governing "
        "Body approves the route”."
    )


def test_two_routes_are_kept_apart_and_what_was_replanned_is_counted_beside_what_is_late():
    rows = [
        step("Contracts signed", "2018-01", revised="2018-02", route="proof of concept"),
        step("Route approved", "2017-11", revised="2018-01", done="2018-01-17", route="tender"),
        step("Advert", "2018-01", route="tender"),
    ]
    made = tables(milestone=rows)
    assert extended_access.procurement(
        milestones.slips(made["milestone"], day=DAY).sort_values("route")
    ) == (
        "Proof of concept: not one of one step is done, none is overdue and one has been "
        "re-planned to later; the longest slip, 28 days: “Contracts signed”. Tender: one of two "
        "steps is done, one is overdue and one has been re-planned to later; the longest slip, "
        "48 days: “Route approved”."
    )
    measures = long_table(milestones.figures(made, Cycle("2018-02", "11J", "committee")))
    assert programmes.steps(measures) == (
        "Of three milestones, one is done, one is overdue and two have been re-planned to a later "
        "day."
    )


def test_issues_of_every_cluster_are_named_once_and_the_others_with_their_cluster():
    cluster = tables(
        cluster=[
            {"cluster": "East", "main_risks": "Communication plans; Winter pressures planning"},
            {"cluster": "Mid", "main_risks": "Communication plans"},
        ]
    )["cluster"]
    assert extended_access.issues(cluster) == (
        "Issues that providers raise: in every cluster, Communication plans. In East, Winter "
        "pressures planning."
    )
    assert extended_access.issues(tables()["cluster"]) is None


@pytest.mark.parametrize(
    ("approved", "sentence"),
    [
        ("2018-01-24", "One approved business case plans cover for 100% of patients."),
        (None, "No business case has been approved yet."),
    ],
)
def test_without_an_approved_case_no_cover_is_planned(approved, sentence):
    made = tables(
        practice=[practice("X1")],
        list_size=[patients("X1", 6000)],
        cluster=[{"cluster": "Mid", "business_case_approved_on": approved, "as_at": "2018-01-31"}],
    )
    found = access.measures(made, Cycle("2018-02", "11J", "committee"))
    assert extended_access.planned_cover(long_table(found)) == [sentence]


def planned(code, name, day):
    return {
        "practice_code": code,
        "programme": name,
        "first_planned_on": day,
        "planned_on": day,
        "as_at": "2018-01-31",
    }


def trained():
    """Four practices: a large one and a small one trained, one navigating, one with neither."""
    return tables(
        practice=[practice(code, locality=code) for code in ("X1", "X2", "X3", "X4")],
        list_size=[
            patients(code, count)
            for code, count in (("X1", 6000), ("X2", 1000), ("X3", 2000), ("X4", 1000))
        ],
        programme_return=[
            planned("X1", "correspondence_training", "2018-02-20"),
            planned("X2", "correspondence_training", "2018-03-20"),
            planned("X3", "care_navigation", "2018-03-20"),
            planned("X4", "care_navigation", "2018-09-20"),
        ],
    )


def test_the_practices_differences_add_up_to_that_of_the_two_shares():
    known = training_reach.by_practice(trained(), **US)
    assert known["adds_points"].sum() == pytest.approx(70 - 50)
    assert training_reach.share_difference(known)["adds_points"].tolist() == pytest.approx(
        [35, -15]
    )


def test_who_has_neither_is_counted_by_locality():
    found = training_reach.with_neither(training_reach.by_practice(trained(), **US))
    assert found[
        ["locality", "practices_with_neither", "patients_with_neither"]
    ].to_numpy().tolist() == [["X4", 1, 1000.0]]


def test_enrolment_is_beside_the_plan_and_beside_those_who_chose_the_other_training():
    made = trained()
    found = training_reach.figures(made, Cycle("2018-02", "11J", "committee"))
    about = {"area": "11J", "source": "local/trajectory.csv", "period": "2018/19"}
    name = "correspondence_training_practices"
    found += figure(name, 100.0, basis="plan", plan="gpfv_plan", **about)
    assert training.enrolment(long_table(found)) == (
        "On present enrolment correspondence training reaches 2 of 4 practices (50.0%), against a "
        "plan of 100% by the end of 2018/19; two practices chose care navigation, in 2018/19."
    )


def item(kind, name, *, programme="Primary Care Home", **more):
    return {"programme": programme, "kind": kind, "item": name, **more}


def test_a_phase_counts_the_practices_of_its_areas():
    made = tables(
        practice=[practice("X1"), practice("X2", area="Poole Bay"), practice("X3", area="Other")],
        programme_return=[
            planned("X1", "primary_care_home", "2018-03-26") | {"completed_on": "2018-01-30"},
            planned("X2", "primary_care_home", "2018-07-30"),
        ],
        programme_item=[
            item("phase", "Purbeck", detail="phase 1"),
            item("phase", "Poole Bay", detail="phase 1"),
            item("characteristic", "Defined registered population of 30,000 to 50,000"),
        ],
    )
    found = programme_items.phases(made, programme="Primary Care Home")
    assert programmes.phases(found).to_numpy().tolist() == [
        ["Phase 1", "Purbeck; Poole Bay", "1 of 2", "30 July 2018"]
    ]
    assert programme_items.phases(tables(), programme="Primary Care Home").empty


def test_early_results_say_where_the_number_of_practices_is_not_given():
    about = {"programme": "clinical correspondence training", "value": 45}
    made = tables(
        programme_item=[
            item("early result", "Minutes saved a GP a day", **about),
            item("early result", "Letters read", **about, practices=3),
        ]
    )
    found = long_table(programme_items.figures(made, Cycle("2018-02", "11J", "committee")))
    shown = programmes.early_results(found, programme="clinical correspondence training")
    assert set(shown.removeprefix("Early results: ").rstrip(".").split("; ")) == {
        "Minutes saved a GP a day, about 45 (number of practices not given)",
        "Letters read, about 45 (from three practices)",
    }


def test_patient_online_services_are_compared_with_the_first_month():
    about = {"area": "11J", "source": "POMI.csv", "status": "enabled"}
    found = []
    for period, enabled in (("2017-04", 235.0), ("2017-12", 283.0)):
        found += share("online_service_patients", enabled, 1000.0, period=period, **about)
    assert online_consultation.services(long_table(found)) == (
        "Patient online services: 28.3% of patients were enabled to use one in December 2017, "
        "compared with 23.5% in April 2017."
    )


def test_planned_cover_is_kept_apart_from_live_cover():
    made = tables(
        practice=[practice("X1"), practice("X2", cluster="West")],
        list_size=[patients("X1", 6000), patients("X2", 4000)],
        cluster=[
            {"cluster": "Mid", "business_case_approved_on": "2018-01-24", "as_at": "2018-01-31"},
            {"cluster": "West", "as_at": "2018-01-31"},
        ],
    )
    found = clusters.by_cluster(made, **US)
    assert found["status"].tolist() == ["business case approved", "no approved case"]
    assert found["patients_registered"].tolist() == [6000, 4000]
    assert found["practices_live"].tolist() == [0, 0]


def test_a_stated_cost_is_given_by_the_patient_as_well():
    made = tables(
        practice=[practice("X1"), practice("X2", cluster="West")],
        list_size=[patients("X1", 6000), patients("X2", 4000)],
        cluster=[
            {"cluster": "Mid", "cost_gbp": 21000.0, "as_at": "2018-01-31"},
            {"cluster": "West", "as_at": "2018-01-31"},
        ],
    )
    found = clusters.by_cluster(made, **US)
    assert extended_access.cost_a_year(found) == ["£21k, £3.50 a patient", "not stated"]
