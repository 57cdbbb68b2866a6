"""Budgets and the monthly ledger, line by line, that add up to the committee's published totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.project import periods
from illustrative import earlier_ledger
from illustrative.world import View
from illustrative.writing import draws, local, share_out

LISTS = "list growth lower than assumed"  # the four causes: fin_deleg_fcst_drivers
RENT = "rent arrears lower than expected"
RATES = "business rates rebates"
OTHER = "other one-off items"

CONTRACTS = "Primary medical services contracts"  # the eleven: fin_spend_categories_1617
SUPPORT = "Primary care support"
EXTENDED = "Extended and other schemes"


@dataclass(frozen=True)
class Line:
    """A budget line and, in thousands, its two budgets and how its forecast stands and moves.

    ``variance`` is budget minus forecast at month 6 and ``movement`` what it gains by month 8;
    ``one_off`` is the part that will not recur at months 6 and 8.
    """

    code: str
    name: str
    stream: str
    category: str
    budget_1617: int
    budget_1718: int
    variance: int = 0
    movement: int = 0
    one_off: tuple[int, int] = (0, 0)
    cause: str = ""
    recurrent: str = "yes"
    local_contract: str = "no"


def _delegated(code, name, category, budgets, variance=0, movement=0, one_off=(0, 0), cause=""):
    return Line(code, name, "delegated", category, *budgets, variance, movement, one_off, cause)


def _core(code, name, category, budgets, variance=0, movement=0, local_contract="no"):
    recurrent = "no" if code == "TRANSFORMATION" else "yes"
    return Line(
        code,
        name,
        "core",
        category,
        *budgets,
        variance,
        movement,
        recurrent=recurrent,
        local_contract=local_contract,
    )


# Budgets of 2016/17 sum to 101,700 (fin_pc_deleg_1617) and grow by 2.00% (fin_plan_uplift_1718);
# premises to 10,700 (fin_premises_reimb_annual). Variances sum to -150 at month 6
# (fin_deleg_fcst_var_m06_1718) and 229 at month 8 (fin_deleg_fcst_var_m08_1718), one-offs to
# 1,429 at month 8 (chk_fin_nonrecurrent_benefit_1718). How each splits by line is illustrative.
DELEGATED = (
    _delegated("GMS", "GMS contracts", CONTRACTS, (42_100, 42_980), -310, 88, (110, 250), LISTS),
    _delegated("PMS", "PMS contracts", CONTRACTS, (23_400, 23_620), -205, 41, (40, 120), LISTS),
    _delegated("APMS", "APMS contracts", CONTRACTS, (1_200, 1_230), -40),
    _delegated(
        "QOF",
        "Quality and Outcomes Framework",
        "Quality and Outcomes Framework",
        (10_400, 10_560),
        -60,
        0,
        (20, 59),
    ),
    _delegated(
        "DES", "Directed enhanced services", "Directed enhanced services", (3_600, 3_700), 25
    ),
    _delegated(
        "RENT", "Premises rent", "Premises reimbursement", (7_600, 7_780), 180, 86, (180, 266), RENT
    ),
    _delegated(
        "RATES",
        "Business rates",
        "Premises reimbursement",
        (2_100, 2_160),
        95,
        54,
        (95, 149),
        RATES,
    ),
    _delegated("PREMISES_OTHER", "Other premises", "Premises reimbursement", (1_000, 1_010), -20),
    _delegated("DISPENSING", "Dispensing fees", SUPPORT, (5_200, 5_310), -130, 8, cause=OTHER),
    _delegated("SENIORITY", "Seniority", SUPPORT, (1_500, 1_210), 30, 9, cause=OTHER),
    _delegated("LOCUM", "Locum allowances", SUPPORT, (1_100, 1_130), -165, -12, cause=OTHER),
    _delegated(
        "PCO_OTHER", "PCO administered, other", SUPPORT, (1_000, 1_030), -60, 30, cause=OTHER
    ),
    _delegated(
        "LIST_GROWTH",
        "Reserve for list growth",
        SUPPORT,
        (1_000, 1_490),
        320,
        75,
        (320, 395),
        LISTS,
    ),
    _delegated("CONTINGENCY", "Contingency", SUPPORT, (500, 524), 190, 0, (190, 190)),
)

# Budgets of 2016/17 sum to 30,400 (fin_pc_core_1617); the three named local contracts are
# fin_over75_1617, fin_cclip_1617 and fin_pms_basket_1617.
CORE = (
    _core("HOME_OXYGEN", "Home oxygen", "Home oxygen", (1_100, 1_080), 12, 6),
    _core("GP_IT", "GP IM&T", "GP IM&T", (2_600, 2_650), -15, 10),
    _core("over_75", "Over-75 schemes", "Over 75s", (3_900, 3_980), 0, 20, "yes"),
    _core(
        "c_clip",
        "Clinical Commissioning Local Improvement Plan",
        "Local contracts",
        (2_300, 2_300),
        25,
        15,
        "yes",
    ),
    _core(
        "pms_basket",
        "PMS premium: basket of services",
        "Local contracts",
        (1_700, 1_700),
        0,
        0,
        "yes",
    ),
    _core("GP_CONTRACT_PLUS", "GP Contract Plus", "Local contracts", (4_600, 4_690), -10, 35),
    _core("EXTENDED", "Extended services", EXTENDED, (3_100, 3_150), 40, -5),
    _core("RECEPTION_TRAINING", "Reception and clerical training", EXTENDED, (0, 138)),
    _core("TRANSFORMATION", "Practice transformation", EXTENDED, (0, 1_149), 0, 60),
    _core(
        "OUT_OF_HOURS",
        "Urgent care out of hours",
        "Urgent care out of hours",
        (11_100, 11_320),
        -85,
        -30,
    ),
)

# 125,000 in 2016/17 (fin_gp_prescribing_1617), reported beside the total and never in it.
PRESCRIBING = (
    Line(
        "PRESCRIBING",
        "General practice prescribing",
        "prescribing",
        "Prescribing",
        118_700,
        120_650,
        -640,
        380,
    ),
    Line(
        "CENTRAL_DRUGS",
        "Centrally charged drugs",
        "prescribing",
        "Prescribing",
        4_300,
        4_420,
        -20,
        15,
    ),
    Line(
        "PRESCRIBING_SCHEMES",
        "Prescribing schemes",
        "prescribing",
        "Prescribing",
        2_000,
        2_030,
        10,
        0,
    ),
)

LINES = (*DELEGATED, *CORE, *PRESCRIBING)

# How much of its month-6 position a forecast shows in each month before, and of the movement after.
_BEFORE = {"2017-04": 0.0, "2017-05": 0.0, "2017-06": 0.2, "2017-07": 0.45, "2017-08": 0.75}
_AFTER = {"2017-09": 0.0, "2017-10": 0.55, "2017-11": 1.0}
_FIRST_WITH_CAUSE = "2017-10"
# Lines that spend faster or slower than their forecast implies: it counts on a change.
_PACE = {"LOCUM": 1.075, "CONTINGENCY": 0.25, "DES": 0.97, "EXTENDED": 0.95, "SENIORITY": 1.02}


def write(folder: Path, view: View) -> list[Path]:
    """The budgets of two years, last year's ledger and this year's as far as it was closed."""
    return [
        local(folder, "budget_line", _budget_lines()),
        local(
            folder,
            "ledger_line",
            [*earlier_ledger.rows(LINES), *_ledger_lines(view.finance_month)],
        ),
    ]


def _budget_lines() -> Iterator[dict]:
    for year, budget in (("2016/17", "budget_1617"), ("2017/18", "budget_1718")):
        for line in LINES:
            if getattr(line, budget):
                yield {
                    "financial_year": year,
                    "stream": line.stream,
                    "category": line.category,
                    "line_code": line.code,
                    "line": line.name,
                    "budget_gbp": getattr(line, budget) * 1_000,
                    "recurrent": line.recurrent,
                    "local_contract": line.local_contract,
                }


def _ledger_lines(last_month: str) -> Iterator[dict]:
    for month in (*_BEFORE, *_AFTER):
        if month > last_month:
            return
        variances = _variances(month)
        number = periods.month_number(month)
        stream = draws(f"ledger {month}")
        for line in LINES:
            budget = line.budget_1718 * 1_000
            forecast = budget - variances[line.code]
            yield {
                "month": month,
                "line_code": line.code,
                "line": line.name,
                "stream": line.stream,
                "annual_budget_gbp": budget,
                "budget_to_date_gbp": round(budget * number / 12),
                "actual_to_date_gbp": round(
                    forecast
                    * _PACE.get(line.code, 1.0)
                    * (number / 12)
                    * stream.uniform(0.9985, 1.0015)
                ),
                "forecast_gbp": forecast,
                "non_recurrent_benefit_gbp": round(_at(month, *line.one_off) * 1_000),
                "cause": line.cause if line.movement and month >= _FIRST_WITH_CAUSE else "",
            }


def _at(month: str, at_month_6: float, at_month_8: float) -> float:
    if month in _BEFORE:
        return at_month_6 * _BEFORE[month]
    return at_month_6 + (at_month_8 - at_month_6) * _AFTER[month]


def _variances(month: str) -> dict[str, int]:
    """Budget minus forecast by line, in pounds; uneven by line, whole in each stream's sum."""
    whole = {
        line.code: round(_at(month, line.variance, line.variance + line.movement) * 1_000)
        for line in LINES
    }
    if not any(whole.values()):
        return whole
    for lines in (DELEGATED, CORE, PRESCRIBING):
        standing = [line.code for line in lines if line.variance]
        # A line that has not moved keeps its pounds, or its movement would lack a cause.
        moving = [line.code for line in lines if line.movement]
        for topic, codes in (("standing", standing), (month, moving)):
            for code, pounds in _uneven(topic, codes).items():
                whole[code] += pounds
    return whole


def _uneven(topic: str, codes: list[str]) -> dict[str, int]:
    """Small amounts by line that add up to nothing."""
    stream = draws(f"uneven pounds {topic}")
    given = {code: stream.randrange(-480, 480) for code in codes}
    back = share_out(1_000 * len(codes) + sum(given.values()), dict.fromkeys(codes, 1.0))
    return {code: given[code] - back[code] + 1_000 for code in codes}
