"""Risks and mitigations of the year end, and where the committee's papers contradict themselves."""

from collections.abc import Iterator
from pathlib import Path

from illustrative.money import PLAN_REVIEW, STRATEGY
from illustrative.world import View
from illustrative.writing import local

UPDATE = "Update to the committee, 7 February 2018"
STRATEGY_AND_COVER = "Scrutiny committee pack, December 2016"

# Made up: the papers name the risks (fin_pcse_payment_risk, fin_list_size_payment_frequency)
# and give no amounts.
_RISKS = (
    ("K01", "January list larger than assumed", "risk", 40_000, 130_000, "medium"),
    ("K02", "Rent reviews settled higher than accrued", "risk", 25_000, 110_000, "medium"),
    ("K03", "Locum cover for sickness above budget", "risk", 20_000, 75_000, "high"),
    ("M01", "Contingency not yet committed", "mitigation", 60_000, 120_000, "high"),
    ("M02", "Further rates rebates", "mitigation", 0, 45_000, "low"),
)

# Figures as the papers print them; the report decides nothing that a paper left open.
_CONTRADICTIONS = (
    ("C15", "How fast funding for general practice must grow", "2% (plan page 13)", PLAN_REVIEW,
     "2.14% in 2017/18 and 2.15% in 2018/19", f"{PLAN_REVIEW}, assurer's comment", "both",
     "The plan's growth is tested against the assurer's threshold."),
    ("C16", "Is the delegated budget under or over", "£229k underspend", f"{UPDATE}, §3.1",
     "£1.2m recurrent deficit", f"{UPDATE}, §3.1", "both",
     "One holds one-off items, the other does not: they stand side by side."),
    ("C17", "PMS premium to reinvest", "£1.7m in 2016/17", f"{STRATEGY}, p40",
     "£406,000 in 2018/19", f"{UPDATE}, §2.3", "both",
     "Different years and, it seems, different bases: not compared."),
    ("C19", "Yearly cost pressure behind the gap", "£158m a year by 2020/21", f"{STRATEGY}, p38",
     "£40m a year on £1bn, before income grows", f"{STRATEGY}, p38", "first",
     "Stated as printed; the second is cost growth before income, not a gap."),
    ("C20a", "Saving from acute reconfiguration", "£19m", f"{STRATEGY}, p39, heading",
     "£30m", f"{STRATEGY}, p39, text", "first",
     "Only the headings add up to the stated total of £185m."),
    ("C20b", "Saving from acute efficiency", "£73m", f"{STRATEGY}, p38, heading",
     "at least £46m", f"{STRATEGY}, p38, text", "first",
     "Only the headings add up to the stated total of £185m."),
    ("C20c", "Saving from system reconfiguration", "£30m", f"{STRATEGY}, p38, heading",
     "to match £46m", f"{STRATEGY}, p38, text", "first",
     "Only the headings add up to the stated total of £185m."),
    ("C21", "Savings against the gap they are to close", "£185m of savings", f"{STRATEGY}, p38",
     "£158m gap", f"{STRATEGY}, p38", "both", "The difference is shown as headroom."),
    ("C22", "Patients behind £3 a head", "766,000 registered", f"{STRATEGY}, p15",
     "762,400 resident (2015 estimate)", f"{STRATEGY}, p15", "first",
     "Practices are funded by registered patients."),
    ("C4", "When delegation began", "1 April 2016", STRATEGY_AND_COVER,
     "1 April 2017, beside a 2016/17 budget", f"{STRATEGY}, p40", "first",
     "The later date cannot stand beside the earlier year's budget."),
    ("C25", "Growth of national funding for general practice to 2020/21", "14% in real terms",
     f"{STRATEGY}, p42", "£9.6bn to over £12bn, which is 25% in cash", f"{STRATEGY}, p42", "both",
     "One is after price growth, the other before; the deflator is not printed."),
    ("C18", "First year of the tenth GP Contract Plus service", "2018/19", f"{UPDATE}, §2.8 text",
     "2017/18", f"{UPDATE}, §2.9 table", "first", "The text says that it is proposed."),
)  # fmt: skip


def write(folder: Path, view: View) -> list[Path]:
    """Two returns."""
    return [
        local(folder, "finance_risk", _risks(view)),
        local(folder, "contradiction", _contradictions(view)),
    ]


def _risks(view: View) -> Iterator[dict]:
    for risk_id, item, kind, least, most, likelihood in _RISKS:
        yield {
            "risk_id": risk_id,
            "item": item,
            "kind": kind,
            "stream": "delegated",
            "least_gbp": least,
            "most_gbp": most,
            "likelihood": likelihood,
            "status": "open",
            "as_at": view.claims_day,
        }


def _contradictions(view: View) -> Iterator[dict]:
    """What papers of the day contradict: the earlier cycle knows nothing of a later paper."""
    names = "contradiction_id topic first_says first_source second_says second_source used why"
    for row in _CONTRADICTIONS:
        if not view.latest and any(UPDATE in said for said in row):
            continue
        yield dict(zip(names.split(), row, strict=True))
