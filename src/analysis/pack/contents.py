"""What the committee asks, the section that answers it, the return it comes from, and the rest."""

import pandas as pd

from analysis.tables import TABLES

# Need, page and section (its heading), tables that feed it. Report by report: money, people,
# access, then what the committee, the assurer and scrutiny ask beside them.
_NEEDS = (
    ("Where the budget stands, and without one-off items", "Finance: position", ("ledger_line",)),
    ("What moved the forecast since it was last seen", "Finance: why it moved",
     ("ledger_line", "list_size")),
    ("What is not in the forecast, and which contracts end", "Finance: what could change it",
     ("payment_claim", "finance_risk", "contract")),
    ("Where the money goes", "Finance: where the money goes", ("budget_line",)),
    ("What was promised from growth, premiums, schemes and savings", "Finance: promises",
     ("allocation", "funding_award", "reinvestment", "scheme_service", "scheme_signup",
      "scheme_price", "les_claim", "saving")),
    ("What practices are paid", "Finance: practices",
     ("payment", "payment_year", "weighted_list")),
    ("What the gap is if nothing is done", "Finance: the next years", ("saving", "assumption")),
    ("Where papers contradict each other", "Finance: where the papers differ", ("contradiction",)),
    ("Who works here, how old, how complete", "Workforce: who works here",
     ("practice_staff", "practice_staff_age")),
    ("How many are needed, community staff apart", "Workforce: how many are needed",
     ("workforce_need", "community_staff")),
    ("What is advertised", "Workforce: vacancies", ("vacancy",)),
    ("Who is to come, from where", "Workforce: who is to come",
     ("workforce_target", "recruitment")),
    ("Evidence of the workforce measures, and what blocks them", "Workforce: assurance",
     ("workforce_assurance", "workforce_issue")),
    ("Whether access and training follow their trajectories", "Access: all trajectories",
     ("trajectory", "programme_return")),
    ("Evenings and weekends: clusters, hours and standards", "Access: extended access",
     ("cluster", "access_capacity", "access_standard", "milestone")),
    ("Winter pressure and same-day appointments", "Access: same-day capacity",
     ("same_day_week",)),
    ("How many contacts are online", "Access: online consultation",
     ("contact", "online_service")),
    ("What patients say of booking, and quality points", "Access: experience and quality",
     ("patient_survey", "qof")),
    ("How every programme stands", "Access: programmes", ("programme",)),
    ("What every locality is like, and its issues", "Locality profiles",
     ("practice", "list_size", "list_age")),
    ("Cover sheet and monitoring summary", "Pack: monitoring summary", ("monitoring",)),
    ("What changed since last time, and what cannot be compared", "Pack: what changed", ()),
    ("What the assurer asked, and how it was rated at each submission", "Pack: assurance",
     ("assurance",)),
    ("What the assurer remarked, our answers and who owes them", "Pack: assurance",
     ("assurance_comment",)),
    ("What is owed each month, quarter and year", "Pack: decisions", ("reporting",)),
    ("Memorandum commitments with current position", "Pack: commitments", ("commitment",)),
    ("How mature joint working is, by area and pillar", "Pack: maturity", ("maturity",)),
    ("How each project stands, what is overdue, equality assessed", "Pack: milestones and projects",
     ("highlight",)),
    ("Risks, their age and trend", "Pack: risks", ("risk",)),
    ("Milestones and slip", "Pack: milestones and projects", ("milestone",)),
    ("How far the strategy's ambitions are met", "Pack: ambitions", ("ambition",)),
    ("Decisions taken and to come", "Pack: decisions", ("decision",)),
    ("Through whose hands a proposal goes, and what is next", "Pack: decisions", ("path_step",)),
    ("What changes for patients, for whom, and who was asked", "Pack: scrutiny",
     ("service_change", "engagement", "list_size", "list_age")),
    ("Which practices are at risk, for what, who is beside them, and their support",
     "Pack: practices under strain", ("practice_profile", "support_offer", "practice")),
    ("What practices asked for under their contracts", "Pack: practices under strain",
     ("contract_event",)),
    ("How practices were rated at inspection", "Pack: practices under strain", ("cqc_rating",)),
    ("How far practices lie apart", "Pack: practices under strain",
     ("practice_staff", "qof", "patient_survey", "list_size")),
    ("State, size and cost of the estate", "Pack: estate and systems", ("premises",)),
    ("Estate and technology schemes, options weighed", "Pack: estate and systems",
     ("estate_scheme", "estate_option")),
    ("Clinical systems, live and migrating", "Pack: estate and systems", ("practice",)),
)  # fmt: skip

# The returns that the pack itself can use, beside those of the three reports.
RETURNS = (
    "monitoring assurance commitment maturity milestone risk decision ambition practice_profile "
    "support_offer premises practice assumption assurance_comment service_change engagement "
    "path_step highlight cqc_rating contract_event estate_scheme estate_option reporting"
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
