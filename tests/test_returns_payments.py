"""NHS Payments to General Practice: one table from headings that change every year."""

import zipfile

import pytest
from payments_vintages import (
    OF_2013,
    OF_2015,
    OF_2017,
    OF_2018,
    OF_2020,
    OF_2022,
    OF_2024,
    TALL,
    VINTAGES,
)
from returns_cases import REAL, as_csv, read_one, real, typed, write_csv, write_xlsx


def payments(path, row, *more, encoding="utf-8"):
    rows = [[{**row, **other}[heading] for heading in row] for other in ({}, *more)]
    return write_csv(path, list(row), *rows, encoding=encoding)


def named(year):
    return f"nhspaymentsgp-{year[2:4]}-{year[5:]}-csv.csv"


@pytest.mark.parametrize("year", VINTAGES)
def test_every_year_gives_the_same_columns_and_the_first_total(tmp_path, year):
    found = read_one(payments(tmp_path / named(year), VINTAGES[year]))
    (row,) = typed(found, "payment_year").to_dict("records")
    assert row["financial_year"] == year == found.period
    assert (row["practice_code"], row["commissioner_code"]) == ("X10001", "X0C")
    assert (row["patients_registered"], row["patients_weighted"]) == (4114, 4703.5)
    assert (row["payments_gbp"], row["deductions_gbp"]) == (1000, -100)
    assert row["payments_net_gbp"] == 900


@pytest.mark.parametrize("year", VINTAGES)
def test_whether_a_list_is_the_last_known_or_an_average_is_said(tmp_path, year):
    found = read_one(payments(tmp_path / named(year), VINTAGES[year]))
    averaged = year in ("2018/19", "2019/20") or year >= "2022/23"
    assert ("lists averaged over the year" in found.vintage) == averaged


@pytest.mark.parametrize("year", VINTAGES)
def test_the_payments_of_a_year_add_up_to_its_total(tmp_path, year):
    kinds = typed(read_one(payments(tmp_path / named(year), VINTAGES[year])), "payment")
    assert kinds[kinds.in_total == "yes"].payment_gbp.sum() == 1000
    assert not kinds.duplicated(["practice_code", "payment_type"]).any()


@pytest.mark.parametrize("year", VINTAGES)
def test_a_renamed_kind_of_payment_goes_by_one_name(tmp_path, year):
    kinds = typed(read_one(payments(tmp_path / named(year), VINTAGES[year])), "payment")
    by_name = kinds.set_index("payment_type").payment_gbp
    assert by_name["GP Extended Hours Access"] == 20
    assert by_name.filter(like="Local Incentive Schemes").sum() in (150, 200)
    assert not by_name.index.str.contains(r"\d|£|_").any()


@pytest.mark.parametrize(
    "heading", ["Sub ICB Location Code", "Sub-ICB ODS Code", "Sub ICB Location ODS Code", "CCGCode"]
)
def test_the_commissioner_goes_by_the_heading_of_any_year(tmp_path, heading):
    row = {heading if name == "Sub ICB Code" else name: cell for name, cell in OF_2022.items()}
    assert heading in row
    found = read_one(payments(tmp_path / named("2022/23"), row))
    assert typed(found, "payment_year")["commissioner_code"].tolist() == ["X0C"]


def test_a_file_that_does_not_say_whose_practices_these_are_is_told(tmp_path):
    row = {("Place" if name == "Sub ICB Code" else name): cell for name, cell in OF_2022.items()}
    found = read_one(payments(tmp_path / named("2022/23"), row))
    assert any("no column says whose practices these are" in said for said in found.oddities)


def test_a_total_by_another_name_is_not_guessed_and_the_message_names_both(tmp_path):
    total = "Total NHS Payments to General Practice"
    row = {("Total Paid to Practice" if n == total else n): c for n, c in OF_2017.items()}
    found = read_one(payments(tmp_path / named("2017/18"), row))
    assert found.publication is None
    (said,) = [text for text in found.oddities if "Closest is" in text]
    assert "NHS Payments to General Practice" in said
    assert f"it lacks '{total}'" in said
    assert "'Total Paid to Practice'" in said


