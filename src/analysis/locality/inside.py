"""What is inside one place: its practices, and the issues that its figures raise."""

import pandas as pd

from analysis import places, workforce
from analysis.locality.standing import (
    ACCESS,
    WORKFORCE,
    Line,
    beyond,
    in_table,
    peers,
    place_type,
    rank_words,
)
from analysis.measures import pick
from analysis.places import patient_lists
from analysis.project import Cycle, periods
from analysis.writing.phrases import count, figure, joined

_STAFF_COLUMNS = {
    "gp": "gp_fte",
    "nurse": "nurse_fte",
    "direct_patient_care": "direct_patient_care_fte",
    "admin": "admin_fte",
}
_HEADCOUNT = {group: f"{group}_headcount" for group in _STAFF_COLUMNS}
_PLURAL = {"locality": "localities", "pcn": "networks"}
_ENDS = 3  # a place among the three highest or lowest is worth a word


def practices(tables: dict[str, pd.DataFrame], cycle: Cycle, *, place: str) -> pd.DataFrame:
    """The practices of one place with patients at the latest list and staff at the latest snapshot.

    Columns: practice (name, code, and since when closed), patients_registered (0 where it closed
    and its list moved), then FTE and headcount of each staff group (gp_fte, gp_headcount, ...);
    blank where the practice supplied nothing, left out where the cycle has no snapshot.

    One row per practice open on the committee's day or in the latest snapshot.
    """
    ours = cycle.commissioner
    known = places.members(tables, commissioner=ours, day=cycle.as_at)
    here = known[(known["locality"] == place) | (known["pcn_code"] == place)]
    lists = patient_lists.list_on(tables["list_size"], commissioner=ours, day=cycle.as_at)
    shown = here.merge(
        lists[["practice_code", "patients_registered"]],
        on="practice_code",
        how="left",
        validate="one_to_one",
    )
    staff = workforce.claimed(tables["practice_staff"], members=known, commissioner=ours)
    staff = staff[(staff["commissioner_code"] == ours) & (staff["role"] == "all")]
    newest = staff[staff["snapshot_date"] == staff["snapshot_date"].max()]
    columns = []
    for group, column in _STAFF_COLUMNS.items():
        own = newest[newest["staff_group"] == group].set_index("practice_code")
        for name, kind in ((column, "fte"), (_HEADCOUNT[group], "headcount")):
            if len(own):
                shown[name] = shown["practice_code"].map(own[kind])
                columns.append(name)
    closed = tables["practice"].set_index("practice_code")["closed_on"].dropna()
    shown["closed_on"] = shown["practice_code"].map(closed).astype("str")
    gone = shown["closed_on"].notna() & (shown["closed_on"] <= cycle.as_at)
    after = ", closed " + shown["closed_on"].fillna("").map(periods.in_words) + ": list moved"
    names = shown["practice_name"].map(places.as_read, na_action="ignore")
    shown["practice"] = names + " (" + shown["practice_code"] + ")"
    shown["practice"] += after.where(gone, "")
    shown["patients_registered"] = shown["patients_registered"].mask(
        gone & shown["patients_registered"].isna(), 0.0
    )
    relevant = ~gone | shown["practice_code"].isin(newest["practice_code"])
    return shown.loc[relevant, ["practice", "patients_registered", *columns]].reset_index(drop=True)


def practices_as_read(rows: pd.DataFrame) -> pd.DataFrame:
    """``practices`` for a page: FTE with people in brackets, a column for each staff group.

    One row per practice.
    """
    shown = rows[["practice", "patients_registered"]]
    for group, column in _STAFF_COLUMNS.items():
        if column in rows:
            pairs = zip(rows[column], rows[_HEADCOUNT[group]], strict=True)
            said = [
                None if pd.isna(fte) else f"{fte:.1f}" + ("" if pd.isna(n) else f" ({n:.0f})")
                for fte, n in pairs
            ]
            shown = shown.assign(**{workforce.ROLE_TITLES[group]: said})
    return shown


def issues(
    measures: pd.DataFrame, tables: dict[str, pd.DataFrame], cycle: Cycle, *, place: str
) -> pd.DataFrame:
    """What a locality's chair should look at first, each with its evidence and its rule.

    Columns: issue, evidence, rule. Empty where no rule applies. No row is about one practice.

    One row per issue.
    """
    area_type = place_type(measures, place)
    if area_type is None:
        return pd.DataFrame(columns=["issue", "evidence", "rule"])
    found = [
        *_at_an_end(measures, place, area_type),
        *_short(measures, place),
        *_not_supplied(measures, place, area_type),
        *_not_reached(measures, place, area_type),
        *_closed(tables, cycle, place),
    ]
    return pd.DataFrame(found, columns=["issue", "evidence", "rule"])


