"""General Practice Workforce at practice level, the tall "high level" file."""

import pandas as pd
from returns_cases import read_one, typed

HIGH_LEVEL = "PRAC_CODE,PRAC_NAME,STAFF_GROUP,DETAILED_STAFF_ROLE,MEASURE,VALUE\n"
HIGH_LEVEL_NAME = "3 General Practice – June 2026 Practice Level - High level.csv"


def read(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return typed(read_one(path), "practice_staff")


def test_the_tall_file_gives_the_same_table(tmp_path):
    text = HIGH_LEVEL + (
        "X10001,HILL SURGERY,GP,Total,Headcount,6\n"
        "X10001,HILL SURGERY,GP,Partner/Provider,FTE,3.6\n"
        "X10001,HILL SURGERY,GP,Total,FTE,4.8\n"
        "X10001,HILL SURGERY,Admin/Non-Clinical,Estates and Ancillary,FTE,NA\n"
        "X10001,HILL SURGERY,Nurses,Practice Nurse,Headcount,0\n"
    )

    staff = read(tmp_path, HIGH_LEVEL_NAME, text)

    rows = staff.set_index(["staff_group", "role"])
    total = rows.loc[("gp", "all")]
    assert (total["headcount"], total["fte"], total["source_line"]) == (6, 4.8, 2)
    assert rows.loc[("gp", "partner_provider"), "fte"] == 3.6
    assert pd.isna(rows.loc[("gp", "partner_provider"), "headcount"])
    assert pd.isna(rows.loc[("admin", "estates_and_ancillary"), "fte"])
    assert rows.loc[("nurse", "practice_nurse"), "headcount"] == 0
    assert set(staff["snapshot_date"]) == {"2026-06-30"}


def test_a_key_sent_twice_is_left_for_the_rule_on_duplicates(tmp_path):
    text = HIGH_LEVEL + (
        "X10001,HILL,GP,Total,FTE,4\nX10001,HILL,GP,Total,FTE,5\nX10001,HILL,GP,Total,Headcount,6\n"
    )

    staff = read(tmp_path, HIGH_LEVEL_NAME, text)

    assert staff["fte"].to_list() == [4, 5]
    assert staff["source_line"].to_list() == [2, 3]


def test_one_role_has_one_name_in_the_wide_and_the_tall_file(tmp_path):
    roles = {
        "GP": {"SEN_PTNR": "Senior Partner", "TRN_GR_ST1": "GP in Training Grade ST1"},
        "Direct Patient Care": {
            "THERA_COU": "Therapist- Counsellor",
            "TRAINEE_NHS_TALKING_THERA": "Trainee NHS Talking Therapies Therapist",
        },
    }
    headings = [f"TOTAL_GP_{role}_FTE" for role in roles["GP"]]
    headings += [f"TOTAL_DPC_{role}_FTE" for role in roles["Direct Patient Care"]]
    wide = f"PRAC_CODE,TOTAL_GP_HC,TOTAL_GP_FTE,{','.join(headings)}\nX1,5,4,1,1,1,1\n"
    tall = HIGH_LEVEL + "".join(
        f"X1,HILL,{group},{words},FTE,1\n"
        for group, names in roles.items()
        for words in names.values()
    )

    from_wide = read(tmp_path, "General Practice – June 2026 Detailed.csv", wide)
    from_tall = read(tmp_path, HIGH_LEVEL_NAME, tall)

    assert set(from_wide["role"]) - {"all"} == set(from_tall["role"])
