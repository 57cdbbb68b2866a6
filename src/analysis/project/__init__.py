"""Where the project is, and what it was asked to do.

``params.yaml`` holds what every cycle shares, ``data/raw/<cycle>/cycle.yml`` what belongs to
one. Both are read here and nowhere else.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from analysis.project import periods

# What a paper's cover says, in the author's words.
_COVER = ("purpose", "recommendation", "agenda_item", "author", "engagement")
# The sections beside which commentary is shown; a locality's name is one too.
COMMENTED = ("Asked of the committee: finance", "Position", "Who works here", "Extended access")


class ProjectError(Exception):
    """Something that the person at the keyboard can put right; the message says how."""


def root() -> Path:
    """The nearest folder above the working directory that holds ``dvc.yaml``."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "dvc.yaml").exists():
            return folder
    raise ProjectError(
        f"No dvc.yaml in {here} or any folder above it. Change into the project's folder first."
    )


def raw(cycle: str) -> Path:
    """The folder of a cycle's raw returns."""
    return root() / "data" / "raw" / cycle


def processed(cycle: str) -> Path:
    """The folder of a cycle's tables, findings and measures."""
    return root() / "data" / "processed" / cycle


def reports(cycle: str) -> Path:
    """The folder of a cycle's pages."""
    return root() / "reports" / cycle


def logs() -> Path:
    """The folder of run logs and timings, which nothing depends on."""
    folder = root() / "logs"
    folder.mkdir(exist_ok=True)
    return folder


@dataclass(frozen=True)
class Parameters:
    """What ``params.yaml`` says: whose report, which cycles, for whom."""

    commissioner: str
    cycles: tuple[str, ...]
    audience: str


