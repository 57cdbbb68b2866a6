"""How many staff the model asks for, by place, role and version, and how far there is to go."""

from typing import Any

import pandas as pd

from analysis.disclosure import small_numbers
from analysis.measures import figure, pick, sources
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.workforce.roles import GROUPS, TITLES
from analysis.workforce.staff import of_practices

SHORTFALL, SURPLUS = "workforce_fte_shortfall", "workforce_fte_surplus"


def required_by_place(workforce_need: pd.DataFrame) -> pd.DataFrame:
    """FTE that each version of the model asks for, by locality and for all localities together.

    Columns: area (blank for all), role, model_version, needed_by, fte_required.

    One row per area, role, model_version, needed_by.
    """
    keys = ["role", "model_version", "needed_by"]
    each = workforce_need.rename(columns={"locality": "area"})[["area", *keys, "fte_required"]]
    whole = each.groupby(keys, as_index=False)["fte_required"].sum(min_count=1).assign(area="")
    return pd.concat([whole, each], ignore_index=True)[["area", *keys, "fte_required"]]


def newer_asks_for_more(workforce_need: pd.DataFrame) -> pd.DataFrame:
    """Where the last version of the model asks for more than the first one that the return has.

    Columns: locality, role, fte_required_older, fte_required_newer. Ideally there is none.

    One row per locality, role.
    """
    versions = workforce_need["model_version"]
    rows = workforce_need[["locality", "role", "fte_required"]]
    both = rows[versions == versions.min()].merge(
        rows[versions == versions.max()],
        on=["locality", "role"],
        suffixes=("_older", "_newer"),
        validate="one_to_one",
    )
    return both[both["fte_required_newer"] > both["fte_required_older"]].reset_index(drop=True)


def gaps_by_place(measures: pd.DataFrame) -> pd.DataFrame:
    """In post less need for the version in use, a column for each staff group, shortest GPs first.

    Columns: locality, then ``<group>_gap_fte``.

    One row per locality.
    """
    gaps = pick(measures, "workforce_fte_gap", area_type="locality", status="in use")
    if gaps.empty:
        return pd.DataFrame(columns=["locality"])
    wide = gaps.pivot_table(index="area", columns="role", values="value", aggfunc="first")
    wide = wide.filter(GROUPS).add_suffix("_gap_fte").rename_axis(columns=None)
    wide = wide.reset_index(names="locality")
    return wide.sort_values(wide.columns[1], kind="stable", ignore_index=True)


def by_role(measures: pd.DataFrame, *, area: str) -> pd.DataFrame:
    """One place's staff in post and the need by role, the version in use before the others.

    Columns: role, supplied_by (practices), in_post_fte, ``needed_<version>_fte`` and, for the
    version in use, a locality's ``gap_fte`` (in post minus need: negative is short), blank where
    not every practice supplied. For the commissioner short_fte and over_fte, its localities'
    shortfalls and surpluses apart, and ``known_for``, how many localities they are of. Staff of
    the community provider are not known by place: never zero.

    One row per role.
    """
    required = pick(measures, "workforce_fte_required", area=area)
    if required.empty:
        return pd.DataFrame(columns=["role"])
    supplied = pick(measures, "practices_supplying_workforce", area=area)
    supplied = supplied[supplied["period"] == supplied["period"].max()]
    in_post = pick(measures, "staff_fte", area=area)
    in_post = in_post[in_post["period"].isin(supplied["period"])]
    supplied_by = {row["staff_group"]: of_practices(row) for row in supplied.to_dict("records")}
    needed = required.pivot_table(
        index="role", columns="model_version", values="value", aggfunc="last"
    )
    first = [version_in_use(measures)]
    needed = needed[sorted(needed.columns, key=lambda version: (version not in first, version))]
    needed = needed.add_prefix("needed_").add_suffix("_fte").rename_axis(columns=None)
    roles = pd.Series([role for role in TITLES if role in needed.index])
    rows = pd.DataFrame(
        {
            "role": roles.map(TITLES),
            "supplied_by": roles.map(supplied_by | {"community": "not supplied by locality"}),
            "in_post_fte": roles.map(in_post.set_index("staff_group")["value"]),
            **needed.loc[roles].reset_index(drop=True),
        }
    )
    if not required["area_type"].eq("commissioner").all():
        return rows.assign(gap_fte=roles.map(_in_use(measures, "workforce_fte_gap", area)))
    asked, known = (
        pick(measures, name, area_type="locality").groupby("role")["area"].nunique()
        for name in ("workforce_fte_required", "workforce_fte_gap")
    )
    of = roles.map(known).fillna(0).map("{:.0f} of ".format) + roles.map(asked).astype(str)
    return rows.assign(
        short_fte=roles.map(_in_use(measures, SHORTFALL, area)),
        over_fte=roles.map(_in_use(measures, SURPLUS, area)),
        known_for=of + " localities",
    )


