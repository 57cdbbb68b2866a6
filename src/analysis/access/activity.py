"""Access today, from published files: appointments and their coverage, online, and quality."""

import pandas as pd

from analysis import places
from analysis.access.board import calibration
from analysis.measures import figure, pick, ratio, share, sources
from analysis.methods import special_cause
from analysis.places import patient_lists
from analysis.project import Cycle, periods

_AHEAD = 3  # months for which the latest shares are projected
_SHARES = {
    "face_to_face": ("mode", ("face to face",)),
    "telephone": ("mode", ("telephone",)),
    "video_or_online": ("mode", ("video or online",)),
    "home_visit": ("mode", ("home visit",)),
    "with_a_gp": ("professional", ("GP",)),
    "with_other_staff": ("professional", ("other practice staff",)),
    "same_day": ("wait", ("same day",)),
    "within_14_days": ("wait", ("same day", "1 day", "2 to 7 days", "8 to 14 days")),
    "did_not_attend": ("status", ("did not attend",)),
}


def appointments_today(measures: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """The latest month's appointments by mode, professional, wait and attendance.

    Columns: category ("" for all), month, share_percent, per_1000, share_before_percent (the
    same month a year before), change_points, and the share projected for three months later:
    projected_percent with its 80% band and straight_line_percent, and whether that band held when
    tried on the past (band: reliable, unreliable, or blank where it could not be tried).

    One row per category.
    """
    ours = measures[measures["area"] == commissioner]
    shares = pick(ours, "appointments_share", basis="actual")
    rates = pick(ours, "appointments_per_1000_registered")
    if rates.empty and shares.empty:
        return pd.DataFrame(columns=["category", "month", "share_percent", "per_1000"])
    month = max([*shares["period"], *rates["period"]])
    before = periods.add_months(month, -12)
    ahead = pick(ours, "appointments_share", basis="forecast")
    ahead = ahead[ahead["period"] == periods.add_months(month, _AHEAD)]
    tried = calibration(measures, commissioner=commissioner)
    tried = tried[tried["months_ahead"] == _AHEAD].set_index("tested")["band"]
    later = dict(zip(ahead["category"], ahead["value"], strict=True))
    at = {
        name: rows[rows["period"] == when].set_index("category")["value"]
        for name, rows, when in (
            ("share_percent", shares, month),
            ("per_1000", rates, month),
            ("share_before_percent", shares, before),
        )
    }
    found = pd.DataFrame(
        [
            {"category": category, "month": month}
            | {name: values.get(category) for name, values in at.items()}
            | {
                name: later.get(f"{category}:projected_{band}")
                for name, band in (
                    ("projected_percent", "median"),
                    ("projected_low_80_percent", "low_80"),
                    ("projected_high_80_percent", "high_80"),
                    ("straight_line_percent", "straight_line"),
                )
            }
            | {"band": tried.get(f"appointments_share:{category}")}
            for category in ("", *_SHARES)
        ]
    )
    return found.assign(
        change_points=found["share_percent"].astype("float64")
        - found["share_before_percent"].astype("float64")
    )


def appointments_by_month(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
    """The commissioner's appointments: the regional file's months, and practices' for the rest.

    Columns: month, status, professional, mode, wait, appointments, source_file.

    One row per month, status, professional, mode, wait.
    """
    columns = ["month", "status", "professional", "mode", "wait", "appointments", "source_file"]
    regional = tables["appointments"]
    regional = regional[regional["commissioner_code"] == commissioner][columns]
    by_practice = tables["practice_appointments"]
    by_practice = by_practice[
        (by_practice["commissioner_code"] == commissioner)
        & ~by_practice["month"].isin(regional["month"].unique())
    ]
    summed = by_practice.groupby(columns[:5], as_index=False).agg(
        appointments=("appointments", "sum"), source_file=("source_file", "first")
    )
    return pd.concat([regional, summed[columns]], ignore_index=True)


# Share of appointments, which way is better (for a wait or an absence; a mode is neither).
CHARTED = {
    "same_day": "neither",
    "within_14_days": "higher",
    "did_not_attend": "lower",
    "face_to_face": "neither",
}


CONTACTS, CONTACTS_UNIT = "contacts_per_1000_registered", "contacts_per_1000"
# Every monthly series with a special-cause chart of its own.
_SERIES = (*(("appointments_share", category) for category in CHARTED), (CONTACTS, ""))

# How a special-cause chart reads what ``special_causes`` gives.
CONTROL = {
    "period": "month",
    "value": "value",
    "mean": "mean",
    "low": "low",
    "high": "high",
    "variation": "variation",
}


def special_causes(
    measures: pd.DataFrame,
    *,
    commissioner: str,
    measure: str = "appointments_share",
    category: str = "",
    count_beyond: bool = True,
) -> pd.DataFrame:
    """A monthly measure as a special-cause chart, over its last months without a gap.

    ``count_beyond`` chooses the variant of the two-of-three rule, see ``spc``. Columns: month,
    value, mean, low, high, the rules of ``spc.RULES``, variation, trial.

    One row per month.
    """
    rows = pick(measures, measure, area=commissioner, category=category, basis="actual")
    months = rows["period"].tolist()
    start = len(months) - 1
    while start > 0 and months[start - 1] == periods.add_months(months[start], -1):
        start -= 1
    rows = rows.iloc[max(start, 0) :]
    if rows.empty:
        return pd.DataFrame(columns=["month", "value", "mean", "low", "high", "variation", "trial"])
    chart = special_cause.xmr(
        rows["value"].tolist(),
        better=CHARTED.get(category, "neither"),
        count_beyond=count_beyond,
    )
    return chart.assign(month=rows["period"].to_numpy())


def special_cause_summary(measures: pd.DataFrame, *, commissioner: str) -> pd.DataFrame:
    """Every monthly series that has a special-cause chart: its latest month, limits and causes.

    Columns: measure, category, months, month, value, mean, low, high, variation (of the latest
    month), special_months (by the rule in use), special_months_before (by the two-of-three rule
    until November 2023), trial.

    One row per measure, category.
    """
    rows = []
    for measure, category in _SERIES:
        about = {"measure": measure, "category": category, "commissioner": commissioner}
        chart = special_causes(measures, **about)
        if chart.empty:
            continue
        before = special_causes(measures, count_beyond=False, **about)
        last = chart.iloc[-1]
        rows.append(
            {
                "measure": measure,
                "category": category,
                "months": len(chart),
                **{
                    name: last[name]
                    for name in ("month", "value", "mean", "low", "high", "variation", "trial")
                },
                "special_months": int((chart["variation"] != special_cause.COMMON).sum()),
                "special_months_before": int((before["variation"] != special_cause.COMMON).sum()),
            }
        )
    return pd.DataFrame(rows)


def limit_figures(measures: pd.DataFrame, cycle: Cycle) -> list[dict]:
    """Mean and limits of every special-cause chart, and how many points are special."""
    found = []
    for measure, category in _SERIES:
        chart = special_causes(
            measures, measure=measure, category=category, commissioner=cycle.commissioner
        )
        if chart.empty:
            continue
        last = chart.iloc[-1]
        rows = measures[(measures["measure"] == measure) & (measures["category"] == category)]
        name = ":".join(part for part in (measure, category) if part)
        about = {"area": cycle.commissioner, "period": last["month"]}
        about["source"] = ";".join(sorted(set(";".join(rows["source"]).split(";"))))
        for limit in ("mean", "low", "high"):
            found += figure("special_cause_limit", last[limit], category=f"{name}:{limit}", **about)
        special = (chart["variation"] != special_cause.COMMON).sum()
        found += figure("special_cause_points", special, category=name, **about)
    return found


def _appointment_figures(tables, cycle):
    ours, found = cycle.commissioner, []
    lists = tables["list_size"]
    for month, rows in appointments_by_month(tables, commissioner=ours).groupby("month"):
        about = {"area": ours, "period": month, "source": sources(rows)}
        total = rows["appointments"].sum()
        found += figure("appointments", total, **about)
        for category, (column, values) in _SHARES.items():
            part = rows.loc[rows[column].isin(values), "appointments"].sum()
            found += share("appointments_share", part, total, category=category, **about)
        registered = patient_lists.list_on(lists, commissioner=ours, day=periods.month_end(month))
        about["source"] = sources(rows, registered)
        for category, (column, values) in {"": ("month", (month,)), **_SHARES}.items():
            found += ratio(
                "appointments_per_1000_registered",
                rows.loc[rows[column].isin(values), "appointments"].sum(),
                registered["patients_registered"].sum(),
                times=1000.0,
                category=category,
                **about,
            )
    return found


def _coverage_figures(tables, cycle):
    covered, ours, found = tables["appointment_coverage"], cycle.commissioner, []
    for row in covered[covered["commissioner_code"] == ours].to_dict("records"):
        for of in ("practices", "patients"):
            found += share(
                f"appointments_coverage_{of}",
                row[f"{of}_included"],
                row[f"{of}_open"],
                area=ours,
                period=row["month"],
                source=row["source_file"],
            )
    return found


def _online_figures(tables, cycle):
    ours, found = cycle.commissioner, []
    submitted = tables["online_consultation"]
    mine = submitted[submitted["commissioner_code"] == ours]
    # Beside submissions the file counts capability, participation, use and patients.
    counts = mine[mine["metric"].str.contains("submission", case=False)]
    counts = counts[~counts["metric"].str.contains("rate|per 1", case=False, regex=True)]
    for (month, metric), rows in counts.groupby(["month", "metric"]):
        found += figure(
            "online_consultation_submissions",
            rows["value"].sum(min_count=1),
            area=ours,
            category=metric,
            period=month,
            source=sources(rows),
        )
    service = tables["online_service"]
    known = places.members(tables, commissioner=ours, day=cycle.as_at)["practice_code"]
    mine = service[service["practice_code"].isin(known)]
    wide = mine.pivot_table(
        index=["month", "practice_code"], columns="field", values="value", aggfunc="first"
    )
    for size, enabled in (
        ("patient_list_size", "Total_Pat_Enbld"),
        ("NoPatients", "PatientsEnabled"),
    ):
        if size in wide and enabled in wide:
            both = wide[[size, enabled]].dropna()
            for month, rows in both.groupby(level="month"):
                found += share(
                    "online_service_patients",
                    rows[enabled].sum(),
                    rows[size].sum(),
                    area=ours,
                    category="enabled",
                    period=month,
                    source=sources(mine[mine["month"] == month]),
                )
    return found


def _quality_figures(tables, cycle):
    ours, found = cycle.commissioner, []
    qof = tables["qof"]
    mine = qof[qof["commissioner_code"] == ours]
    for year, rows in mine.dropna(subset=["points"]).groupby("financial_year"):
        about = {"area": ours, "period": year, "source": sources(rows)}
        found += figure("qof_achievement", rows["points"].mean(), category="mean_points", **about)
        found += figure(
            "qof_achievement",
            rows["points_maximum"].max(),
            category="maximum_points",
            **about,
        )
    return found


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Appointments, their coverage, online services and quality, as rows of the long table."""
    return [
        *_appointment_figures(tables, cycle),
        *_coverage_figures(tables, cycle),
        *_online_figures(tables, cycle),
        *_quality_figures(tables, cycle),
    ]