def test_the_oldest_file_has_a_row_for_each_kind_of_payment(tmp_path):
    rows = [
        ["X0C", code, "GMS", description, cell]
        for code in ("X10001", "X10002")
        for description, cell in OF_2013.items()
    ]
    found = read_one(write_csv(tmp_path / named("2013/14"), TALL, *rows))
    years = typed(found, "payment_year")
    assert years[["practice_code", "commissioner_code", "contract_type"]].values.tolist() == [
        ["X10001", "X0C", "GMS"],
        ["X10002", "X0C", "GMS"],
    ]
    assert years["financial_year"].tolist() == ["2013/14", "2013/14"]
    assert years["patients_weighted"].tolist() == [4703.5, 4703.5]
    assert years[["payments_gbp", "payments_net_gbp"]].values.tolist() == [[1000, 900]] * 2
    assert years["source_line"].tolist() == [2, 12]
    kinds = typed(found, "payment")
    first = kinds[kinds.practice_code == "X10001"].set_index("payment_type").payment_gbp
    assert first.to_dict() == {
        "Global Sum": 700,
        "Total QOF Payments": 250,
        "Reimbursement of Drugs": 50,
    }
    assert (kinds.in_total == "yes").all()


def test_parts_that_stand_beside_their_sum_are_not_counted_twice(tmp_path):
    kinds = typed(read_one(payments(tmp_path / named("2015/16"), OF_2015)), "payment")
    local = kinds[kinds.payment_type.str.startswith("Local Incentive Schemes")]
    assert local[["payment_type", "payment_gbp"]].values.tolist() == [
        ["Local Incentive Schemes", 200]
    ]


def test_covid_payments_printed_before_the_total_stand_beside_it(tmp_path):
    found = read_one(payments(tmp_path / named("2024/25"), OF_2024))
    kinds = typed(found, "payment")
    beside = kinds[kinds.in_total == "no"]
    assert beside.payment_type.tolist() == [
        "Covid Immunisation",
        "Covid Support and Expansion",
        "Long Covid",
    ]
    assert found.oddities == []


def test_kinds_that_do_not_add_up_to_the_total_are_told(tmp_path):
    found = read_one(payments(tmp_path / named("2017/18"), {**OF_2017, "Global Sum": "600"}))
    assert found.oddities == [
        "the kinds of payment add up to £900 and the total they belong to is £1,000: read figures "
        "by kind with care"
    ]


@pytest.mark.parametrize("header", [list(OF_2017), TALL], ids=["wide", "tall"])
def test_a_header_without_rows_is_not_supplied(tmp_path, header):
    found = read_one(write_csv(tmp_path / named("2017/18"), header))
    assert (found.rows, found.tables) == (0, {})
    assert found.oddities == ["a header without rows: not supplied"]


def test_payments_to_networks_stand_beside_the_total(tmp_path):
    found = read_one(payments(tmp_path / named("2020/21"), OF_2020))
    kinds = typed(found, "payment")
    beside = kinds[kinds.in_total == "no"]
    assert list(beside.payment_type) == [
        "PCN Leadership",
        "PCN Extended Hours Access",
        "PCN Workforce",
        "Covid Immunisation",
    ]
    assert found.vintage == "2020/21, network and covid payments outside the total"


@pytest.mark.parametrize("year", [year for year in VINTAGES if year < "2022/23"])
def test_a_file_that_lost_its_name_is_dated_by_its_kinds_of_payment(tmp_path, year):
    found = read_one(payments(tmp_path / "a.csv", VINTAGES[year]))
    assert set(typed(found, "payment_year").financial_year) == {year}
    assert found.oddities == [
        f"the year is not stated; the kinds of payment are those of {year}: if that is wrong, "
        "state it in cycle.yml under periods"
    ]


def test_a_year_that_nothing_tells_is_left_missing_with_its_remedy(tmp_path):
    found = read_one(payments(tmp_path / "a.csv", OF_2022))
    assert found.tables["payment_year"].financial_year.isna().all()
    assert found.oddities == [
        "nothing says which year was paid: state it in cycle.yml under periods"
    ]


def test_a_practice_that_opened_later_refutes_the_kinds_of_payment(tmp_path):
    later = {"Practice Code": "X10002", "Practice Open Date": "01/08/2022"}
    found = read_one(payments(tmp_path / "a.csv", OF_2018, later))
    assert found.tables["payment_year"].financial_year.isna().all()


def test_what_cycle_yml_states_wins(tmp_path):
    found = read_one(payments(tmp_path / "a.csv", OF_2022), stated_period="2022-23")
    assert found.period == "2022/23"
    assert found.oddities == []


