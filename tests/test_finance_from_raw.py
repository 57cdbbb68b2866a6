"""The finance figures worked out a second time, with plain pandas from the raw files of the sample.

Nothing of the library is used but the period names that a cycle's own file states. A figure that
differs here is wrong in one of the two places.
"""

import contextlib
import math
import shutil

import numpy as np
import pandas as pd
import pytest
from project_cases import KEY, ROOT

from analysis import finance, project
from analysis.cycles import results
from analysis.measures import long_table
from analysis.stages import make_tables

pytestmark = pytest.mark.build

CASES = {
    "2017-12": {"month": "2017-09", "day": "2017-12-06", "since": None},
    "2018-02": {"month": "2017-11", "day": "2018-02-07", "since": "2017-09"},
}
LATER = "2018-02"


def local(cycle, name):
    return pd.read_csv(ROOT / "data" / "raw" / cycle / "local" / f"{name}.csv")


def published(cycle, path, **how):
    return pd.read_csv(ROOT / "data" / "raw" / cycle / "published" / path, **how)


def ledger_expected(cycle):
    case = CASES[cycle]
    ledger = local(cycle, "ledger_line").fillna({"non_recurrent_benefit_gbp": 0})
    ledger["variance"] = ledger["annual_budget_gbp"] - ledger["forecast_gbp"]
    now = ledger[ledger["month"] == case["month"]]
    ours = now[now["stream"] == "delegated"]
    month, headline, one_off = (
        case["month"],
        ours["variance"].sum(),
        ours["non_recurrent_benefit_gbp"].sum(),
    )
    yield "delegated_forecast_variance", "", month, headline
    yield "delegated_non_recurrent_benefit", "", month, one_off
    yield "delegated_underlying_variance", "", month, headline - one_off
    so_far = ours["budget_to_date_gbp"].sum() - ours["actual_to_date_gbp"].sum()
    yield "delegated_variance_to_date", "", month, so_far
    for stream, rows in now.groupby("stream"):
        yield "ledger_budget", stream, month, rows["annual_budget_gbp"].sum()
        yield "ledger_spent_to_date", stream, month, rows["actual_to_date_gbp"].sum()
        yield "ledger_forecast", stream, month, rows["forecast_gbp"].sum()
        yield "ledger_forecast_variance", stream, month, rows["variance"].sum()
    both = now[now["stream"] != "prescribing"]
    yield "ledger_forecast_variance", "primary care", month, both["variance"].sum()
    for line in ours.to_dict("records"):
        category = f"delegated: {line['line_code']}"
        yield "ledger_forecast_variance", category, month, line["variance"]
        pace = line["actual_to_date_gbp"] / line["budget_to_date_gbp"]
        left = line["annual_budget_gbp"] - line["budget_to_date_gbp"]
        yield "projected_outturn", category, month, line["actual_to_date_gbp"] + pace * left
    days = (pd.Timestamp(case["day"]) - (pd.Period(month) + 1).start_time).days + 1
    yield "finance_data_age", "", case["day"], days
    if case["since"]:
        before = ledger[(ledger["month"] == case["since"]) & (ledger["stream"] == "delegated")]
        yield "delegated_forecast_movement", "", month, headline - before["variance"].sum()
        moved = ours.set_index("line_code")["variance"] - before.set_index("line_code")["variance"]
        cause = ours.set_index("line_code")["cause"]
        for name, value in moved.groupby(cause).sum().items():
            if abs(value) >= 0.005:
                yield "delegated_movement_by_cause", name, month, value


def exposure_expected(cycle):
    case = CASES[cycle]
    claims = local(cycle, "payment_claim")
    unsettled = claims[~claims["status"].isin(["settled", "rejected"])]
    for status, rows in unsettled.groupby("status"):
        yield "disputed_claims_exposure", status, case["month"], rows["value_gbp"].sum()
        yield "disputed_claims", status, case["month"], len(rows)
    ledger = local(cycle, "ledger_line")
    now = ledger[(ledger["month"] == case["month"]) & (ledger["stream"] == "delegated")]
    forecast = (now["annual_budget_gbp"] - now["forecast_gbp"]).sum()
    risk = local(cycle, "finance_risk").query("status == 'open' and stream == 'delegated'")
    costs, saves = risk[risk["kind"] == "risk"], risk[risk["kind"] == "mitigation"]
    outside = unsettled["value_gbp"].sum() - unsettled["in_forecast_gbp"].sum()
    worst = forecast - outside - costs["most_gbp"].sum() + saves["least_gbp"].sum()
    best = forecast - costs["least_gbp"].sum() + saves["most_gbp"].sum()
    yield "year_end_range", "worst", case["month"], worst
    yield "year_end_range", "best", case["month"], best
    contract = local(cycle, "contract")
    ends = pd.to_datetime(contract["extended_to"].astype("object").fillna(contract["ends_on"]))
    day = pd.Timestamp(case["day"])
    soon = (ends >= day) & (ends <= day + pd.DateOffset(years=1))
    yield "contracts_ending", "", case["day"], soon.sum()
    live = (pd.to_datetime(contract["starts_on"]) <= day) & (ends.isna() | (ends >= day))
    held = contract[live].groupby("practice_code").size()
    yield "contracts_per_practice", "most", case["day"], held.max()
    yield "contracts_per_practice", "mean", case["day"], held.mean()


