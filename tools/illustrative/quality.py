"""Published files on quality and online access: QOF, the survey, POMI, the CQC's ratings."""

from collections.abc import Iterator
from pathlib import Path

from analysis.project import periods
from illustrative import world
from illustrative.world import View
from illustrative.writing import british_day, draws, published, publishers_day

QOF_MAXIMUM = 559
_QOF_DAY, _SURVEY_DAY = "2017-03-31", "2017-03-31"

_QUESTIONS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
_OUTSTANDING, _IMPROVE, _INADEQUATE, _UNRATED = 5, 4, 1, 2  # practices


def write(folder: Path, view: View) -> list[Path]:
    """Four publications; the monthly one as far as it had come."""
    places = folder / "published"
    survey = "GPPS_2017_Practice_data_(weighted)_(csv)_PUBLIC.csv"
    online = places / "online" / "POMI_APR2017_to_MAR2018.csv"
    return [
        _write(places / "quality" / "QOF 2016-17.csv", _qof(), encoding="utf-8-sig"),
        _write(places / "survey" / survey, _survey()),
        _write(online, _online(view.online_months)),
        _write(places / "cqc" / "latest_ratings.csv", _ratings(view)),
    ]


def _write(path: Path, rows: Iterator[dict], *, encoding: str = "utf-8") -> Path:
    written = list(rows)
    cells = [row.values() for row in written]
    return published(path, written[0], cells, encoding=encoding, newline="\r\n")


def _qof() -> Iterator[dict]:
    stream = draws("qof")
    practices = world.open_on(_QOF_DAY)
    not_available = stream.choice(practices).code
    for practice in practices:
        points = round(min(QOF_MAXIMUM, stream.triangular(455, 566, 553)), 2)
        score = f"{points:.2f}".rstrip("0").rstrip(".")
        percent = f"{points / QOF_MAXIMUM * 100:.4f}"
        if practice.code == not_available:
            score, percent = ":", ":"
        yield {
            "Region code": "Y57",
            "Region geography code": "E40000005",
            "Region name": "SOUTH OF ENGLAND",
            "Sub-region code": "Q70",
            "Sub-region geography code": "E39000034",
            "Sub-region name": "NHS ENGLAND SOUTH (WESSEX)",
            "STP code": "E54000041",
            "STP name": "DORSET STP",
            "CCG code": world.CCG_CODE,
            "CCG geography code": world.CCG_ONS,
            "CCG name": world.CCG_NAME,
            "Practice code": practice.code,
            "Practice name": practice.name.upper(),
            "All ages": world.lists("2017-01-01")[practice.code],
            f"Achievement score (max. {QOF_MAXIMUM})": score,
            f"QOF points total/{QOF_MAXIMUM} available (per cent)": percent,
            "Max. QOF points available (total points for indicators where register exists)": (
                QOF_MAXIMUM
            ),
            "Points achieved/max. QOF points available (per cent)": percent,
        }


def _survey() -> Iterator[dict]:
    """Experience of making an appointment (q18) and of the practice (q28), as proportions."""
    stream = draws("survey")
    for practice in world.open_on(_SURVEY_DAY):
        sent = stream.randrange(210, 310)
        back = round(sent * stream.uniform(0.36, 0.56))
        base = round(back * stream.uniform(0.93, 0.99), 2)
        good = stream.triangular(0.55, 0.96, 0.79)
        very, poor = good * stream.uniform(0.4, 0.55), (1 - good) * stream.uniform(0.25, 0.55)
        overall = min(0.99, good + stream.uniform(0.05, 0.16))
        yield {
            "Practice_Code": practice.code,
            "Practice_Name": practice.name.upper(),
            "CCG_Code": world.CCG_CODE,
            "CCG_Name": world.CCG_NAME,
            "distributed": sent,
            "received": back,
            "resprate": f"{back / sent:.4f}",
            "q18base": f"{base:.2f}",
            "q18_1pct": f"{very:.4f}",
            "q18_2pct": f"{good - very:.4f}",
            "q18_3pct": f"{1 - good - poor:.4f}",
            "q18_4pct": f"{poor * 0.7:.4f}",
            "q18_5pct": f"{poor * 0.3:.4f}",
            "q18_12pct": f"{good:.4f}",
            "q28base": f"{back * 0.98:.2f}",
            "q28_12pct": f"{overall:.4f}",
        }


def _online(months: tuple[str, ...]) -> Iterator[dict]:
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
                yield {
                    "report_period_end": publishers_day(end),
                    "region_code": "Y57",
                    "region_name": "SOUTH OF ENGLAND",
                    "ccg_name": world.CCG_NAME,
                    "practice_code": practice.code,
                    "practice_name": practice.name.upper(),
                    "system_supplier": "TPP" if practice.system_status == "live" else "EMIS",
                    "field": name,
                    "value": value,
                }


def _ratings(view: View) -> Iterator[dict]:
    """One location a practice, six questions; what was published after the day is not yet in it."""
    stream = draws("ratings")
    practices = world.open_on(world.LAST_DAY)
    order = stream.sample([p.code for p in practices], len(practices))
    overall = dict.fromkeys(order[:_INADEQUATE], "Inadequate")
    overall |= dict.fromkeys(order[_INADEQUATE : _INADEQUATE + _IMPROVE], "Requires improvement")
    overall |= dict.fromkeys(order[20 : 20 + _OUTSTANDING], "Outstanding")
    unrated = order[40 : 40 + _UNRATED]
    weak = dict.fromkeys(("Inadequate", "Requires improvement"), ("Overall", "Safe", "Well-led"))
    for number, practice in enumerate(practices, start=1):
        year, month = stream.choice((2015, 2016, 2017)), stream.randrange(1, 12)
        rating = overall.get(practice.code, "Good")
        day = "2017-10-18"
        if rating != "Inadequate":
            day = f"{year}-{month:02d}-{stream.randrange(1, 28):02d}"
        if practice.code in unrated or day > view.register_day:
            continue
        as_rated = weak.get(rating, _QUESTIONS[:1])
        rated = [("Overall", q, rating if q in as_rated else "Good") for q in _QUESTIONS]
        # The file rates single groups of patients as well: these are not the practice's own.
        for group, question, answer in (*rated, ("Older people", "Overall", rating)):
            yield {
                "Location ID": f"1-9{number:08d}",
                "Location ODS Code": practice.code,
                "Location Name": practice.name,
                "Care Home?": "N",
                "Location Type": "Primary Medical Services",
                "Location Primary Inspection Category": "GP Practices",
                "Service / Population Group": group,
                "Domain": question,
                "Latest Rating": answer,
                "Publication Date": british_day(day),
                "Report Type": "Location",
                "Provider Name": practice.name,
            }
