"""Monthly measures as special-cause charts: limits, and the months that differ from the usual."""

from collections.abc import Iterable

import pandas as pd

from analysis.measures import all_sources, by_row, pick, value_of
from analysis.methods import special_cause
from analysis.project import Baseline, Cycle, periods

# Shares of appointments with a chart; which way is better (for a wait or an absence; a mode is
# neither).
BETTER = {
    "same_day": "neither",
    "within_14_days": "higher",
    "did_not_attend": "lower",
    "face_to_face": "neither",
}
# Every monthly series with a special-cause chart of its own: measure, kind of appointment.
_SERIES = (
    *(("appointments_share", kind) for kind in BETTER),
    ("contacts_per_1000_registered", ""),
)
_SHOWN = ["month", "value", "mean", "low", "high", "variation", "way", "trial", "because"]
_COUNTED = ["special_months", "special_months_before", "target", "assurance"]
_SUMMARY = ["measure", "category", "months", *_SHOWN, *_COUNTED]


def chart(
    measures: pd.DataFrame,
    *,
    measure: str = "appointments_share",
    kind: str = "",
    count_beyond: bool = True,
    baselines: Iterable[Baseline] = (),
) -> pd.DataFrame:
    """A monthly measure as a special-cause chart, over its last months without a gap.

    ``kind`` is the kind of appointment, for a share of them; ``count_beyond`` chooses the variant
    of the two-of-three rule, see ``methods.special_cause``; ``baselines`` are the cycle's named
    changes from which limits are set anew. Columns: month, value, mean, low, high, the rules of
    ``special_cause.RULES``, variation, way, trial, because (the change, where it sets in).

    One row per month.
    """
    rows = pick(measures, measure, area_type="commissioner", kind=kind, basis="actual")
    months = rows["period"].tolist()
    start = max(len(months) - 1, 0)
    while start > 0 and months[start - 1] == periods.add_months(months[start], -1):
        start -= 1
    rows = rows.iloc[start:]
    if rows.empty:
        return pd.DataFrame(columns=_SHOWN)
    known = rows["period"].tolist()
    anew = {
        known.index(one.month): one.because
        for one in baselines
        if (one.measure, one.kind) == (measure, kind) and one.month in known[1:]
    }
    found = special_cause.xmr(
        rows["value"].tolist(),
        better=BETTER.get(kind, "neither"),
        count_beyond=count_beyond,
        starts=list(anew),
    )
    because = [anew.get(place, "") for place in range(len(known))]
    return found.assign(month=known, because=because)


def summary(measures: pd.DataFrame, baselines: Iterable[Baseline] = ()) -> pd.DataFrame:
    """Every monthly series that has a special-cause chart: its latest month, limits and causes.

    Columns: measure, category (the kind of appointment), months, month, value, mean, low, high,
    variation and way (of the latest month), trial, special_months (by the rule in use),
    special_months_before (by the two-of-three rule until November 2023), target and assurance
    (blank without a target), because (the named changes of its baseline).

    One row per measure, category.
    """
    rows = []
    for measure, kind in _SERIES:
        now, before = (
            chart(
                measures, measure=measure, kind=kind, count_beyond=count_beyond, baselines=baselines
            )
            for count_beyond in (True, False)
        )
        if len(now):
            last = now.iloc[-1]
            target = value_of(
                measures, measure, area_type="commissioner", kind=kind, basis="target"
            )
            assured = special_cause.assurance(
                last["low"], last["high"], target=target, better=BETTER.get(kind, "neither")
            )
            changes = now[now["because"] != ""]
            rows.append(
                last.to_dict()
                | {
                    "measure": measure,
                    "category": kind,
                    "months": len(now),
                    "special_months": _special_months(now),
                    "special_months_before": _special_months(before),
                    "target": target,
                    "assurance": assured,
                    "because": list(zip(changes["month"], changes["because"], strict=True)),
                }
            )
    return pd.DataFrame(rows, columns=_SUMMARY)


def trends(measures: pd.DataFrame) -> list[list[float]]:
    """The values of each series of ``summary``, in its order."""
    charts = (chart(measures, measure=measure, kind=kind) for measure, kind in _SERIES)
    return [found["value"].tolist() for found in charts if len(found)]


def _special_months(found: pd.DataFrame) -> int:
    return int((found["variation"] != special_cause.COMMON).sum())


def figures(measures: pd.DataFrame, cycle: Cycle) -> list[dict]:
    """Mean and limits of every special-cause chart, and how many points are special."""
    rows = summary(measures, cycle.baselines)
    series = zip(rows["measure"], rows["category"], strict=True)
    source = [all_sources(pick(measures, measure, kind=kind)) for measure, kind in series]
    rows = rows.assign(source=source)
    by = {"of_measure": "measure", "kind": "category", "period": "month", "source": "source"}
    found = by_row(rows, {"special_cause_points": "special_months"}, by=by, area=cycle.commissioner)
    for limit in ("mean", "low", "high"):
        its = {"area": cycle.commissioner, "limit": limit}
        found += by_row(rows, {"special_cause_limit": limit}, by=by, **its)
    return found
