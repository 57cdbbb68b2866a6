"""A trajectory of plan, actual and forecast, and a trend: lines on a true time axis."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import BLUE, GREY, INK, PALETTE, Chart, clean
from analysis.charts.rows import behind, measure_words, tidy
from analysis.charts.timeline import Line, draw, points
from analysis.project import periods

_MARKERS = "osD^vP"
_DASHES = ((0, (6, 2.5)), (0, (8, 2.5, 1.5, 2.5)), (0, (3, 2)), (0, (10, 3)))
_ORDER = {"threshold": 0, "target": 1, "plan": 2, "forecast": 3, "actual": 4}
_DASH_OF = {"actual": "-", "forecast": (0, (1, 1.8)), "threshold": (0, (4, 3))}
_MARKER_OF = {"actual": "o", "forecast": "", "threshold": "", "target": "D"}


def trajectory(
    frame: pd.DataFrame,
    *,
    name: str,
    unit: str,
    period: str,
    value: str,
    series: str | None,
    kind: str,
    low: str | None = None,
    high: str | None = None,
    inner: tuple[str, str] | None = None,
    from_zero: bool = True,
    measure: str | None = None,
) -> Chart | None:
    """Planned paths, what happened and what is forecast, over time.

    ``frame`` has one row per ``series``, ``kind`` and ``period``; ``value`` is in ``unit``, as are
    ``low`` and ``high``, the ends of a forecast's interval, and the two columns of ``inner``, the
    ends of a narrower one inside it. ``kind`` is actual (solid, NHS blue),
    plan (dashed, with marks), forecast (dotted), target (marks alone) or threshold (a level).
    A percentage is drawn from 0 to 100; other axes start at zero unless ``from_zero`` is False,
    and then state it. None where no row has a value; ValueError where a row occurs twice or a
    period cannot be read.
    """
    rows = tidy(frame, columns=[period, series, kind], value=value)
    if rows[value].isna().all():
        return None
    ends = (low, high, *(inner or (None, None)))
    edges = zip(("low", "high", "inner_low", "inner_high"), ends, strict=True)
    bands = {edge: column for edge, column in edges if column}
    for column in bands.values():
        rows[column] = pd.to_numeric(frame[column].reset_index(drop=True)).astype("float64")
    called = rows[series].fillna("").astype("str") if series else ""
    named = rows.assign(called=called, of_kind=rows[kind].str.lower())
    lines = _planned_lines(named, period, value, bands)
    is_share = unit == "percent"
    top, from_zero = 100.0 if is_share else 0.0, from_zero or is_share
    svg = draw(lines, name=name, unit=unit, least_top=top, from_zero=from_zero)
    written = _trajectory_in_words(lines, measure_words(measure, name), unit)
    return Chart(svg, written, behind(rows, value=value, unit=unit, others=[*bands.values()]))


def trend(
    frame: pd.DataFrame,
    *,
    name: str,
    period: str,
    value: str,
    unit: str,
    series: str | None = None,
    highlight: str | Collection[str] | None = None,
    from_zero: bool = True,
    measure: str | None = None,
) -> Chart | None:
    """Lines over time with their names at their ends, in the frame's order of ``series``.

    ``frame`` has one row per ``series`` and ``period``; ``value`` is in ``unit``. A month without
    a row, between months that have one, breaks the line. ``highlight`` names the series that
    matter (the others turn grey). ``from_zero=False`` lets the axis start higher, and states it.
    None where no row has a value.
    """
    rows = tidy(frame, columns=[period, series], value=value)
    if rows[value].isna().all():
        return None
    lines = _trend_lines(rows, period, value, series, highlight)
    svg = draw(lines, name=name, unit=unit, from_zero=from_zero)
    written = _trend_in_words(lines, measure_words(measure, name), unit)
    return Chart(svg, written, behind(rows, value=value, unit=unit))


def _planned_lines(
    rows: pd.DataFrame, period: str, value: str, bands: Mapping[str, str]
) -> list[Line]:
    """A line for each series (``called``) and kind (``of_kind``), those that matter most on top."""
    groups = [
        (of_kind, named, group)
        for (named, of_kind), group in rows.groupby(["called", "of_kind"], sort=False)
        if group[value].notna().any()
    ]
    groups.sort(key=lambda found: _ORDER.get(found[0], _ORDER["plan"]))
    counted: Counter[str] = Counter()
    lines: list[Line] = []
    spare = 1  # NHS blue means actual and takes the place of the palette's first colour, dark blue
    for of_kind, named, group in groups:
        place = counted[of_kind]
        counted[of_kind] += 1
        if of_kind in ("actual", "forecast") and place == 0:
            colour = BLUE
        elif of_kind in ("target", "threshold"):
            colour = INK
        else:
            colour, spare = PALETTE[spare % len(PALETTE)], spare + 1
        label = clean(named) or of_kind.capitalize()
        lines.append(
            Line(
                label=label if of_kind in label.lower() else f"{label} ({of_kind})",
                kind=of_kind,
                points=points(group, period=period, value=value, bands=bands),
                colour=colour,
                dash=_DASH_OF.get(of_kind, _DASHES[place % len(_DASHES)]),
                marker=_MARKER_OF.get(of_kind, _MARKERS[(place + 1) % len(_MARKERS)]),
                width=2.6 if of_kind in ("actual", "forecast") else 1.7,
            )
        )
    return lines


def _trend_lines(rows, period, value, series, highlight) -> list[Line]:
    wanted = {highlight} if isinstance(highlight, str) else set(highlight or ())
    colours = [BLUE, *PALETTE[1:]]
    lines: list[Line] = []
    used = 0
    for named, group in rows.groupby(series, sort=False) if series else [("", rows)]:
        if group[value].isna().all():
            continue
        matters = not wanted or named in wanted
        lines.append(
            Line(
                label=clean(named),
                kind="series",
                points=points(_every_month(group, period), period=period, value=value),
                colour=colours[used % len(colours)] if matters else GREY,
                dash="-" if used < len(colours) else _DASHES[used % len(_DASHES)],
                marker=_MARKERS[used % len(_MARKERS)] if matters else "",
                width=2.4 if matters else 1.3,
            )
        )
        used += matters
    return sorted(lines, key=lambda line: not line.is_context)  # those that matter on top


def _every_month(group: pd.DataFrame, period: str) -> pd.DataFrame:
    """A monthly series with its missing months as rows without a value."""
    months = group[period].astype("str")
    if not months.str.match(periods.MONTH).all() or len(months) < 3:
        return group
    whole = pd.period_range(months.min(), months.max(), freq="M").astype("str")
    if len(whole) > 1.5 * len(months):  # not monthly: quarters, say, which join up
        return group
    missing = whole[~whole.isin(months)]
    return pd.concat([group, pd.DataFrame({period: missing})], ignore_index=True)


def _trajectory_in_words(lines: Sequence[Line], measure: str, unit: str) -> str:
    def end(line: Line) -> str:
        last = line.known.iloc[-1]
        low, high = (numbers.figure(v, unit) for v in line.interval or (0, 0))
        within = f" (between {low} and {high})" if line.interval else ""
        return f"{numbers.figure(last['value'], unit)} {_when(last['period'])}{within}"

    actual = [line for line in lines if line.kind == "actual"]
    others = [line for line in lines if line.kind != "actual"]
    parts = []
    for line in actual[:3]:
        words = f"{line.label} is last at {end(line)}"
        planned = [
            f"{numbers.figure(match['value'].iloc[0], unit)} in {other.label}"
            for other in others
            if other.kind == "plan"
            and len(match := other.known[other.known["day"] == line.last[0]])
        ]
        parts.append(words + (f", against {alt.listed(planned)}" if planned else ""))
    paths = [f"{line.label} ends at {end(line)}" for line in others[:4]]
    return alt.sentences(
        alt.opening("Line chart", measure, unit) + _span(lines), "; ".join(parts), "; ".join(paths)
    )


def _trend_in_words(lines: Sequence[Line], measure: str, unit: str) -> str:
    def say(value):
        return numbers.figure(value, unit)

    start = alt.opening("Line chart", measure, unit) + _span(lines)
    if len(lines) > 4:
        ends = [line.last[1] for line in lines]
        return alt.sentences(
            f"{start}, {len(lines)} lines",
            "last values: " + alt.extremes([line.label for line in lines], ends, say),
        )
    if len(lines) > 2:
        parts = [f"{line.label} is last at {say(line.last[1])}" for line in lines]
        return alt.sentences(start, "; ".join(parts))
    parts = []
    for line in lines:
        named, values = line.known["period"].tolist(), line.known["value"].tolist()
        words = alt.extremes([periods.in_words(p) for p in named], values, say)
        last = f"; last: {say(values[-1])} {_when(named[-1])}" if len(named) > 1 else ""
        parts.append(f"{line.label}: {words}{last}" if line.label else f"{words}{last}")
    return alt.sentences(start, *parts)


def _span(lines: Sequence[Line]) -> str:
    known = pd.concat([line.known for line in lines]).sort_values("day", kind="stable")
    first, last = (periods.in_words(p) for p in known["period"].iloc[[0, -1]])
    return f", {first}" if first == last else f", {first} to {last}"


def _when(period: str) -> str:
    return f"{'on' if len(period) == 10 else 'in'} {periods.in_words(period)}"
