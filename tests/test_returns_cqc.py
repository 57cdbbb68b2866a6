"""Ratings of the Care Quality Commission: whole locations of practices, a row a question."""

from returns_cases import read_one, typed, write_csv

HEADER = (
    "Location ID", "Location ODS Code", "Location Name", "Location Primary Inspection Category",
    "Service / Population Group", "Domain", "Latest Rating", "Publication Date",
)  # fmt: skip


def row(code="X10001", kind="GP Practices", group="Overall", domain="Overall", said="Good"):
    return ["1-100", code, "HERON MEDICAL CENTRE", kind, group, domain, said, "18/10/2017"]


def read(tmp_path, *rows):
    return read_one(write_csv(tmp_path / "ratings.csv", list(HEADER), *rows))


def test_a_rating_is_read_with_its_question_and_its_day(tmp_path):
    found = read(tmp_path, row(), row(domain="Well-led", said="Requires improvement"))
    frame = typed(found, "cqc_rating")
    assert found.publication == "Ratings of the Care Quality Commission"
    assert list(frame["question"]) == ["overall", "well_led"]
    assert list(frame["rating"]) == ["Good", "Requires improvement"]
    assert set(frame["published_on"]) == {"2017-10-18"}
    assert "18 October 2017" in found.vintage


def test_groups_of_patients_other_kinds_of_location_and_those_without_a_code_are_left_out(tmp_path):
    found = read(
        tmp_path,
        row(),
        row(group="Older people"),
        row(code="VLG01", kind="Residential social care"),
        row(code=""),
    )
    assert list(typed(found, "cqc_rating")["practice_code"]) == ["X10001"]
