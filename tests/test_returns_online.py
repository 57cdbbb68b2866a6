"""Patient online services in both layouts, and online consultation submissions."""

import pandas as pd
import pytest
from returns_cases import REAL, read_one, real, typed, write_csv, write_xlsx

WIDE = (
    "PeriodStart,PeriodEnd,Period,CommissioningRegionCode,CommissioningRegionName,"
    "RegionGeographyCode,RegionGeographyName,CCGCode,CCGName,GPPracticeCode,GPPracticeName,"
    "Supplier,NoPatients,SystemEnabled,PatientsEnabled,PatientsUsed"
).split(",")
TALL = (
    "report_period_end,region_code,region_name,ccg_name,practice_code,practice_name,"
    "system_supplier,field,value"
).split(",")
CONSULTATIONS = (
    "MONTH,GP_CODE,GP_NAME,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,"
    "ICB_CODE,ICB_NAME,REGION_CODE,REGION_NAME,SUPPLIER,METRIC,VALUE"
).split(",")


def wide(enabled="79", used="0", *, supplier="EMIS", end="30/04/2015", period="2015/2016 M1"):
    area = ["Y57", "SOUTH", "Q70", "WESSEX", "11J", "NHS DORSET CCG", "X10001", "HILL SURGERY"]
    status = "System Functionality Enabled by Practice"
    return ["01/04/2015", end, period, *area, supplier, "3541", status, enabled, used]


def tall(field="Total_Pat_Enbld", value="1200", *, end="30SEP2020"):
    area = ["Y58", "SOUTH WEST", "NHS DORSET CCG", "X10001", "HILL SURGERY", "TPP"]
    return [end, *area, field, value]


def consultation(metric="OC_TOTAL_SUBMISSIONS", value="250", *, supplier="ACCURX", code="X10001"):
    area = ["U00001", "HILL PCN", "11J", "NHS Dorset ICB - 11J", "QVV", "NHS Dorset ICB", "Y58"]
    return ["01/04/2025", code, "HILL SURGERY", *area, "South West", supplier, metric, value]


def test_the_wide_file_becomes_a_row_a_count(tmp_path):
    found = read_one(write_csv(tmp_path / "pomi.csv", WIDE, wide(), wide("NULL", "NULL")))

    rows = typed(found, "online_service")
    first = rows[rows["source_line"] == 2].set_index("field")["value"]
    assert first.to_dict() == {"NoPatients": 3541, "PatientsEnabled": 79, "PatientsUsed": 0}
    second = rows[rows["source_line"] == 3].set_index("field")["value"]
    assert second["NoPatients"] == 3541
    assert pd.isna(second["PatientsEnabled"])
    assert pd.isna(second["PatientsUsed"])
    assert set(rows["month"]) == {"2015-04"}
    assert found.oddities == [
        "it does not say which online function it counts; see the title of its indicator"
    ]


def test_a_period_in_the_publishers_months_counts_from_april(tmp_path):
    row = wide(end="NULL", period="2015/2016 M10")
    found = read_one(write_csv(tmp_path / "pomi.csv", WIDE, row))

    assert set(typed(found, "online_service")["month"]) == {"2016-01"}


def test_a_supplier_not_known_is_missing(tmp_path):
    found = read_one(write_csv(tmp_path / "pomi.csv", WIDE, wide(supplier="NK")))

    assert typed(found, "online_service")["supplier"].isna().all()


@pytest.mark.parametrize("end", ["30SEP2020", "2020-09-30", "30/09/2020"])
def test_the_tall_file_writes_its_months_in_several_ways(tmp_path, end):
    found = read_one(write_csv(tmp_path / "POMI_APR2020_to_MAR2021_v2.csv", TALL, tall(end=end)))

    row = typed(found, "online_service").iloc[0]
    assert (row["practice_code"], row["month"]) == ("X10001", "2020-09")
    assert (row["field"], row["value"], row["supplier"]) == ("Total_Pat_Enbld", 1200, "TPP")


