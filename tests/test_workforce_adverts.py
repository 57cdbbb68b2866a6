"""Posts advertised: live on the day of the return, since the site opened, and by place."""

import pandas as pd
from measure_rows import measure_rows

from analysis.measures import long_table, pick
from analysis.project import Cycle
from analysis.tables import TABLES
from analysis.workforce import adverts

CYCLE = Cycle(label="2018-02", commissioner="11J", audience="committee")


def vacancies(*rows):
    """(practice, role type, opened, closed) as rows of the return of 31 January 2018."""
    columns = ["practice_code", "role_type", "opened_on", "closed_on"]
    frame = pd.DataFrame(rows, columns=columns).astype("str").mask(pd.DataFrame(rows).isna().values)
    return frame.assign(as_at="2018-01-31", source_file="v.csv")


ROWS = (
    ("X1", "gps", "2018-01-01", None),
    ("X1", "gps", "2017-10-01", "2017-12-01"),
    (None, "nursing", "2018-01-21", "2018-02-01"),
    ("X2", "nursing", "2018-02-01", None),
)


def test_an_advert_counts_from_its_opening_and_is_live_until_its_closing():
    found = adverts.by_role_type(vacancies(*ROWS)).set_index("role")
    assert found.loc["GPs", ["since_launch", "live"]].tolist() == [2, 1]
    assert found.loc["GPs", "median_open_days"] == 30
    assert found.loc["Nursing", ["since_launch", "live"]].tolist() == [1, 1]
    assert found.loc["Total", ["since_launch", "live", "longest_open_days"]].tolist() == [3, 2, 30]
    assert adverts.by_role_type(TABLES["vacancy"].empty()).empty


def test_a_place_without_a_live_advert_has_none_and_one_without_a_practice_is_unmapped():
    tables = {name: table.empty() for name, table in TABLES.items()}
    tables["vacancy"] = vacancies(*ROWS)
    tables["practice"] = pd.DataFrame(
        {
            "practice_code": ["X1", "X2"],
            "practice_name": ["Alpha", "Beta"],
            "locality": ["Purbeck", "Poole Bay"],
            "transformation_area": None,
        }
    )
    measures = long_table(adverts.figures(tables, CYCLE))
    live = pick(measures, "adverts_live", area_type="locality", role_type="total")
    assert live.set_index("area")["value"].to_dict() == {"Purbeck": 1.0, "Poole Bay": 0.0}


def test_the_gps_share_of_adverts_is_not_known_where_nothing_is_advertised():
    live, about = "adverts_live", ("commissioner", "11J")
    measures = measure_rows(
        (live, *about, {"role_type": "gps"}, "2018-01-31", 1.0),
        (live, *about, {"role_type": "total"}, "2018-01-31", 4.0),
        (live, *about, {"role_type": "total"}, "2017-11-30", 0.0),
    )
    assert adverts.gps_percent(measures, live, period="2018-01-31") == 25.0
    assert adverts.gps_percent(measures, live, period="2017-11-30") is None
