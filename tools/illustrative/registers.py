"""Published files on patients and practices: lists, age bands and the national register."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from illustrative import world
from illustrative.world import Practice, View
from illustrative.writing import draws, published, share_out

_AGED_LIST = "2017-10-01"
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()

# How a hundred people under 65, and a hundred of 65 or more, fall into five-year bands: under 20
# about a fifth of all patients (pop_under20_share), over 70 about 17% (pop_over70_share).
_UNDER_65 = (
    ("0_4", 6.9), ("5_9", 7.3), ("10_14", 6.9), ("15_19", 7.0), ("20_24", 6.6), ("25_29", 7.2),
    ("30_34", 7.2), ("35_39", 7.0), ("40_44", 7.5), ("45_49", 8.8), ("50_54", 9.3),
    ("55_59", 9.0), ("60_64", 8.8),
)  # fmt: skip
_FROM_65 = (
    ("65_69", 29.0), ("70_74", 24.0), ("75_79", 18.0), ("80_84", 13.8), ("85_89", 9.0),
    ("90_94", 4.6), ("95+", 1.6),
)  # fmt: skip
_STUDENT_BANDS = ("20_24", "25_29", "30_34")

# Two organisations that prescribe and are no practices, as the national register has them too.
_NO_PRACTICES = (("X19001", "WREN HOLLOW HOSPICE"), ("X19002", "TEASEL COMMUNITY CLINIC"))


def write(folder: Path, view: View) -> list[Path]:
    """The lists that were published by the committee's day, one aged list, and the register."""
    places = folder / "published"
    paths = [
        published(
            places / "registrations" / day[:7] / "gp-reg-pat-prac-all.csv",
            "PUBLICATION EXTRACT_DATE TYPE CCG_CODE ONS_CCG_CODE CODE POSTCODE SEX AGE "
            "NUMBER_OF_PATIENTS".split(),
            _totals(day),
            newline="\r\n",
        )
        for day in view.lists
    ]
    paths.append(
        published(
            places / "registrations" / _AGED_LIST[:7] / "gp-reg-pat-prac-quin-age.csv",
            "PUBLICATION EXTRACT_DATE ORG_TYPE ORG_CODE ONS_CODE POSTCODE SEX AGE_GROUP_5 "
            "NUMBER_OF_PATIENTS".split(),
            _ages(_AGED_LIST),
            newline="\r\n",
        )
    )
    paths.append(
        published(
            places / "practices" / "epraccur.csv",
            None,
            _epraccur(view.register_day),
            newline="\r\n",
            quote_all=True,
        )
    )
    return paths


def ages_of(practice: Practice, day: str) -> dict[tuple[str, str], int]:
    """Patients of a practice by sex and band; they add up to its list."""
    patients = world.lists(day)[practice.code]
    stream = draws(f"ages {practice.code}")
    older_share = practice.locality.over_65_percent / 100 * stream.uniform(0.93, 1.07)
    older = round(patients * older_share)
    students = 2.0 if practice.locality.over_65_percent < 15 else 1.0
    younger_weights = {
        band: weight * (students if band in _STUDENT_BANDS else 1.0) for band, weight in _UNDER_65
    }
    bands = {**share_out(patients - older, younger_weights), **share_out(older, dict(_FROM_65))}
    women = {band: 0.49 for band, _ in _UNDER_65}
    women |= {band: 0.51 + 0.03 * step for step, (band, _) in enumerate(_FROM_65)}
    split = {}
    for band, people in bands.items():
        split["FEMALE", band] = round(people * women[band])
        split["MALE", band] = people - split["FEMALE", band]
    return split


def _totals(day: str) -> Iterator[list]:
    for code, patients in sorted(world.lists(day).items()):
        yield [
            "GP_PRAC_PAT_LIST",
            _extract_date(day),
            "GP",
            world.CCG_CODE,
            world.CCG_ONS,
            code,
            "",
            "ALL",
            "ALL",
            patients,
        ]


def _ages(day: str) -> Iterator[list]:
    for practice in world.open_on(day):
        split = ages_of(practice, day)
        start = ["GP_PRAC_PAT_LIST", _extract_date(day), "GP", practice.code, "", ""]
        yield [*start, "ALL", "ALL", sum(split.values())]
        for sex in ("FEMALE", "MALE"):
            by_band = {band: people for (who, band), people in split.items() if who == sex}
            for band, people in by_band.items():
                yield [*start, sex, band, people]
            yield [*start, sex, "ALL", sum(by_band.values())]


def _epraccur(day: str) -> Iterator[list]:
    """27 columns without a header; addresses and telephone numbers are left blank."""
    for practice in world.practices():
        closed = "" if practice.open_on(day) else _day_before(practice.closed_on)
        yield _register_row(practice.code, practice.name.upper(), practice.opened_on, closed, "4")
    for code, name in _NO_PRACTICES:
        yield _register_row(code, name, "2013-04-01", "", "0")


def _register_row(code: str, name: str, opened: str, closed: str, setting: str) -> list[str]:
    row = [""] * 27
    row[0:4] = [code, name, "Y55", "Q70"]
    row[10], row[11], row[12] = (
        opened.replace("-", ""),
        closed.replace("-", ""),
        "C" if closed else "A",
    )
    row[13:17] = ["B", world.CCG_CODE, "20130401", row[11]]
    row[21], row[23], row[25] = "0", world.CCG_CODE, setting
    return row


def _day_before(day: str) -> str:
    """The national register closes a practice on its last day, ours on the first day after."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _extract_date(day: str) -> str:
    """``2016-10-01`` as the publisher wrote it then: ``01OCT2016``."""
    return f"{day[8:]}{_MONTHS[int(day[5:7]) - 1]}{day[:4]}"
