"""A new figure touches its report's folder and its notebook: the steps of CONTRIBUTING, made."""

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from project_cases import ROOT, copy_project, kept_sample

pytestmark = pytest.mark.build

FINANCE = Path("src/analysis/finance")
CYCLE = "2018-02"


def steps() -> list[str]:
    """The blocks of code under "Add a figure", in order, without their indentation."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text[text.index("## Add a figure") : text.index("## Packages")]
    blocks = re.findall(r"^   ```\w+\n(.*?)^   ```$", section, flags=re.MULTILINE | re.DOTALL)
    return ["\n".join(line[3:] for line in block.split("\n")) for block in blocks]


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in ("src", "notebooks")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n\n" + text, encoding="utf-8")


def test_the_steps_of_contributing_bring_a_figure_to_its_page(tmp_path):
    card, arithmetic, call, sentence, cell = steps()
    copy_project(tmp_path, raw={CYCLE: ROOT / "data" / "raw" / CYCLE})
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    tables = Path("data") / "processed" / CYCLE / "tables"
    shutil.copytree(kept_sample() / tables, tmp_path / tables)
    before = digests(tmp_path)

    append(tmp_path / FINANCE / "cards.yml", card)
    append(tmp_path / FINANCE / "words" / "position.py", sentence)
    ledger = tmp_path / FINANCE / "ledger.py"
    append(ledger, arithmetic)
    text, last = ledger.read_text(encoding="utf-8"), "    age = periods.days_between("
    assert text.count(last) == 1
    ledger.write_text(text.replace(last, call + last))
    notebook = tmp_path / "notebooks" / "finance.ipynb"
    whole = json.loads(notebook.read_text(encoding="utf-8"))
    place = next(n for n, c in enumerate(whole["cells"]) if c["id"] == "position-commentary")
    new = {"cell_type": "code", "id": "share-spent", "metadata": {}, "outputs": []}
    whole["cells"].insert(place, {**new, "execution_count": None, "source": cell.strip()})
    notebook.write_text(json.dumps(whole), encoding="utf-8")

    for command in (["measures"], ["report", "finance"]):
        subprocess.run(
            [sys.executable, "-m", "analysis", *command, "--cycle", CYCLE],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
            check=True,
        )

    found = pd.read_parquet(tmp_path / "data" / "processed" / CYCLE / "measures.parquet")
    shares = found[found["measure"] == "delegated_share_spent"].set_index("period")["value"]
    rows = pd.read_csv(tmp_path / "data" / "raw" / CYCLE / "local" / "ledger_line.csv")
    rows = rows[(rows["stream"] == "delegated") & (rows["month"] == "2017-11")]
    by_hand = rows["actual_to_date_gbp"].sum() / rows["annual_budget_gbp"].sum() * 100
    assert shares["2017-11"] == pytest.approx(by_hand)
    page = html.unescape((tmp_path / "reports" / CYCLE / "finance.html").read_text("utf-8"))
    assert f"{by_hand:.1f}% of the year's budget was spent" in page
    changed = {name for name, digest in digests(tmp_path).items() if before.get(name) != digest}
    assert changed == {
        f"{FINANCE}/cards.yml",
        f"{FINANCE}/ledger.py",
        f"{FINANCE}/words/position.py",
        "notebooks/finance.ipynb",
    }
