"""What was promised: growth, money a head, premium, coverage, price and volume, claims."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_cases import examples

from analysis import finance
from analysis.finance import plans, promises, scenario, schemes
from analysis.finance.words import promises_kept
from analysis.measures import figure, long_table, share
from analysis.project import Cycle
from analysis.tables import TABLES

CYCLE = Cycle("2018-02", "11J", "committee", committee_date="2018-02-07")


def rows(table, *given_rows):
    """Rows of a declared table, blank where nothing is given."""
    frame = pd.DataFrame(list(given_rows)).reindex(columns=TABLES[table].names)
    kinds = {c.name: "float64" if c.kind == "number" else "str" for c in TABLES[table].columns}
    return frame.astype(kinds).assign(source_file=f"{table}.csv", source_line=2)


def tables(**given_tables):
    return {name: table.empty() for name, table in TABLES.items()} | given_tables


def lists(**patients):
    return rows(
        "list_size",
        *(
            {"practice_code": code, "extract_date": "2018-01-01", "commissioner_code": "11J",
             "patients_registered": number}
            for code, number in patients.items()
        ),
    )  # fmt: skip


def signup(*answers):
    return rows(
        "scheme_signup",
        *(
            {"scheme": "gp_contract_plus", "financial_year": "2018/19", "practice_code": code,
             "signed_up": signed, "covered_by": cover}
            for code, signed, cover in answers
        ),
    )  # fmt: skip


# Coverage


def covered(answers, **patients):
    found = schemes.coverage(
        tables(scheme_signup=signup(*answers), list_size=lists(**patients)), CYCLE
    )
    return found.set_index("cover")["patients"].to_dict()


def test_a_neighbour_that_signed_up_covers_a_practice_that_declined():
    answers = [("A", "yes", None), ("B", "no", "A")]
    assert covered(answers, A=100, B=50) == {schemes.SIGNED: 100, schemes.COVERED: 50}


def test_a_neighbour_that_declined_too_covers_nobody():
    answers = [("A", "yes", None), ("B", "no", "C"), ("C", "no", "A")]
    assert covered(answers, A=100, B=50, C=10) == {
        schemes.SIGNED: 100,
        schemes.COVERED: 10,
        schemes.NO_COVER: 50,
    }


def test_a_practice_without_an_answer_is_not_reached():
    answers = [("A", "yes", None)]
    assert covered(answers, A=100, B=50) == {schemes.SIGNED: 100, schemes.NO_RETURN: 50}


@examples(50)
@given(
    st.dictionaries(
        st.sampled_from("ABCDEFG"),
        st.tuples(
            st.integers(1, 9999),
            st.sampled_from(["yes", "no", None]),
            st.sampled_from("ABCDEFG"),
        ),
        min_size=1,
    )
)
def test_every_patient_is_counted_once_however_covered(drawn):
    answers = [(code, answer, cover) for code, (_, answer, cover) in drawn.items() if answer]
    if answers:
        found = covered(answers, **{code: n for code, (n, _, _) in drawn.items()})
        assert sum(found.values()) == sum(n for n, _, _ in drawn.values())


# Price and volume


@examples(50)
@given(*[st.floats(0.01, 500)] * 2, *[st.integers(1, 900_000)] * 2)
def test_price_and_volume_add_up_to_the_change_of_funding(rate, later_rate, people, later_people):
    price = rows(
        "scheme_price",
        *(
            {"scheme": "frailty", "financial_year": year, "rate_gbp": r, "patients": n,
             "patient_basis": "aged_75_and_over"}
            for year, r, n in (("2018/19", later_rate, later_people), ("2017/18", rate, people))
        ),
    )  # fmt: skip
    change = schemes.price_and_volume(price).iloc[0]
    moved = change["price_effect_gbp"] + change["volume_effect_gbp"]
    assert moved == pytest.approx(change["funding_gbp"] - change["funding_before_gbp"], abs=1e-3)


def test_a_scheme_paid_on_another_basis_is_not_compared():
    price = rows(
        "scheme_price",
        {"scheme": "s", "financial_year": "2017/18", "rate_gbp": 1, "patients": 9,
         "patient_basis": "registered"},
        {"scheme": "s", "financial_year": "2018/19", "rate_gbp": 1, "patients": 9,
         "patient_basis": "weighted"},
    )  # fmt: skip
    assert schemes.price_and_volume(price).empty


# Claims


def claim(code, scheme, service, month="2017-05", *, family=None, submitted="2017-06-20"):
    return {"practice_code": code, "scheme": scheme, "service": service, "month": month,
            "procedure_family": family or service.lower(), "activity": 1, "amount_gbp": 40,
            "submitted_on": submitted}  # fmt: skip


def test_the_same_work_under_both_schemes_is_found_whoever_spells_it_how():
    claims = rows(
        "les_claim",
        claim("A", "directed", "Minor surgery"),
        claim("A", "local", "Minor surgery, local", family=" Minor Surgery "),
        claim("B", "local", "Minor surgery, local", family="minor surgery"),
        claim("A", "local", "Minor surgery, local", "2017-06", family="minor surgery"),
    )
    found = schemes.double_claims(claims)
    assert found["practice_code"].tolist() == ["A", "A"]
    assert found["month"].tolist() == ["2017-05", "2017-05"]


def test_claims_are_judged_for_completeness_lateness_and_withdrawal():
    claims = rows(
        "les_claim",
        claim("A", "local", "Sigmoidoscopy", "2017-05", submitted="2017-06-30"),
        claim("A", "local", "Sigmoidoscopy", "2017-06", submitted="2017-08-01"),
        claim("B", "local", "Sigmoidoscopy", "2017-06", submitted="2017-07-01"),
    )
    catalogue = rows(
        "scheme_service",
        {"scheme": "x", "service": "Sigmoidoscopy", "financial_year": "2017/18",
         "withdrawn_on": "2017-06-01"},
    )  # fmt: skip
    quality = schemes.claims_quality(claims, catalogue).iloc[0]
    assert (quality["claims"], quality["expected"]) == (3, 4)
    assert quality["complete_percent"] == 75
    assert quality["late"] == 1
    assert quality["after_withdrawal"] == 2


# The premium and the promises


def test_the_best_scored_proposal_comes_first_and_an_unscored_one_last():
    scores = {f"score_c{n}": 3 for n in range(1, 8)}
    matrix = promises.premium_matrix(
        rows(
            "reinvestment",
            {"proposal_id": "R1", "financial_year": "2018/19", "amount_gbp": 1, **scores},
            {"proposal_id": "R2", "financial_year": "2018/19", "amount_gbp": 1},
            {"proposal_id": "R3", "financial_year": "2018/19", "amount_gbp": 1, **scores,
             "score_c7": 5},
        )
    )  # fmt: skip
    assert matrix["proposal_id"].tolist() == ["R3", "R1", "R2"]
    assert matrix["score"].tolist()[:2] == [23, 21]
    assert matrix["score"].isna().tolist() == [False, False, True]


def premium_left(amount, decision="approved"):
    found = promises.figures(
        tables(
            allocation=rows(
                "allocation",
                {"financial_year": "2018/19", "stream": "pms_premium", "allocation_gbp": 100},
            ),
            reinvestment=rows(
                "reinvestment",
                {"proposal_id": "R1", "proposal": "p", "financial_year": "2018/19",
                 "amount_gbp": amount, "priority_area": "Frailty", "decision": decision},
            ),
        ),
        CYCLE,
    )  # fmt: skip
    measures = long_table(found)
    no_growth = plans.growth_test(TABLES["budget_line"].empty(), TABLES["allocation"].empty())
    tests = promises.promise_tests(measures, no_growth)
    return promises_kept.premium(measures), tests.set_index("promise")["kept"].iloc[0]


def test_the_premium_is_used_up_left_over_or_passed():
    sentence, kept = premium_left(100)
    assert sentence.endswith("approved proposals use all of it.") and kept == "yes"
    sentence, kept = premium_left(60)
    assert "£40 of it is not yet approved" in sentence and kept == "not yet"
    sentence, kept = premium_left(130)
    assert "pass it by £30" in sentence and kept == "no"


def test_what_is_proposed_and_not_approved_is_not_reinvested():
    sentence, kept = premium_left(100, "proposed")
    assert sentence == (
        "The PMS premium to reinvest in 2018/19 is £100; proposals for all of it are put forward "
        "and none is approved yet."
    )
    assert kept == "not yet"
    sentence, _ = premium_left(100, "rejected")
    assert sentence.endswith("none of it is approved for a proposal yet.")


def test_the_premiums_steps_that_are_done_are_named_in_their_order():
    steps = rows(
        "path_step",
        {"path": "PMS premium", "step_number": 2, "step": "Scored", "done_on": "2018-01-26"},
        {"path": "PMS premium", "step_number": 3, "step": "Approval"},
        {"path": "PMS premium", "step_number": 1, "step": "Agreed", "done_on": "2017-12"},
        {"path": "Another", "step_number": 1, "step": "Written", "done_on": "2017-12-06"},
    )
    done = promises.premium_status(steps)
    assert promises_kept.premium_note(done, TABLES["criterion"].empty()) == (
        "Steps taken: Agreed (December 2017); Scored (26 January 2018)."
    )


def test_the_criteria_are_named_beside_their_numbers():
    named = rows(
        "criterion",
        {"financial_year": "2018/19", "number": 2, "criterion": "Integrated care"},
        {"financial_year": "2018/19", "number": 1, "criterion": "Whole population"},
        {"financial_year": "2017/18", "number": 1, "criterion": "Of an earlier year"},
    )
    none = promises.premium_status(rows("path_step"))
    legend = "Criteria: 1 Whole population; 2 Integrated care."
    assert promises_kept.premium_note(none, named) == legend
    assert promises_kept.premium_note(none, named.iloc[:0]) is None


def test_a_year_whose_growth_is_an_open_question_has_no_threshold_and_its_plan_is_named():
    allocation = rows(
        "allocation",
        {"financial_year": "2018/19", "stream": "ccg_core", "growth_percent": 2.15,
         "open_question": "guidance is ambiguous"},
    )  # fmt: skip
    budget = rows(
        "budget_line",
        *(
            {"financial_year": year, "stream": "delegated", "line_code": "L", "budget_gbp": 1000}
            for year in ("2017/18", "2018/19")
        ),
    )
    tested = plans.growth_test(budget, allocation)
    assert tested["result"].tolist() == ["no threshold yet"]
    assert promises_kept.no_threshold(tested) == (
        "Growth in 2018/19 has no threshold to be tested against yet: guidance is ambiguous. The "
        "core allocation grows by 2.15%."
    )
    assert promises_kept.growth(tested) is None
    assert promises.promise_tests(long_table([]), tested).empty
    plan = {"decision": "2018/19 plan", "body": "Governing Body"}
    state = promises_kept.plan_state(tested, rows("decision", plan))
    assert state == "The 2018/19 plan is not yet approved by the Governing Body."
    state = promises_kept.plan_state(tested, rows("decision", {**plan, "decided_on": "2018-03-21"}))
    assert state == "The 2018/19 plan is approved (21 March 2018) by the Governing Body."
    assert promises_kept.plan_state(tested, rows("decision")) is None


def test_services_that_change_are_named_and_those_that_continue_are_not():
    services = schemes.catalogue(
        rows(
            "scheme_service",
            {"scheme": "x", "service": "Sigmoidoscopy", "financial_year": "2018/19",
             "change": "Withdrawn"},
            {"scheme": "x", "service": "RightCare", "financial_year": "2018/19",
             "change": "Continues"},
            {"scheme": "x", "service": "Wound care", "financial_year": "2018/19"},
            {"scheme": "x", "service": "Of the year before", "financial_year": "2017/18",
             "change": "New"},
        )
    )  # fmt: skip
    assert promises_kept.specifications(services) == (
        "One local service changes in 2018/19: Sigmoidoscopy."
    )
    assert promises_kept.specifications(services.iloc[1:]) is None


def test_a_promise_without_its_return_is_not_tested():
    no_growth = plans.growth_test(TABLES["budget_line"].empty(), TABLES["allocation"].empty())
    tests = promises.promise_tests(long_table([]), no_growth)
    assert tests.empty
    assert promises_kept.broken(tests) is None


def test_promises_kept_broken_and_not_yet_add_up_to_those_tested():
    tests = pd.DataFrame(
        {"promise": ["Money a head", "No work twice", "No work twice", "Savings", "Homes"],
         "kept": ["yes", "no", "yes", "not yet", "not known"]}
    )  # fmt: skip
    sentence = promises_kept.broken(tests)
    assert sentence == (
        "Of five promises tested, two are kept, one is broken, one is not yet due or complete and "
        "one is not known. "
        "Broken: no work twice."
    )


def test_a_year_with_a_threshold_and_no_plan_is_tested_as_not_known():
    budget = rows(
        "budget_line",
        *(
            {"financial_year": year, "stream": "delegated", "line_code": "L", "budget_gbp": pounds}
            for year, pounds in (("2016/17", 1000), ("2017/18", 1020))
        ),
    )
    allocation = rows(
        "allocation",
        {"financial_year": "2017/18", "stream": "ccg_core", "growth_percent": 2.14},
        {"financial_year": "2018/19", "stream": "ccg_core", "growth_percent": 2.15},
    )
    tested = plans.growth_test(budget, allocation)
    assert tested["threshold_percent"].tolist() == [2.14, 2.15]
    assert tested["plan_growth_percent"].tolist()[0] == pytest.approx(2.0)
    assert pd.isna(tested["plan_growth_percent"].iloc[1])
    assert tested["result"].tolist() == ["not met", "not known"]


def test_claims_of_practices_add_up_to_those_of_services():
    claims = rows(
        "les_claim",
        claim("A", "directed", "Minor surgery", "2017-05"),
        claim("A", "directed", "Minor surgery", "2017-06", submitted="2017-09-30"),
        claim("B", "directed", "Minor surgery", "2017-06", submitted="2017-07-01"),
        claim("B", "local", "Ear care", "2017-06", submitted="2017-07-01"),
    )
    catalogue = TABLES["scheme_service"].empty()
    by_practice = schemes.claims_by_practice(claims)
    by_service = schemes.claims_quality(claims, catalogue)
    for column in ("claims", "expected", "late"):
        assert by_practice[column].sum() == by_service[column].sum()
    first = by_practice.iloc[0]
    assert (first["practice_code"], first["claims"], first["expected"]) == ("B", 2, 3)


def test_the_allocation_is_held_against_the_budget_of_its_year_only():
    budget = rows(
        "budget_line",
        {"financial_year": "2016/17", "stream": "delegated", "line_code": "L", "budget_gbp": 90},
        {"financial_year": "2016/17", "stream": "core", "line_code": "M", "budget_gbp": 50},
    )
    allocation = rows(
        "allocation",
        *(
            {"financial_year": year, "stream": "delegated", "allocation_gbp": pounds}
            for year, pounds in (("2016/17", 100), ("2017/18", 110))
        ),
    )
    years = plans.allocation_against_plan(allocation, budget)
    assert years["left_gbp"].tolist()[0] == 10
    assert pd.isna(years["left_gbp"].iloc[1])


def test_a_total_of_savings_is_not_known_where_a_scheme_did_not_report():
    plan = rows(
        "saving",
        {"scheme_id": "S1", "scheme": "a", "kind": "target", "planned_gbp": 300,
         "delivered_gbp": 100, "financial_year": "2018/19", "status": "provisional"},
        {"scheme_id": "S2", "scheme": "b", "kind": "target", "planned_gbp": 100,
         "financial_year": "2018/19", "status": "provisional"},
    )  # fmt: skip
    shown = promises.savings(plan).set_index("scheme")
    assert shown.loc["Total", "planned_gbp"] == 400
    assert pd.isna(shown.loc["Total", "delivered_gbp"])


def test_only_the_assumptions_that_the_report_works_with_are_listed():
    log = rows(
        "assumption",
        *(
            {"assumption_id": name, "assumption": name, "value": 1}
            for name in ("global_sum_rate", "price_growth_2016/17", "gp_leavers_under_40")
        ),
    )
    listed = finance.assumptions_used(log)["assumption"].tolist()
    assert listed == ["global_sum_rate", "price_growth_2016/17"]


def test_savings_that_nobody_reported_are_not_yet_delivered_and_never_zero():
    found = promises.figures(
        tables(saving=rows("saving", {"scheme_id": "S1", "kind": "target", "planned_gbp": 400,
                                      "financial_year": "2018/19"})),
        CYCLE,
    )  # fmt: skip
    assert [row for row in found if row["measure"] == "savings_delivered"] == []


def test_a_year_that_is_missing_between_two_allocations_leaves_growth_blank():
    allocation = rows(
        "allocation",
        *(
            {"financial_year": y, "stream": "delegated", "allocation_gbp": v}
            for y, v in (("2016/17", 100), ("2017/18", 103), ("2019/20", 110))
        ),
    )
    years = plans.allocation_against_plan(allocation, TABLES["budget_line"].empty())
    assert years["growth_on_year_percent"].round(6).tolist()[1] == 3
    assert years["growth_on_year_percent"].isna().tolist() == [True, False, True]


def test_where_none_is_secured_or_approved_the_page_reads_none():
    about = {"area": "11J", "basis": "plan", "source": "award.csv"}
    home = long_table(
        [
            *share("primary_care_home_share", 0, 400_000, period="2017/18", **about),
            *(
                row
                for status in ("bid", "proposed")
                for row in figure(
                    "primary_care_home_funding", 200_000, status=status, period="2017/18", **about
                )
            ),
        ]
    )
    assert promises_kept.home(home) == (
        "Of £400k for Primary Care Home in 2017/18, none is secured: £200k proposed and £200k bid "
        "for."
    )
    premium = long_table(
        [
            *figure("pms_premium_available", 406_000, period="2018/19", **about),
            *figure("pms_premium_left", 406_000, period="2018/19", **about),
        ]
    )
    assert promises_kept.premium(premium) == (
        "The PMS premium to reinvest in 2018/19 is £406k; none of it is approved for a proposal "
        "yet."
    )


def test_a_plan_whose_savings_nobody_reported_is_not_yet_kept_and_found_not_known():
    saving = rows("saving", {"scheme_id": "S1", "kind": "target", "planned_gbp": 400,
                             "heading": "a", "financial_year": "2018/19"})  # fmt: skip
    found = scenario.figures(tables(saving=saving), CYCLE)
    no_growth = plans.growth_test(TABLES["budget_line"].empty(), TABLES["allocation"].empty())
    tests = promises.promise_tests(long_table(found), no_growth)
    shown = promises_kept.in_words(tests).iloc[0]
    assert (shown["asked"], shown["found"], shown["kept"]) == ("£400.00", "not known", "not yet")
