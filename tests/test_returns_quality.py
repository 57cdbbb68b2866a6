"""QOF achievement: the published wide table, its workbooks, and the raw indicators."""

import zipfile

import pytest
from returns_cases import REAL, as_csv, read_one, real, typed, write_csv, write_xlsx

WIDE = [
    "Region code",
    "Region name",
    "CCG code",
    "CCG geography code",
    "Practice code",
    "Practice name",
    "All ages",
    "Achievement score (max. 559)",
    "QOF points total/559 available (per cent)",
    "Max. QOF points available (total points for indicators where register exists)",
    "Points achieved/max. QOF points available (per cent)",
]


def wide(code="X10001", points="552.14", region="Y54", patients="4653"):
    return [
        region,
        "NORTH OF ENGLAND",
        "X0C",
        "E99",
        code,
        "HERON MEDICAL CENTRE",
        patients,
        points,
        "98.77",
        "559",
        "98.77",
    ]


def with_maximum(maximum):
    return [heading.replace("559", maximum) for heading in WIDE]


@pytest.mark.parametrize(
    ("name", "maximum", "year"),
    [
        ("QOF 2017-18.csv", "559", "2017/18"),
        ("qof-2021-22.csv", "635", "2021/22"),
        ("QOF 2024-25.csv", "564", "2024/25"),
    ],
)
def test_the_maximum_comes_from_the_heading_that_changes_every_year(tmp_path, name, maximum, year):
    found = read_one(write_csv(tmp_path / name, with_maximum(maximum), wide()))
    (row,) = typed(found, "qof").to_dict("records")
    assert (row["points"], row["points_maximum"]) == (552.14, float(maximum))
    assert (row["practice_code"], row["commissioner_code"]) == ("X10001", "X0C")
    assert row["patients_registered"] == 4653
    assert found.period == year
    assert found.vintage == f"{year}, maximum {maximum} points"


def test_a_colon_is_missing_and_nought_is_nought(tmp_path):
    path = write_csv(
        tmp_path / "QOF 2017-18.csv", WIDE, wide(points=":"), wide("X10002", points="0")
    )
    points = typed(read_one(path), "qof").points
    assert points.isna().to_list() == [True, False]
    assert points[1] == 0


def test_a_byte_order_mark_does_not_hide_the_first_heading(tmp_path):
    path = write_csv(tmp_path / "QOF 2017-18.csv", WIDE, wide(), encoding="utf-8-sig")
    assert len(typed(read_one(path), "qof")) == 1


def test_titles_above_and_notes_below_the_table_are_no_rows(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx",
        {
            "Contents": [["Contents"]],
            "Overall domain achievement": [
                ["Quality and Outcomes Framework 2021-22"],
                [""],
                with_maximum("635"),
                wide(),
                ["England", "", "", "", "", "", 60_000_000, 600.5],
                [""],
                ["Source: NHS Digital"],
            ],
        },
    )
    found = read_one(path)
    frame = typed(found, "qof")
    # The row of England has no practice; it stays for the checks to set aside.
    assert frame.practice_code.fillna("none").to_list() == ["X10001", "none"]
    assert frame.financial_year[0] == "2021/22"
    assert frame.source_line[0] == 4


def test_headings_in_merged_rows_are_found_and_the_first_set_is_all_domains(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx",
        {
            "Overall domain achievement": [
                ["Quality and Outcomes Framework, 2024-25: overall achievement"],
                ["PCN code", "Practice code", "Practice name", "List size", "All", "", "Public"],
                ["", "", "", "", "Overall", "", "health"],
                [
                    "",
                    "",
                    "",
                    "",
                    "Achievement score (max. 564)",
                    "Points achieved/ max. QOF points available (%)",
                    "Achievement score (max. 160)",
                ],
                ["U10001", "X10001", "HERON", 4653, 550.5, 97.6, 150],
                ["U10001", "X10002", "MOOR", 900, ":", ":", ":"],
            ]
        },
    )
    found = read_one(path)
    frame = typed(found, "qof")
    assert list(frame.practice_code) == ["X10001", "X10002"]
    assert frame.points[frame.index[0]] == 550.5
    assert frame.points.isna().to_list() == [False, True]
    assert set(frame.points_maximum) == {564}
    assert list(frame.source_line) == [5, 6]
    assert found.period == "2024/25"


def raw(*rows):
    return as_csv(["PRACTICE_CODE", "INDICATOR_CODE", "MEASURE", "VALUE"], *rows)


RAW = raw(
    ["X10001", "AF001", "ACHIEVED_POINTS", "5"],
    ["X10001", "AF001", "REGISTER", "120"],
    ["X10001", "AF006", "ACHIEVED_POINTS", "11.25"],
    ["X10002", "AF001", "ACHIEVED_POINTS", "0"],
    ["X10003", "AF001", "REGISTER", "7"],
    ["X10004", "AF001", "ACHIEVED_POINTS", ""],
)


