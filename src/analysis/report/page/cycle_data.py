"""What one cycle has, read from its processed data as its audience may see it."""

import json
from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from analysis import disclosure, project
from analysis.checks.findings import FINDING_COLUMNS
from analysis.cycles import results
from analysis.disclosure.practice_names import PracticeNames, identities, without_names
from analysis.measures import long_table
from analysis.places import membership
from analysis.report.page import data_age, provenance
from analysis.tables import TABLES

_MOST_FILES = 4
_RETURN_COLUMNS = {
    **dict.fromkeys(("file", "publication", "layout", "vintage", "period"), "str"),
    "rows": "float64",
    "sha256": "str",
    **dict.fromkeys(("illustrative", "oddities"), "object"),
}


class CycleData:
    """One cycle: its settings, figures, tables, returns and findings. Reads when asked.

    ``report`` is the report whose page it is; None for one that looks at everything.
    """

    def __init__(self, label: str, report: str | None = None):
        self.label, self.report = label, report
        self._tables: dict[str, pd.DataFrame] = {}

    def __repr__(self) -> str:
        return f"The cycle {self.label} of commissioner {self.cycle.commissioner}"

    @cached_property
    def cycle(self) -> project.Cycle:
        """The cycle: its committee, dates, sign-off and commentary."""
        return project.cycle(self.label)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """The cycle's figures for its audience; empty where it has none yet.

        One row per measure, area, category, period and basis.
        """
        measures = results.figures(self.label)
        if measures is None:
            measures = long_table([]).drop(columns="fewest_practices")
        return measures.reset_index(drop=True)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A tidy table, or an empty frame of its columns where its return was not supplied."""
        if name not in TABLES:
            raise KeyError(f"No table is called {name!r}. Tables: {', '.join(sorted(TABLES))}.")
        if name not in self._tables:
            path = project.processed(self.label) / "tables" / f"{name}.parquet"
            self._tables[name] = pd.read_parquet(path) if path.exists() else TABLES[name].empty()
        return self._tables[name]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every declared table by name, empty where its return was not supplied."""
        return {name: self[name] for name in TABLES}

    @property
    def supplied(self) -> set[str]:
        """The names of the tables that have rows."""
        return {name for name, frame in self.tables().items() if len(frame)}

    @cached_property
    def returns(self) -> pd.DataFrame:
        """The return files of the cycle, one row per file; ``publication`` blank where unknown."""
        path = project.processed(self.label) / "returns.json"
        files = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        rows = pd.DataFrame(files, columns=list(_RETURN_COLUMNS), dtype="object")
        return rows.astype(_RETURN_COLUMNS)

    @cached_property
    def used(self) -> pd.DataFrame:
        """The return files that the page is made from; all of them where there are no figures."""
        found = provenance.files(
            self.report,
            measures=self.measures,
            definitions=results.read(self.label).definitions if len(self.measures) else None,
            tables=self.tables(),
            commissioner=self.cycle.commissioner,
        )
        used = self.returns[self.returns["file"].isin(found)]
        return used if len(used) else self.returns

    @cached_property
    def ages(self) -> pd.DataFrame:
        """How far the rows behind the page reach, one row per table that has a date."""
        cycle, files = self.cycle, set(self.used["file"])
        ours, day = cycle.commissioner, cycle.as_at
        return data_age.newest_rows(self.tables(), files=files, commissioner=ours, day=day)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What validation found, one row per finding: ``answer`` is stop, set_aside or tell.

        In the public edition no message names a practice.
        """
        found = self._csv("findings.csv", FINDING_COLUMNS)
        if not disclosure.is_public(self.cycle.audience):
            return found
        names = identities(self.tables())
        return found.assign(message=without_names(found["message"], names))

    @cached_property
    def set_aside(self) -> pd.DataFrame:
        """The rows that were set aside, as they came."""
        return self._csv("set_aside.csv", ())

    @property
    def illustrative(self) -> bool:
        """Whether any return, or the cycle itself, says that it is made up for illustration."""
        return self.cycle.illustrative or bool(self.returns["illustrative"].eq(True).any())

    def files_behind(self, tables: Sequence[str]) -> str:
        """The return files that fed the tables named, in a line."""
        fed = {name: set(self[name]["source_file"].dropna()) for name in tables}
        used = set(self.used["file"])  # a published file without a row of ours feeds no figure
        ours = {f for name in fed for f in fed[name] if TABLES[name].local or f in used}
        files = sorted(ours or set().union(*fed.values()))
        more = f" and {len(files) - _MOST_FILES} more" if len(files) > _MOST_FILES else ""
        return ", ".join(files[:_MOST_FILES]) + more

    def is_withheld(self, *frames: pd.DataFrame | None) -> bool:
        """Whether the cycle's audience may not see any one of the frames."""
        if not disclosure.is_public(self.cycle.audience):
            return False
        return any(
            disclosure.is_withheld(frame, names=self.practice_names)
            for frame in frames
            if frame is not None
        )

    @cached_property
    def practice_names(self) -> PracticeNames:
        """The names and codes of practices that the public edition may not print."""
        tables, cycle = self.tables(), self.cycle
        members = membership.members(tables, commissioner=cycle.commissioner, day=cycle.as_at)
        return PracticeNames(tables, own_names=members["practice_name"])

    def _csv(self, name: str, columns: Sequence[str]) -> pd.DataFrame:
        path = project.processed(self.label) / name
        try:
            return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
        except (FileNotFoundError, pd.errors.EmptyDataError):
            return pd.DataFrame(columns=list(columns), dtype="str")
