"""What a page says in place of figures whose returns were not supplied."""

from collections.abc import Collection

from analysis.report.page.blocks import Block, block, notice, part
from analysis.tables import TABLES


def gap(what: str, missing: Collection[str]) -> Block:
    """A notice that ``what`` is not known, and which of its tables are missing."""
    tables = [TABLES[name] for name in missing]
    lines = ["The returns of this cycle do not give it."]
    if tables:
        titles = ", ".join(table.title for table in tables)
        lines = [f"Missing from this cycle: {titles}.", *dict.fromkeys(t.shows for t in tables)]
    return block(notice("gap", f"{what.rstrip('.')}: not known.", *lines))


def listed(missing: Collection[str]) -> Block:
    """Each missing table's return, and what the report would show with it."""
    if not missing:
        return block("<p>Every return that this report can use was supplied.</p>")
    tables = [TABLES[name] for name in missing]
    rows = [(f"{table.title}: not supplied", table.shows) for table in tables]
    return block(part("facts", kind="gaps", rows=rows))
