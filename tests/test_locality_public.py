"""The public edition of the workforce pages: no practice, by name or by code, anywhere."""

import base64
import csv
import re

import pytest
from project_cases import ROOT, copy_project

from analysis.report.run.build import render_one
from analysis.stages import make_measures
from analysis.stages.make_tables import write_tables

DATA = re.compile(r"base64,([A-Za-z0-9+/=]+)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One locality's page and the workforce report of the sample, for the public."""
    made = copy_project(
        tmp_path_factory.mktemp("public"), raw={"2018-02": ROOT / "data" / "raw" / "2018-02"}
    )
    settings = (made / "params.yaml").read_text(encoding="utf-8")
    (made / "params.yaml").write_text(
        settings.replace("audience: committee", "audience: public"), encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        write_tables("2018-02")
        make_measures.write_measures("2018-02")
        render_one("workforce", "2018-02")
        render_one("locality", "2018-02", locality="Purbeck")
    return made


def test_no_practice_is_named_in_a_page_its_downloads_or_its_alternatives(folder):
    register = ROOT / "data" / "raw" / "2018-02" / "local" / "practice.csv"
    with register.open(encoding="utf-8", newline="") as file:
        practices = list(csv.DictReader(file))
    looked_at = 0
    for path in (folder / "reports").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        text += "".join(base64.b64decode(part).decode("utf-8") for part in DATA.findall(text))
        looked_at += 1
        assert not re.search(r"\bX1\d{4}\b", text), path
        for practice in practices:
            assert practice["practice_name"].lower() not in text.lower(), path
    assert looked_at > 10


def test_a_hidden_count_of_people_is_in_no_file(folder):
    """41 community matrons and 6 palliative care nurses: neither they nor their sum is given."""
    page = (folder / "reports" / "2018-02" / "workforce.html").read_text(encoding="utf-8")
    table = folder / "reports" / "2018-02" / "tables" / "workforce" / "community-staff.csv"
    with table.open(encoding="utf-8", newline="") as file:
        shown = {row["role"]: row["headcount"] for row in csv.DictReader(file)}
    assert shown["Palliative care nurse"] == shown["Community matron"] == "[c]"
    assert shown["District nurse"] == "210"
    row = re.search(r"<tr><th[^>]*>Palliative care nurse</th>.*?</tr>", page)[0]
    assert "[c]" in row
    assert not re.search(r">\s*(6|41|47|580)\s*<", row)
