"""Where the project is, and what it was asked to do.

``params.yaml`` holds what every cycle shares, ``data/raw/<cycle>/cycle.yml`` what belongs to
one. Both are read here and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple, NoReturn

from analysis.project import periods, strict_yaml
from analysis.project.whole import clear as clear
from analysis.project.whole import write_folder_whole as write_folder_whole
from analysis.project.whole import write_whole as write_whole

# The keys of cycle.yml that hold the author's words; fields of a cycle that it does not give.
_TEXTS = (
    *("commissioner_name", "committee", "purpose", "recommendation"),
    *("agenda_item", "author", "engagement"),
)
_NOT_OF_A_CYCLE = ("label", "commissioner", "audience")
_DATES = {"day": (periods.read_day, "2018-02-07"), "month": (periods.read_month, "2017-09")}
# The sections in which commentary is shown; a locality's name is one too.
COMMENTED = ("Asked of the committee: finance", "Position", "Who works here", "Extended access")


class ProjectError(Exception):
    """Something that the person at the keyboard can put right; the message is the remedy."""


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


def on_request(cycle: str) -> Path:
    """The folder of a cycle's pages that are made on request: next to ``reports``, never in it."""
    return root() / "on-request" / cycle


def logs() -> Path:
    """The folder of run logs and timings, which nothing depends on."""
    folder = root() / "logs"
    folder.mkdir(exist_ok=True)
    return folder


@dataclass(frozen=True)
class Parameters:
    """What ``params.yaml`` asks for: whose report, which cycles, for whom.

    ``commissioner`` is an ODS code, or the several that are reported as one, joined by ``+``.
    A notebook that runs for more than ``notebook_minutes`` is ended.
    """

    commissioner: str
    cycles: tuple[str, ...]
    audience: str
    notebook_minutes: float = 10.0


class Baseline(NamedTuple):
    """A named change, from whose month the limits of a special-cause chart are set anew."""

    measure: str
    kind: str
    month: str
    because: str


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
    baselines: tuple[Baseline, ...] = ()
    purpose: str | None = None
    recommendation: str | None = None
    agenda_item: str | None = None
    author: str | None = None
    signed_on: str | None = None
    engagement: str | None = None
    previous_meetings: tuple[tuple[str, str | None], ...] = ()
    appendices: tuple[str, ...] = ()
    strategic_principles: tuple[str, ...] = ()
    sign_off: tuple[tuple[str, str | None, str | None], ...] = ()

    @property
    def as_at(self) -> str:
        """The committee's day, or the last day of the cycle's month where none is given."""
        return self.committee_date or periods.month_end(self.label)


def parameters() -> Parameters:
    """Read ``params.yaml``."""
    known = [one.name for one in fields(Parameters)]
    given = _Settings(root() / "params.yaml", known)
    audience = given.one_of("audience", ("committee", "public"))
    asked = given.values.get("commissioner")
    codes = asked if isinstance(asked, list) else [asked] if asked else []
    if not codes:
        given.refuse("commissioner is missing. Write its ODS code, such as 11J.")
    if not all(isinstance(code, str) for code in codes):  # YAML makes a number of a code such as 06
        given.refuse('put the commissioner in quotation marks, such as "11J".')
    commissioner = "+".join(code.strip().upper() for code in codes)
    labels = tuple(str(label) for label in given.listed("cycles"))
    for label in labels:
        if not periods.MONTH.match(label):
            given.refuse(f"cycle '{label}' is not a month. Write it as 2018-02.")
        if labels.count(label) > 1:
            given.refuse(f"cycle {label} is listed twice. Remove one.")
    minutes = given.values.get("notebook_minutes") or Parameters.notebook_minutes
    if isinstance(minutes, bool) or not isinstance(minutes, (int, float)) or minutes <= 0:
        given.refuse(f"notebook_minutes is '{minutes}'. Write a number of minutes, such as 10.")
    return Parameters(commissioner, labels, audience, float(minutes))


def cycle(label: str) -> Cycle:
    """Read one cycle's ``cycle.yml``, every key of which is optional, with ``params.yaml``."""
    shared = parameters()
    if not periods.MONTH.match(label):
        raise ProjectError(
            f"'{label}' is not a cycle. Write the committee's month, such as 2018-02."
        )
    if not raw(label).is_dir():
        raise ProjectError(
            f"data/raw/{label} does not exist. Open the cycle with: analysis new-cycle {label}"
        )
    known = [one.name for one in fields(Cycle) if one.name not in _NOT_OF_A_CYCLE]
    given = _Settings(raw(label) / "cycle.yml", known)
    return Cycle(
        label=label,
        commissioner=shared.commissioner,
        audience=shared.audience,
        status=given.one_of("status", ("draft", "approved")),
        illustrative=given.yes_or_no("illustrative"),
        committee_date=given.day("committee_date"),
        last_reported_month=given.day("last_reported_month", kind="month"),
        comparison_dates=tuple(
            given.dated(value, "comparison_dates") for value in given.listed("comparison_dates")
        ),
        periods=given.stated_periods(),
        commentary=tuple(given.entries("commentary", ("section", "text"), ("signed_by", "dated"))),
        baselines=tuple(
            Baseline(
                str(one["measure"]),
                str(one.get("kind") or ""),
                given.dated(one["month"], "month", kind="month"),
                str(one["because"]),
            )
            for one in given.entries("baselines", ("measure", "month", "because"), ("kind",))
        ),
        signed_on=given.day("signed_on"),
        previous_meetings=tuple(
            (str(one["body"]), given.day("held_on", one))
            for one in given.entries("previous_meetings", ("body",), ("held_on",))
        ),
        appendices=tuple(str(one) for one in given.listed("appendices")),
        strategic_principles=tuple(str(one) for one in given.listed("strategic_principles")),
        sign_off=tuple(
            (str(one["duty"]), given.text("signed_by", one), given.day("dated", one))
            for one in given.entries("sign_off", ("duty",), ("signed_by", "dated"))
        ),
        **{key: text for key in _TEXTS if (text := given.text(key))},
    )