def test_a_null_in_the_tall_file_is_missing_and_zero_is_zero(tmp_path):
    found = read_one(
        write_csv(
            tmp_path / "pomi.csv",
            TALL,
            tall(value="NULL"),
            tall("Pat_Appts_Use", "0"),
            encoding="utf-8-sig",
        )
    )

    values = typed(found, "online_service").set_index("field")["value"]
    assert pd.isna(values["Total_Pat_Enbld"])
    assert values["Pat_Appts_Use"] == 0


def test_consultations_keep_practice_commissioner_and_metric(tmp_path):
    name = "Submissions via OC Systems in General Practice - April 2025_south_regions.csv"
    found = read_one(write_csv(tmp_path / name, CONSULTATIONS, consultation()))

    row = typed(found, "online_consultation").iloc[0]
    assert (row["practice_code"], row["month"]) == ("X10001", "2025-04")
    assert (row["commissioner_code"], row["pcn_code"]) == ("11J", "U00001")
    assert (row["metric"], row["value"]) == ("OC_TOTAL_SUBMISSIONS", 250)
    assert found.period == "2025-04"


def test_rows_without_metric_and_value_are_left_out_and_counted(tmp_path):
    found = read_one(
        write_csv(
            tmp_path / "oc.csv", CONSULTATIONS, consultation(), consultation("", "", code="X10002")
        )
    )

    assert typed(found, "online_consultation")["practice_code"].to_list() == ["X10001"]
    assert found.oddities == ["rows without a metric and a value are left out: 1"]


def test_a_value_without_a_metric_is_not_dropped_silently(tmp_path):
    found = read_one(write_csv(tmp_path / "oc.csv", CONSULTATIONS, consultation("", "5")))

    assert len(found.tables["online_consultation"]) == 1


def test_no_submissions_are_zero_only_where_a_supplier_reported(tmp_path):
    found = read_one(
        write_csv(
            tmp_path / "oc.csv",
            CONSULTATIONS,
            consultation(value="0"),
            consultation(value="0", supplier="No data", code="X10002"),
            consultation("OC_PARTICIPATION", "0", supplier="No Data", code="X10002"),
        )
    )

    values = typed(found, "online_consultation")["value"].to_list()
    assert values[0] == 0
    assert pd.isna(values[1])
    assert values[2] == 0
    assert found.oddities == [
        'counts of 0 whose supplier is given as "No data" are read as missing: 1'
    ]


@pytest.mark.real
@real
def test_the_wide_file_of_april_2015():
    rows = typed(read_one(REAL / "online" / "test-pomi.csv"), "online_service")

    assert len(rows) == 3 * 99
    assert set(rows["month"]) == {"2015-04"}
    assert (rows["field"] == "NoPatients").sum() == 99


def test_the_workbook_of_consultations_carries_note_numbers_in_its_headings(tmp_path):
    header = [
        "Month [1]",
        "GP Code",
        "GP Name",
        "PCN Code [2,3]",
        "Sub ICB Code",
        "Supplier [4,5,6]",
        "Participation",
        "Submissions [7]",
        "Clinical Submissions [7]",
        "Administrative Submissions [note 7]",
        "Registered Patient Count [8]",
    ]
    row = ["2025-04-01", "X10001", "HILL SURGERY", "U10001", "X0C", "ACCURX", 1, 250, 200, "", 8000]
    sheets = {"Table 1": [["Submissions by practice"], ["Notes stand below"], header, row]}
    found = read_one(write_xlsx(tmp_path / "a.xlsx", sheets))
    rows = typed(found, "online_consultation")
    assert rows[["metric", "value"]].to_numpy().tolist() == [
        ["Submissions", 250],
        ["Clinical Submissions", 200],
    ]
    assert set(rows["commissioner_code"]) == {"X0C"}
    assert found.period == "2025-04"
