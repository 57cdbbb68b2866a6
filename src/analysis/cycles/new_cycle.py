"""Open a cycle: its folder, a template for every local return, and its line in ``params.yaml``."""

import csv
import io
import re
from pathlib import Path

import yaml

from analysis import project
from analysis.project import periods
from analysis.tables import LOCAL
from analysis.tables.declare import Table


def open_cycle(label: str) -> list[str]:
    """Write the cycle's folder, templates and line; nothing that exists is overwritten.

    Returns what was done, a line each. Raises ``ProjectError`` where the label is no month.
    """
    if not periods.MONTH.match(label):
        raise project.ProjectError(
            f"'{label}' is no cycle. Write the committee's month, such as 2018-04."
        )
    project.parameters()  # wrong settings raise before anything is written
    folder = project.raw(label)
    done = []
    for name, content in (
        ("cycle.yml", settings(label)),
        *((f"local/{table.name}.csv", template(table)) for table in LOCAL),
        ("local/README.md", guide()),
    ):
        path = folder / name
        if not path.exists():
            project.write_whole(path, content)
            done.append(f"data/raw/{label}/{name}")
    if _add_line(label):
        done.append(f"params.yaml: cycle {label} added")
    return [*done, f"Put the returns into data/raw/{label}, then: analysis check --cycle {label}"]


def settings(label: str) -> str:
    """A new cycle's ``cycle.yml``: every setting with what it is for, none filled in."""
    text = Path(__file__).with_name("cycle_template.yml").read_text(encoding="utf-8")
    sections = "; ".join(project.COMMENTED)
    return text.replace("{label}", label).replace("{sections}", sections)


def template(table: Table) -> str:
    """A local return's template: its one header row, and nothing else."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(table.names)
    return line.getvalue()


def guide() -> str:
    """What goes into each column of each template, made from the declarations."""
    parts = [
        "# Local returns\n\nOne file for each return; keep the header row. A file without rows "
        "counts as not supplied. Dates are written 2018-02-07, months 2017-11, financial years "
        "2017/18; an empty cell means not known, never zero.\n"
    ]
    for table in LOCAL:
        parts.append(f"\n## {table.name}.csv: {table.title}\n\nA row is {table.row}.\n")
        for column in table.columns:
            notes = [column.unit, "required" if column.required else ""]
            notes += [f"one of: {', '.join(column.choices)}" if column.choices else ""]
            notes += [f"such as {column.example}" if column.example else ""]
            about = "; ".join(note for note in notes if note)
            parts.append(f"- `{column.name}`: {column.describes}{f' ({about})' if about else ''}")
        parts.append("")
    return "\n".join(parts)


def _add_line(label: str) -> bool:
    """Add the cycle to ``params.yaml`` in its place, comments untouched; False where it is listed.

    Raises ``ProjectError``, the file as it was, where its list is written in a way that a line
    cannot be added to.
    """
    listed = list(project.parameters().cycles)
    if label in listed:
        return False
    path = project.root() / "params.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next((i for i, line in enumerate(lines) if re.match(r"cycles\s*:", line)), None)
    if start is None:
        lines += ["", "cycles:"]
        start = len(lines) - 1
    rest = re.fullmatch(r"cycles\s*:\s*(?P<values>\[.*\])?\s*(?P<comment>#.*)?", lines[start])
    if rest and (rest["values"] or not listed):  # a one-line list, or none yet
        comment = f"  {rest['comment']}" if rest["comment"] else ""
        lines[start : start + 1] = [f"cycles:{comment}", *(f'  - "{one}"' for one in listed)]
    places = []
    for place in range(start + 1, len(lines)):
        found = re.match(r"(?P<indent>\s*)-\s+[\"']?(?P<label>[0-9]{4}-[0-9]{2})", lines[place])
        if found:
            places.append((place, found["indent"], found["label"]))
        elif lines[place].strip() and not lines[place].lstrip().startswith("#"):
            break
    later = [place for place, _, other in places if other > label]
    place = later[0] if later else (places[-1][0] if places else start) + 1
    lines.insert(place, f'{places[0][1] if places else "  "}- "{label}"')
    text = "\n".join(lines) + "\n"
    if not _lists(text, sorted([*listed, label]), before=listed):
        raise project.ProjectError(
            f'params.yaml: add the cycle by hand, a line of its own under cycles: - "{label}"'
        )
    project.write_whole(path, text)
    return True


def _lists(text: str, cycles: list[str], *, before: list[str]) -> bool:
    """Whether a text of ``params.yaml`` names these cycles, in order where they were before."""
    try:
        named = yaml.safe_load(text)["cycles"]
    except (yaml.YAMLError, KeyError, TypeError):
        return False
    return named == cycles if before == sorted(before) else sorted(named) == cycles
