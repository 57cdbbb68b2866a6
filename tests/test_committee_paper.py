"""The committee's paper as Word: four sheets of A4, five at most, as LibreOffice prints it."""

import os
import re
import shutil
import subprocess

import pytest
from project_cases import CYCLES, ROOT

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> bytes:
    """The paper of the later cycle as a PDF."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    paper, made = ROOT / "reports" / CYCLES[1] / "committee-pack.docx", tmp_path_factory.mktemp("a")
    if not paper.exists():
        reason = f"run make reports first: there is no {paper.name}"
        pytest.fail(reason) if os.environ.get("CI", "").lower() == "true" else pytest.skip(reason)
    shutil.copy(paper, made / "paper.docx")
    call = ["soffice", f"-env:UserInstallation=file://{made}/profile", "--headless"]
    call += ["--convert-to", "pdf", "--outdir", str(made), str(made / "paper.docx")]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    return (made / "paper.pdf").read_bytes()


def test_the_paper_is_four_or_five_sheets_none_of_them_on_its_side(printed):
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) in (4, 5)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {float(width) < float(height) for width, height in boxes} == {True}
