"""Open a cycle: its folder, a template for every local return, and its line in ``params.yaml``."""

import csv
import io
import re

import yaml

from analysis import project
from analysis.project import periods
from analysis.tables import LOCAL
from analysis.tables.declare import Table

_CYCLE_YML = """\
# What belongs to the cycle {label}. Every line is optional: a folder of bare returns is enough.

# The commissioner's name as its pages say it.
commissioner_name:

# The day the committee meets; ages of figures are counted to it.
committee_date:

# draft or approved.
status: draft

# The month of the forecast that the committee saw last, such as 2017-09.
last_reported_month:

# Other days on which to count practices and sites, such as 2016-11-01.
comparison_dates: []

# The period of a published file that does not state its own: a file's name, then its period.
periods: {{}}

# The cover of the committee pack. People appear by their role, never by name.
purpose:
recommendation:
agenda_item:
author:
# The day on which the author signed the paper.
signed_on:
# Who was asked or told before, in a sentence or two.
engagement:
# Where the paper was before.
#   - body: Directors Performance Meeting
#     held_on: 2018-01-23
previous_meetings: []
appendices: []

# Who answers for the analysis. It is "draft, not assured" until assurer and approver have signed.
#   - duty: analyst
#     signed_by: Primary Care Analyst
#     dated: 2018-01-22
#   - duty: assurer
#   - duty: approver
sign_off: []

# What people say about a section, shown beside it: signed by a role and dated. Sections that show
# commentary: {sections}, and every locality by its name.
#   - section: Position
#     text: The contingency was released in month 8.
#     signed_by: Deputy head of finance
#     dated: 2018-01-24
commentary: []
"""


def open_cycle(label: str) -> list[str]:
    """Write the cycle's folder, templates and line; nothing that exists is overwritten.

    Returns what was done, a line each. Raises ``ProjectError`` where the label is no month.
    """
    if not periods.MONTH.match(label):
        raise project.ProjectError(
            f"'{label}' is no cycle. Write the committee's month, such as 2018-04."
        )
    project.parameters()  # what is wrong with the settings is said before anything is written
    folder = project.raw(label)
    done = []
    for name, content in (
        ("cycle.yml", _CYCLE_YML.format(label=label, sections="; ".join(project.COMMENTED))),
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
            said = "; ".join(note for note in notes if note)
            parts.append(f"- `{column.name}`: {column.describes}{f' ({said})' if said else ''}")
        parts.append("")
    return "\n".join(parts)


def _add_line(label: str) -> bool:
    """Add the cycle to ``params.yaml`` in its place, comments untouched; False where it stands.

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
