"""What practices asked for under their contracts, and what came of it."""

import pandas as pd

from analysis import disclosure
from analysis.measures import by_row, pick, sources
from analysis.project import Cycle, periods
from analysis.writing.phrases import first_up

# What the paper of September 2016 calls each type of event, where that is not its code in words.
_CALLED = {
    "resignation": "Contractor's resignation",
    "list closure": "Application to close a list",
    "closure": "Branch or surgery closure",
    "contract variation": "Contract variation (APMS GMS PMS)",
    "local variation": "Contract variation (local contract)",
    "enhanced service": "Directed enhanced service",
}
STAGES = ("requested", "approved", "upheld", "refused", "withdrawn", "waiting")


def by_year(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices with a contract event, by year and type, and what came of it.

    Columns: financial_year, event, and each of ``STAGES`` that occurs.

    One row per financial_year, event; the newest year first.
    """
    rows = pick(measures, "practices_with_contract_event")
    wide = rows.pivot_table(
        index=["period", "event"], columns="stage", values="value", aggfunc="first"
    )
    # An event is at one stage: at the others there is none, which is no unknown.
    wide = wide.reindex(columns=[stage for stage in STAGES if stage in wide]).fillna(0.0)
    wide = wide.sort_index(ascending=[False, True]).rename_axis(columns=None).reset_index()
    return wide.assign(event=called(wide["event"])).rename(columns={"period": "financial_year"})


def called(events: pd.Series) -> pd.Series:
    """Types of event, as codes or as codes in words, under the names that readers know."""
    return events.str.replace("_", " ").replace(_CALLED).map(first_up)


def waiting(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """The events that wait for a decision on the day, the oldest first.

    Names practices: for the committee only. Columns: practice_code, practice_name, locality,
    event_type, requested_on, waiting_days, detail.

    One row per event_id.
    """
    events = _known(tables["contract_event"], day=day)
    events = events[events["stage"] == "waiting"].sort_values(["requested_on", "event_id"])
    known = tables["practice"].reindex(columns=["practice_code", "practice_name", "locality"])
    found = events.merge(known, on="practice_code", how="left", validate="many_to_one")
    days = [float(periods.days_between(asked, day)) for asked in found["requested_on"]]
    columns = "practice_code practice_name locality event_type requested_on waiting_days detail"
    found = found.assign(waiting_days=pd.Series(days, dtype="float64"))[columns.split()]
    return disclosure.of_practices(found)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices with a contract event by type, by year and by what came of it."""
    events = _known(tables["contract_event"], day=cycle.as_at)
    # Every event was requested, whatever came of it.
    reached = pd.concat([events.assign(stage="requested"), events]).assign(
        event=lambda rows: rows["event_type"].str.replace("_", " "),
        year=lambda rows: rows["requested_on"].map(periods.financial_year),
    )
    practices = reached.groupby(["year", "event", "stage"])["practice_code"].nunique()
    return by_row(
        practices.reset_index(name="practices"),
        {"practices_with_contract_event": "practices"},
        by={"event": "event", "stage": "stage", "period": "year"},
        area=cycle.commissioner,
        source=sources(events),
    )


def _known(events: pd.DataFrame, *, day: str) -> pd.DataFrame:
    """The events that were asked for by the day, each with the stage that it had reached."""
    known = events[events["requested_on"] <= day].reset_index(drop=True)
    decided = known["decision"].where(known["decided_on"] <= day)
    return known.assign(stage=decided.fillna("waiting"))
