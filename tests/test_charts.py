"""Charts: true words, the same bytes everywhere, and no text lost, cut or covered."""

import hashlib
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest
from PIL import Image

from analysis.charts import bars, bridge, canvas, columns, lines, numbers, panels
from analysis.charts.canvas import SIZE, Box, width_of, wrap

LOCALITIES = [
    "Bournemouth North",
    "Central Bournemouth",
    "Christchurch",
    "East Bournemouth",
    "East Dorset",
    "Mid Dorset",
    "North Dorset",
    "Poole Bay",
    "Poole Central",
    "Poole North",
    "Purbeck",
    "West Dorset",
    "Weymouth and Portland",
]
MONTHS = [f"{2016 + (3 + i) // 12}-{(3 + i) % 12 + 1:02d}" for i in range(24)]


def frame(columns: str, *rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


def shares(*values) -> pd.DataFrame:
    """One row per locality."""
    return pd.DataFrame({"locality": LOCALITIES[: len(values)], "share_percent": values})


def share_bars(rows, **options):
    asked = {"name": "shares", "label": "locality", "value": "share_percent", "unit": "percent"}
    return bars.bars(rows, **asked | {"measure": "patients covered"} | options)


def plans() -> pd.DataFrame:
    """One row per version, basis and period."""
    return frame(
        "version basis period share_percent",
        ("Plan of spring 2017", "plan", "2018-09", 0.0),
        ("Plan of spring 2017", "plan", "2019-01", 51.0),
        ("Plan of spring 2017", "plan", "2019-03", 100.0),
        ("Plan of February 2018", "plan", "2017-09", 0.0),
        ("Plan of February 2018", "plan", "2018-01", 30.0),
        ("Plan of February 2018", "plan", "2017/18", 50.0),
        ("Plan of February 2018", "plan", "2019-03", 100.0),
        ("Live cover", "actual", "2017-09-18", 0.0),
        ("Live cover", "actual", "2018-01", 24.5),
        ("Forecast", "forecast", "2018-03", 41.0),
        ("National target", "target", "2019-03", 100.0),
    )


def trajectory(rows, **options):
    asked = {"name": "cover", "unit": "percent", "period": "period", "value": "share_percent"}
    asked |= {"series": "version", "kind": "basis", "measure": "patients with extended access"}
    return lines.trajectory(rows, **asked | options)


def by_month(panels=("Face to face", "Telephone", "Home visit")) -> pd.DataFrame:
    """One row per mode and month."""
    return frame(
        "mode month appointments",
        *(
            (p, m, 1000.0 * (n + 1) + 17 * i)
            for n, p in enumerate(panels)
            for i, m in enumerate(MONTHS)
        ),
    )


def deficit(*middle, start=229000.0, end=-1200000.0) -> pd.DataFrame:
    """One row per step."""
    return frame("step value", ("Headline", start), *middle, ("Underlying", end))


STEPS = (
    ("Rent rebates that do not recur", -700000.0),
    ("List growth below plan", -450000.0),
    ("Benefits of prior years", -279000.0),
)


def variance_bridge(rows, **options):
    asked = {"name": "underlying", "label": "step", "value": "value", "unit": "gbp"}
    return bridge.bridge(rows, **asked | {"measure": "forecast variance"} | options)


def ages() -> pd.DataFrame:
    """One row per staff group and age band."""
    return frame(
        "group band share_percent",
        *(
            (g, b, 5.0 * n + 7 * i + 0.5)
            for n, g in enumerate(("GPs, excluding registrars", "Nurses", "Administrative staff"))
            for i, b in enumerate(("Under 30", "30 to 39", "40 to 49", "50 to 59", "60 and over"))
        ),
    )


@cache
def every_chart() -> dict[str, canvas.Chart]:
    long = "The Very Long-Named Practice of Sturminster Marshall, Lytchett Matravers and Beyond"
    return {
        "bars": share_bars(shares(*(61.2 - 3 * n for n in range(13))), highlight="Purbeck"),
        "bars of one": share_bars(shares(0.0)),
        "bars below zero": bars.bars(
            frame("line variance", (long, 412000.0), ("GMS", -183000.0), ("Unknown", None)),
            name="lines",
            label="line",
            value="variance",
            unit="gbp",
        ),
        "bars of 86": bars.bars(
            frame("practice size", *((f"Practice {n}", 1500.0 + 173 * n) for n in range(86))),
            name="sizes",
            label="practice",
            value="size",
            unit="patients",
        ),
        "dots": bars.dots(
            shares(*(61.2 - 3 * n for n in range(12)), None),
            name="dots",
            label="locality",
            value="share_percent",
            unit="percent",
            reference=44.0,
            reference_label="NHS Dorset",
        ),
        "bridge": variance_bridge(deficit(*STEPS), end_words=("underspend", "overspend")),
        "bridge below zero": variance_bridge(
            deficit((long, 500000.0), ("Worse", -100000.0), start=-1200000.0, end=-800000.0)
        ),
        "columns": columns.columns(
            frame("year gbp", *((f"201{n}/1{n + 1}", 9.6e7 + 2e6 * n) for n in range(4, 9))),
            name="years",
            label="year",
            value="gbp",
            unit="gbp",
        ),
        "columns too narrow": columns.columns(
            shares(*range(13)),
            name="narrow",
            label="locality",
            value="share_percent",
            unit="percent",
        ),
        "trajectory": trajectory(plans()),
        "trend": lines.trend(
            by_month(),
            name="modes",
            period="month",
            value="appointments",
            unit="appointments",
            series="mode",
        ),
        "trend of 13": lines.trend(
            by_month(LOCALITIES),
            name="many",
            period="month",
            value="appointments",
            unit="appointments",
            series="mode",
            highlight="Purbeck",
        ),
        "panels of bars": panels.small_multiples(
            ages(),
            name="ages",
            panel="group",
            x="band",
            value="share_percent",
            unit="percent",
        ),
    }


def texts(svg: str) -> list[tuple[str, Box]]:
    """Every text with the box it fills, in the SVG's own units from its bottom left corner."""
    root = ElementTree.fromstring(svg)
    found = []
    height = float(root.get("viewBox").split()[3])
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        size = float(element.get("font-size", f"{SIZE}").removesuffix("px"))
        width = width_of(element.text, size=size, bold=element.get("font-weight") == "700")
        share = {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
        left = float(element.get("x")) - share * width
        base = height - float(element.get("y"))
        found.append((element.text, Box(left, base - 0.2 * size, left + width, base + 0.75 * size)))
    return found


# What the written alternatives say


def test_bars_name_the_highest_the_lowest_and_what_is_missing():
    assert share_bars(shares(61.2, 40.0, None)).alt == (
        "Horizontal bar chart of patients covered in percent, 2 values; not known for "
        "Christchurch. Highest: Bournemouth North (61.2%); lowest: Central Bournemouth (40%)."
    )


def test_ties_are_named_together():
    said = share_bars(shares(50.0, 50.0, 20.0, 20.0, 20.0, 20.0)).alt
    assert "Highest: Bournemouth North and Central Bournemouth (50%)" in said
    assert "lowest: Christchurch, East Bournemouth and 2 others (20%)" in said


def test_equal_values_have_no_highest():
    assert "All 3 are at 50%." in share_bars(shares(50.0, 50.0, 50.0)).alt
    assert "All 2 round to 50.1%." in share_bars(shares(50.11, 50.12)).alt


def test_one_row_is_one_value():
    assert share_bars(shares(12.5)).alt == (
        "Horizontal bar chart of patients covered in percent for Bournemouth North. "
        "Bournemouth North is at 12.5%."
    )


def test_a_reference_is_counted_around():
    said = bars.dots(
        shares(60.0, 44.0, 30.0, 20.0),
        name="dots",
        label="locality",
        value="share_percent",
        unit="percent",
        reference=44.0,
        reference_label="NHS Dorset",
    ).alt
    assert said.endswith("1 above, 2 below and 1 equal to NHS Dorset (44%).")


def test_a_trajectory_gives_the_last_actual_against_each_plan_for_its_day():
    assert trajectory(plans()).alt == (
        "Line chart of patients with extended access in percent, 18 September 2017 to March 2019. "
        "Live cover (actual) is last at 24.5% in January 2018, against 30% in Plan of February "
        "2018. National target ends at 100% in March 2019; Plan of spring 2017 ends at 100% in "
        "March 2019; Plan of February 2018 ends at 100% in March 2019; Forecast ends at 41% in "
        "March 2018."
    )


def test_a_forecast_gives_its_interval_in_the_picture_and_in_words():
    rows = plans()
    rows["low"] = [35.0 if basis == "forecast" else None for basis in rows["basis"]]
    rows["high"] = [48.0 if basis == "forecast" else None for basis in rows["basis"]]
    chart = trajectory(rows, low="low", high="high")
    assert "Forecast ends at 41% in March 2018 (between 35% and 48%)." in chart.alt
    assert "(35.0% to 48.0%)" in " ".join(text for text, _ in texts(chart.svg))
    assert {"low_percent", "high_percent"} <= set(chart.data.columns)


def test_a_trend_names_its_extremes_and_its_last_value():
    rows = frame("month n", ("2018-01", 1200.0), ("2018-02", 900.0), ("2018-03", 1000.0))
    said = lines.trend(rows, name="calls", period="month", value="n", unit="appointments").alt
    assert said == (
        "Line chart of calls in appointments, January 2018 to March 2018. Highest: January 2018 "
        "(1,200 appointments); lowest: February 2018 (900 appointments); last: 1,000 appointments "
        "in March 2018."
    )


def test_a_bridge_names_both_ends_and_its_largest_steps():
    assert variance_bridge(deficit(*STEPS), end_words=("underspend", "overspend")).alt == (
        "Bridge chart of forecast variance in pounds, from Headline (£229k underspend) to "
        "Underlying (£1.2m overspend). 3 steps, largest first: Rent rebates that do not recur "
        "(−£700k worse), List growth below plan (−£450k worse) and Benefits of prior years "
        "(−£279k worse)."
    )


def test_a_bridge_of_one_step_names_it():
    rows = deficit(("Vacancies filled", 3.0), start=7.0, end=10.0)
    assert "One step: Vacancies filled (+3 better)" in variance_bridge(rows, unit="fte").alt


def test_every_alternative_is_one_to_three_sentences():
    for name, chart in every_chart().items():
        assert chart.alt.endswith("."), name
        assert 1 <= chart.alt.count(". ") + 1 <= 3, (name, chart.alt)
        assert "nan" not in chart.alt.lower(), name


# What is refused, and what is nothing


def test_an_empty_frame_gives_no_chart():
    for rows in (shares(), shares(None, float("inf"))):
        assert share_bars(rows) is None
        assert (
            bars.dots(
                rows,
                name="d",
                label="locality",
                value="share_percent",
                unit="percent",
                reference=1,
                reference_label="All",
            )
            is None
        )
        assert (
            columns.columns(rows, name="c", label="locality", value="share_percent", unit="percent")
            is None
        )
        assert (
            variance_bridge(rows.rename(columns={"locality": "step", "share_percent": "value"}))
            is None
        )
        assert (
            panels.small_multiples(
                rows,
                name="s",
                panel="locality",
                x="locality",
                value="share_percent",
                unit="percent",
            )
            is None
        )
    assert trajectory(plans().iloc[:0]) is None
    assert trajectory(plans().assign(share_percent=None)) is None
    assert (
        lines.trend(
            by_month().iloc[:0], name="t", period="month", value="appointments", unit="appointments"
        )
        is None
    )


def test_a_bridge_whose_steps_do_not_add_up_is_refused():
    with pytest.raises(
        ValueError, match=r"lead to -1,200,000.00, not to -1,150,000.00 at 'Underlying': 50,000.00"
    ):
        variance_bridge(deficit(*STEPS, end=-1150000.0))


def test_a_bridge_with_an_unknown_step_is_refused():
    with pytest.raises(ValueError, match="The step 'List growth' is not known"):
        variance_bridge(deficit(("List growth", None)))


def test_a_row_given_twice_is_refused():
    with pytest.raises(ValueError, match="'2018-09' occurs twice"):
        trajectory(pd.concat([plans(), plans().iloc[:1]]))
    with pytest.raises(ValueError, match="occurs twice"):
        columns.columns(
            pd.concat([shares(1.0), shares(2.0)]),
            name="c",
            label="locality",
            value="share_percent",
            unit="percent",
        )


def test_an_invalid_period_is_refused_by_name():
    with pytest.raises(ValueError, match="'Q3' is not a period"):
        trajectory(plans().assign(period="Q3").iloc[:1])


def test_an_absent_column_is_refused_by_name():
    with pytest.raises(ValueError, match="no column 'headcount'"):
        share_bars(shares(1.0), value="headcount")


# What is drawn


def test_no_text_leaves_the_canvas_or_covers_another():
    for name, chart in every_chart().items():
        root = ElementTree.fromstring(chart.svg)
        _, _, width, height = map(float, root.get("viewBox").split())
        placed = texts(chart.svg)
        assert placed, name
        for number, (text, box) in enumerate(placed):
            assert box.left >= -0.5 and box.right <= width + 0.5, (name, text)
            assert box.bottom >= -0.5 and box.top <= height + 0.5, (name, text)
            for other, its in placed[number + 1 :]:
                assert not box.overlaps(its), (name, text, other)


def test_every_chart_is_light_and_one_width():
    for name, chart in every_chart().items():
        assert len(chart.svg.encode()) < 40_000, name
        assert ElementTree.fromstring(chart.svg).get("width") == "760", name


def test_labels_can_hold_anything():
    hostile = '</text><script>alert("x")</script> & $x^2$ \x00\x1b \u202eevil'
    chart = share_bars(frame("locality share_percent", (hostile, 3.0), ("Purbeck", 2.0)))
    assert "<script" not in chart.svg
    assert "&lt;/text&gt;" in chart.svg
    drawn = "".join(text for text, _ in texts(chart.svg))
    assert "$x^2$" in drawn
    assert not set(drawn) & {"\x00", "\x1b", "\u202e"}
    chart.svg.encode("utf-8")


def test_a_missing_value_is_shown_and_never_zero():
    drawn = [text for text, _ in texts(share_bars(shares(10.0, None)).svg)]
    assert "not known" in drawn
    assert "0%" not in drawn


def test_a_missing_month_breaks_a_line():
    rows = by_month(["Telephone"])
    whole = lines.trend(rows, name="t", period="month", value="appointments", unit="appointments")
    gap = rows[rows["month"] != "2017-01"]
    broken = lines.trend(gap, name="t", period="month", value="appointments", unit="appointments")
    assert broken.svg.count("M") == whole.svg.count("M") + 1


def test_a_percentage_of_a_trajectory_runs_from_0_to_100():
    drawn = [text for text, _ in texts(trajectory(plans()).svg)]
    assert {"0%", "20%", "40%", "60%", "80%", "100%"} <= set(drawn)


def test_a_forecast_has_a_band_inside_its_band_where_one_is_given():
    rows = plans().assign(low=30.0, high=50.0, inner_low=35.0, inner_high=45.0)
    rows.loc[rows["basis"] != "forecast", ["low", "high", "inner_low", "inner_high"]] = float("nan")
    outer = trajectory(rows, low="low", high="high")
    both = trajectory(rows, low="low", high="high", inner=("inner_low", "inner_high"))
    assert both.svg.count("opacity") == outer.svg.count("opacity") + 1 > 1
    assert {"inner_low_percent", "inner_high_percent"} <= set(both.data.columns)


def test_an_axis_that_does_not_start_at_zero_states_it():
    rows = by_month(["Telephone"]).assign(appointments=lambda r: r["appointments"] + 5000)
    asked = {"name": "t", "period": "month", "value": "appointments", "unit": "appointments"}
    first = [text for text, _ in texts(lines.trend(rows, from_zero=False, **asked).svg)]
    assert any("axis starts at" in text for text in first)
    assert not any("axis starts" in t for t, _ in texts(lines.trend(rows, **asked).svg))


def test_a_bridge_writes_better_and_worse_in_words():
    drawn = " ".join(text for text, _ in texts(variance_bridge(deficit(*STEPS)).svg))
    assert "−£700k worse" in drawn
    assert "better" not in drawn


# The data behind


def test_the_data_behind_carries_the_unit_and_only_what_is_drawn():
    rows = shares(10.0, None).assign(other=1).rename(columns={"share_percent": "value"})
    behind = share_bars(rows, value="value").data
    assert list(behind.columns) == ["locality", "value_percent"]
    assert behind["value_percent"].isna().tolist() == [False, True]


def test_the_data_behind_keeps_the_area_type_that_disclosure_reads():
    behind = share_bars(shares(10.0).assign(area_type="practice")).data
    assert behind["area_type"].tolist() == ["practice"]


def test_the_frame_is_left_as_it_was():
    rows = plans()
    before = rows.copy(deep=True)
    trajectory(rows)
    pd.testing.assert_frame_equal(rows, before)


# Numbers


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (229000, "gbp", "£229k"),
        (-1200000, "gbp", "−£1.2m"),
        (999600, "gbp", "£1.0m"),
        (999.9, "gbp", "£999.90"),
        (1250, "gbp", "£1.2k"),
        (132.77, "gbp", "£132.77"),
        (-0.04, "percent", "0.0%"),
        (100, "percent", "100%"),
        (1234, "patients", "1,234 patients"),
        (412.25, "fte", "412.2 FTE"),
    ],
)
def test_a_figure_reads_as_the_field_writes_it(value, unit, words):
    assert numbers.figure(value, unit) == words


