"""What practices are flagged for, their contract events, and who is beside them."""

import pandas as pd

from analysis import places
from analysis.measures import figure, pick, share, sources
from analysis.places import patient_lists
from analysis.places.patient_lists import AT_RISK
from analysis.project import Cycle, periods
from analysis.tables import TABLES

# What a practice is flagged for.
FLAGS = TABLES["practice_profile"].named_after("flag_")
SEVERAL, NONE = "two or more", "nothing"
STAGES = ("requested", "approved", "upheld", "refused", "withdrawn", "waiting")
# A locality is warned of where so large a part of its patients is with practices at risk.
WARNED_FROM_PERCENT = 33.0


def flags_table(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices by what they are flagged for, a column for each month. One row per flag."""
    rows = pick(measures, "practices_by_flag")
    if rows.empty:
        return pd.DataFrame()
    wide = rows.pivot_table(index="category", columns="period", values="value", aggfunc="first")
    wide = wide.reindex([flag for flag in (*FLAGS, SEVERAL, NONE) if flag in wide.index])
    wide.index = [flag.capitalize() for flag in wide.index]
    wide.columns = [periods.in_words(month) for month in wide.columns]
    return wide.rename_axis("Flagged for").reset_index()


def events_table(measures: pd.DataFrame) -> pd.DataFrame:
    """Practices with a contract event, by year and type, and what came of it.

    One row per financial_year, event type; the newest year first.
    """
    rows = pick(measures, "practices_with_contract_event")
    if rows.empty:
        return pd.DataFrame()
    parts = rows["category"].str.rsplit(": ", n=1)
    split = rows.assign(event=parts.str[0], stage=parts.str[1])
    wide = split.pivot_table(
        index=["period", "event"], columns="stage", values="value", aggfunc="first"
    )
    # An event is at one stage: at the others it is not, which is none and no unknown.
    wide = wide.reindex(columns=[s for s in STAGES if s in wide.columns]).fillna(0.0)
    wide = wide.rename_axis(columns=None)
    wide = wide.sort_index(ascending=[False, True]).reset_index()
    return wide.rename(columns={"period": "financial_year"})


def events_waiting(tables: dict[str, pd.DataFrame], *, day: str) -> pd.DataFrame:
    """The events that wait for a decision on the day, the oldest first.

    Names practices: for the committee only. Columns: practice_code, practice_name, locality,
    event_type, requested_on, waiting_days, detail.

    One row per event.
    """
    events = _known(tables["contract_event"], day=day)
    events = events[_stage(events, day=day) == "waiting"].sort_values(["requested_on", "event_id"])
    known = tables["practice"].reindex(columns=["practice_code", "practice_name", "locality"])
    found = events.merge(known, on="practice_code", how="left", validate="many_to_one")
    days = [float(periods.days_between(asked, day)) for asked in found["requested_on"]]
    columns = ["practice_code", "practice_name", "locality", "event_type", "requested_on"]
    return found.assign(waiting_days=pd.Series(days, dtype="float64"))[
        [*columns, "waiting_days", "detail"]
    ]


def neighbours(tables: dict[str, pd.DataFrame], *, commissioner: str, day: str) -> pd.DataFrame:
    """The localities with a practice in the two lowest bands, and what its neighbours would bear.

    The bands are those of the newest month over by the day. Where practices of a locality fail,
    their patients go to the others there: ``added_to_others_percent`` is what each of these would
    take on, shared by their lists, in percent of its own. Names practices (``practice_name`` lists
    those at risk): for the committee only. Columns: locality, practice_name, practices,
    practices_at_risk, patients, patients_at_risk, share_at_risk_percent, added_to_others_percent,
    warned (yes where a third of the patients or more are with practices at risk).

    One row per locality, the largest share first.
    """
    columns = (
        "locality practice_name practices practices_at_risk patients patients_at_risk "
        "share_at_risk_percent added_to_others_percent warned"
    ).split()
    profile = tables["practice_profile"]
    profile = profile[profile["month"].map(periods.last_day) <= day]
    open_now = places.open_at(tables["practice"], day)
    lists = patient_lists.list_on(tables["list_size"], commissioner=commissioner, day=day)
    if profile.empty or lists.empty or open_now["locality"].isna().all():
        return pd.DataFrame(columns=columns)
    newest = profile[profile["month"] == profile["month"].max()]
    low = newest.loc[newest["band"].isin(AT_RISK), "practice_code"]
    each = open_now.merge(
        lists[["practice_code", "patients_registered"]],
        on="practice_code",
        how="left",
        validate="one_to_one",
    )
    each = each.assign(
        at_risk=each["practice_code"].isin(low).astype("float64"),
        with_risk=each["patients_registered"].where(each["practice_code"].isin(low), 0.0),
        named=each["practice_name"].where(each["practice_code"].isin(low)),
    )
    found = each.groupby("locality", as_index=False).agg(
        practice_name=("named", lambda names: "; ".join(sorted(names.dropna()))),
        practices=("practice_code", "size"),
        practices_at_risk=("at_risk", "sum"),
        patients=("patients_registered", "sum"),
        patients_at_risk=("with_risk", "sum"),
    )
    found = found[found["practices_at_risk"] > 0]
    others = (found["patients"] - found["patients_at_risk"]).where(lambda left: left > 0)
    percent = found["patients_at_risk"] / found["patients"].where(found["patients"] > 0) * 100
    return (
        found.assign(
            share_at_risk_percent=percent,
            added_to_others_percent=found["patients_at_risk"] / others * 100,
            warned=["yes" if at >= WARNED_FROM_PERCENT else "no" for at in percent],
        )
        .sort_values(["share_at_risk_percent", "locality"], ascending=[False, True])[columns]
        .reset_index(drop=True)
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Practices by flag and month, by contract event and year, at risk by locality."""
    ours, found = cycle.commissioner, []
    columns = [f"flag_{flag}" for flag in FLAGS]
    profile = tables["practice_profile"]
    for month, rows in profile.dropna(subset=columns, how="all").groupby("month"):
        seen = rows[columns].eq("yes")
        number = seen.sum(axis="columns")
        counts = {flag: seen[f"flag_{flag}"].sum() for flag in FLAGS}
        counts |= {SEVERAL: (number > 1).sum(), NONE: (number == 0).sum()}
        for flag, count in counts.items():
            found += figure(
                "practices_by_flag",
                count,
                area=ours,
                category=flag,
                period=month,
                source=sources(rows),
            )
    events = _known(tables["contract_event"], day=cycle.as_at)
    stages = _stage(events, day=cycle.as_at)
    years = events["requested_on"].map(periods.financial_year)
    for (year, kind), rows in events.groupby([years, "event_type"]):
        about = {"area": ours, "period": year, "source": sources(events)}
        for stage in STAGES:
            chosen = rows if stage == "requested" else rows[stages[rows.index] == stage]
            count = chosen["practice_code"].nunique()
            if count or stage == "requested":
                category = f"{kind.replace('_', ' ')}: {stage}"
                found += figure("practices_with_contract_event", count, category=category, **about)
    beside = neighbours(tables, commissioner=ours, day=cycle.as_at)
    behind = sources(profile, tables["practice"], tables["list_size"]) if len(beside) else ""
    for row in beside.to_dict("records"):
        found += share(
            "patients_of_practices_at_risk",
            row["patients_at_risk"],
            row["patients"],
            area=row["locality"],
            area_type="locality",
            period=cycle.as_at,
            source=behind,
            # Lists are published: a sum of a few of them tells whose they are.
            fewest_practices=1.0,
        )
    return found


def _known(events: pd.DataFrame, *, day: str) -> pd.DataFrame:
    return events[events["requested_on"] <= day].reset_index(drop=True)


def _stage(events: pd.DataFrame, *, day: str) -> pd.Series:
    """What had come of each event by the day; ``waiting`` where nothing had."""
    return events["decision"].where(events["decided_on"] <= day).fillna("waiting")
