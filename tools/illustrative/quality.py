"""Published files on quality and online access: QOF 2016-17, the patient survey, POMI."""

from collections.abc import Iterator
from pathlib import Path

from analysis.project import periods
from illustrative import world
from illustrative.world import View
from illustrative.writing import draws, published

QOF_MAXIMUM = 559
_QOF_DAY, _SURVEY_DAY = "2017-03-31", "2017-03-31"

_QOF_HEADER = (
    "Region code", "Region geography code", "Region name", "Sub-region code",
    "Sub-region geography code", "Sub-region name", "STP code", "STP name", "CCG code",
    "CCG geography code", "CCG name", "Practice code", "Practice name", "All ages",
    f"Achievement score (max. {QOF_MAXIMUM})",
    f"QOF points total/{QOF_MAXIMUM} available (per cent)",
    "Max. QOF points available (total points for indicators where register exists)",
    "Points achieved/max. QOF points available (per cent)",
)  # fmt: skip
# Overall experience of making an appointment (q18) and of the practice (q28), as proportions.
_SURVEY_HEADER = (
    "Practice_Code", "Practice_Name", "CCG_Code", "CCG_Name", "distributed", "received",
    "resprate", "q18base", "q18_1pct", "q18_2pct", "q18_3pct", "q18_4pct", "q18_5pct", "q18_12pct",
    "q28base", "q28_12pct",
)  # fmt: skip
_POMI_HEADER = (
    "report_period_end", "region_code", "region_name", "ccg_name", "practice_code",
    "practice_name", "system_supplier", "field", "value",
)  # fmt: skip


def write(folder: Path, view: View) -> list[Path]:
    """Three publications; the monthly one as far as it had come."""
    places = folder / "published"
    return [
        published(
            places / "quality" / "QOF 2016-17.csv",
            _QOF_HEADER,
            _qof(),
            encoding="utf-8-sig",
            newline="\r\n",
        ),
        published(
            places / "survey" / "GPPS_2017_Practice_data_(weighted)_(csv)_PUBLIC.csv",
            _SURVEY_HEADER,
            _survey(),
            newline="\r\n",
        ),
        published(
            places / "online" / "POMI_APR2017_to_MAR2018.csv",
            _POMI_HEADER,
            _online(view.online_months),
            newline="\r\n",
        ),
    ]


def _qof() -> Iterator[list]:
    stream = draws("qof")
    practices = world.open_on(_QOF_DAY)
    not_available = stream.choice(practices).code
    for practice in practices:
        points = round(min(QOF_MAXIMUM, stream.triangular(455, 566, 553)), 2)
        score, percent = (
            f"{points:.2f}".rstrip("0").rstrip("."),
            f"{points / QOF_MAXIMUM * 100:.4f}",
        )
        if practice.code == not_available:
            score, percent = ":", ":"
        yield [
            "Y57",
            "E40000005",
            "SOUTH OF ENGLAND",
            "Q70",
            "E39000034",
            "NHS ENGLAND SOUTH (WESSEX)",
            "E54000041",
            "DORSET STP",
            world.CCG_CODE,
            world.CCG_ONS,
            world.CCG_NAME,
            practice.code,
            practice.name.upper(),
            world.lists("2017-01-01")[practice.code],
            score,
            percent,
            QOF_MAXIMUM,
            percent,
        ]


def _survey() -> Iterator[list]:
    stream = draws("survey")
    for practice in world.open_on(_SURVEY_DAY):
        sent = stream.randrange(210, 310)
        back = round(sent * stream.uniform(0.36, 0.56))
        base = round(back * stream.uniform(0.93, 0.99), 2)
        good = stream.triangular(0.55, 0.96, 0.79)
        very, poor = good * stream.uniform(0.4, 0.55), (1 - good) * stream.uniform(0.25, 0.55)
        shares = [very, good - very, 1 - good - poor, poor * 0.7, poor * 0.3, good]
        overall = min(0.99, good + stream.uniform(0.05, 0.16))
        yield [
            practice.code,
            practice.name.upper(),
            world.CCG_CODE,
            world.CCG_NAME,
            sent,
            back,
            f"{back / sent:.4f}",
            f"{base:.2f}",
            *(f"{share:.4f}" for share in shares),
            f"{back * 0.98:.2f}",
            f"{overall:.4f}",
        ]


def _online(months: tuple[str, ...]) -> Iterator[list]:
    for month in months:
        end = periods.month_end(month)
        patients = world.lists(end)
        for practice in world.open_on(end):
            stream = draws(f"online {practice.code}")
            enabled = stream.uniform(0.12, 0.34) + 0.006 * periods.month_number(month)
            booking = enabled * stream.uniform(0.8, 0.97)
            listed = patients[practice.code]
            for name, value in (
                ("patient_list_size", listed),
                ("Total_Pat_Enbld", round(listed * enabled)),
                ("Pat_Appts_Enbld", round(listed * booking)),
            ):
                yield [
                    f"{end[8:]}{_month_name(end)}{end[:4]}",
                    "Y57",
                    "SOUTH OF ENGLAND",
                    world.CCG_NAME,
                    practice.code,
                    practice.name.upper(),
                    "TPP" if practice.system_status == "live" else "EMIS",
                    name,
                    value,
                ]


def _month_name(day: str) -> str:
    return "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()[int(day[5:7]) - 1]
