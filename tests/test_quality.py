"""The data-quality page: what arrived, what is missing, and how many places a finding means."""

import pandas as pd
import pytest

from analysis.checks import expectations, summary, words
from analysis.checks.findings import FINDING_COLUMNS
from analysis.stages import data_dictionary
from analysis.tables import TABLES


def findings(*rows):
    """Findings from answer, file, table, rule and message."""
    found = pd.DataFrame(rows, columns=["answer", "file", "table", "rule", "message"])
    return found.reindex(columns=FINDING_COLUMNS)


def returns(*rows):
    return pd.DataFrame(rows, columns=["file", "publication", "vintage", "period", "rows"]).astype(
        {"publication": "object", "vintage": "object", "period": "object"}
    )


LIST = ("list.csv", "Patients registered", "totals", "2018-01-01", 87)
STRAY = ("notes.csv", None, None, None, 0)


def test_what_is_missing_is_every_table_without_rows_and_what_it_would_show():
    missing = summary.missing(set(TABLES) - {"ledger_line", "list_size"})
    assert missing["return"].tolist() == [
        TABLES["list_size"].title,
        TABLES["ledger_line"].title,
    ]
    assert missing["template"].tolist() == ["published", "ours"]
    assert all(missing["what it would show"].str.len() > 10)
    assert summary.missing(set(TABLES)).empty


def test_a_rule_that_was_counted_counts_every_row():
    said = [
        ("tell", "a.csv", "list_size", "usual range", f"a.csv line {i}: odd") for i in range(20)
    ]
    rest = "a.csv: 1,025 more rows break the rule 'usual range'."
    one = "b.csv: 1 more row breaks the rule 'usual range'."
    rows = findings(
        *said,
        ("tell", "a.csv", "list_size", "usual range", rest),
        ("tell", "b.csv", "list_size", "usual range", one),
        ("stop", "a.csv", "list_size", "usual range", "not of this answer"),
    )
    found = summary.findings_by_rule(rows, answer="tell")
    assert dict(zip(found["file"], found["findings"], strict=True)) == {"a.csv": 1045, "b.csv": 1}
    assert found["example"].iloc[0] == "a.csv line 0: odd"


def test_a_finding_names_every_report_that_its_tables_feed():
    rows = findings(
        ("tell", "a.csv", "ledger_line", "oddity", "one"),
        ("tell", "a.csv", "vacancy", "oddity", "two"),
        ("tell", "b.csv", "", "recognised", "three"),
    )
    found = summary.findings_by_rule(rows, answer="tell")
    expected = [*TABLES["ledger_line"].reports, *TABLES["vacancy"].reports]
    assert found["touches"].tolist() == [", ".join(expected), "no report yet"]
    assert found["findings"].tolist() == [2, 1]


def test_no_findings_are_an_empty_table_with_its_columns():
    empty = summary.findings_by_rule(findings(), answer="tell")
    assert empty.columns.tolist() == ["file", "rule", "findings", "example", "touches"]


def test_tables_that_were_kept_are_listed_with_what_a_row_is():
    kept = summary.table_sizes(
        {"ledger_line": pd.DataFrame({"a": [1, 2]}), "vacancy": pd.DataFrame({"a": []})}
    )
    assert kept[["table", "a row is", "rows"]].to_numpy().tolist() == [
        ["ledger_line", TABLES["ledger_line"].row, 2]
    ]


@pytest.mark.parametrize(
    ("arrived", "found", "lacking", "said"),
    [
        (
            returns(LIST),
            findings(),
            0,
            [
                "One file arrived and every one was recognised.",
                "No row was set aside.",
                "Every kind of return was supplied.",
            ],
        ),
        (
            returns(LIST, STRAY),
            findings(("set_aside", "a.csv", "list_size", "r", "m"), ("tell", "a", "", "r", "m")),
            1,
            [
                "Two files arrived: one is not recognised or not used.",
                "One finding sets rows aside: they are in no figure.",
                "One oddity to bear in mind.",
                "One kind of return was not supplied; the sections that need it say so.",
            ],
        ),
    ],
)
def test_the_answer_of_the_page(arrived, found, lacking, said):
    missing = pd.DataFrame(index=range(lacking))
    assert [sentence for sentence, _ in words.answer(arrived, found, missing)] == said


def test_a_workbook_of_two_sheets_is_one_file_and_a_template_without_rows_is_not_read():
    book = [(f"pay.xlsx [{year}]", "Payments", "", None, 80) for year in (2016, 2017)]
    notes = ("pay.xlsx [Notes]", None, None, None, 0)
    empty = ("risk.csv", "Risks", "local", None, 0)
    counted = summary.files_counted(returns(LIST, *book, notes, empty, STRAY))
    assert counted == {"arrived": 4, "read": 2, "empty": 1, "unused": 1}
    assert words.answer(returns(LIST, empty, STRAY), findings(), pd.DataFrame())[0][0] == (
        "Three files arrived: one is not recognised or not used and one is without a row, and "
        "counted as not supplied."
    )


def test_rules_of_a_table_without_rows_had_nothing_to_test():
    found, every = expectations.tested({"risk"}), expectations.tested(set(TABLES))
    assert found["tables"] == 1
    assert found["untested"] == len(TABLES) - 1
    assert 0 < found["rules"] < every["rules"]
    assert "had nothing to test" in words.tested(found)
    assert "nothing to test" not in words.tested(every)


def test_the_dictionary_says_every_table_column_unit_and_bound():
    text = data_dictionary.markdown()
    for table in TABLES.values():
        assert f"### {table.name}\n" in text
        for column in table.columns:
            assert f"| `{column.name}` | {column.kind} | {column.unit} | {column.describes}" in text
    assert "(required; possible from 0 to 100)" in text
    assert (
        "An actual by `month`: a row that is not over by the committee's day is set aside." in text
    )