def test_axes_use_one_scale_and_no_needless_decimals():
    assert numbers.tick_labels([0, 500000, 1000000, 1500000], unit="gbp") == [
        "£0",
        "£0.5m",
        "£1.0m",
        "£1.5m",
    ]
    assert numbers.tick_labels([-50000, 0, 50000], unit="gbp") == ["−£50k", "£0", "£50k"]
    assert numbers.ticks(0, 100) == [0, 20, 40, 60, 80, 100]
    assert numbers.ticks(0, 0) == [0, 0.2, 0.4, 0.6, 0.8, 1]


def test_long_words_are_broken_and_long_labels_end_in_an_ellipsis():
    lines = wrap("Llanfairpwllgwyngyllgogerychwyrndrobwll " * 3, width=100)
    assert len(lines) == 3 and lines[-1].endswith("…")
    assert all(width_of(line) <= 100 for line in lines)


# The same everywhere


def digest(drawn: dict[str, canvas.Chart]) -> str:
    """One hash over all charts."""
    whole = "".join(c.svg + c.alt + c.data.to_csv() for c in drawn.values())
    return hashlib.sha256(whole.encode()).hexdigest()


def drawn_afresh() -> str:
    return digest(every_chart.__wrapped__())


def test_settings_are_left_as_they_were_and_change_nothing():
    with matplotlib.rc_context({"font.size": 30, "axes.grid": False, "svg.fonttype": "path"}):
        before = dict(matplotlib.rcParams)
        assert drawn_afresh() == digest(every_chart())
        assert dict(matplotlib.rcParams) == before


