"""What a layout is, how a sheet is recognised by its content, and how its columns are picked.

A layout belongs to one publication and one range of vintages. It names the columns it needs by
the headings their publisher printed; headings are compared by letters and digits alone, so that
case, spaces, line breaks, underscores and a footnote's digit make no difference.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import pandas as pd

from analysis.project import periods
from analysis.returns.sheets import Sheet
from analysis.returns.workbooks import Row, Rows

_LEAST_SHARE = 0.3
Tables = dict[str, pd.DataFrame]
Reader = Callable[["Reading"], Tables]
Recogniser = Callable[[Rows], bool]

_NO_COMMISSIONER = (
    "no column says whose practices these are: the published map, another list or the register of "
    "practices (epraccur) in the same cycle tells; without one no figure can be worked out"
)

_MONTHS = (
    "january february march april may june july august september october november december"
).split()


@dataclass(frozen=True)
class Layout:
    """One layout of a publication, or of a template.

    ``columns`` maps our column names to the headings that publishers gave them, ``optional``
    likewise; ``missing`` are the texts that mean "no value" in this layout; ``read`` turns a
    ``Reading`` into text frames by table name. ``recognise`` is for files without a header: it
    gets the first rows and returns whether they are this layout. ``not_read`` is, for a known file
    of which nothing is read, what to put in its place; ``lacks`` are words that none of its
    headings has, so that a file that is read is not taken for it where a heading changed.
    ``costs`` says of an optional column that is expected what is lost without it.
    """

    publication: str
    name: str
    vintage: str
    read: Reader
    columns: dict[str, tuple[str, ...]]
    optional: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    recognise: Recogniser | None = None
    not_read: str = ""
    lacks: tuple[str, ...] = ()
    costs: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """One sheet being read by the layout that recognised it.

    ``raw`` holds every column under its printed heading as text; ``oddities`` collects what the
    reader wants an analyst to know; ``stated_period`` is what ``cycle.yml`` gives for this file;
    ``vintage`` is the reader's word for what it met, where the layout's own is too general.
    """

    sheet: Sheet
    layout: Layout
    header_row: int | None
    header: tuple[str, ...]
    body: pd.DataFrame
    lines: pd.Series
    stated_period: str | None = None
    oddities: list[str] = field(default_factory=list)
    vintage: str | None = None

    @property
    def title(self) -> str:
        """The text above the header, and the file's name: where a file names itself."""
        above = self.sheet.head[: self.header_row or 0]
        return " ".join([*(" ".join(row) for row in above), self.sheet.file])

    def pick(self) -> pd.DataFrame:
        """The layout's columns under our names, as text with its markers missing, and sources."""
        found = find_columns(self.header, {**self.layout.columns, **self.layout.optional})
        picked = {
            name: self.clean(self.body[found[name]])
            if name in found
            else pd.Series(pd.NA, index=self.body.index, dtype="str")
            for name in (*self.layout.columns, *self.layout.optional)
        }
        if len(self.body):
            self.oddities += self._costs_of_absent(found, picked)
        return self.sourced(pd.DataFrame(picked, index=self.body.index))

    def _costs_of_absent(self, found: dict[str, int], picked: dict[str, pd.Series]) -> list[str]:
        """A sentence on each expected column that is not there, or is empty, and what it costs."""
        sentences = []
        costs = self.layout.costs
        named = "commissioner_code" not in self.layout.optional or "commissioner_code" in costs
        if not named and picked["commissioner_code"].isna().all():
            sentences.append(_NO_COMMISSIONER)
        for name, cost in costs.items():
            if picked[name].notna().any():
                continue
            expected = self.layout.optional[name]
            others = [
                cell
                for place, cell in enumerate(self.header)
                if place not in found.values() and _alike(cell, expected[-1]) > 0.7
            ]
            if name in found:
                what = f"the column '{_one_line(self.header[found[name]])}' is empty"
            else:
                what = f"there is no column '{expected[-1]}'"
            like = (
                f" ('{_one_line(others[0])}' is not read)" if others and name not in found else ""
            )
            sentences.append(f"{what}{like}: {cost}")
        return sentences

    def clean(self, values: pd.Series) -> pd.Series:
        """Text without outer spaces; blank and this layout's markers for missing are missing."""
        stripped = values.astype("str").str.strip()
        return stripped.mask(stripped.isin(["", *self.layout.missing]))

    def sourced(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with the file and line that each of its rows came from."""
        return frame.assign(
            source_file=self.sheet.file, source_line=self.lines.reindex(frame.index)
        )

    def overlong(self) -> list[str]:
        """A sentence on the rows with more cells than the header, whose cells may have slipped."""
        beyond = [place for place in self.body.columns if place >= len(self.header)]
        if not beyond:
            return []
        filled = (self.body[beyond].map(str.strip) != "").any(axis=1).to_numpy()
        lines = self.lines[filled].tolist()
        if not lines:
            return []
        which = (
            f"line {lines[0]} has"
            if len(lines) == 1
            else f"{len(lines):,} lines, {lines[0]} first, have"
        )
        return [
            f"{which} more cells than the header; a comma inside a text needs quotation marks "
            "around it."
        ]

    def read_as(self, layout: Layout, **changes) -> Tables:
        """The tables that another layout reads in this sheet, with ``changes`` to the reading."""
        other = replace(self, layout=layout, **changes)
        tables = layout.read(other)
        self.vintage = other.vintage
        return tables

    def financial_year(self) -> str | None:
        """The financial year that ``cycle.yml``, the title rows or the file's name state."""
        if self.stated_period:
            return periods.read_financial_year(self.stated_period)
        return next(_years_in(self.title), None)

    def month(self) -> str | None:
        """The month that ``cycle.yml``, the title rows or the file's name state."""
        if self.stated_period:
            return periods.read_month(self.stated_period)
        return next(_months_in(self.title), None)


def as_printed(table: str) -> Reader:
    """A reader of a sheet whose columns, under our names, are a table's as they are."""
    return lambda reading: {table: reading.pick()}


@lru_cache(maxsize=8192)
def key(heading: str) -> str:
    """A heading's letters and digits, lower case: what headings are compared by.

    Numbers of notes in square brackets (``Supplier [4, 5]``, ``Rate [note 9]``) are no part of it.
    """
    return re.sub(r"\[(?:notes? *)?[\d,; ]+\]|[^a-z0-9]", "", heading.lower())


def without_footnote(heading: str) -> str:
    """A heading without the digit of a footnote at its end."""
    return re.sub(r"(?<=[a-z)])\d{1,2}$", "", heading)


def find_columns(header: Iterable[str], wanted: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Where each wanted column is: our name to its position, first of equals first.

    A heading that ends in a footnote's digit ("Other Payments1") is found too, unless a heading
    that fits exactly is there. A ``#`` in a wanted heading means any number, where the
    publisher prints a year or a maximum into it, in whatever order of words ("Achievement score
    (max. 559)", "Achievement score (635 max)"). Last, a remark in brackets that only one heading
    has is passed over ("CCG ODS code (practice parent)").
    """
    places = _places(tuple(header))
    found = {name: _place(places, headings) for name, headings in wanted.items()}
    return {name: place for name, place in found.items() if place is not None}


def has_columns(header: Iterable[str], wanted: dict[str, tuple[str, ...]]) -> bool:
    """Whether every wanted column is there: as ``find_columns``, done at the first that is not."""
    places = _places(tuple(header))
    return all(_place(places, headings) is not None for headings in wanted.values())


def _place(places: "_Places", headings: tuple[str, ...]) -> int | None:
    for known in (places.exact, places.footnoted):
        for heading in headings:
            if (place := known.get(key(heading))) is not None:
                return place
    patterns = [heading for heading in headings if "#" in heading]
    for pattern in patterns:
        name = "#".join(key(part) for part in pattern.split("#"))
        if (place := places.numbered.get(name)) is not None:
            return place
    for pattern in patterns:
        if (place := places.worded.get(_words(pattern))) is not None:
            return place
    found = (places.unremarked.get(key(heading)) for heading in headings)
    return next((place for place in found if place is not None), None)


def _words(heading: str) -> str:
    """A heading's words in the order of the alphabet, ``#`` for every number."""
    return " ".join(sorted(re.findall(r"[a-z]+|#", re.sub(r"\d+(\.\d+)?", "#", heading.lower()))))


def headings_for(header: Iterable[str], heading: str) -> list[str]:
    """The printed headings that could be a heading: it, and it with a footnote's digit."""
    return [
        printed
        for printed in header
        if key(heading) in (key(printed), without_footnote(key(printed)))
    ]


class _Places:
    """Where each heading of a row is: the looser ways of looking are made ready once asked for."""

    def __init__(self, header: tuple[str, ...]):
        self.header = header
        self.exact: dict[str, int] = {}
        self.footnoted: dict[str, int] = {}
        self.numbered: dict[str, int] = {}
        for position, heading in enumerate(header):
            plain = key(heading)
            self.exact.setdefault(plain, position)
            self.footnoted.setdefault(without_footnote(plain), position)
            self.numbered.setdefault(re.sub(r"\d+", "#", plain), position)

    @cached_property
    def worded(self) -> dict[str, int]:
        """By a heading's words in any order, the first of equals."""
        return {_words(one): place for place, one in reversed([*enumerate(self.header)])}

    @cached_property
    def unremarked(self) -> dict[str, int]:
        """By a heading without its remark in brackets, where only one is called so."""
        found: dict[str, list[int]] = {}
        for place, heading in enumerate(self.header):
            if "(" in heading and (bare := key(re.sub(r"\([^)]*\)", "", heading))) != key(heading):
                found.setdefault(bare, []).append(place)
        return {bare: places[0] for bare, places in found.items() if bare and not places[1:]}


# Kept while every layout looks at the same rows: a row may have 829 cells.
_places = lru_cache(maxsize=64)(_Places)


def stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Rows made from the columns of a wide file, one frame a column, in the order of its lines."""
    return pd.concat(parts).sort_values("source_line", kind="stable", ignore_index=True)


def recognise(
    sheet: Sheet, layouts: Iterable[Layout], *, stated_period: str | None = None
) -> Reading | None:
    """The reading of a sheet by the layout that fits it best, or None where none does.

    The layout with most required columns wins: a file that satisfies a specific layout
    satisfies the general one as well.
    """
    fits = [fit for layout in layouts if (fit := _fit(layout, sheet.head))]
    if not fits:
        return None
    _, layout, row = max(fits, key=lambda fit: fit[0])
    body, lines = sheet.below(row)
    header = sheet.head[row] if row is not None else tuple(str(i + 1) for i in body.columns)
    return Reading(sheet, layout, row, header, body, lines, stated_period)


def _fit(layout: Layout, head: Rows) -> tuple[tuple[int, int, int], Layout, int | None] | None:
    """How well a layout fits the first rows, more columns before fewer, and its header's row."""
    if layout.recognise:
        fits = bool(head) and layout.recognise(head)
        rank = 0 if layout.not_read else len(layout.columns) or 99
        return ((rank, 0, 0), layout, None) if fits else None
    for row, cells in enumerate(head):
        if len(cells) < len(layout.columns) or not has_columns(cells, layout.columns):
            continue
        if any(word in key(cell) for word in layout.lacks for cell in cells):
            return None
        optional = len(find_columns(cells, layout.optional))
        return (len(layout.columns), optional, -row), layout, row
    return None


@dataclass(frozen=True)
class Closest:
    """The layout nearest to a sheet that none fits: its name, and what differs, in words.

    ``likeness`` is the columns they share over all columns of either, 0 to 1; ``share`` is what the
    sheet has of the layout's columns, each weighing less the more layouts have it.
    """

    message: str
    name: str = ""
    likeness: float = 0.0
    share: float = 0.0


def closest(sheet: Sheet, layouts: Iterable[Layout]) -> Closest:
    """For a sheet that no layout fits: the nearest one and the columns that differ.

    A practice's code, which most files have, says little of what a file is.
    """
    layouts = [layout for layout in layouts if not layout.recognise and not layout.not_read]
    used = Counter(column for layout in layouts for column in layout.columns)
    best: tuple[tuple[float, float], Layout, dict[str, int], Row] | None = None
    for layout in layouts:
        whole = sum(1 / used[column] for column in layout.columns)
        for cells in sheet.head:
            found = find_columns(cells, layout.columns)
            share = sum(1 / used[column] for column in found) / whole
            # Of two that lack a column each, the nearer one shares more of the others.
            more = len(find_columns(cells, layout.optional)) / max(1, len(layout.optional))
            if share >= _LEAST_SHARE and (best is None or (share + more, share) > best[0]):
                best = ((share + more, share), layout, found, cells)
    if best is None:
        return Closest("It resembles no return this project knows.")
    (_, share), layout, found, cells = best
    lacking = [headings[0] for name, headings in layout.columns.items() if name not in found]
    known = set(found.values()) | set(find_columns(cells, layout.optional).values())
    extra = [cell for place, cell in enumerate(cells) if place not in known and cell.strip()]
    # What is lacking has most likely been renamed: of many headings the ones most like it.
    like = {cell: max((_alike(cell, name) for name in lacking), default=0.0) for cell in extra}
    nearest = sorted(extra, key=lambda cell: -like[cell])[:6]
    message = (
        f"Closest is {layout.publication} ({layout.vintage}): "
        f"it lacks {', '.join(repr(heading) for heading in lacking)}"
    )
    shown = ", ".join(repr(_one_line(cell)) for cell in extra if cell in nearest)
    message += f"; it has {shown} instead." if extra else "."
    return Closest(message, layout.name, len(found) / (len(layout.columns) + len(extra)), share)


def _one_line(heading: str) -> str:
    return " ".join(heading.split())


def _alike(one: str, other: str) -> float:
    """How alike two headings are, 0 to 1, by their letters and digits."""
    return difflib.SequenceMatcher(None, key(one), key(other)).ratio()


def _years_in(text: str):
    """Financial years in a title or a file's name: 2017-18, 2017/18, 2017_2018, 17-18, 201718."""
    for found in re.finditer(r"(?<!\d)(\d{4}|\d{2})\s*[-/_–]?\s*(\d{4}|\d{2})(?!\d)", text):
        first, second = found.groups()
        year = int(first) if len(first) == 4 else 2000 + int(first)
        follows = (year + 1) % 100 == int(second[-2:])
        if (
            1990 <= year <= 2100
            and follows
            and (len(first) == 4 or found.group(0) != first + second)
        ):
            yield f"{year}/{(year + 1) % 100:02d}"


def _months_in(text: str):
    """Months in a title or a file's name: September 2024, Sept 2018, 2022-03, 04-2014, .0919."""
    for found in re.finditer(r"([A-Za-z]{3,9})[ _.-]*(\d{4})(?!\d)", text):
        month = periods.read_month(f"{found.group(1)[:3]} {found.group(2)}")
        if month and any(name.startswith(found.group(1).lower()) for name in _MONTHS):
            yield month
    for found in re.finditer(r"(?<!\d)(20\d{2})[-_]?(0[1-9]|1[0-2])(?!\d)", text):
        yield f"{found.group(1)}-{found.group(2)}"
    for found in re.finditer(r"(?<!\d)(0[1-9]|1[0-2])[-_](20\d{2})(?!\d)", text):
        yield f"{found.group(2)}-{found.group(1)}"
    for found in re.finditer(r"(?<!\d)(0[1-9]|1[0-2])(20\d{2}|\d{2})(?!\d)", text):
        yield f"20{found.group(2)[-2:]}-{found.group(1)}"
