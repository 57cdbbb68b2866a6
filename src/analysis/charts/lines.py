"""Charts on a true time axis: a trajectory of plan, actual and forecast, and a monthly trend."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from analysis import periods
from analysis.charts import alternative as alt
from analysis.charts import numbers
from analysis.charts.canvas import (
    BASELINE,
    BLUE,
    GREY,
    INK,
    PALETTE,
    QUIET,
    SIZE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Chart,
    block_size,
    canvas,
    width_of,
    wrap,
)
from analysis.charts.rows import behind, measure_words, tidy

_HEIGHT = 320.0
_FOOT = 40.0
_MARGIN = 132.0  # the most that labels at line ends may take, in points
_MARKERS = "osD^vP"
_DASHES = ((0, (6, 2.5)), (0, (8, 2.5, 1.5, 2.5)), (0, (3, 2)), (0, (10, 3)))
_FIXED = ("target", "threshold")


@dataclass(frozen=True)
class _Line:
    """One line: its rows in order of time, and how it looks."""

    label: str
    kind: str
    points: pd.DataFrame  # columns period, day, value, low, high; missing values break the line
    colour: str
    dash: object
    marker: str
    width: float

    @property
    def known(self) -> pd.DataFrame:
        return self.points.dropna(subset=["value"])

    @property
    def last(self) -> tuple[float, float]:
        return self.known["day"].iloc[-1], self.known["value"].iloc[-1]


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
    measure: str | None = None,
) -> Chart | None:
    """Planned paths, what happened and what is forecast, over time.

    ``frame`` has one row per ``series``, ``kind`` and ``period``; ``value`` is in ``unit``, as are
    ``low`` and ``high``, the ends of a forecast's interval. ``kind`` is actual (solid, NHS blue),
    plan (dashed, with marks), forecast (dotted), target (marks alone) or threshold (a level).
    A percentage is drawn from 0 to 100. None where no row has a value; ValueError where a row
    occurs twice or a period cannot be read.
    """
    rows = tidy(frame, columns=[period, series, kind], value=value)
    for edge in (low, high):
        if edge is not None:
            rows[edge] = pd.to_numeric(frame[edge].reset_index(drop=True)).astype("float64")
    if rows[value].notna().sum() == 0:
        return None
    lines = _planned_lines(rows, period, value, series, kind, low, high)
    top = 100.0 if unit == "percent" else None
    svg = _draw(lines, name=name, unit=unit, top=top)
    written = _trajectory_in_words(lines, measure_words(measure, name), unit)
    return Chart(svg, written, behind(rows, value=value, unit=unit, others=(low, high)))


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
    matter (the others turn grey). ``from_zero=False`` lets the axis start higher, and says so.
    None where no row has a value.
    """
    rows = tidy(frame, columns=[period, series], value=value)
    if rows[value].notna().sum() == 0:
        return None
    lines = _trend_lines(rows, period, value, series, highlight)
    svg = _draw(lines, name=name, unit=unit, from_zero=from_zero)
    written = _trend_in_words(lines, measure_words(measure, name), unit)
    return Chart(svg, written, behind(rows, value=value, unit=unit))


def _planned_lines(rows, period, value, series, kind, low, high) -> list[_Line]:
    # The palette in its order; NHS blue stands for its first, dark blue, and means actual.
    spare = list(PALETTE[1:])
    found = [
        (str(of_kind).lower(), None if series is None else called, group)
        for (called, of_kind), group in rows.groupby(
            [rows[series].fillna("") if series else rows[kind], rows[kind]], sort=False
        )
    ]
    order = {"threshold": 0, "target": 1, "plan": 2, "forecast": 3, "actual": 4}
    found.sort(key=lambda item: order.get(item[0], 2))
    counted = {k: 0 for k, _, _ in found}
    ends = {}
    lines = []
    for of_kind, called, group in found:
        points = _points(group, period, value, low, high)
        if points["value"].notna().sum() == 0:
            continue
        place = counted[of_kind]
        counted[of_kind] += 1
        own = BLUE if of_kind in ("actual", "forecast") and place == 0 else None
        colour = own or (INK if of_kind in _FIXED else None) or spare[len(lines) % len(spare)]
        label = called or of_kind.capitalize()
        if of_kind not in label.lower():
            label = f"{label} ({of_kind})"
        lines.append(
            _Line(
                label,
                of_kind,
                points,
                colour,
                {"actual": "-", "forecast": (0, (1, 1.8)), "threshold": (0, (4, 3))}.get(
                    of_kind, _DASHES[place % len(_DASHES)]
                ),
                {"actual": "o", "forecast": "", "threshold": "", "target": "D"}.get(
                    of_kind, _MARKERS[(place + 1) % len(_MARKERS)]
                ),
                2.6 if of_kind in ("actual", "forecast") else 1.7,
            )
        )
    del ends
    return lines


