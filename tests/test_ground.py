"""The ground: lists of packages agree, stages name all they use, notebooks are reports."""

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from project_cases import ROOT

from analysis.measures.cards import cards
from analysis.project import fingerprints
from analysis.stages import data_dictionary

SOURCE = ROOT / "src" / "analysis"
STAGES = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> set[str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return {plain(line.split("==")[0]) for line in lines if re.match(r"^[A-Za-z0-9]", line)}


def wanted() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    return {plain(re.match(r"[A-Za-z0-9._-]+", item).group()) for part in lists for item in part}


def test_every_package_the_project_wants_is_locked():
    assert wanted() - locked() == set()


def test_every_locked_package_is_pinned_by_hash_and_names_no_host():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=[A-Za-z0-9])", text) if block.strip()]
    assert len(blocks) > 100
    assert [b.splitlines()[0] for b in blocks if "--hash=sha256:" not in b] == []
    assert "://" not in text
    assert "index-url" not in text


def test_conda_installs_the_same_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    pip = next(item for item in environment["dependencies"] if isinstance(item, dict))["pip"]
    assert pip == ["-r requirements.lock"]
    python = next(i for i in environment["dependencies"] if str(i).startswith("python="))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={python.removeprefix('python=')}"


def test_every_package_that_is_imported_is_declared_by_the_project_itself():
    """What another package brings along may be gone with its next release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = {plain(re.match(r"[A-Za-z0-9._-]+", item).group()) for item in project["dependencies"]}
    owners = importlib.metadata.packages_distributions()
    files = [fingerprints.read_file(path) for path in SOURCE.rglob("*.py")]
    imported = {name.split(".")[0] for file in files for name in file.imports}
    others = imported - set(sys.stdlib_module_names) - {"analysis", "illustrative"}
    undeclared = {
        name for name in others if not own & {plain(owner) for owner in owners.get(name, [name])}
    }
    assert undeclared == set()


def test_the_newest_tag_is_the_version_of_the_project():
    tag = subprocess.run(
        ["git", "describe", "--tags", "--abbrev=0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if not tag:
        pytest.skip("no version is tagged yet")
    assert tag.removeprefix("v") == project["version"]


# The functions that take a measure's name, with its place among their arguments.
_NAMES_A_MEASURE = {
    "figure": 0,
    "ratio": 0,
    "share": 0,
    "by_row": 1,
    "counts": 0,
    "pick": 1,
    "value_of": 1,
    "latest": 1,
}


def _code(path: Path) -> ast.Module:
    if path.suffix == ".py":
        return ast.parse(path.read_text(encoding="utf-8"))
    return ast.parse("\n".join("".join(cell["source"]) for cell in cells(path, "code")))


def test_every_measure_that_code_or_a_notebook_names_has_a_card():
    named = {}
    for path in [*SOURCE.rglob("*.py"), *NOTEBOOKS]:
        for node in ast.walk(_code(path)):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = _NAMES_A_MEASURE.get(called)
            if place is not None and len(node.args) > place:
                argument = node.args[place]
                # A frame's figures are named by the keys of a dictionary.
                texts = argument.keys if isinstance(argument, ast.Dict) else [argument]
                for text in texts:
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        named[text.value] = path.name
    assert len(named) > 150
    assert {name: file for name, file in named.items() if name not in cards()} == {}


def _patterns(tree: ast.Module) -> set[str]:
    """Every text of a module that could be a name, as a regular expression.

    What an f-string fills in is any word.
    """
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(part) for node in joined for part in node.values}
    found = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside
    }
    found |= {
        "".join(getattr(part, "value", "") if part in constant else "[a-z0-9_]+" for part in parts)
        for parts in (node.values for node in joined)
        for constant in [[part for part in parts if isinstance(part, ast.Constant)]]
    }
    return {text for text in found if re.fullmatch(r"([a-z0-9_]|\[a-z0-9_\]\+)+", text)}


def test_every_card_belongs_to_a_measure_that_the_code_makes():
    rooms = [path for path in SOURCE.rglob("*.py") if "words" not in path.parts]
    patterns = set().union(*(_patterns(_code(path)) for path in rooms)) - {"[a-z0-9_]+"}
    assert [
        name for name in cards() if not any(re.fullmatch(pattern, name) for pattern in patterns)
    ] == []


def test_telemetry_is_off_in_the_projects_own_settings():
    config = (ROOT / ".dvc" / "config").read_text(encoding="utf-8")
    assert re.search(r"analytics\s*=\s*false", config)
    assert re.search(r"check_update\s*=\s*false", config)
    adapter = SOURCE / "checks" / "great_expectations.py"
    assert "GX_ANALYTICS_ENABLED" in adapter.read_text(encoding="utf-8")


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_a_stage_says_what_it_does(stage):
    assert len(STAGES[stage]["desc"]) > 40


def cells(path: Path, kind: str) -> list[dict]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_logic_and_no_outputs(path):
    forbidden = (
        ast.FunctionDef,
        ast.Lambda,
        ast.For,
        ast.While,
        ast.If,
        ast.IfExp,
        ast.Try,
        ast.ClassDef,
        ast.ListComp,
        ast.DictComp,
        ast.GeneratorExp,
        ast.Compare,
    )
    for cell in cells(path, "code"):
        source = "".join(cell["source"])
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        found = [n for n in ast.walk(ast.parse(source)) if isinstance(n, forbidden)]
        assert found == [], f"{cell['id']} holds logic"
        assert ".merge(" not in source
        assert ".groupby(" not in source
        imported = {
            number
            for node in ast.parse(source).body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for number in range(node.lineno, node.end_lineno + 1)
        }
        lines = [
            line
            for number, line in enumerate(source.splitlines(), start=1)
            if line.strip() and number not in imported
        ]
        assert len(lines) <= 10, f"{cell['id']} is {len(lines)} lines long"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_readable_fixed_ids_and_one_parameters_cell_of_literals(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids)
    tagged = [c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1
    for statement in ast.parse("".join(tagged[0]["source"])).body:
        assert isinstance(statement, ast.Assign)
        assert isinstance(statement.value, ast.Constant)


def test_the_data_dictionary_is_what_the_declarations_say():
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == data_dictionary.markdown(), "run: analysis dictionary"


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def test_no_file_holds_the_path_of_a_machine():
    kinds = {".py", ".md", ".yml", ".yaml", ".toml", ".ipynb", ".j2", ".css", ".csv", ".lock", ""}
    home = str(ROOT.parent) + "/"
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in kinds
        and path.exists()
        and path.stat().st_size < 2_000_000
        and home in path.read_bytes().decode("utf-8", errors="replace")
    ]
    assert found == []


def test_no_room_is_too_large_to_read():
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in SOURCE.rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 450
    ]
    assert long == []