def test_threads_draw_the_same_bytes():
    with ThreadPoolExecutor(2) as pool:
        found = set(pool.map(lambda _: drawn_afresh(), range(2)))
    assert found == {digest(every_chart())}


def test_bytes_are_the_same_whatever_the_seed_the_language_or_the_clock():
    command = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_charts; "
        "print(test_charts.drawn_afresh()); assert 'matplotlib.pyplot' not in sys.modules"
    )
    # A process of its own; this one has another seed, language and time zone.
    settings = {"PYTHONHASHSEED": "2", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}
    ran = subprocess.run(
        [sys.executable, "-c", command, str(Path(__file__).parent)],
        env={**os.environ, **settings, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == f"{digest(every_chart())}\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a forked worker")
def test_a_forked_worker_draws_the_same_bytes():
    expected = digest(every_chart())
    child = os.fork()
    if child == 0:
        os._exit(0 if drawn_afresh() == expected else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_chart_is_drawn_in_dots_at_twice_its_size_with_its_words_where_they_were():
    chart = share_bars(shares(40.0, 55.0, 70.0))
    drawn = Image.open(io.BytesIO(chart.picture()))
    root = ElementTree.fromstring(chart.svg)
    width, height = (round(float(root.get(side)) * 1.5) for side in ("width", "height"))
    assert drawn.size == (width, height)  # 760 units of the SVG are 570 points, 1,140 dots
    names = drawn.convert("L").crop((0, 0, width // 5, height))
    assert names.getextrema()[0] < 100  # the names of the bars are at the left edge
    assert chart.picture() == chart.picture()
    assert len(chart.picture()) < 40_000
