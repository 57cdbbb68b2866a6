"""Where the project is, and what it was asked to do.

``params.yaml`` holds what every cycle shares, ``data/raw/<cycle>/cycle.yml`` what belongs to
one. Both are read here and nowhere else.
"""

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from analysis import periods

# What a paper's cover says, in the author's words.
_COVER = ("purpose", "recommendation", "agenda_item", "author", "engagement")


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
    values = _mapping(root() / "params.yaml")
    audience = str(values.get("audience", "committee"))
    if audience not in ("committee", "public"):
        raise ProjectError(f"params.yaml: audience is '{audience}'. Write committee or public.")
    if not values.get("commissioner"):
        raise ProjectError("params.yaml: commissioner is missing. Write its ODS code, such as 11J.")
    labels = tuple(str(label) for label in values.get("cycles") or ())
    for label in labels:
        if not periods.MONTH.match(label):
            raise ProjectError(f"params.yaml: cycle '{label}' is no month. Write it as 2018-02.")
    return Parameters(str(values["commissioner"]), labels, audience)


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
    values = _mapping(path) if path.exists() else {}
    known = {
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
    }
    unknown = sorted(set(values) - known)
    if unknown:
        raise ProjectError(
            f"{path.relative_to(root())}: unknown key {unknown[0]!r}. "
            f"Known keys: {', '.join(sorted(known))}."
        )
    return Cycle(
        label=label,
        commissioner=shared.commissioner,
        audience=shared.audience,
        commissioner_name=values.get("commissioner_name"),
        committee=values.get("committee") or Cycle.committee,
        committee_date=_day(values.get("committee_date"), path, "committee_date"),
        status=str(values.get("status") or "draft"),
        illustrative=bool(values.get("illustrative", False)),
        last_reported_month=_month(values.get("last_reported_month"), path),
        comparison_dates=tuple(
            _day(value, path, "comparison_dates") for value in values.get("comparison_dates") or ()
        ),
        periods=tuple((str(k), str(v)) for k, v in (values.get("periods") or {}).items()),
        commentary=tuple(values.get("commentary") or ()),
        **{key: " ".join(str(values[key]).split()) for key in _COVER if values.get(key)},
        signed_on=_day(values.get("signed_on"), path, "signed_on"),
        previous_meetings=tuple(
            (str(one["body"]), _day(one.get("held_on"), path, "held_on"))
            for one in _entries(values, "previous_meetings", path, needs="body")
        ),
        appendices=tuple(str(one) for one in values.get("appendices") or ()),
        sign_off=tuple(
            (
                str(one["duty"]),
                str(one["signed_by"]) if one.get("signed_by") else None,
                _day(one.get("dated"), path, "dated"),
            )
            for one in _entries(values, "sign_off", path, needs="duty")
        ),
    )


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside its place and move it in, so that a reader never meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    aside.replace(path)


def _mapping(path: Path) -> dict:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        raise ProjectError(f"{path.name} is missing from {path.parent}.") from None
    except yaml.YAMLError as error:
        raise ProjectError(f"{path.name} is not readable as YAML: {error}") from None
    if not isinstance(values, dict):
        raise ProjectError(f"{path.name}: expected 'key: value' lines.")
    return values


def _entries(values: dict, key: str, path: Path, *, needs: str) -> list[dict]:
    """A list of mappings, each with the key that it cannot do without."""
    listed = values.get(key) or []
    if not isinstance(listed, list) or not all(isinstance(o, dict) and needs in o for o in listed):
        raise ProjectError(f"{path.name}: {key} is a list whose entries each begin '- {needs}:'.")
    return listed


def _day(value, path: Path, key: str) -> str | None:
    if value is None or isinstance(value, date):
        return value.isoformat() if value else None
    day = periods.read_day(str(value))
    if day is None:
        raise ProjectError(f"{path.name}: {key} '{value}' is no day. Write it as 2018-02-07.")
    return day


def _month(value, path: Path) -> str | None:
    if value is None:
        return None
    month = periods.read_month(str(value))
    if month is None:
        raise ProjectError(
            f"{path.name}: last_reported_month '{value}' is no month. Write it as 2017-09."
        )
    return month
