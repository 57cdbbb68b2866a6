"""Same-day appointments, patients' experience and the coverage of counts, from typed rows."""

import pandas as pd
import pytest
from test_access_delivery import US, patients, practice, tables

from analysis import access
from analysis.access import experience, same_day, special_causes
from analysis.access.words import appointments, experience_and_quality, same_day_capacity
from analysis.measures import figure, long_table
from analysis.project import Baseline, Cycle

CYCLE = Cycle("2018-02", "11J", "committee")
DAY = "2018-02-07"


def urgent(area, week, slots, asked, winter=0):
    return {
        "area": area,
        "week": week,
        "slots_same_day": slots,
        "requests_same_day": asked,
        "slots_winter": winter,
        "as_at": "2018-01-31",
    }


def two_areas():
    """Two areas in two weeks; one of them short in both."""
    return tables(
        same_day_week=[
            urgent("Purbeck", "2018-01-15", 300, 400),
            urgent("Purbeck", "2018-01-22", 380, 400, winter=38),
            urgent("Poole Bay", "2018-01-15", 900, 800),
            urgent("Poole Bay", "2018-01-22", 900, 950),
        ],
        practice=[practice("X1"), practice("X2", area="Poole Bay")],
        list_size=[patients("X1", 10_000), patients("X2", 20_000)],
    )


def measured(made):
    return long_table(access.measures(made, CYCLE))


def one(measures, measure, **where):
    rows = measures[measures["measure"] == measure]
    for column, value in where.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1, rows
    return rows.iloc[0]["value"]


def test_same_day_appointments_are_summed_before_they_are_divided():
    areas = same_day.by_area(same_day.by_week(two_areas(), **US)).set_index("area")
    assert areas.index.tolist() == ["Purbeck", "Poole Bay"]  # the shortest first
    assert areas["slots_per_100_requests"].tolist() == pytest.approx([85.0, 1800 / 1750 * 100])
    assert areas["slots_per_1000"].tolist() == pytest.approx([34.0, 45.0])
    assert areas["weeks_short"].tolist() == [2, 1]
    assert areas["winter_percent"].tolist() == pytest.approx([38 / 680 * 100, 0.0])


def test_same_day_figures_are_by_week_and_over_all_weeks():
    measures = measured(two_areas())
    name = "same_day_slots_per_100_requests"
    whole = {"area_type": "commissioner", "period": "2018-01-22"}
    assert one(measures, name, category="all_weeks", **whole) == pytest.approx(2480 / 2550 * 100)
    assert one(measures, name, category="", **whole) == pytest.approx(1280 / 1350 * 100)
    assert one(measures, "same_day_requests_per_1000", **whole) == pytest.approx(45.0)
    assert one(measures, "same_day_winter_share", **whole) == pytest.approx(38 / 1280 * 100)


def test_the_sentence_on_same_day_appointments_names_the_areas_always_short():
    made = two_areas()
    areas = same_day.by_area(same_day.by_week(made, **US))
    assert same_day_capacity.against_requests(measured(made), areas) == (
        "For every 100 patients who asked to be seen on the day there were 97 same-day "
        "appointments in the two weeks from 15 January 2018; one of 2 areas was short in every "
        "week, and winter money paid for 3.0% of the appointments in the last, that of 22 January "
        "2018."
    )


def test_an_area_whose_list_is_not_known_has_no_rate_and_is_in_neither_part_of_the_total():
    made = two_areas()
    made["same_day_week"] = pd.concat(
        [made["same_day_week"], made["same_day_week"].iloc[[0]].assign(area="Nowhere")]
    )
    areas = same_day.by_area(same_day.by_week(made, **US)).set_index("area")
    assert pd.isna(areas.loc["Nowhere", "slots_per_1000"])
    whole = {"area_type": "commissioner", "period": "2018-01-15"}
    assert one(measured(made), "same_day_slots_per_1000", **whole) == pytest.approx(40.0)


def answer(code, question, responses, share):
    return {
        "practice_code": code,
        "commissioner_code": "11J",
        "year": 2017,
        "question": question,
        "responses": responses,
        "share_percent": share,
    }


def survey():
    """A large practice at 90%, a small one at 60%, and one whose share is suppressed."""
    return tables(
        patient_survey=[
            answer("X1", "q18_12pct", 300, 90.0),
            answer("X2", "q18_12pct", 100, 60.0),
            answer("X3", "q18_12pct", 50, None),
            answer("X1", "q28_12pct", 300, 95.0),
            answer("X4", "q18_12pct", 100, 50.0),
        ],
        practice=[practice("X1"), practice("X2"), practice("X3", area="Poole Bay")],
    )


