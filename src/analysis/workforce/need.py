"""How many staff the model asks for, by place, role and version, and how far there is to go."""

import pandas as pd

from analysis.measures import figure, pick, sources
from analysis.project import Cycle
from analysis.workforce.roles import GROUPS, ROLE_TITLES


def required_by_place(workforce_need: pd.DataFrame) -> pd.DataFrame:
    """FTE that each version of the model asks for, by locality and for all localities together.

    Columns: area (blank for all), role, model_version, needed_by, fte_required.

    One row per area, role, model_version, needed_by.
    """
    keys = ["role", "model_version", "needed_by"]
    each = workforce_need.rename(columns={"locality": "area"})[["area", *keys, "fte_required"]]
    whole = each.groupby(keys, as_index=False)["fte_required"].sum(min_count=1).assign(area="")
    return pd.concat([whole, each], ignore_index=True)[["area", *keys, "fte_required"]]


def newer_asks_for_more(workforce_need: pd.DataFrame, *, older: str, newer: str) -> pd.DataFrame:
    """Localities and roles for which the newer version asks for more than the older: none, ideally.

    One row per locality, role.
    """
    columns = ["locality", "role", "fte_required"]
    pair = [
        workforce_need.loc[workforce_need["model_version"] == version, columns]
        for version in (older, newer)
    ]
    both = pair[0].merge(
        pair[1], on=["locality", "role"], suffixes=("_older", "_newer"), validate="one_to_one"
    )
    return both[both["fte_required_newer"] > both["fte_required_older"]].reset_index(drop=True)


def newer_by_more(workforce_need: pd.DataFrame) -> pd.DataFrame:
    """Where the last version of the model asks for more than the first one that the return has.

    One row per locality, role.
    """
    versions = sorted(workforce_need["model_version"].dropna().unique())
    if len(versions) < 2:
        return workforce_need.iloc[:0]
    return newer_asks_for_more(workforce_need, older=versions[0], newer=versions[-1])


def gaps_by_place(measures: pd.DataFrame) -> pd.DataFrame:
    """In post less need for the version in use, a column for each staff group, shortest GPs first.

    Columns: locality, then ``<group>_gap_fte``.

    One row per locality.
    """
    gaps = pick(measures, "workforce_fte_gap", area_type="locality")
    gaps = gaps[gaps["category"].str.endswith(" in use")]
    if gaps.empty:
        return pd.DataFrame(columns=["locality"])
    gaps = gaps.assign(role=gaps["category"].str.split(" ").str[0])
    wide = pd.DataFrame({"locality": sorted(gaps["area"].unique())})
    for group in GROUPS:
        own = gaps[gaps["role"] == group].set_index("area")["value"]
        if len(own):
            wide[f"{group}_gap_fte"] = wide["locality"].map(own)
    return wide.sort_values(wide.columns[1], kind="stable", ignore_index=True)


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, found: list[dict]) -> list[dict]:
    """Need and gap as rows of the long table; ``found`` has the staff in post already.

    A locality's gap exists where every practice of it supplied the staff group: staff that are
    not known are no shortage. The commissioner's gap is the sum of those.
    """
    need, made = tables["workforce_need"], []
    in_use = set(need.loc[need["in_use"] == "yes", "model_version"])
    in_post, newest = _complete(found)
    gaps: dict[tuple[str, str], list[float]] = {}
    for row in required_by_place(need).to_dict("records"):
        category = f"{row['role']} {row['model_version']}"
        about = {
            "area": row["area"] or cycle.commissioner,
            "area_type": "locality" if row["area"] else "commissioner",
            "category": category + (" in use" if row["model_version"] in in_use else ""),
            "period": row["needed_by"],
        }
        made += figure(
            "workforce_fte_required",
            row["fte_required"],
            basis="plan",
            source=sources(need),
            **about,
        )
        here = in_post.get((row["area"], row["role"], newest))
        if here:
            gap = here["value"] - row["fte_required"]
            gaps.setdefault((about["category"], row["needed_by"]), []).append(gap)
            made += figure(
                "workforce_fte_gap",
                gap,
                basis="forecast",
                source=_both(here, need),
                **about,
            )
    some = next(iter(in_post.values()), None)
    for (category, needed_by), values in gaps.items():
        made += figure(
            "workforce_fte_gap",
            sum(values),
            area=cycle.commissioner,
            category=category,
            period=needed_by,
            basis="forecast",
            source=_both(some, need),
        )
    return made