def test_the_raw_indicators_add_up_to_a_practices_points(tmp_path):
    path = tmp_path / "ACHIEVEMENT_1718.csv"
    path.write_text(RAW)
    found = read_one(path)
    frame = typed(found, "qof").set_index("practice_code")
    assert frame.points["X10001"] == 16.25
    assert frame.points["X10002"] == 0
    # Not a point reported is not nought points.
    assert "X10003" not in frame.index
    assert frame.points.isna()["X10004"]
    assert frame.source_line["X10001"] == 2
    assert frame.points_maximum.isna().all()
    assert (found.period, found.vintage) == ("2017/18", "2017/18, raw indicators")


def test_the_year_of_raw_indicators_in_a_zip_stands_in_either_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "QOF_2122_V2.zip", "w") as archive:
        archive.writestr("ACHIEVEMENT_LONDON_2122.csv", RAW)
        archive.writestr("OUTPUT_DESCRIPTIONS.txt", "notes")
    assert read_one(tmp_path / "QOF_2122_V2.zip").period == "2021/22"


def test_four_digits_that_could_be_a_calendar_year_are_told(tmp_path):
    path = tmp_path / "ACHIEVEMENT_2021.csv"
    path.write_text(RAW)
    found = read_one(path)
    assert found.period == "2020/21"
    assert found.oddities == ["the four digits of the file's name are read as 2020/21"]


def test_a_file_that_lost_its_name_is_dated_by_the_regions_of_april_2018(tmp_path):
    path = write_csv(
        tmp_path / "a.csv",
        WIDE,
        wide(),
        wide("X10002", region="Y58"),
        wide("X10003", region="Y59"),
    )
    found = read_one(path)
    assert found.period == "2017/18"
    assert "read as 2017/18" in found.oddities[0]


def test_a_year_that_nothing_tells_is_left_missing_with_its_remedy(tmp_path):
    found = read_one(write_csv(tmp_path / "a.csv", WIDE, wide(region="Y58")))
    assert found.tables["qof"].financial_year.isna().all()
    assert found.oddities == [
        "nothing says which year the points were achieved in: state it in cycle.yml under periods"
    ]


@real
@pytest.mark.real
@pytest.mark.parametrize("name", ["QOF 2017-18.csv", "a.csv"])
def test_the_real_practices_of_11j_achieved_548_71_points_on_average(tmp_path, name):
    path = tmp_path / name
    path.write_bytes((REAL / "quality/QOF 2017-18.csv").read_bytes())
    found = read_one(path)
    frame = typed(found, "qof")
    here = frame[frame.commissioner_code == "11J"]
    assert here.points.mean() == pytest.approx(548.7148, abs=0.0001)
    assert set(frame.points_maximum) == {559}
    assert frame.points.isna().sum() == 11
    assert found.period == "2017/18"


@pytest.mark.parametrize(
    ("score", "code", "patients"),
    [
        ("Achievement score (559 max)", "CCG code", "List size"),
        ("Achievement score (559 max)", "CCG ODS code (practice parent)", "List size"),
        ("Achievement Score (Max 635)", "Sub ICB Loc ODS code", "List size"),
        ("Achievement score\n(max: 635)", "Sub ICB Loc \nODS code", "List\nsize"),
        ("Achievement score (567 max)", "CCG ODS code", "Practice list size"),
    ],
)
def test_headings_of_every_year_are_one_layout(tmp_path, score, code, patients):
    header = [code, "PCN ODS code", "Practice code", "Practice name", patients, score]
    header += ["QOF points total / 635 available (%)", "Points achieved/ max. QOF points (%)"]
    rows = [["X0C", "U00001", "X10001", "HERON", "7326", "512.5", "91.7", "91.7"]]
    found = read_one(write_csv(tmp_path / "QOF 2018-19.csv", header, *rows))
    row = found.tables["qof"].iloc[0]
    assert (row["commissioner_code"], row["patients_registered"]) == ("X0C", "7326")
    assert (row["points"], row["financial_year"]) == ("512.5", "2018/19")


def test_a_remark_in_brackets_that_two_headings_have_names_neither(tmp_path):
    header = ["CCG ODS code (practice parent)", "CCG ODS code (PCN parent)", "Practice code"]
    header += ["List size", "Achievement score (559 max)"]
    rows = [["X0C", "X0D", "X10001", "7326", "512.5"]]
    found = read_one(write_csv(tmp_path / "QOF 2018-19.csv", header, *rows))
    assert found.tables["qof"]["commissioner_code"].isna().all()