def _trend_lines(rows, period, value, series, highlight) -> list[_Line]:
    wanted = {highlight} if isinstance(highlight, str) else set(highlight or ())
    groups = rows.groupby(series, sort=False) if series else [("", rows)]
    colours = [BLUE, *PALETTE[1:]]
    lines, used = [], 0
    for called, group in groups:
        points = _points(_every_month(group, period), period, value, None, None)
        if points["value"].notna().sum() == 0:
            continue
        matters = not wanted or called in wanted
        colour = colours[used % len(colours)] if matters else GREY
        used += matters
        place = len(lines)
        lines.append(
            _Line(
                str(called),
                "series",
                points,
                colour,
                "-" if place < len(colours) else _DASHES[place % len(_DASHES)],
                _MARKERS[place % len(_MARKERS)],
                2.4 if matters else 1.4,
            )
        )
    return lines


def _points(group, period, value, low, high) -> pd.DataFrame:
    twice = group.loc[group[period].duplicated(), period]
    if len(twice):
        raise ValueError(f"'{twice.iloc[0]}' occurs twice in one line; give each line a series.")
    points = pd.DataFrame(
        {
            "period": group[period].astype("str"),
            "day": [numbers.day_number(p) for p in group[period]],
            "value": group[value],
            "low": group[low] if low else float("nan"),
            "high": group[high] if high else float("nan"),
        }
    )
    return points.sort_values("day", kind="stable").reset_index(drop=True)


def _every_month(group: pd.DataFrame, period: str) -> pd.DataFrame:
    """A monthly series with its missing months as rows without a value."""
    months = group[period].astype("str")
    if not months.str.match(periods.MONTH).all() or len(months) < 3:
        return group
    whole, last = [months.min()], months.max()
    while whole[-1] < last:
        whole.append(periods.add_months(whole[-1], 1))
    if len(whole) > 1.5 * len(months):  # not monthly: quarters, say, which join up
        return group
    missing = [month for month in whole if month not in set(months)]
    return pd.concat([group, pd.DataFrame({period: missing})], ignore_index=True)


def _draw(
    lines: list[_Line], *, name: str, unit: str, top: float | None = None, from_zero: bool = True
) -> str:
    values = [v for o in lines for v in o.known[["value", "low", "high"]].to_numpy().flat if v == v]
    low = min(0.0, *values) if from_zero else min(values)
    marks = numbers.ticks(low, max(top or 0.0, *values), most=6)
    named = [p for line in lines for p in line.known["period"]]
    first, last = (f(d for line in lines for d in line.known["day"]) for f in (min, max))
    say = numbers.labeller([line.last[1] for line in lines], unit=unit)
    mark_texts = numbers.tick_labels(marks, unit=unit)
    left = max(width_of(text, size=SMALL) for text in mark_texts) + 16
    labels = {
        line.label + str(i): wrap(
            f"{line.label} {say(line.last[1])}".strip(), width=_MARGIN - 16, size=SIZE
        )
        for i, line in enumerate(lines)
    }
    texts = list(labels.values())
    span = max(last - first, 1)
    at_end = [(last - line.last[0]) / span < 0.1 for line in lines]
    margin = max(
        (block_size(t)[0] + 18 for t, end in zip(texts, at_end, strict=True) if end), default=14.0
    )
    head = 26.0 if numbers.unit_note(unit) else 12.0
    box = Box(left, _FOOT, WIDTH - margin, _HEIGHT - head)
    with canvas(name=name, height=_HEIGHT) as page:
        pad = span * 0.015 + 1
        axes = page.axes(box, across=(first - pad, last + pad), up=(marks[0], marks[-1]))

        def place(day, value):
            x, y = axes.transData.transform((day, value))
            return float(x), float(y)

        for mark, text in zip(marks, mark_texts, strict=True):
            y = place(first, mark)[1]
            page.line([box.left, box.right], [y, y], colour=BASELINE if mark == 0 else "#D9D9D9")
            page.text(box.left - 6, y, text, side="right", size=SMALL, colour=QUIET)
        if numbers.unit_note(unit):
            page.text(0, _HEIGHT - 9, numbers.unit_note(unit), size=SMALL, colour=QUIET)
        _time_axis(page, box, named, place)
        for line in lines:
            _line(axes, line, _joined(lines, line))
        _end_labels(page, box, lines, texts, at_end, place)
        return page.svg()