def _complete(found: list[dict]) -> tuple[dict, str]:
    """Staff in post of the localities whose every practice supplied, and the newest snapshot."""

    def rows(measure):
        return {
            (row["area"], row["category"], row["period"]): row
            for row in found
            if row["measure"] == measure and row["area_type"] == "locality"
        }

    staff, supplied = rows("staff_fte"), rows("practices_supplying_workforce")
    newest = max((period for _, _, period in staff), default="")
    whole = {k: v for k, v in staff.items() if k in supplied and supplied[k]["value"] == 100}
    return whole, newest


def _both(staff: dict, need: pd.DataFrame) -> str:
    return ";".join(sorted({*staff["source"].split(";"), *sources(need).split(";")}))


def need_of(measures: pd.DataFrame, *, area: str) -> pd.DataFrame:
    """One place's staff in post beside the need by role, the model's versions as columns.

    Columns: role, supplied_by (practices), in_post_fte, then for each version
    ``needed_<version>_fte`` and, for the version in use, ``gap_fte`` (in post minus need:
    negative is short), blank where not every practice supplied. The commissioner's gap is over
    the localities that are complete: ``gap_over`` says how many. Staff of the community provider
    are not known by place: never zero.

    One row per role.
    """
    required = pick(measures, "workforce_fte_required", area=area)
    required = required[required["area_type"].isin(["locality", "commissioner"])]
    if required.empty:
        return pd.DataFrame(columns=["role"])
    parts = required["category"].str.split(" ", n=2, expand=True)
    required = required.assign(role=parts[0], version=parts[1])
    in_use = required["category"].str.endswith(" in use")
    staff = pick(measures, "staff_fte", area=area)
    staff = staff[staff["area_type"].isin(["locality", "commissioner"])]
    supplied = pick(measures, "practices_supplying_workforce", area=area)
    supplied = supplied[supplied["area_type"].isin(["locality", "commissioner"])]
    newest = supplied["period"].max() if len(supplied) else ""
    in_post = staff[staff["period"] == newest].set_index("category")["value"]
    supplied = supplied[supplied["period"] == newest].set_index("category")
    gaps = pick(measures, "workforce_fte_gap", area=area)
    gaps = gaps[gaps["category"].str.endswith(" in use")]
    gaps = gaps.assign(role=gaps["category"].str.split(" ").str[0]).set_index("role")["value"]
    rows = []
    for role in (*GROUPS, "community"):
        asked = required[required["role"] == role]
        if asked.empty:
            continue
        of = supplied.loc[role] if role in supplied.index else None
        rows.append(
            {
                "role": ROLE_TITLES[role],
                "supplied_by": "not supplied by locality"
                if role == "community"
                else None
                if of is None
                else f"{of['numerator']:.0f} of {of['denominator']:.0f} practices",
                "in_post_fte": in_post.get(role),
                **{
                    f"needed_{version}_fte": value
                    for version, value in zip(asked["version"], asked["value"], strict=True)
                },
                "gap_fte": gaps.get(role) if in_use.any() else None,
                **_gap_over(measures, role, area),
            }
        )
    return pd.DataFrame(rows)


def _gap_over(measures: pd.DataFrame, role: str, area: str) -> dict[str, str]:
    """For the commissioner: over how many of the localities a role's gap is known."""
    required = pick(measures, "workforce_fte_required", area_type="locality")
    if area in set(required["area"]):
        return {}
    known = pick(measures, "workforce_fte_gap", area_type="locality")
    counts = [
        rows.loc[rows["category"].str.startswith(f"{role} "), "area"].nunique()
        for rows in (known, required)
    ]
    return {"gap_over": f"{counts[0]} of {counts[1]} localities"}
