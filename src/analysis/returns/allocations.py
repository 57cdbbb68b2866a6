"""Practice weighted populations used for allocations (NHS England, place-based tool).

The suffixes of the geography columns change with the year (``CCG21``, ``LOC22``), or are left
out; a column may be there and empty. Which weighted population is right for primary medical
care: ``Final PMC WP``. ``Primary Medical Care WP`` weighs need alone; the publisher's tool shows
it as the need component, and ``Final PMC WP``, which also carries the adjustment for health
inequalities, as the weighted primary care population. ``Final WP`` is of all core services.
All of them add up to the same population of England. The year in the heading ``pop 2022/23`` is
that of the population, which may be older than the allocation that the file's name states.
"""

import re

from analysis.project import periods
from analysis.returns.layout import Reading, Tables, find_columns
from analysis.returns.layout_files import layouts_of


def _read(reading: Reading) -> Tables:
    rows = reading.pick()
    year = _financial_year(reading)
    reading.vintage = f"{year or 'year unknown'}, primary medical care"
    # A geography column may be printed and left empty: the older code then serves.
    commissioner = rows["location_code"].fillna(rows["former_commissioner_code"])
    if len(rows) and commissioner.isna().all():
        reading.oddities.append("no column names the CCG or sub-ICB location of a practice")
    return {
        "weighted_list": rows.assign(
            financial_year=year,
            commissioner_code=commissioner,
            patients_registered=rows["population"].fillna(rows["registered"]),
        )
    }


def _financial_year(reading: Reading) -> str | None:
    """The allocation's year: as stated, else that of its population, with an oddity."""
    place = find_columns(reading.header, reading.layout.optional).get("population")
    printed = re.search(r"\d{4}/\d{2,4}|\d{4}-\d{2,4}", reading.header[place]) if place else None
    population_year = periods.read_financial_year(printed.group(0)) if printed else None
    stated = reading.financial_year()
    if stated is None and population_year:
        reading.oddities.append(
            f"the year of the allocation is not stated; {population_year} is that of its "
            "population: state it in cycle.yml under periods"
        )
    elif stated is None:
        reading.oddities.append(
            "nothing says which year the allocation is for: state it in cycle.yml under periods"
        )
    elif population_year and population_year != stated:
        reading.oddities.append(
            f"the allocation is for {stated}, its population that of {population_year}"
        )
    return stated or population_year


LAYOUTS = layouts_of("allocations", {"weighted_populations": _read})