@dataclass(frozen=True)
class Cycle:
    """One committee cycle: its label, its dates, its cover, its sign-off and its commentary.

    ``previous_meetings`` are (body, day); ``sign_off`` is (duty, role that signed, day), the last
    two blank where nobody has. People appear as roles, never by name.
    """

    label: str
    commissioner: str
    audience: str
    commissioner_name: str | None = None
    committee: str = "Primary Care Commissioning Committee"
    committee_date: str | None = None
    status: str = "draft"
    illustrative: bool = False
    last_reported_month: str | None = None
    comparison_dates: tuple[str, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    commentary: tuple[dict, ...] = field(default=())
    purpose: str | None = None
    recommendation: str | None = None
    agenda_item: str | None = None
    author: str | None = None
    signed_on: str | None = None
    engagement: str | None = None
    previous_meetings: tuple[tuple[str, str | None], ...] = ()
    appendices: tuple[str, ...] = ()
    sign_off: tuple[tuple[str, str | None, str | None], ...] = ()

    @property
    def as_at(self) -> str:
        """The committee's day, or the last day of the cycle's month where none is given."""
        return self.committee_date or periods.month_end(self.label)


def parameters() -> Parameters:
    """Read ``params.yaml``."""
    path = root() / "params.yaml"
    values = read_yaml(path)
    _no_others(values, ("commissioner", "cycles", "audience"), path)
    audience = str(values.get("audience", "committee"))
    if audience not in ("committee", "public"):
        raise ProjectError(f"params.yaml: audience is '{audience}'. Write committee or public.")
    commissioner = values.get("commissioner")
    if not commissioner:
        raise ProjectError("params.yaml: commissioner is missing. Write its ODS code, such as 11J.")
    if not isinstance(commissioner, str):  # YAML has made a number of a code such as 06
        raise ProjectError('params.yaml: put the commissioner in quotation marks, such as "11J".')
    labels = tuple(str(label) for label in _listed(values, "cycles", path))
    for label in labels:
        if not periods.MONTH.match(label):
            raise ProjectError(f"params.yaml: cycle '{label}' is no month. Write it as 2018-02.")
        if labels.count(label) > 1:
            raise ProjectError(f"params.yaml: cycle {label} stands twice. Remove one.")
    return Parameters(commissioner.strip().upper(), labels, audience)


def cycle(label: str) -> Cycle:
    """Read one cycle's ``cycle.yml``, every key of which is optional, with ``params.yaml``."""
    shared = parameters()
    if not periods.MONTH.match(label):
        raise ProjectError(f"'{label}' is no cycle. Write the committee's month, such as 2018-02.")
    if not raw(label).is_dir():
        raise ProjectError(
            f"data/raw/{label} does not exist. Open the cycle with: analysis new-cycle {label}"
        )
    path = raw(label) / "cycle.yml"
    values = read_yaml(path) if path.exists() else {}
    known = (
        "commissioner_name",
        "committee",
        "committee_date",
        "status",
        "illustrative",
        "last_reported_month",
        "comparison_dates",
        "periods",
        "commentary",
        *_COVER,
        "signed_on",
        "previous_meetings",
        "appendices",
        "sign_off",
    )
    _no_others(values, known, path)
    status = str(values.get("status") or "draft").lower()
    if status not in ("draft", "approved"):
        raise ProjectError(f"{_named(path)}: status is '{status}'. Write draft or approved.")
    illustrative = values.get("illustrative") or False
    if not isinstance(illustrative, bool):
        raise ProjectError(
            f"{_named(path)}: illustrative is '{illustrative}'. Write true or false."
        )
    return Cycle(
        label=label,
        commissioner=shared.commissioner,
        audience=shared.audience,
        commissioner_name=values.get("commissioner_name"),
        committee=values.get("committee") or Cycle.committee,
        committee_date=_day(values.get("committee_date"), path, "committee_date"),
        status=status,
        illustrative=illustrative,
        last_reported_month=_month(values.get("last_reported_month"), path),
        comparison_dates=tuple(
            _day(value, path, "comparison_dates")
            for value in _listed(values, "comparison_dates", path)
        ),
        periods=_stated_periods(values.get("periods") or {}, path),
        commentary=_commentary(_listed(values, "commentary", path), path),
        **{key: " ".join(str(values[key]).split()) for key in _COVER if values.get(key)},
        signed_on=_day(values.get("signed_on"), path, "signed_on"),
        previous_meetings=tuple(
            (str(one["body"]), _day(one.get("held_on"), path, "held_on"))
            for one in _entries(values, "previous_meetings", path, keys=("body", "held_on"))
        ),
        appendices=tuple(str(one) for one in _listed(values, "appendices", path)),
        sign_off=tuple(
            (
                str(one["duty"]),
                str(one["signed_by"]) if one.get("signed_by") else None,
                _day(one.get("dated"), path, "dated"),
            )
            for one in _entries(values, "sign_off", path, keys=("duty", "signed_by", "dated"))
        ),
    )


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside its place and move it in, so that a reader never meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    aside.replace(path)


def read_yaml(path: Path, kind: type = dict):
    """What a YAML file of the project says: a mapping, or with ``kind`` a list; empty where blank.

    Raises ``ProjectError`` where it is missing, not YAML, or something else.
    """
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or kind()
    except FileNotFoundError:
        raise ProjectError(f"{path.name} is missing from {path.parent}.") from None
    except (yaml.YAMLError, ValueError) as error:  # a day such as 2018-02-30 is a ValueError
        raise ProjectError(f"{_named(path)} is not readable as YAML: {error}") from None
    if not isinstance(values, kind):
        wanted = "'key: value' lines" if kind is dict else "a list, each entry after a '-'"
        raise ProjectError(f"{_named(path)}: expected {wanted}.")
    return values


def _entries(values: dict, key: str, path: Path, *, keys: tuple[str, ...]) -> list[dict]:
    """A list of mappings of these keys, without the first of which an entry says nothing."""
    listed = _listed(values, key, path)
    if not all(isinstance(one, dict) and one.get(keys[0]) for one in listed):
        raise ProjectError(
            f"{_named(path)}: {key} is a list whose entries each begin '- {keys[0]}:'."
        )
    for one in listed:
        _no_others(one, keys, path, where=f"{key}: ")
    return listed


def _named(path: Path) -> str:
    return path.relative_to(root()).as_posix() if path.is_relative_to(root()) else path.name


def _no_others(values: dict, known: tuple[str, ...], path: Path, *, where: str = "") -> None:
    """Refuse a key that nobody reads: a misspelt ``audience`` would publish practice rows."""
    unknown = sorted(str(key) for key in values if key not in known)
    if unknown:
        raise ProjectError(
            f"{_named(path)}: {where}unknown key '{unknown[0]}'. "
            f"Known keys: {', '.join(sorted(known))}."
        )


def _listed(values: dict, key: str, path: Path) -> list:
    found = values.get(key) or []
    if not isinstance(found, list):
        raise ProjectError(f"{_named(path)}: {key} is no list. Write each entry after a '-'.")
    return found


def _stated_periods(values, path: Path) -> tuple[tuple[str, str], ...]:
    """File names with their periods; refuses a period that is none."""
    if not isinstance(values, dict):
        raise ProjectError(f"{_named(path)}: periods: expected lines of a file's name: its period.")
    for file, period in values.items():
        if periods.read_period(str(period)) is None:
            raise ProjectError(
                f"{_named(path)}: the period '{period}' of {file} is none. Write 2017/18, 2017-11 "
                "or 2018-02-07."
            )
    return tuple((str(file), str(period)) for file, period in values.items())


def _commentary(entries: list, path: Path) -> tuple[dict, ...]:
    for number, entry in enumerate(entries, start=1):
        for key in ("section", "text"):
            if not isinstance(entry, dict) or not entry.get(key):
                raise ProjectError(f"{_named(path)}: commentary {number} has no {key}.")
        known = ("section", "text", "signed_by", "dated")
        _no_others(entry, known, path, where=f"commentary {number}: ")
    return tuple(entries)


def _day(value, path: Path, key: str) -> str | None:
    if value is None:
        return None
    day = periods.read_day(str(value))
    if day is None:
        raise ProjectError(f"{_named(path)}: {key} '{value}' is no day. Write it as 2018-02-07.")
    return day


def _month(value, path: Path) -> str | None:
    if value is None:
        return None
    month = periods.read_month(str(value))
    if month is None:
        raise ProjectError(
            f"{_named(path)}: last_reported_month '{value}' is no month. Write it as 2017-09."
        )
    return month