def plans_expected(cycle):
    budget, allocation = local(cycle, "budget_line"), local(cycle, "allocation")
    streams = budget.groupby(["financial_year", "stream"])["budget_gbp"].sum()
    for year in ("2016/17", "2017/18"):
        total = streams[year, "delegated"] + streams[year, "core"]
        yield "primary_care_plan", "total", year, total
        yield "prescribing_plan", "", year, streams[year, "prescribing"]
        named = budget.query(f"financial_year == '{year}' and local_contract == 'yes'")
        yield "local_contract_plan", "total", year, named["budget_gbp"].sum()
    for (year, stream, name), value in (
        budget.groupby(["financial_year", "stream", "category"])["budget_gbp"].sum().items()
    ):
        if stream != "prescribing":
            yield "category_plan", f"{stream}: {name}", year, value
    before, now = streams["2016/17", "delegated"], streams["2017/18", "delegated"]
    core = allocation[allocation["stream"] == "ccg_core"].set_index("financial_year")
    growth = (now / before - 1) * 100
    yield "gp_funding_growth", "", "2017/18", growth
    short = (core["growth_percent"]["2017/18"] - growth) / 100 * before
    yield "gp_funding_growth_shortfall", "", "2017/18", short
    ours = allocation[allocation["stream"] == "delegated"].set_index("financial_year")
    ours = ours["allocation_gbp"]
    yield "delegated_allocation_left", "", "2017/18", ours["2017/18"] - now
    rise = (ours["2020/21"] / ours["2016/17"] - 1) * 100
    yield "delegated_allocation_growth", "since_2016/17", "2020/21", rise
    rise = (ours["2020/21"] / ours["2019/20"] - 1) * 100
    yield "delegated_allocation_growth", "on_year_before", "2020/21", rise


def promises_expected(cycle):
    award = local(cycle, "funding_award")
    fund = award[award["programme"] == "transformation_fund"]["amount_gbp"].sum()
    lists = published(cycle, "registrations/2016-10/gp-reg-pat-prac-all.csv")
    patients = lists.loc[lists["CCG_CODE"] == "11J", "NUMBER_OF_PATIENTS"].sum()
    yield "transformation_fund_per_head", "", "2017/18-2018/19", fund / patients
    home = award[award["programme"] == "primary_care_home"]
    secured = home.loc[home["status"] == "secured", "amount_gbp"].sum()
    yield "primary_care_home_share", "", "2017/18", secured / home["amount_gbp"].sum() * 100
    price = local(cycle, "scheme_price")
    for scheme, rows in price.groupby("scheme"):
        rows = rows.set_index("financial_year")
        if {"2017/18", "2018/19"} <= set(rows.index):
            old, new = rows.loc["2017/18"], rows.loc["2018/19"]
            by_price = (new["rate_gbp"] - old["rate_gbp"]) * old["patients"]
            yield "scheme_price_effect", scheme, "2018/19", by_price
            by_patients = (new["patients"] - old["patients"]) * new["rate_gbp"]
            yield "scheme_volume_effect", scheme, "2018/19", by_patients
    saving = local(cycle, "saving")
    wanted = saving[saving["kind"] == "target"]["planned_gbp"].sum()
    yield "savings_target", "total", "2018/19", wanted
    chance = saving[saving["kind"] == "opportunity"]["planned_gbp"].sum()
    yield "savings_opportunity", "total", "2020/21", chance
    value = local(cycle, "assumption").set_index("assumption_id")["value"]
    gap = value["system_base"] * (
        (1 + value["cost_growth"] / 100) ** 4 - (1 + value["income_growth"] / 100) ** 4
    )
    yield "do_nothing_gap", "four_year_compounding", "2020/21", gap
    yield "gap_opening", "", "2020/21", value["do_nothing_gap_stated"] - gap
    yield "savings_headroom", "", "2020/21", chance - value["do_nothing_gap_stated"]
    claims = local(cycle, "les_claim")
    per_service = claims.groupby(["scheme", "service"]).agg(
        practices=("practice_code", "nunique"), months=("month", "nunique")
    )
    expected = (per_service["practices"] * per_service["months"]).sum()
    year = "2017/18"
    yield "claims_complete", "", year, len(claims) / expected * 100
    due = (pd.PeriodIndex(claims["month"], freq="M") + 1).end_time.normalize()
    late = pd.to_datetime(claims["submitted_on"]).to_numpy() > due.to_numpy()
    yield "claims_late", "", year, late.mean() * 100
    schemes = claims.groupby(["practice_code", "month", "procedure_family"])["scheme"]
    yield "claims_twice", "", year, (schemes.transform("nunique") > 1).sum()


