"""Days, months and financial years: every way they are written, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.project import periods

DAYS = st.dates(date(1948, 7, 5), date(2099, 12, 31))
MONTHS = DAYS.map(lambda day: f"{day:%Y-%m}")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-07-01", "2026-07-01"),
        ("2018-2-7", "2018-02-07"),
        ("2018/02/07", "2018-02-07"),
        ("20130401", "2013-04-01"),
        ("01/04/2015", "2015-04-01"),
        ("1/4/2015", "2015-04-01"),
        ("01-04-2015", "2015-04-01"),
        ("01.04.2015", "2015-04-01"),
        ("01JAN2021", "2021-01-01"),
        ("01May2022", "2022-05-01"),
        ("1 October 2017", "2017-10-01"),
        ("1st October 2017", "2017-10-01"),
        ("30-Sep-2017", "2017-09-30"),
        ("30 Sept 2017", "2017-09-30"),
        ("2016-04-01 00:00:00", "2016-04-01"),
        ("2016-04-01T00:00:00Z", "2016-04-01"),
        ("01/04/2015 00:00", "2015-04-01"),
        ("36251", "1999-04-01"),
        ("43138.0", "2018-02-07"),
        (" 2018-02-07 ", "2018-02-07"),
        ("29/02/2016", "2016-02-29"),
    ],
)
def test_a_day_is_read_however_its_publisher_writes_it(text, day):
    assert periods.read_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "NA",
        "2018-02",
        "2018",
        "07/02/18",  # 2018 or 1918: the century would be a guess
        "29/02/2018",
        "2018-02-30",
        "12/31/2018",  # American: there is no thirty-first month
        "1 Marzipan 2018",
        "20181301",
        "2018-02-07 to 2018-02-09",
        "00001",
        "99999",  # a spreadsheet's number for a day in 2173
        "1234",
        "٢٠١٨-٠٢-٠٧",
    ],
)
def test_what_is_no_day_is_refused_rather_than_guessed(text):
    assert periods.read_day(text) is None


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2017-11", "2017-11"),
        ("2017/11", "2017-11"),
        ("201711", "2017-11"),
        ("11/2017", "2017-11"),
        ("4/2017", "2017-04"),
        ("MAR2019", "2019-03"),
        ("March 2019", "2019-03"),
        ("Mar-19", "2019-03"),
        ("Sept 2018", "2018-09"),
        ("2017-11-30", "2017-11"),
        ("43069", "2017-11"),
    ],
)
def test_a_month_is_read_however_it_is_written(text, month):
    assert periods.read_month(text) == month


@pytest.mark.parametrize("text", ["2017-13", "M8", "8", "Mars 2019", "26-May", "2017", "Q3 2017"])
def test_what_is_no_month_is_refused(text):
    assert periods.read_month(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2017/18", "2017/18"),
        ("2017-18", "2017/18"),
        ("201718", "2017/18"),
        ("2017/2018", "2017/18"),
        ("2017_18", "2017/18"),
        ("17/18", "2017/18"),
        ("FY2017/18", "2017/18"),
        ("FY 17-18", "2017/18"),
        ("1999/2000", "1999/00"),
    ],
)
def test_a_financial_year_is_read_however_it_is_written(text, year):
    assert periods.read_financial_year(text) == year


@pytest.mark.parametrize("text", ["2021", "1718", "2017/19", "2017", "99/00", "2018-02-07", ""])
def test_four_digits_and_years_that_do_not_follow_are_no_financial_year(text):
    assert periods.read_financial_year(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2017/18", "2017/18"),
        ("2011-12", "2011-12"),  # December 2011
        ("2011/12", "2011/12"),
        ("31/03/2018", "2018-03-31"),
        ("2017/18-2018/19", "2017/18-2018/19"),
        ("2018/19-2017/18", None),
        ("2017/19-2018/20", None),
        ("by summer", None),
        ("2021", None),
    ],
)
def test_a_period_is_a_day_a_month_a_year_or_a_span(text, period):
    assert periods.read_period(text) == period


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2017-04", "2017/18"),
        ("2018-03", "2017/18"),
        ("2018-03-31", "2017/18"),
        ("2018-04-01", "2018/19"),
        ("2000-03-31", "1999/00"),
        ("2002/03", "2002/03"),
    ],
)
def test_the_financial_year_runs_from_april_to_march(period, year):
    assert periods.financial_year(period) == year


def test_april_is_month_1_and_march_is_month_12():
    numbers = [periods.month_number(periods.add_months("2017-04", i)) for i in range(12)]
    assert numbers == list(range(1, 13))


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2016-02", "2016-02-29"),
        ("2018-02", "2018-02-28"),
        ("1900-02", "1900-02-28"),
        ("2017-12", "2017-12-31"),
        ("2017/18", "2018-03-31"),
        ("2017/18-2019/20", "2020-03-31"),
        ("2018-02-07", "2018-02-07"),
    ],
)
def test_a_period_ends_on_its_last_day(period, day):
    assert periods.last_day(period) == day


def test_periods_in_words():
    said = ["2017-11-30", "2017-11", "2017/18", "2017/18-2018/19", "no period"]
    assert [periods.in_words(period) for period in said] == [
        "30 November 2017",
        "November 2017",
        "2017/18",
        "2017/18-2018/19",
        "no period",
    ]


def test_days_between_counts_back_where_the_later_day_comes_first():
    assert periods.days_between("2017-09-18", "2018-02-07") == 142
    assert periods.days_between("2016-02-28", "2016-03-01") == 2
    assert periods.days_between("2018-02-07", "2017-09-18") == -142


@given(DAYS)
def test_every_day_survives_every_way_of_writing_it(day):
    number = (day - date(1899, 12, 30)).days
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day:%d/%m/%Y}",
        f"{day:%d%b%Y}".upper(),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%Y-%m-%d} 00:00:00",
        str(number),
    ):
        assert periods.read_day(text) == day.isoformat()
        assert periods.read_month(text) == f"{day:%Y-%m}"


@given(MONTHS)
def test_a_month_its_last_day_and_its_words_lead_back_to_it(month):
    assert periods.read_month(periods.last_day(month)) == month
    assert periods.read_month(periods.in_words(month)) == month
    year = periods.financial_year(month)
    assert periods.read_financial_year(year) == year
    assert month <= periods.last_day(year)[:7] < periods.add_months(month, 12)
    after = date.fromisoformat(periods.month_end(month)) + timedelta(days=1)
    assert f"{after:%Y-%m}" == periods.add_months(month, 1)


@given(MONTHS, st.integers(-600, 600))
def test_months_added_can_be_taken_away_again(month, count):
    there = periods.add_months(month, count)
    assert periods.add_months(there, -count) == month
    assert (periods.month_number(there) - periods.month_number(month) - count) % 12 == 0


@given(st.text(max_size=14))
def test_any_text_is_read_as_a_true_period_or_refused(text):
    read = periods.read_period(text)
    if read is not None:
        date.fromisoformat(periods.last_day(read))


def test_months_run_from_the_first_to_the_last():
    assert periods.months("2017-11", "2018-02") == ["2017-11", "2017-12", "2018-01", "2018-02"]
    assert periods.months("2018-02", "2018-01") == []


@pytest.mark.parametrize(
    ("period", "first", "short"),
    [
        ("2018-10-01", "2018-10-01", "1 Oct 2018"),
        ("2018-03", "2018-03-01", "Mar 2018"),
        ("2017/18", "2017-04-01", "Mar 2018"),
    ],
)
def test_a_period_has_a_first_day_and_a_short_name(period, first, short):
    assert (periods.first_day(period), periods.in_short(period)) == (first, short)


@pytest.mark.parametrize(
    ("period", "is_over", "is_past"),
    [
        ("2018-01", True, True),
        ("2018-02-07", True, False),
        ("2018-02", False, False),
        (None, False, False),
        (float("nan"), False, False),
    ],
)
def test_a_period_is_over_on_its_last_day_and_past_the_day_after(period, is_over, is_past):
    assert periods.is_over(period, "2018-02-07") is is_over
    assert periods.is_past(period, "2018-02-07") is is_past
