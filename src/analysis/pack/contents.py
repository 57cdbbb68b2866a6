"""What the committee asks, the section that answers it, the return it comes from, and the rest."""

import pandas as pd

from analysis.tables import TABLES

# Need, page and section, tables that feed it.
_NEEDS = (
    ("Where the budget stands, and without one-off items", "Finance: position", ("ledger_line",)),
    ("What moved the forecast since it was last seen", "Finance: why it moved", ("ledger_line",)),
    ("What is not in the forecast", "Finance: what could change it", ("payment_claim",)),
    ("Where the money goes", "Finance: where the money goes", ("budget_line", "payment")),
    ("What was promised from growth and premiums", "Finance: promises",
     ("allocation", "funding_award", "reinvestment", "scheme_service", "saving")),
    ("Who works here, how old, how complete", "Workforce",
     ("practice_staff", "practice_staff_age")),
    ("What is advertised and who is to come", "Workforce", ("vacancy", "workforce_target")),
    ("Whether access and training follow their trajectories", "Access: all trajectories",
     ("trajectory", "programme_return")),
    ("What changed since last time, and what cannot be compared", "Pack: what changed", ()),
    ("What the assurer asked and how it was rated", "Pack: assurance", ("assurance",)),
    ("What the assurer remarked, our answers and who owes them", "Pack: assurance",
     ("assurance_comment",)),
    ("What changes for patients, for whom, and who was asked", "Pack: scrutiny",
     ("service_change", "engagement", "list_size", "list_age")),
    ("Through whose hands a proposal goes, and what is next", "Pack: decisions", ("path_step",)),
    ("How each project stands, what is overdue, equality assessed", "Pack: milestones",
     ("highlight",)),
    ("How practices were rated at inspection", "Pack: practices under strain", ("cqc_rating",)),
    ("Memorandum commitments with current position", "Pack: commitments", ("commitment",)),
    ("How mature joint working is, by area and pillar", "Pack: maturity", ("maturity",)),
    ("Milestones and slip", "Pack: milestones", ("milestone",)),
    ("Risks, their age and trend", "Pack: risks", ("risk",)),
    ("Decisions taken and to come", "Pack: decisions", ("decision",)),
    ("How far the strategy's ambitions are met", "Pack: ambitions", ("ambition",)),
    ("Which practices are at risk, and their support", "Pack: practices under strain",
     ("practice_profile", "support_offer")),
    ("The estate and clinical systems", "Pack: estate and systems", ("premises", "practice")),
    ("Cover sheet and monitoring summary", "Pack: cover and monitoring", ("monitoring",)),
)  # fmt: skip

# The returns that the pack itself can use, beside those of the three reports.
RETURNS = (
    "monitoring assurance commitment maturity milestone risk decision ambition practice_profile "
    "support_offer premises practice assumption assurance_comment service_change engagement "
    "path_step highlight cqc_rating"
).split()

# What the paper of 7 February 2018 reports and no return here can carry.
_WITHOUT = (
    ("Influenza outbreaks in care homes", "a return of outbreaks from public health"),
    ("Backlog of the national support service, beyond its risk", "its performance return"),
    ("Workshops of the programme to release time for care, beyond dates", "an attendance return"),
    ("Pictures of planning and of Primary Care Home", "nothing: they carry no figures"),
)


def needs_and_returns(supplied: set[str]) -> pd.DataFrame:
    """What the committee asks, the section that answers, the returns, and which are missing.

    One row per need.
    """
    rows = []
    for need, section, tables in _NEEDS:
        lacking = [TABLES[name].title for name in tables if name not in supplied]
        rows.append(
            {
                "Need": need,
                "Section": section,
                "Return": ", ".join(TABLES[name].title for name in tables) or "the cycle before",
                "Supplied": "no: " + ", ".join(lacking) if lacking else "yes",
            }
        )
    return pd.DataFrame(rows)


def without_return() -> pd.DataFrame:
    """What the paper of 7 February 2018 reports for which this project takes no return.

    One row per subject.
    """
    return pd.DataFrame(
        {
            "What the paper reports": [what for what, _ in _WITHOUT],
            "What would carry it": [carrier for _, carrier in _WITHOUT],
        }
    )