def payments_expected(cycle):
    for year, name in (("2015/16", "15-16"), ("2016/17", "16-17")):
        rows = published(cycle, f"payments/nhspaymentsgp-{name}-csv.csv", encoding="latin-1")
        rows.columns = [c.replace("_£", "").lower() for c in rows.columns]
        total, net = "totalnhspaymentstogeneralpractice", "totalnhspaymentstogeneralpracticeminus"
        net = next(c for c in rows.columns if c.startswith(net))
        lists = "numberof{}patientslastknownfigure"
        yield "practice_payments", "total", year, rows[total].sum()
        yield "practice_payments", "net_of_deductions", year, rows[net].sum()
        still = rows[rows["practiceclosedate"].isna()]
        yield "practice_payments", "open_practices", year, still[total].sum()
        for kind in ("registered", "weighted"):
            people = lists.format(kind)
            measure = f"practice_payments_per_{kind}_patient"
            yield measure, "total", year, rows[total].sum() / rows[people].sum()
            yield measure, "open_practices", year, still[total].sum() / still[people].sum()
            for contract, group in still.groupby("contracttype"):
                each = group[total].sum() / group[people].sum()
                category = f"{contract}, per {kind} patient"
                yield "payments_by_contract_type", category, year, each
        if year == "2016/17":
            people = still[lists.format("registered")]
            centre = still[total].sum() / people.sum()
            away = still[total] / people - centre
            width = math.sqrt((people * away**2).sum() / (len(still) - 1))
            score = away.abs() * np.sqrt(people) / width
            yield "funnel_outside", "95%", year, (score > 1.96).sum()
            yield "funnel_outside", "99.8%", year, (score > 3.09).sum()


ROOMS = (
    ledger_expected,
    exposure_expected,
    plans_expected,
    promises_expected,
    payments_expected,
)


@pytest.mark.parametrize("cycle", CASES)
@pytest.mark.parametrize("expected", ROOMS, ids=lambda room: room.__name__.split("_")[0])
def test_the_figures_are_those_of_the_raw_files(sample_measures, cycle, expected):
    measures = sample_measures[cycle]
    ours = measures[(measures["area_type"] == "commissioner") & (measures["area"] == "11J")]
    # A threshold or a target of the same measure is somebody else's figure.
    ours = ours[
        ~ours["basis"].isin(["threshold", "target"]) | (ours["measure"] == "savings_target")
    ]
    values = ours.set_index(["measure", "category", "period"])["value"]
    wrong, count = [], 0
    for measure, category, period, value in expected(cycle):
        count += 1
        found = values.get((measure, category, period))
        if found is None or float(found) != pytest.approx(float(value), rel=1e-9, abs=1e-6):
            wrong.append((measure, category, period, float(value), found))
    assert wrong == []
    assert count >= 8


def test_nothing_depends_on_the_order_of_the_rows_of_any_return(tmp_path):
    shutil.copytree(ROOT / "data" / "raw" / LATER, tmp_path / "data" / "raw" / LATER)
    for name in ("dvc.yaml", "params.yaml"):
        shutil.copy2(ROOT / name, tmp_path / name)
    with contextlib.chdir(tmp_path):
        assert not make_tables.write_tables(LATER).stopped
        tables, cycle = results.load_tables(LATER), project.cycle(LATER)
    shuffled = {
        name: frame.sample(frac=1, random_state=7).reset_index(drop=True)
        for name, frame in tables.items()
    }
    one, other = (long_table(finance.measures(given, cycle)) for given in (tables, shuffled))
    assert len(one) > 500
    assert one[KEY].equals(other[KEY])
    np.testing.assert_allclose(one["value"], other["value"], rtol=1e-10, atol=1e-6)
    assert one["source"].equals(other["source"])