def read_yaml(path: Path, kind: type = dict):
    """What a YAML file of the project holds: a mapping, or with ``kind`` a list; empty where blank.

    Days stay text. Raises ``ProjectError`` where it is missing, cannot be read, is not YAML, has
    a key twice, or is something else.
    """
    try:
        values = strict_yaml.load(path) or kind()
    except FileNotFoundError:
        raise ProjectError(f"{path.name} is missing from {path.parent}.") from None
    except (strict_yaml.DataFileError, ValueError) as error:
        raise ProjectError(str(error).replace(str(path), _named(path))) from None
    if not isinstance(values, kind):
        wanted = "'key: value' lines" if kind is dict else "a list, each entry after a '-'"
        raise ProjectError(f"{_named(path)}: expected {wanted}.")
    return values


def _named(path: Path) -> str:
    return path.relative_to(root()).as_posix() if path.is_relative_to(root()) else path.name


class _Settings:
    """The keys of one of the project's own files, each read as what it must be, or refused."""

    def __init__(self, path: Path, known: Sequence[str]):
        self.path = path
        self.values = read_yaml(path) if path.exists() or path.name == "params.yaml" else {}
        self._no_others(self.values, known)

    def refuse(self, why: str) -> NoReturn:
        raise ProjectError(f"{_named(self.path)}: {why}")

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        """One of several words, the first unless given."""
        value = str(self.values.get(key) or choices[0]).lower()
        if value not in choices:
            self.refuse(f"{key} is '{value}'. Write {' or '.join(choices)}.")
        return value

    def text(self, key: str, within: dict | None = None) -> str | None:
        """A text on one line, None where it is empty."""
        value = (self.values if within is None else within).get(key)
        return " ".join(str(value).split()) if value else None

    def yes_or_no(self, key: str) -> bool:
        value = self.values.get(key) or False
        if not isinstance(value, bool):
            self.refuse(f"{key} is '{value}'. Write true or false.")
        return value

    def day(self, key: str, within: dict | None = None, kind: str = "day") -> str | None:
        """A day, or a month where ``kind`` is that; None where it is not given."""
        value = (self.values if within is None else within).get(key)
        return None if value is None else self.dated(value, key, kind)

    def dated(self, value, key: str, kind: str = "day") -> str:
        read, example = _DATES[kind]
        found = read(str(value))
        if found is None:
            self.refuse(f"{key} '{value}' is not a {kind}. Write it as {example}.")
        return found

    def listed(self, key: str) -> list:
        found = self.values.get(key) or []
        if not isinstance(found, list):
            self.refuse(f"{key} is not a list. Write each entry after a '-'.")
        return found

    def entries(self, key: str, needed: tuple[str, ...], more: tuple[str, ...]) -> list[dict]:
        """A list of mappings of these keys, of which those that are ``needed`` say something."""
        entries = self.listed(key)
        for number, entry in enumerate(entries, start=1):
            for name in needed:
                if not isinstance(entry, dict) or not entry.get(name):
                    self.refuse(f"{key} {number} has no {name}.")
            self._no_others(entry, (*needed, *more), where=f"{key} {number}: ")
        return entries

    def stated_periods(self) -> tuple[tuple[str, str], ...]:
        """File names with their periods."""
        values = self.values.get("periods") or {}
        if not isinstance(values, dict):
            self.refuse("periods: expected lines of a file's name: its period.")
        for file, period in values.items():
            if periods.read_period(str(period)) is None:
                self.refuse(
                    f"'{period}' of {file} is not a period. Write 2017/18, 2017-11 or 2018-02-07."
                )
        return tuple((str(file), str(period)) for file, period in values.items())

    def _no_others(self, values: dict, known: Sequence[str], *, where: str = "") -> None:
        """Refuse a key that nobody reads: a misspelt ``audience`` would publish practice rows."""
        unknown = sorted(str(key) for key in values if key not in known)
        if unknown:
            self.refuse(
                f"{where}unknown key '{unknown[0]}'. Known keys: {', '.join(sorted(known))}."
            )
