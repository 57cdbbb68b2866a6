"""Why a practice's figure is missing, as the markers of older workforce files say."""

import pandas as pd
import pytest

from analysis.returns import read_file
from analysis.workforce import completeness

HEADER = (
    "PRAC_CODE,PRAC_NAME,CCG_CODE,CCG_NAME,TOTAL_GP_HC,TOTAL_GP_FTE,TOTAL_NURSES_HC,"
    "TOTAL_NURSES_FTE\n"
)


@pytest.mark.parametrize(
    ("marker", "why", "status"),
    [
        ("ND", "no usable data: failed validation", "not supplied"),
        ("NS", "not supplied", "not supplied"),
        ("EST", "estimated by the publisher, not shown", "estimated"),
        ("2", None, "supplied"),
    ],
)
def test_a_marker_is_missing_and_says_why(tmp_path, marker, why, status):
    path = tmp_path / "General Practice September 2016 Practice Level.csv"
    path.write_text(f"{HEADER}X10001,HILL,11J,DORSET,{marker},{marker},3,1.5\n", encoding="utf-8")
    [found] = read_file(path, name=path.name, stated_period=None)
    rows = found.tables["practice_staff"].set_index(["staff_group", "role"])
    said = rows.loc[("gp", "all"), "provided"]
    assert (None if pd.isna(said) else said) == why
    assert pd.isna(rows.loc[("gp", "all"), "fte"]) == (marker != "2")
    assert pd.isna(rows.loc[("nurse", "all"), "provided"])
    typed = rows.reset_index().assign(fte=pd.to_numeric(rows["fte"].to_numpy()))
    by_group = completeness.status(typed).set_index("staff_group")["status"]
    assert by_group["gp"] == status
    assert by_group["nurse"] == "supplied"
