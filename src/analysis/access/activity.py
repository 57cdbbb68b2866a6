"""Appointments in general practice and whose they are, and online services, as published."""

import pandas as pd

from analysis.access import backtests
from analysis.measures import by_row, figure, pick, ratio, share, sources, sums
from analysis.places import membership, patient_lists
from analysis.project import Cycle, periods

_AHEAD = 3  # months for which the latest shares are projected
# Kind of appointment: the column that holds it, and its values.
_KINDS = {
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
_TODAY = ["category", "month", "share_percent", "per_1000", "share_before_percent"]
_TODAY += ["projected_percent", "projected_low_80_percent", "projected_high_80_percent"]
_TODAY += ["straight_line_percent", "band", "change_points"]


def latest_month(measures: pd.DataFrame) -> pd.DataFrame:
    """The latest month's appointments by mode, professional, wait and attendance.

    Columns: category (the kind of appointment, "" for all), month, share_percent, per_1000,
    share_before_percent (the same month a year before), the share projected for three months
    later (projected_percent with its 80% band, and straight_line_percent), band (whether that
    band held when tried on the past: reliable, unreliable, or blank where it could not be tried)
    and change_points.

    One row per category.
    """
    shares = pick(measures, "appointments_share", area_type="commissioner")
    rates = pick(measures, "appointments_per_1000_registered", area_type="commissioner")
    actual = shares[shares["basis"] == "actual"]
    if rates.empty and actual.empty:
        return pd.DataFrame(columns=_TODAY)
    month = max([*actual["period"], *rates["period"]])
    ahead = shares[shares["period"] == periods.add_months(month, _AHEAD)]
    tried = backtests.calibration(measures)
    tried = tried[tried["months_ahead"].eq(_AHEAD) & tried["of_measure"].eq("appointments_share")]
    columns = {
        "share_percent": actual[actual["period"] == month],
        "per_1000": rates[rates["period"] == month],
        "share_before_percent": actual[actual["period"] == periods.add_months(month, -12)],
        "projected_percent": ahead[ahead["projection"] == "median"],
        "projected_low_80_percent": ahead[ahead["projection"] == "low_80"],
        "projected_high_80_percent": ahead[ahead["projection"] == "high_80"],
        "straight_line_percent": ahead[ahead["projection"] == "straight_line"],
    }
    by_kind = {name: rows.set_index("kind")["value"] for name, rows in columns.items()}
    found = pd.DataFrame(by_kind, index=pd.Index(["", *_KINDS], name="category"))
    return found.assign(
        month=month,
        band=tried.set_index("kind")["band"],
        change_points=found["share_percent"] - found["share_before_percent"],
    ).reset_index()[_TODAY]


def by_month(tables: dict[str, pd.DataFrame], *, commissioner: str) -> pd.DataFrame:
    """The commissioner's appointments: the regional file's months, and practices' for the rest.

    Columns: month, status, professional, mode, wait, appointments, source_file.

    One row per month, status, professional, mode, wait.
    """
    columns = ["month", "status", "professional", "mode", "wait", "appointments", "source_file"]
    regional = membership.rows_of(tables["appointments"], commissioner)[columns]
    by_practice = membership.rows_of(tables["practice_appointments"], commissioner)
    by_practice = by_practice[~by_practice["month"].isin(regional["month"].unique())]
    summed = by_practice.groupby(columns[:5], as_index=False).agg(
        appointments=("appointments", "sum"), source_file=("source_file", "first")
    )
    return pd.concat([regional, summed[columns]], ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Appointments, their coverage and online services, as rows of the long table."""
    return [
        *_appointment_figures(tables, cycle),
        *_coverage_figures(tables, cycle),
        *_submission_figures(tables, cycle),
        *_service_figures(tables, cycle),
    ]


def _appointment_figures(tables, cycle):
    ours, found = cycle.commissioner, []
    lists = tables["list_size"]
    for month, rows in by_month(tables, commissioner=ours).groupby("month"):
        about = {"area": ours, "period": month, "source": sources(rows)}
        total = rows["appointments"].sum()
        found += figure("appointments", total, **about)
        for kind, (column, values) in _KINDS.items():
            part = rows.loc[rows[column].isin(values), "appointments"].sum()
            found += share("appointments_share", part, total, kind=kind, **about)
        registered = patient_lists.list_near(lists, commissioner=ours, day=periods.month_end(month))
        about["source"] = sources(rows, registered)
        patients = registered["patients_registered"].sum()
        for kind, (column, values) in {"": ("month", (month,)), **_KINDS}.items():
            part = rows.loc[rows[column].isin(values), "appointments"].sum()
            name, its = "appointments_per_1000_registered", about | {"kind": kind}
            found += ratio(name, part, patients, times=1000.0, **its)
    return found


def _coverage_figures(tables, cycle):
    covered = membership.rows_of(tables["appointment_coverage"], cycle.commissioner)
    columns = {
        "appointments_coverage_practices": ("practices_included", "practices_open"),
        "appointments_coverage_patients": ("patients_included", "patients_open"),
    }
    by = {"period": "month", "source": "source_file"}
    return by_row(covered, columns, by=by, area=cycle.commissioner)


def _submission_figures(tables, cycle):
    ours = cycle.commissioner
    mine = membership.rows_of(tables["online_consultation"], ours)
    # Besides submissions the file counts capability, participation, use and patients.
    counts = mine[mine["metric"].str.contains("submission", case=False)]
    counts = counts[~counts["metric"].str.contains("rate|per 1", case=False, regex=True)]
    by = {"period": "month", "metric": "metric"}
    return sums("online_consultation_submissions", counts, "value", by=by, area=ours)


def _service_figures(tables, cycle):
    ours, found, service = cycle.commissioner, [], tables["online_service"]
    known = membership.members(tables, commissioner=ours, day=cycle.as_at)["practice_code"]
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
                about = {"period": month, "source": sources(mine[mine["month"] == month])}
                about |= {"area": ours, "status": "enabled"}
                parts = (rows[enabled].sum(), rows[size].sum())
                found += share("online_service_patients", *parts, **about)
    return found