def version_in_use(measures: pd.DataFrame) -> str | None:
    """The version of the model that the return marks as in use; None where it marks none."""
    marked = pick(measures, "workforce_fte_required", status="in use")["model_version"]
    return None if marked.empty else str(marked.iloc[0])


def _in_use(measures: pd.DataFrame, measure: str, area: str) -> pd.Series:
    return pick(measures, measure, area=area, status="in use").set_index("role")["value"]


def community(community_staff: pd.DataFrame) -> pd.DataFrame:
    """The community provider's staff by role at the latest snapshot, as the rule allows.

    Columns: role, locality (``not supplied`` where the provider does not give it), headcount.

    One row per provider's role and locality.
    """
    newest = community_staff["snapshot_date"] == community_staff["snapshot_date"].max()
    rows = community_staff.loc[newest, ["role", "locality", "headcount"]]
    return small_numbers.protect(
        rows.fillna({"locality": "not supplied"}).reset_index(drop=True),
        counts=["headcount"],
        rule=TABLES["community_staff"].disclosure,
    )


def figures(tables: dict[str, pd.DataFrame], cycle: Cycle, rates: list[dict]) -> list[dict]:
    """Need and gap as rows of the long table; ``rates`` has the staff in post already.

    A locality's gap exists where every practice of it supplied the staff group: staff that are
    not known are no shortage. The commissioner has no gap of its own: shortfalls and surpluses
    of its localities are summed apart.
    """
    need, found = tables["workforce_need"], []
    in_use = set(need.loc[need["in_use"] == "yes", "model_version"])
    in_post = _in_post(rates)
    newest = max((row["period"] for row in rates if row["measure"] == "staff_fte"), default="")
    gaps: dict[tuple, list[tuple[float, str]]] = {}
    source = sources(need)
    for row in required_by_place(need).to_dict("records"):
        about: dict[str, Any] = {"role": row["role"], "model_version": row["model_version"]}
        about["status"] = "in use" if row["model_version"] in in_use else ""
        about["period"] = row["needed_by"]
        place: dict[str, Any] = {"area": row["area"], "area_type": "locality"}
        if not row["area"]:
            place = {"area": cycle.commissioner}
        required = row["fte_required"]
        found += figure(
            "workforce_fte_required", required, basis="plan", source=source, **place, **about
        )
        here = in_post.get((row["area"], row["role"], newest))
        if here:
            about["basis"] = "forecast"
            gap, files = here["value"] - required, _both(here["source"], source)
            gaps.setdefault(tuple(about.items()), []).append((gap, files))
            found += figure("workforce_fte_gap", gap, source=files, **place, **about)
    for key, known in gaps.items():
        of: dict[str, Any] = {"area": cycle.commissioner, **dict(key)}
        of["source"] = _both(*(files for _, files in known))
        short, over = (sum(max(sign * gap, 0.0) for gap, _ in known) for sign in (-1, 1))
        found += figure("workforce_fte_shortfall", short, **of)
        found += figure("workforce_fte_surplus", over, **of)
    return found


def _in_post(rates: list[dict]) -> dict[tuple[str, str, str], dict]:
    """Staff in post by locality, group and snapshot, where every practice supplied figures."""

    def rows(measure):
        return {
            (row["area"], row["staff_group"], row["period"]): row
            for row in rates
            if row["measure"] == measure and row["area_type"] == "locality"
        }

    supplied = rows("practices_supplying_workforce")
    return {key: row for key, row in rows("staff_fte").items() if supplied[key]["value"] == 100}


def _both(*sources_of: str) -> str:
    return ";".join(sorted({file for each in sources_of for file in each.split(";")} - {""}))