def test_experience_of_an_area_is_weighted_by_responses_and_a_suppressed_share_is_in_no_sum():
    known = experience.surveyed(survey(), day=DAY, **US)
    areas = experience.by_area(known).set_index("area")
    assert areas.loc["Purbeck", "appointment_percent"] == pytest.approx(82.5)
    assert areas.loc["Purbeck", "overall_percent"] == pytest.approx(95.0)
    assert areas.loc["Unmapped", "appointment_percent"] == pytest.approx(50.0)
    assert pd.isna(areas.loc["Poole Bay", "appointment_percent"])
    assert areas["practices"].to_dict() == {"Unmapped": 1, "Purbeck": 2, "Poole Bay": 1}


def test_the_margin_of_chance_is_of_the_area_with_the_fewest_responses():
    areas = experience.by_area(experience.surveyed(survey(), day=DAY, **US))
    margins = areas.set_index("area")["appointment_margin_points"]
    assert margins["Unmapped"] == pytest.approx(1.96 * (0.5 * 0.5 / 100) ** 0.5 * 100)
    assert experience_and_quality.smallest_area(areas).endswith(
        "With 100 responses Unmapped may be off by 10 points either way by chance alone."
    )


def test_the_areas_in_the_table_are_the_areas_among_the_measures():
    made = survey()
    measures = measured(made)
    areas = experience.by_area(experience.surveyed(made, day=DAY, **US)).dropna()
    for row in areas.to_dict("records"):
        found = one(measures, "survey_share", area=row["area"], category="q18_12pct")
        assert found == pytest.approx(row["appointment_percent"])
    assert one(measures, "survey_share", area="11J", category="q18_12pct") == pytest.approx(76.0)
    assert one(measures, "survey_share", area="X2", area_type="practice") == 60.0


def counted(month="2021-08", **covered):
    """Appointments of one month, and the coverage of another or the same."""
    return measured(
        tables(
            appointments=[
                {
                    "commissioner_code": "11J",
                    "month": "2021-08",
                    "status": "attended",
                    "professional": "GP",
                    "mode": "telephone",
                    "wait": "same day",
                    "appointments": 12,
                }
            ],
            appointment_coverage=[{"commissioner_code": "11J", "month": month, **covered}],
        )
    )


def test_coverage_of_the_month_shown_is_printed_below_its_figures():
    words = appointments.coverage(
        counted(
            practices_included=79,
            practices_open=80,
            patients_included=800_000,
            patients_open=810_000,
        )
    )
    assert words == (
        " Sent by 79 of 80 open practices in August 2021, with 98.8% of registered patients."
    )


def test_coverage_of_another_month_is_not_taken_for_it():
    words = appointments.coverage(counted("2021-07", practices_included=79, practices_open=80))
    assert words == " How many practices sent data in August 2021 is not known: no coverage file."
    assert appointments.coverage(long_table([])) == ""


def test_a_baseline_is_set_anew_only_at_a_named_change_and_the_page_says_so():
    months = [f"{2016 + n // 12}-{n % 12 + 1:02}" for n in range(24)]
    values = [10.0 + n % 2 + (20 if n >= 12 else 0) for n in range(24)]
    name = "contacts_per_1000_registered"
    measures = long_table(
        row
        for month, value in zip(months, values, strict=True)
        for row in figure(name, value, area="11J", period=month, source="x")
    )
    named = Baseline(name, "", "2017-01", "online contacts are counted")
    anew = special_causes.chart(measures, measure=name, baselines=[named])
    as_it_was = special_causes.chart(measures, measure=name)
    assert anew["mean"].round(6).tolist() == [10.5] * 12 + [30.5] * 12
    assert as_it_was["mean"].round(6).tolist() == [20.5] * 24
    told = "Limits set anew from January 2017: online contacts are counted"
    assert told in appointments.variation(anew, what="Contacts", unit="contacts_per_1000")
    shown = appointments.special_causes(special_causes.summary(measures, [named]))
    assert shown["limits_set_anew"].tolist() == [told]
    shown = appointments.special_causes(special_causes.summary(measures))
    assert shown["limits_set_anew"].tolist() == ["never"]
