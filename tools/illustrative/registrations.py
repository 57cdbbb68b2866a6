"""Published files on patients and practices: lists, age bands and the national register."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from illustrative import world
from illustrative.world import Practice, View
from illustrative.writing import draws, parameters, published, publishers_day, share_out

_AGED_LIST = "2017-10-01"
# How a hundred people under 65, and a hundred of 65 or more, fall into five-year bands: under 20
# about a fifth of all patients (pop_under20_share), over 70 about 17% (pop_over70_share).
_UNDER_65, _FROM_65 = (
    {row.band: row.per_hundred for row in parameters("age_band") if row.part == part}
    for part in ("under 65", "65 or over")
)
_STUDENT_BANDS = ("20_24", "25_29", "30_34")
# Regions of England with their patients, rounded and illustrative, of whom 12 in a hundred are over
# 70 (pop_over70_england).
_REGIONS = {"Y54": 16_200_000, "Y55": 17_700_000, "Y56": 9_900_000, "Y57": 14_900_000}
_OVER_70_OF_ENGLAND = 0.12
_TOTALS_HEADER = (
    "PUBLICATION EXTRACT_DATE TYPE CCG_CODE ONS_CCG_CODE CODE POSTCODE SEX AGE NUMBER_OF_PATIENTS"
).split()
_AGES_HEADER = (
    "PUBLICATION EXTRACT_DATE ORG_TYPE ORG_CODE ONS_CODE POSTCODE SEX AGE_GROUP_5 "
    "NUMBER_OF_PATIENTS"
).split()

# Two organisations that prescribe and are no practices, as the national register has them too.
_NO_PRACTICES = (("X19001", "WREN HOLLOW HOSPICE"), ("X19002", "TEASEL COMMUNITY CLINIC"))


def write(folder: Path, view: View) -> list[Path]:
    """The lists that were published by the committee's day, one aged list, and the register."""
    lists, register = folder / "published" / "registrations", folder / "published" / "practices"
    aged = lists / _AGED_LIST[:7] / "gp-reg-pat-prac-quin-age.csv"
    return [
        *(
            published(
                lists / day[:7] / "gp-reg-pat-prac-all.csv",
                _TOTALS_HEADER,
                _totals(day),
                newline="\r\n",
            )
            for day in view.lists
        ),
        published(aged, _AGES_HEADER, _ages(_AGED_LIST), newline="\r\n"),
        published(
            register / "epraccur.csv",
            None,
            _epraccur(view.register_day),
            newline="\r\n",
            quote_all=True,
        ),
    ]


def ages_of(practice: Practice, day: str) -> dict[tuple[str, str], int]:
    """Patients of a practice by sex and band; they add up to its list."""
    patients = world.lists(day)[practice.code]
    stream = draws(f"ages {practice.code}")
    over_65 = practice.locality.over_65_percent
    older = round(patients * (over_65 / 100 * stream.uniform(0.93, 1.07)))
    students = 2.0 if over_65 < 15 else 1.0
    younger = {
        band: weight * (students if band in _STUDENT_BANDS else 1.0)
        for band, weight in _UNDER_65.items()
    }
    women = dict.fromkeys(_UNDER_65, 0.49)
    women |= {band: 0.51 + 0.03 * step for step, band in enumerate(_FROM_65)}
    split = {}
    for band, people in {
        **share_out(patients - older, younger),
        **share_out(older, _FROM_65),
    }.items():
        split["FEMALE", band] = round(people * women[band])
        split["MALE", band] = people - split["FEMALE", band]
    return split


def _totals(day: str) -> Iterator[list]:
    start = ["GP_PRAC_PAT_LIST", publishers_day(day), "GP", world.CCG_CODE, world.CCG_ONS]
    for code, patients in sorted(world.lists(day).items()):
        yield [*start, code, "", "ALL", "ALL", patients]


def _ages(day: str) -> Iterator[list]:
    for practice in world.open_on(day):
        split = ages_of(practice, day)
        start = ["GP_PRAC_PAT_LIST", publishers_day(day), "GP", practice.code, "", ""]
        yield [*start, "ALL", "ALL", sum(split.values())]
        for sex in ("FEMALE", "MALE"):
            by_band = {band: people for (who, band), people in split.items() if who == sex}
            for band, people in by_band.items():
                yield [*start, sex, band, people]
            yield [*start, sex, "ALL", sum(by_band.values())]
    over_70 = 1 - _FROM_65["65_69"] / sum(_FROM_65.values())
    for code, patients in _REGIONS.items():
        start = ["GP_PRAC_PAT_LIST", publishers_day(day), "COMM_REGION", code, "", ""]
        older = round(patients * _OVER_70_OF_ENGLAND / over_70)
        bands = share_out(patients - older, _UNDER_65) | share_out(older, _FROM_65)
        for band, people in bands.items():
            for sex, there in (("FEMALE", people // 2), ("MALE", people - people // 2)):
                yield [*start, sex, band, there]


def _epraccur(day: str) -> Iterator[list]:
    """27 columns without a header; addresses and telephone numbers are left blank."""
    for practice in world.practices():
        # The national register closes a practice on its last day, ours on the first day after.
        closed = ""
        if not practice.open_on(day):
            closed = (date.fromisoformat(practice.closed_on) - timedelta(days=1)).isoformat()
        yield _register_row(practice.code, practice.name.upper(), practice.opened_on, closed, "4")
    for code, name in _NO_PRACTICES:
        yield _register_row(code, name, "2013-04-01", "", "0")


def _register_row(code: str, name: str, opened: str, closed: str, setting: str) -> list[str]:
    row = [""] * 27
    opened, closed = opened.replace("-", ""), closed.replace("-", "")
    row[0:4] = [code, name, "Y55", "Q70"]
    row[10:13] = [opened, closed, "C" if closed else "A"]
    row[13:17] = ["B", world.CCG_CODE, "20130401", closed]
    row[21], row[23], row[25] = "0", world.CCG_CODE, setting
    return row
