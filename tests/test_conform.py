"""Text becomes types: numbers as finance writes them, flags, choices, codes, and what is unread."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tables import TABLES
from analysis.tables.column_types import conform, read_numbers
from analysis.tables.declare import Column, Table

TABLE = Table(
    "thing",
    "Things",
    "a thing",
    ("practice_code",),
    (
        Column("practice_code", "code", "code"),
        Column("line_code", "code", "identifier"),
        Column("kind", "choice", "kind", choices=("gp_practice", "PMS")),
        Column("ready", "flag", "ready"),
        Column("day", "day", "day"),
        Column("amount_gbp", "number", "amount"),
    ),
    "Things.",
)


def one(**cells):
    """The typed row of one thing, and the unreadable cells."""
    text = pd.DataFrame([{**cells, "source_file": "x.csv", "source_line": 2}], index=[7])
    typed, unread = conform(text, table=TABLE)
    return typed.loc[7], unread.to_dict("records")


def number(text):
    (read,) = read_numbers(pd.Series([text], dtype="str"))
    return None if pd.isna(read) else read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1234", 1234),
        ("1,234", 1234),
        ("1,234,567.89", 1234567.89),
        ("1 234 567", 1234567),
        ("1\u00a0234", 1234),
        (".5", 0.5),
        ("12.", 12),
        ("-4", -4),
        ("- 4", -4),
        ("−4", -4),
        ("+4", 4),
        ("(2.5)", -2.5),
        ("(1,234)", -1234),
        ("£300", 300),
        ("-£300", -300),
        ("£-300", -300),
        ("£(1,234)", -1234),
        ("(£1,234)", -1234),
        ("£ 1,234.50", 1234.5),
        ("50%", 50),
        ("50 %", 50),
        ("(3%)", -3),
        ("1E3", 1000),
    ],
)
def test_a_number_is_read_as_finance_writes_it(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "1,5",  # a comma for a point: 1.5 or 15?
        "1,23,456",
        "1.234,56",
        "12 34",
        "1,234 567",
        "229k",
        "£1.2m",
        "(5",
        "5)",
        "(-5)",
        "--5",
        "£",
        "-",
        "£-",
        "%",
        "n/a",
        "#REF!",
        "#DIV/0!",
        "nan",
        "inf",
        "-Infinity",
        "1_000",
        "0x10",
        "½",
        "12/3",
        "1 or 2",
        "٣",
    ],
)
def test_what_is_no_number_is_not_guessed(text):
    assert number(text) is None


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
def test_an_amount_survives_every_way_of_writing_it(value):
    size = f"{abs(value):,.2f}"
    signed = f"-{size}" if value < 0 else size
    bracketed = f"({size})" if value < 0 else size
    for text in (
        signed,
        f"£{signed}",
        signed.replace(",", ""),
        bracketed,
        signed.replace(",", " "),
    ):
        assert number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["gp_practice", "GP practice", " gp  Practice ", "GP-PRACTICE"])
def test_a_choice_is_read_whatever_its_case_and_spaces(text):
    assert one(kind=text)[0]["kind"] == "gp_practice"


def test_a_text_that_is_no_choice_stays_for_the_rule_to_name():
    row, unread = one(kind="dental")
    assert (row["kind"], unread) == ("dental", [])


@pytest.mark.parametrize(
    ("text", "flag"),
    [("yes", "yes"), ("Y", "yes"), ("TRUE", "yes"), ("1", "yes"), ("No", "no"), ("0", "no")],
)
def test_a_flag_is_yes_or_no(text, flag):
    assert one(ready=text)[0]["ready"] == flag


@pytest.mark.parametrize("text", ["x10001", " X10001 ", "x10001\u00a0"])
def test_a_practices_code_is_capitals_without_spaces(text):
    assert one(practice_code=text)[0]["practice_code"] == "X10001"


@pytest.mark.parametrize("text", ["0123", "06", "1E1", "NA", "no", "gms"])
def test_other_codes_stay_as_they_stand(text):
    assert one(line_code=text)[0]["line_code"] == text


def test_blank_is_missing_and_no_unreadable_cell():
    row, unread = one(kind=" ", ready="", day=None, amount_gbp="  ")
    assert row[["kind", "ready", "day", "amount_gbp"]].isna().all()
    assert unread == []


def test_unreadable_cells_are_listed_with_row_value_and_what_was_expected():
    row, unread = one(ready="perhaps", day="07/02/18", amount_gbp="#REF!")
    assert row[["ready", "day", "amount_gbp"]].isna().all()
    assert unread == [
        {"row": 7, "column": "ready", "value": "perhaps", "expected": "yes or no"},
        {"row": 7, "column": "day", "value": "07/02/18", "expected": "a day such as 2018-02-07"},
        {"row": 7, "column": "amount_gbp", "value": "#REF!", "expected": "a number"},
    ]


def test_columns_that_a_file_lacks_are_missing_and_types_hold_without_rows():
    typed, unread = conform(
        pd.DataFrame({"source_file": [], "source_line": []}), table=TABLES["ledger_line"]
    )
    assert typed.dtypes.to_dict() == TABLES["ledger_line"].empty().dtypes.to_dict()
    assert unread.empty


def test_a_declaration_that_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="no kind of column is called 'colour'"):
        Column("a", "colour", "a")
    with pytest.raises(ValueError, match="kind is no day, month or financial year"):
        Table("t", "T", "a t", ("kind",), TABLE.columns, "T.", actual_on=("kind",))
