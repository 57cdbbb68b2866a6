"""The registers of practices and networks, in the shapes the publisher gave them."""

import zipfile

import pytest
from returns_cases import REAL, as_csv, read_one, real, typed, write_csv, write_xlsx

from analysis.returns import read_file


def practice(
    code="X10001", status="A", setting="4", opened="19740401", closed="", commissioner="X0C"
):
    row = [""] * 27
    row[0], row[1], row[2], row[3] = code, "HERON MEDICAL CENTRE", "Y63", "Q74"
    row[4], row[9], row[17] = "1 QUAY ROAD", "ZZ1 1ZZ", "01000 000000"
    row[10], row[11], row[12], row[13], row[14] = opened, closed, status, "B", commissioner
    row[21], row[25] = "0", setting
    return row


def test_status_letters_become_words_and_setting_4_is_a_gp_practice(tmp_path):
    found = read_one(
        write_csv(
            tmp_path / "epraccur.csv",
            practice(),
            practice("X10002", "C", closed="20171031"),
            practice("X10003", "D", setting="0"),
            practice("X10004", "P", setting="9"),
        )
    )
    rows = typed(found, "ods_practice")
    assert found.layout == "ods_practices"
    assert list(rows.status) == ["active", "closed", "dormant", "proposed"]
    assert list(rows.gp_practice) == ["yes", "yes", "no", "no"]
    assert rows.opened_on[0] == "1974-04-01"
    assert rows.closed_on[1] == "2017-10-31"
    assert list(rows.commissioner_code) == ["X0C"] * 4
    assert list(rows.source_line) == [1, 2, 3, 4]


def test_the_export_with_words_and_roles_is_read_alike(tmp_path):
    found = read_one(
        write_csv(
            tmp_path / "a.csv",
            practice(status="ACTIVE", setting="RO177|RO76"),
            practice("X10002", "INACTIVE", "RO177|RO80"),
        )
    )
    rows = typed(found, "ods_practice")
    assert list(rows.status) == ["active", "closed"]
    assert list(rows.gp_practice) == ["yes", "no"]
    assert found.vintage == "status in words, roles (2026 export)"


def test_neither_address_nor_telephone_is_kept(tmp_path):
    rows = read_one(write_csv(tmp_path / "epraccur.csv", practice())).tables["ods_practice"]
    kept = " ".join(rows.fillna("").astype("str").to_numpy().ravel())
    assert "QUAY" not in kept
    assert "01000" not in kept


@pytest.mark.parametrize("extra", [[], [""], ["", "", ""]])
def test_a_header_put_on_top_and_empty_columns_behind_do_no_harm(tmp_path, extra):
    header = ["Organisation Code", "Name", *(f"Column {i}" for i in range(3, 28))]
    path = write_csv(tmp_path / "epraccur.csv", header + extra, practice() + extra)
    rows = typed(read_one(path), "ods_practice")
    assert list(rows.practice_code) == ["X10001"]
    assert list(rows.source_line) == [2]


def test_saved_as_a_workbook_or_zipped_it_is_the_same(tmp_path):
    numbers = practice(opened=19740401)
    workbook = write_xlsx(tmp_path / "register.xlsx", {"Sheet1": [numbers, numbers]})
    with zipfile.ZipFile(tmp_path / "epraccur.zip", "w") as archive:
        archive.writestr("epraccur.csv", as_csv(practice(), practice()))
        archive.writestr("epraccur.pdf", "a guide")
    for path in (workbook, tmp_path / "epraccur.zip"):
        assert list(typed(read_one(path), "ods_practice").opened_on) == ["1974-04-01"] * 2


DETAILS = [
    "PCN Code",
    "PCN Name",
    "Current Clinical \nCommissioning \nGroup Code",
    "Clinical\nCommissioning\nGroup Name",
    "Open Date",
    "Close Date",
    "Address Line 1",
]
PARTNERS = [
    "Partner\nOrganisation\nCode",
    "Partner\nName",
    "Practice\nParent\nCCG Code",
    "Practice\nParent\nCCG Name",
    "PCN Code",
    "PCN Name",
    "PCN Parent\nCCG Code",
    "PCN Parent\nCCG Name",
    "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date",
    "Practice CCG and PCN\nCCG Match ",
]
NETWORK = ["U10001", "HARBOUR PCN", "X0C", "NHS SHIRE CCG", "20191001", "", "1 QUAY ROAD"]
FORMER = [
    "X10001",
    "HERON",
    "X0C",
    "NHS SHIRE CCG",
    "U10001",
    "HARBOUR PCN",
    "X0C",
    "NHS SHIRE CCG",
    "20191001",
    "20200831",
    "TRUE",
]
CURRENT = [*FORMER[:4], "U10002", "MOOR PCN", *FORMER[6:8], "20200901", "", "TRUE"]


