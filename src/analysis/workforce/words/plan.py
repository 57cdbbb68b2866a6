"""The sentences of the workforce report on need, what is coming, and where it is heading."""

import pandas as pd

from analysis.measures import pick, value_of
from analysis.project import periods
from analysis.writing.phrases import count, figure, first_up, joined

_STAFF = {
    "gp": "GPs",
    "nurse": "nurses",
    "direct_patient_care": "direct patient care staff",
    "admin": "administrative staff",
    "community": "community staff",
}


def definitions(measures: pd.DataFrame) -> str | None:
    """GPs by the two definitions that a reader meets most, at the latest snapshot."""
    rows = pick(measures, "gp_fte", area_type="commissioner")
    if rows.empty:
        return None
    now = rows[rows["period"] == rows["period"].max()].set_index("category")["value"]
    if "all" not in now:
        return None
    narrow = next(
        (
            (name, words)
            for name, words in (
                ("excluding_training_and_locums", "without those in training and locums"),
                ("excluding_registrars_and_locums", "without registrars and locums"),
            )
            if name in now
        ),
        None,
    )
    said = (
        f"Counting everyone, {periods.in_words(rows['period'].max())} had "
        f"{figure(now['all'], 'fte')} GPs"
    )
    if narrow:
        said += f"; {narrow[1]} it is {figure(now[narrow[0]], 'fte')}"
    wanted = ["all", *([narrow[0]] if narrow else [])]
    rates = pick(measures, "gp_fte_per_1000_registered", period=rows["period"].max())
    rates = rates.set_index("category")["value"]
    if {f"{name}_england" for name in wanted} <= set(rates.index):
        here = joined([f"{rates[name]:.2f}" for name in wanted])
        there = joined([f"{rates[f'{name}_england']:.2f}" for name in wanted])
        said += f". Per 1,000 patients that is {here}, in England {there}"
    return f"{said}."


def breaks(breaks_found: pd.DataFrame) -> list[str]:
    """Where a definition changed: the figures before and after are not one measure."""
    if breaks_found.empty:
        return []
    return [
        f"{row['definition']}: until {periods.in_words(row['last_period'])} the publisher counted "
        f"GPs {row['before']}, from {periods.in_words(row['first_period'])} GPs {row['after']}. "
        "The series breaks there: the two are not one measure and are not compared."
        for row in breaks_found.to_dict("records")
    ]


def like_for_like(measures: pd.DataFrame) -> str | None:
    """The change over the practices that supplied both snapshots, staff group by staff group."""
    rows = pick(measures, "staff_fte_change_like_for_like", area_type="commissioner")
    if rows.empty:
        return None
    rows = rows[rows["period"] == rows["period"].max()]
    split = rows["category"].str.split(" since ", expand=True)
    rows = rows.assign(group=split[0], since=split[1])
    parts = []
    for group in _STAFF:
        own = rows.loc[rows["group"] == group, "value"]
        if len(own):
            size = figure(abs(own.iloc[0]), "fte")
            way = "up" if own.iloc[0] > 0 else "down"
            parts.append(
                f"{_STAFF[group]} are " + ("unchanged" if size == "0.0 FTE" else f"{way} {size}")
            )
    since = periods.in_words(rows["since"].iloc[0])
    return f"Over the practices that supplied both, since {since} {joined(parts)}."


def restated(restated_rows: pd.DataFrame) -> str | None:
    """That files disagree about a snapshot, and which of them the report follows."""
    if restated_rows.empty:
        return None
    parts = [
        f"{row['staff_group']} of {count(row['practices'], 'practice')} in "
        f"{periods.in_words(row['snapshot'][:7])} (used: {row['used_fte']:.1f} FTE of "
        f"{row['used_file']}; not used: {row['other_fte']:.1f} of {row['other_file']})"
        for row in restated_rows.head(4).to_dict("records")
    ]
    more = len(restated_rows) - len(parts)
    rest = f" and {count(more, 'more figure')}" if more > 0 else ""
    return f"Restated between files: {joined(parts)}{rest}."


