"""The ground: lists of packages agree, stages name all they use, notebooks are reports."""

import ast
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from project_cases import ROOT

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


def test_telemetry_is_off_in_the_projects_own_settings():
    config = (ROOT / ".dvc" / "config").read_text(encoding="utf-8")
    assert re.search(r"analytics\s*=\s*false", config)
    assert re.search(r"check_update\s*=\s*false", config)
    adapter = SOURCE / "checks" / "great_expectations.py"
    assert "GX_ANALYTICS_ENABLED" in adapter.read_text(encoding="utf-8")


def module_files(name: str) -> list[Path]:
    """The files of a module of ours, its packages included; none for another's."""
    parts = name.split(".")
    if parts[0] != "analysis":
        return []
    found = []
    for depth in range(1, len(parts) + 1):
        base = SOURCE.joinpath(*parts[1:depth])
        found += [f for f in (base / "__init__.py", base.with_suffix(".py")) if f.exists()]
    return found


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def closure(start: list[str]) -> set[Path]:
    """Every file of ours that importing these modules reads, whoever imports it."""
    seen, waiting = set(), [file for name in start for file in module_files(name)]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += [file for name in imports_of(path) for file in module_files(name)]
    return seen


USES = {
    "tables": ["analysis.stages.make_tables"],
    "measures": ["analysis.stages.make_measures"],
    "reports": ["analysis.report.run.build"],
    "front_door": ["analysis.report.index"],
    "pack": ["analysis.report.run.build", "analysis.report.downloads", "analysis.report.index"],
}


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_a_stage_depends_on_every_file_of_the_library_that_it_uses(stage):
    deps = [ROOT / dep for dep in STAGES[stage]["deps"] if dep.startswith("src/")]
    used = closure(USES[stage]) | {SOURCE / "__main__.py"}
    if stage in ("reports", "pack"):
        used |= {file for path in NOTEBOOKS for file in closure(sorted(notebook_imports(path)))}
    missed = [
        str(path.relative_to(ROOT))
        for path in sorted(used)
        if path != SOURCE / "__init__.py" and not any(path == d or d in path.parents for d in deps)
    ]
    assert missed == []


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_a_stage_says_what_it_does(stage):
    assert len(STAGES[stage]["desc"]) > 40


def cells(path: Path, kind: str) -> list[dict]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def notebook_imports(path: Path) -> set[str]:
    names = set()
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            if isinstance(node, ast.ImportFrom) and node.module == "analysis":
                names |= {f"analysis.{alias.name}" for alias in node.names}
    return names


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
        lines = [
            line
            for line in source.splitlines()
            if line.strip() and not line.startswith(("from ", "import "))
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