def test_the_workbook_of_networks_gives_networks_and_every_spell_of_membership(tmp_path):
    path = write_xlsx(
        tmp_path / "ePCN.xlsx",
        {
            "Notes": [["Primary Care Networks"]],
            "PCNDetails": [DETAILS, NETWORK],
            "PCN Core Partner Details": [PARTNERS, FORMER, CURRENT],
        },
    )
    networks, members = read_file(path)
    assert list(typed(networks, "pcn").commissioner_code) == ["X0C"]
    spells = typed(members, "pcn_member")
    assert list(spells.pcn_code) == ["U10001", "U10002"]
    assert list(spells.joined_on) == ["2019-10-01", "2020-09-01"]
    assert spells.left_on[0] == "2020-08-31"
    assert spells.left_on.isna()[1]
    assert "address" not in " ".join(networks.tables["pcn"].columns)


def test_a_sheet_saved_as_csv_keeps_the_line_of_each_row(tmp_path):
    rows = typed(read_one(write_csv(tmp_path / "b.csv", PARTNERS, FORMER)), "pcn_member")
    # The header alone takes four lines: its headings hold line breaks.
    assert rows.source_line[0] > 2


def test_headings_with_sub_icb_locations_are_the_same_columns(tmp_path):
    renamed = [*DETAILS[:2], "Current\nSub ICB Loc\nCode", "Sub ICB\nLocation", *DETAILS[4:]]
    rows = typed(read_one(write_csv(tmp_path / "pcn.csv", renamed, NETWORK)), "pcn")
    assert list(rows.commissioner_code) == ["X0C"]


def test_the_exports_without_headings_are_told_apart_by_what_stands_where(tmp_path):
    network = read_one(write_csv(tmp_path / "n.csv", NETWORK + [""] * 5, NETWORK + [""] * 5))
    member = read_one(write_csv(tmp_path / "m.csv", FORMER, CURRENT))
    assert list(typed(network, "pcn").opened_on) == ["2019-10-01"] * 2
    assert list(typed(member, "pcn_member").practice_code) == ["X10001"] * 2


@real
@pytest.mark.real
def test_the_register_of_december_2019_has_80_open_practices_in_11j():
    rows = typed(read_one(REAL / "practices/2019-12/epraccur.csv"), "ods_practice")
    here = rows[(rows.commissioner_code == "11J") & (rows.gp_practice == "yes")]
    assert (here.status == "active").sum() == 80


@real
@pytest.mark.real
def test_every_network_and_spell_of_the_real_workbook_is_read():
    networks, members = read_file(REAL / "practices/2022-05/ePCN.xlsx")
    assert len(typed(networks, "pcn")) == 1318
    assert len(typed(members, "pcn_member")) == 7359


def test_the_file_of_successors_gives_practices_by_its_specification_and_says_so(tmp_path):
    """A trust's row is no practice's; a practice with two successors has two rows."""
    rows = [
        ["X10001", "X10002", "M", "20190401", "1"],
        ["X1A", "X1B", "M", "20190401", "1"],
        ["X10003", "X10002", "M", "20200401", "1"],
        ["X10003", "X10004", "M", "20200401", "1"],
    ]
    for header in ([], [["Organisation Code", "Succeeding Code", "Reason", "Date", "Indicator"]]):
        found = read_one(write_csv(tmp_path / "succ.csv", *header, *rows))
        read = typed(found, "practice_successor")
        assert list(read.practice_code) == ["X10001", "X10003", "X10003"]
        assert list(read.successor_code) == ["X10002", "X10002", "X10004"]
        assert list(read.succeeded_on) == ["2019-04-01", "2020-04-01", "2020-04-01"]
        (said,) = found.oddities
        assert "no such file having been seen" in said
        assert "3 of its" in said


def test_every_sheet_of_a_workbook_is_read_or_named(tmp_path):
    """The networks of 2019 head a day with its form; a renamed heading loses no sheet unseen."""
    networks = ["PCN Code", "PCN Name", "Current CCG Code", "Open Date (YYYYMMDD)", "Close Date"]
    members = ["Partner Organisation Code", "Partner Name", "PCN Code"]
    days = ["Practice to PCN Relationship Start Date", "Practice to PCN Relationship End Date"]
    sheets = {
        "Notes": [["How to read this"]],
        "PCN Details": [networks, ["U00001", "HERON PCN", "X0C", "20191001", ""]],
        "Members": [[*members, *days], ["X10001", "HERON", "U00001", "20191001", ""]],
    }
    read = {one.file: one for one in read_file(write_xlsx(tmp_path / "ePCN.xlsx", sheets))}
    assert typed(read["ePCN.xlsx [PCN Details]"], "pcn")["opened_on"].tolist() == ["2019-10-01"]
    assert read["ePCN.xlsx [PCN Details]"].oddities == ["its sheets that are not read: 'Notes'"]
    sheets["Members"][0][0] = "Practice Identifier"
    lost = [one for one in read_file(write_xlsx(tmp_path / "new.xlsx", sheets)) if not one.layout]
    (said,) = lost[0].oddities
    assert said.startswith("Closest is ODS register of primary care networks (ePCN)")
    assert "it lacks 'Partner Organisation Code'" in said