def test_serial_days_and_written_days_are_days(tmp_path):
    for name, row in (("17-18.csv", OF_2017), ("18-19.csv", OF_2018)):
        frame = typed(read_one(payments(tmp_path / name, row)), "payment_year")
        assert list(frame.opened_on) == ["1999-04-01"]


def test_markers_mean_missing_and_a_minus_is_a_number(tmp_path):
    odd = {
        "Practice Code": "X10002",
        "Contract Type": "UNKNOWN",
        "Average payments per registered patient": "N/A",
        "Other Payments1": "-12.5",
        "Global Sum": "N/A",
    }
    found = read_one(payments(tmp_path / named("2017/18"), OF_2017, odd))
    frame = typed(found, "payment_year")
    assert frame.contract_type.isna().to_list() == [False, True]
    kinds = typed(found, "payment")
    second = kinds[kinds.practice_code == "X10002"].set_index("payment_type").payment_gbp
    assert second["Other Payments"] == -12.5
    assert "Global Sum" not in second.index


def test_a_list_of_nought_is_missing_where_no_patients_are_known(tmp_path):
    empty = {
        "Practice Code": "X10002",
        "Quarter used for patient data": "NO KNOWN PATIENTS",
        "Number of Registered Patients (Last Known Figure)": "0",
        "Number of Weighted Patients (Last Known Figure)": "0",
    }
    found = read_one(payments(tmp_path / named("2017/18"), OF_2017, empty))
    frame = typed(found, "payment_year")
    assert frame.patients_registered.to_list()[0] == 4114
    assert frame.patients_registered.isna()[1]
    assert frame.payments_gbp[1] == 1000
    assert found.oddities == ["practices without known patients, whose list of 0 is left blank: 1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_pound_sign_of_the_headings_may_come_in_any_encoding(tmp_path, encoding):
    found = read_one(payments(tmp_path / "15-16.csv", OF_2015, encoding=encoding))
    assert typed(found, "payment_year").payments_gbp[0] == 1000


def test_zipped_or_saved_as_a_workbook_it_is_the_same(tmp_path):
    with zipfile.ZipFile(tmp_path / "payments.zip", "w") as archive:
        text = as_csv(list(OF_2017), list(OF_2017.values()))
        archive.writestr(named("2017/18"), text)
    workbook = write_xlsx(
        tmp_path / "payments 2017-18.xlsx",
        {"Data": [["NHS Payments"], [""], list(OF_2017), list(OF_2017.values())]},
    )
    for path in (tmp_path / "payments.zip", workbook):
        frame = typed(read_one(path), "payment_year")
        assert (frame.payments_gbp[0], frame.financial_year[0]) == (1000, "2017/18")


@real
@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "rows", "total", "net", "per_patient"),
    [
        ("nhspaymentsgp-17-18-csv.csv", 97, 133_541_212.10, 120_279_032.16, 161.8864),
        ("nhspaymentsgp-20-21-prac-csv.csv", 81, 137_500_974.07, 123_860_144.14, 169.5495),
    ],
)
def test_the_real_files_give_the_published_totals(file, rows, total, net, per_patient):
    found = read_one(REAL / "payments" / file)
    frame = typed(found, "payment_year")
    here = frame[frame.commissioner_code == "11J"]
    assert len(here) == rows
    assert here.payments_gbp.sum() == pytest.approx(total, abs=0.01)
    assert here.payments_net_gbp.sum() == pytest.approx(net, abs=0.01)
    rate = here.payments_gbp.sum() / here.patients_registered.sum()
    assert rate == pytest.approx(per_patient, abs=0.0001)
    kinds = typed(found, "payment")
    by_practice = kinds[kinds.in_total == "yes"].groupby("practice_code").payment_gbp.sum()
    assert (frame.set_index("practice_code").payments_gbp - by_practice).abs().max() < 0.01


@real
@pytest.mark.real
@pytest.mark.parametrize("year", ["17-18-csv", "20-21-prac-csv"])
def test_a_real_file_that_lost_its_name_keeps_its_year(tmp_path, year):
    renamed = tmp_path / "a.csv"
    renamed.write_bytes((REAL / f"payments/nhspaymentsgp-{year}.csv").read_bytes())
    assert read_one(renamed).period == f"20{year[:2]}/{year[3:5]}"