def _joined(lines: list[_Line], line: _Line) -> tuple[float, float] | None:
    """Where a forecast sets out: the last actual before it, where there is one."""
    if line.kind != "forecast":
        return None
    first = line.known["day"].iloc[0]
    before = [o.last for o in lines if o.kind == "actual" and o.last[0] < first]
    same = [o.last for o in lines if o.kind == "actual" and o.colour == line.colour]
    found = [end for end in before if end in same]
    return found[-1] if found else None


def _line(axes, line: _Line, start: tuple[float, float] | None) -> None:
    days, values = line.points["day"].tolist(), line.points["value"].tolist()
    lows, highs = line.points["low"].tolist(), line.points["high"].tolist()
    if start is not None:
        days, values = [start[0], *days], [start[1], *values]
        lows, highs = [start[1], *lows], [start[1], *highs]
    if line.points["low"].notna().any():
        axes.fill_between(days, lows, highs, color=line.colour, alpha=0.14, lw=0, clip_on=False)
    if line.kind == "threshold":
        days, values = [*axes.get_xlim()], [values[-1]] * 2
    if line.kind != "target":
        axes.plot(
            days,
            values,
            color=line.colour,
            ls=line.dash,
            lw=line.width,
            zorder=3 if line.kind == "actual" else 2.5,
            clip_on=False,
            dash_capstyle="round" if line.kind == "forecast" else "butt",
        )
    if (line.marker and len(line.known) <= 40) or line.kind == "target":
        axes.plot(
            line.known["day"],
            line.known["value"],
            line.marker,
            color=line.colour,
            ms={"actual": 6.0, "target": 8.0}.get(line.kind, 5.0),
            mec="white",
            mew=0.9,
            zorder=3.5,
            clip_on=False,
        )


def _time_axis(page: Canvas, box: Box, named: list[str], place) -> None:
    yearly = all(periods.FINANCIAL_YEAR.match(p) for p in named)
    with_day = any(len(p) == 10 for p in named)
    each = width_of("2017/18" if yearly else "30 Sep" if with_day else "Mar", size=SMALL) + 14
    right = -1.0
    for day, text, year in numbers.time_marks(named, room=box.right - box.left, each=each):
        x = place(day, 0)[0]
        width = width_of(text, size=SMALL)
        if x - width / 2 < right or x + width / 2 > WIDTH:
            continue
        right = x + width / 2 + 4
        page.line([x, x], [box.bottom, box.bottom - 4], colour=BASELINE)
        page.text(x, box.bottom - 13, text, side="center", size=SMALL, colour=QUIET)
        if year:
            page.text(x, box.bottom - 26, year, side="center", size=SMALL, colour=QUIET)


def _end_labels(page: Canvas, box: Box, lines, texts, at_end, place) -> None:
    """Names and last values: in the right margin, or inside where a line ends early."""
    margin = [i for i, end in enumerate(at_end) if end]
    margin.sort(key=lambda i: -place(*lines[i].last)[1])
    heights = [block_size(texts[i])[1] + 3 for i in margin]
    wanted = [place(*lines[i].last)[1] for i in margin]
    middles = _apart(wanted, heights, low=box.bottom - 6, high=page.height)
    taken = []
    for i, middle in zip(margin, middles, strict=True):
        x, y = place(*lines[i].last)
        reach = box.right + 12
        if abs(middle - y) > 3 or reach - x > 24:
            page.line([x + 5, reach - 3], [y, middle], colour=GREY, width=0.7)
        taken.append(page.text(reach, middle, texts[i], bold=False))
    inked = [point for line in lines for point in _inked(line, place)]
    for i, end in enumerate(at_end):
        if not end:
            taken.append(_inside_label(page, box, texts[i], place(*lines[i].last), inked, taken))