def needed(measures: pd.DataFrame, *, commissioner: str) -> str | None:
    """How far staff in post are from the need of the version in use, over all localities."""
    gaps = pick(measures, "workforce_fte_gap", area=commissioner)
    gaps = gaps[gaps["category"].str.endswith(" in use")].sort_values("value")
    if gaps.empty:
        return None
    version = gaps["category"].iloc[0].split(" ")[1]
    by = periods.in_words(gaps["period"].iloc[0])
    short = [
        f"{-row['value']:.1f} {_STAFF[row['category'].split(' ')[0]]}"
        for row in gaps[gaps["value"] <= -0.05].to_dict("records")
    ]
    if not short:
        return f"Staff in post meet the workforce model's need by {by} ({version}) in every group."
    return (
        f"Over the localities whose figures are complete, the workforce model ({version}) asks for "
        f"{joined(short)} (FTE) more by {by} than were in post."
    )


def versions(newer_asks_more: pd.DataFrame, measures: pd.DataFrame) -> str | None:
    """Whether the later version of the model asks for no more than the one in use anywhere."""
    required = pick(measures, "workforce_fte_required", area_type="locality")
    named = sorted({category.split(" ")[1] for category in required["category"]})
    if len(named) < 2:
        return None
    if newer_asks_more.empty:
        return (
            f"Model {named[-1]} asks for no more than {named[0]} in any locality and role, as "
            "it should: it leaves out growth in demand beyond population."
        )
    where = [
        f"{_STAFF[row['role']]} in {row['locality']}"
        for row in newer_asks_more.head(3).to_dict("records")
    ]
    return (
        f"Model {named[-1]} should ask for no more than {named[0]}, but does for "
        f"{joined(where)}{' and others' if len(newer_asks_more) > 3 else ''}: ask who runs the "
        "model."
    )


def pharmacists(measures: pd.DataFrame) -> str | None:
    """Pharmacists in post against the milestone and the target, or those in networks."""
    inside = pick(measures, "clinical_pharmacist_fte", area_type="commissioner", category="")
    network = pick(
        measures,
        "clinical_pharmacist_fte",
        area_type="commissioner",
        category="primary_care_networks",
    )
    goals = [
        pick(measures, "clinical_pharmacist_target", category=category)
        for category in ("milestone", "full")
    ]
    said = []
    for rows, where in ((inside, "Practices"), (network, "Networks")):
        if len(rows):
            now = rows.iloc[-1]
            said.append(
                f"{where} had {figure(now['value'], 'fte')} clinical pharmacists in "
                f"{periods.in_words(now['period'])}"
            )
    against = [
        f"{figure(rows.iloc[-1]['value'], 'fte')} wanted by "
        f"{periods.in_words(rows.iloc[-1]['period'])}"
        for rows in goals
        if len(rows)
    ]
    if not said and not against:
        return None
    if not said:
        return f"{first_up(joined(against))}: how many clinical pharmacists there are is not known."
    return f"{'; '.join(said)}{', against ' + joined(against) if against else ''}."


def schemes(measures: pd.DataFrame) -> str | None:
    """Practices interested in GPs from abroad and posts they want, against the target."""
    rows = pick(measures, "practices_interested_in_scheme", category="international_gp")
    if rows.empty:
        return None
    now = rows.iloc[-1]
    wanted = value_of(measures, "posts_wanted_in_scheme", category="international_gp")
    said = (
        f"By {periods.in_words(now['period'])}, {count(now['value'], 'practice')} had said they "
        "were interested in GPs from abroad"
    )
    if wanted is not None:
        said += f" and asked for {wanted:.0f}"
    target = pick(measures, "international_gp_target")
    if len(target):
        goal = target.iloc[-1]
        said += f", of {goal['value']:.0f} wanted by {periods.in_words(goal['period'])}"
    return f"{said}. Interest is evidence for a bid, not a post."


