"""The committee's paper as Word: four sheets of A4, five at most, as LibreOffice prints it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.build

PAPER = Path(__file__).parents[1] / "reports" / "2018-02" / "committee-pack.docx"


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> bytes:
    """The published paper of February 2018 as a PDF."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    if not PAPER.exists():
        reason = f"run make reports first: there is no {PAPER.name}"
        pytest.fail(reason) if os.environ.get("CI", "").lower() == "true" else pytest.skip(reason)
    made = tmp_path_factory.mktemp("paper")
    call = ["soffice", f"-env:UserInstallation=file://{made}/profile", "--headless"]
    call += ["--convert-to", "pdf", "--outdir", str(made), str(PAPER)]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    return (made / "committee-pack.pdf").read_bytes()


def test_the_paper_is_four_or_five_sheets_none_of_them_on_its_side(printed):
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) in (4, 5)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {float(width) < float(height) for width, height in boxes} == {True}