def homes(measures: pd.DataFrame, *, place: str) -> tuple[float, int, int] | None:
    """Patients of a place, and the fewest and most Primary Care Homes that they make.

    None where the list or the size of a home is not known. The most is at least the fewest
    wherever the list can be divided within the size; where it cannot, it is lower.
    """
    area_type = place_type(measures, place)
    rows = pick(measures, "registered_patients", area=place, area_type=area_type or "")
    size = pick(measures, "primary_care_home_size").set_index("category")["value"]
    if rows.empty or not {"least", "most"} <= set(size.index):
        return None
    patients = float(rows.iloc[-1]["value"])
    return patients, int(-(-patients // size["most"])), int(patients // size["least"])


def _at_an_end(measures, place, area_type):
    watched = (
        (WORKFORCE[0], "lowest", "Few GPs for the patients"),
        (WORKFORCE[2], "lowest", "Few nurses for the patients"),
        (WORKFORCE[5], "highest", "Many GPs near retirement"),
        (WORKFORCE[6], "highest", "Many nurses near retirement"),
        (Line("list_growth", "since", ""), "highest", "The list grows fast"),
        (Line("patients_by_age", "75_plus", ""), "highest", "Many patients of 75 and over"),
    )
    for line, end, issue in watched:
        rows = peers(measures, line, area_type=area_type)
        if len(rows) <= 2 * _ENDS or place not in set(rows["area"]):
            continue
        own = rows.loc[rows["area"] == place, "value"].iloc[0]
        unit = rows["unit"].iloc[0]
        say, values = in_table(unit), rows["value"].tolist()
        above, below = beyond(own, values, say=say)
        if (below if end == "lowest" else above) >= _ENDS or above == below == 0:
            continue
        yield {
            "issue": issue,
            "evidence": f"{figure(own, unit)} {_when(rows['period'].iloc[0])}, "
            f"{rank_words(own, values, say=say)}; "
            f"the middle of all {len(rows)} is {figure(rows['value'].median(), unit)}",
            "rule": f"among the three {end}, ties included",
        }


def _when(period: str) -> str:
    return f"{'on' if len(period) == len('2017-10-01') else 'in'} {periods.in_words(period)}"


def _short(measures, place):
    gaps = pick(measures, "workforce_fte_gap", area=place)
    gaps = gaps[gaps["category"].str.endswith(" in use") & (gaps["value"] < -0.05)]
    for row in gaps.sort_values("value").head(2).to_dict("records"):
        role, version = row["category"].split(" ")[:2]
        yield {
            "issue": f"{workforce.ROLE_TITLES[role]}: fewer than the model asks for",
            "evidence": f"{figure(-row['value'], 'fte')} short of the need by "
            f"{periods.in_words(row['period'])}, model {version}",
            "rule": "the two largest shortfalls against the version in use",
        }


def _not_supplied(measures, place, area_type):
    rows = pick(
        measures, "practices_supplying_workforce", area=place, area_type=area_type, basis="actual"
    )
    rows = rows[(rows["period"] == rows["period"].max()) & (rows["value"] < 100)]
    for row in rows.to_dict("records"):
        lacking = row["denominator"] - row["numerator"]
        yield {
            "issue": f"{workforce.ROLE_TITLES[row['category']]}: the figures are not complete",
            "evidence": f"{count(lacking, 'practice').split(' ')[0]} of "
            f"{row['denominator']:.0f} practices supplied none "
            f"in {periods.in_words(row['period'])}",
            "rule": "any practice without a figure",
        }


def _not_reached(measures, place, area_type):
    for line in ACCESS:
        rows = peers(measures, line, area_type=area_type)
        own = rows.loc[rows["area"] == place, "value"]
        ahead = rows[rows["value"] > 0]
        if len(own) and own.iloc[0] == 0 and len(ahead):
            yield {
                "issue": f"{line.title}: none yet",
                "evidence": f"{count(len(ahead), 'place').split(' ')[0]} of {len(rows) - 1} other "
                f"{_PLURAL[area_type]} {'has' if len(ahead) == 1 else 'have'} begun, by "
                f"{periods.in_words(rows['period'].iloc[0])}",
                "rule": "none here, some elsewhere",
            }


def _closed(tables, cycle, place):
    register_rows = tables["practice"]
    here = register_rows[register_rows["locality"] == place]
    gone = here[here["closed_on"].notna() & (here["closed_on"] <= cycle.as_at)]
    since = periods.add_months(cycle.as_at[:7], -24)
    gone = gone[gone["closed_on"] >= since]
    if len(gone):
        reasons = gone["close_reason"].fillna("not stated").value_counts()
        yield {
            "issue": "Practices have closed or merged",
            "evidence": f"{joined([count(n, reason) for reason, n in reasons.items()])} since "
            f"{periods.in_words(gone['closed_on'].min())}",
            "rule": "in the two years to the committee's day",
        }