def heading(measures: pd.DataFrame) -> str | None:
    """Where the projection ends, and how far the national expectation is from it."""
    fan = pick(measures, "gp_fte_projected")
    if fan.empty:
        return None
    first, last = fan["period"].min(), fan["period"].max()
    now = value_of(fan, "gp_fte_projected", period=first, category="middle")
    ends = fan[fan["period"] == last].set_index("category")["value"]
    change = ends["middle"] - now
    moved = (
        "no change"
        if figure(abs(change), "fte") == "0.0 FTE"
        else f"{figure(abs(change), 'fte')} {'more' if change > 0 else 'fewer'}"
    )
    said = (
        f"On the logged assumptions there would be {figure(ends['middle'], 'fte')} GPs in "
        f"{periods.in_words(last)}, {moved} than in {periods.in_words(first)} "
        f"(four in five outcomes lie between {ends['low']:.0f} and {ends['high']:.0f})"
    ).replace("no change than", "the same as")
    wanted = pick(measures, "gp_fte_national_expectation")
    if len(wanted):
        goal = wanted.iloc[-1]["value"]
        beyond = ends["high"] < goal and wanted.iloc[-1]["period"] == last
        said += (
            f"; with the local share of the national growth there would be {figure(goal, 'fte')}"
        )
        said += ", above that range" if beyond else ""
    return f"{said}."


def back_tested(back_test: pd.DataFrame) -> str | None:
    """How the model would have done from one snapshot to the next."""
    if back_test.empty:
        return None
    row = back_test.iloc[-1]
    if pd.isna(row["actual_fte"]):
        return None
    off = row["actual_fte"] - row["middle_fte"]
    size = figure(abs(off), "fte")
    how = "exactly" if size == "0.0 FTE" else f"{size} {'too low' if off > 0 else 'too high'}"
    inside = "inside" if row["inside"] == "yes" else "outside"
    return (
        f"Started in {periods.in_words(row['from_period'])}, the model's middle for "
        f"{periods.in_words(row['of_period'])} is {how}; what happened lies {inside} its span. "
        f"{first_up(count(len(back_test), 'such test'))} "
        f"{'says' if len(back_test) == 1 else 'say'} little of the years ahead."
    )


def exceptions(workforce_issue: pd.DataFrame) -> list[str]:
    """The exceptions that the strategy itself admits, in its words, with where it says so."""
    rows = workforce_issue[workforce_issue["kind"] == "exception"]
    return [
        f"The plan itself makes an exception ({row['source_document']}): {row['issue']}."
        for row in rows.to_dict("records")
    ]


def assurance(measures: pd.DataFrame) -> str | None:
    """How many of the workforce measures have evidence, and whether there are the six."""
    rows = pick(measures, "workforce_assurance_measures", area_type="commissioner")
    if rows.empty:
        return None
    now = rows[rows["period"] == rows["period"].max()].set_index("category")["value"]
    total = int(now.sum())
    said = (
        f"Of {count(total, 'measure')}, {_some(now.get('evidenced', 0))} evidenced in full, "
        f"{_some(now.get('partly_evidenced', 0))} in part and "
        f"{_some(now.get('not_evidenced', 0))} not at all"
    )
    return f"{said}." if total == 6 else f"{said}; six are asked for."


def blockers(workforce_issue: pd.DataFrame) -> str | None:
    """How many blockers are open, and who owns them."""
    rows = workforce_issue[workforce_issue["kind"] == "blocker"]
    if rows.empty:
        return None
    still = rows[rows["status"] != "closed"]
    if still.empty:
        return "No blocker is open."
    owners = joined([f"the {role}" for role in sorted(still["owner_role"].dropna().unique())])
    return (
        f"{first_up(count(len(still), 'blocker'))} of the whole system "
        f"{'is' if len(still) == 1 else 'are'} open, owned by {owners}."
    )


def community(community_staff: pd.DataFrame) -> str | None:
    """What the community provider said, and what it did not."""
    if community_staff.empty:
        return None
    latest = community_staff["snapshot_date"].max()
    rows = community_staff[community_staff["snapshot_date"] == latest]
    if rows["locality"].isna().all():
        return (
            f"The community provider's staff of {periods.in_words(latest)} are not split by "
            "locality: every locality's line is left not known, which is not zero."
        )
    without = int(rows["locality"].isna().sum())
    return (
        f"{first_up(count(without, 'row'))} of the community provider's staff "
        f"{'is' if without == 1 else 'are'} not placed in a locality."
    )


def _some(number: float) -> str:
    if not number:
        return "none is"
    return f"{count(number, 'measure').split(' ')[0]} {'is' if number == 1 else 'are'}"
