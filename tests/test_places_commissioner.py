"""A practice row that does not name its commissioner gets it from the best register at hand."""

import pandas as pd

from analysis.places import membership


def table(**columns) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def test_a_row_without_a_commissioner_gets_it_from_the_latest_map():
    tables = {
        "practice_map": table(
            practice_code=["X10001", "X10001"],
            extract_date=["2021-01-01", "2022-01-01"],
            commissioner_code=["11J", "92G"],
        ),
        "list_size": table(
            practice_code=["X10001"], extract_date=["2017-01-01"], commissioner_code=[None]
        ),
    }
    filled = membership.fill_commissioners(tables, commissioner="11J")
    assert filled["list_size"]["commissioner_code"].tolist() == ["92G"]
    assert tables["list_size"]["commissioner_code"].isna().all()


def test_what_a_file_says_itself_stays():
    tables = {
        "ods_practice": table(practice_code=["X10001"], commissioner_code=["92G"]),
        "qof": table(practice_code=["X10001"], commissioner_code=["11J"]),
    }
    filled = membership.fill_commissioners(tables, commissioner="11J")
    assert filled["qof"]["commissioner_code"].tolist() == ["11J"]


def test_a_practice_of_the_local_register_is_the_commissioners():
    tables = {
        "practice": table(practice_code=["X10001"]),
        "practice_staff": table(practice_code=["X10001", "X10002"], commissioner_code=[None, None]),
    }
    codes = membership.fill_commissioners(tables, commissioner="11J")["practice_staff"]
    assert codes["commissioner_code"].iloc[0] == "11J"
    assert codes["commissioner_code"].isna().iloc[1]


def test_without_any_register_nothing_is_guessed():
    tables = {"qof": table(practice_code=["X10001"], commissioner_code=[None])}
    assert membership.fill_commissioners(tables, commissioner="11J")["qof"].isna().iloc[0, 1]