def _inside_label(page, box, text, end, inked, taken) -> Box:
    """Write a label near a line's end where it covers the least of what is drawn."""
    width, height = block_size(text)
    x, y = end
    best = None
    for distance in (9, 20, 34, 52, 74):
        for across, up in ((1, 0), (1, 1), (1, -1), (0, 1), (0, -1), (-1, 1), (-1, -1)):
            left = x + across * distance - (width if across < 0 else width / 2 if not across else 0)
            middle = y + up * (distance * 0.7 + height / 2)
            spot = Box(left - 2, middle - height / 2, left + width + 2, middle + height / 2)
            out = spot.left < box.left or spot.right > WIDTH or spot.bottom < box.bottom
            out = out or spot.top > page.height
            hits = sum(
                spot.left < px < spot.right and spot.bottom < py < spot.top for px, py in inked
            )
            hits += 40 * sum(spot.overlaps(other) for other in taken) + 500 * out
            cost = hits * 10 + distance
            if best is None or cost < best[0]:
                best = (cost, distance, left, middle)
    _, distance, left, middle = best
    if distance > 20:
        nearest = min(max(x, left), left + width)
        page.line(
            [x, nearest],
            [y, middle + (height / 2 if middle < y else -height / 2)],
            colour=GREY,
            width=0.7,
        )
    return page.text(left, middle, text)


def _inked(line: _Line, place) -> list[tuple[float, float]]:
    """Points every few points along a line, so that labels can keep off it."""
    ends = [
        place(day, value) for day, value in line.known[["day", "value"]].itertuples(index=False)
    ]
    inked = list(ends)
    for (x0, y0), (x1, y1) in pairwise(ends):
        count = int(max(abs(x1 - x0), abs(y1 - y0)) // 4) + 1
        inked += [(x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count) for n in range(count)]
    return inked


def _apart(wanted: list[float], heights: list[float], *, low: float, high: float) -> list[float]:
    """Middles, from the top down, moved as little as keeps labels from touching."""
    middles = list(wanted)
    for _ in range(60):
        moved = False
        for i in range(len(middles) - 1):
            need = (heights[i] + heights[i + 1]) / 2
            short = need - (middles[i] - middles[i + 1])
            if short > 0.01:
                middles[i] += short / 2
                middles[i + 1] -= short / 2
                moved = True
        for i, height in enumerate(heights):
            bounded = min(max(middles[i], low + height / 2), high - height / 2)
            moved = moved or abs(bounded - middles[i]) > 0.01
            middles[i] = bounded
        if not moved:
            break
    return middles


def _trajectory_in_words(lines: list[_Line], measure: str, unit: str) -> str:
    def end(line: _Line) -> str:
        last = line.known.iloc[-1]
        return f"{numbers.figure(last['value'], unit)} in {periods.in_words(last['period'])}"

    actual = [line for line in lines if line.kind == "actual"]
    others = [line for line in lines if line.kind != "actual"]
    told = []
    for line in actual[:3]:
        words = f"{line.label} is last at {end(line)}"
        planned = [
            f"{numbers.figure(match['value'].iloc[0], unit)} in {other.label}"
            for other in others
            if other.kind == "plan"
            and len(match := other.known[other.known["day"] == line.last[0]])
        ]
        told.append(words + (f", against {alt.listed(planned)}" if planned else ""))
    paths = [f"{line.label} ends at {end(line)}" for line in others[:4]]
    return alt.sentences(
        alt.opening("Line chart", measure, unit) + _span(lines), "; ".join(told), "; ".join(paths)
    )


def _trend_in_words(lines: list[_Line], measure: str, unit: str) -> str:
    def say(value):
        return numbers.figure(value, unit)

    start = alt.opening("Line chart", measure, unit) + _span(lines)
    if len(lines) > 4:
        ends = [line.last[1] for line in lines]
        return alt.sentences(
            f"{start}, {len(lines)} lines",
            "last values: " + alt.extremes([line.label for line in lines], ends, say),
        )
    told = []
    for line in lines:
        known = line.known
        when = [periods.in_words(p) for p in known["period"]]
        lead = f"{line.label}: " if line.label else ""
        told.append(
            f"{lead}{alt.extremes(when, known['value'].tolist(), say)}"
            + (f"; last: {say(line.last[1])} in {when[-1]}" if len(known) > 1 else "")
        )
    if len(told) > 2:
        told = ["; ".join(f"{line.label} is last at {say(line.last[1])}" for line in lines)]
    return alt.sentences(start, *told)


def _span(lines: list[_Line]) -> str:
    known = pd.concat([line.known for line in lines]).sort_values("day", kind="stable")
    first, last = (periods.in_words(p) for p in known["period"].iloc[[0, -1]])
    return f", {first}" if first == last else f", {first} to {last}"
