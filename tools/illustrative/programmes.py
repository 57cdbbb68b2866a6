"""Who is trained or live in each programme, and where the plans say they should be."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from illustrative.world import Practice, View, lists, open_on
from illustrative.writing import draws, local

LAST_DAY = "2018-02-07"
TRAINED = 63  # prg_mcc_practices_trained: completed, or planned by the end of March 2018
TRAINED_PATIENTS_PERCENT = 80  # prg_mcc_patients_covered
COMPLETED_BY_JANUARY = 40
# Two localities chose care navigation (prg_cn_localities); which two the papers do not say. These
# two have 15% of patients (prg_cn_patients_covered).
CARE_NAVIGATION = ("Central Bournemouth", "Mid Dorset")

PLAN_REVIEW = "GP Forward View plan review, spring 2017"
MEMORANDUM = "Accountable Care Collaborative memorandum of understanding"

# Localities by the day on which their cluster's business case plans extended access. Papers do
# not say: chosen so that half of patients are covered by March 2018 and all by March 2019.
_EXTENDED_ACCESS = {
    "2018-03-26": (
        "Poole Bay",
        "Poole Central",
        "Poole North",
        "East Dorset",
        "Purbeck",
        "Christchurch",
        "North Bournemouth",
    ),
    "2018-10-01": ("Central Bournemouth", "East Bournemouth"),
    "2019-01-14": ("North Dorset", "Mid Dorset"),
    "2019-03-25": ("West Dorset", "Weymouth and Portland"),
}
PROVIDERS = {  # acc_ia_providers: one acute or community provider for each cluster
    "East": "Royal Bournemouth and Christchurch Hospitals",
    "Mid": "Poole Hospital",
    "West": "Dorset HealthCare",
}

# Practices planned to be live with online consultation by each year's end: at least a quarter
# more of 86 each year (acc_oc_annual_step).
_ONLINE = {"2018-03-26": 22, "2019-03-18": 43, "2020-03-16": 65, "2021-03-15": 87}

# The papers have the deadline only as it was before; that it came forward the press reported.
REFRESH = "NHS England's deadline as brought forward from March 2019, reported in the press"
STRATEGY = "Primary Care Commissioning Strategy and Plan, December 2016"
UPDATE = "Update to the Primary Care Commissioning Committee, February 2018"
REVIEW_COMMENT = "NHS England's comment of 23 December 2016; it does not say 60% of what"

# Areas by the days on which their practices plan to join Primary Care Home: the phases are
# prg_pch_phase1 to prg_pch_phase3, the days illustrative, half of practices by August 2018
# (prg_pch_half, chk_prg_pch_n).
_PRIMARY_CARE_HOME = {1: "2018-03-26", 2: "2018-07-30", 3: "2019-02-25"}

# Days by which dates slip, drawn evenly: illustrative.
_SLIPS = (0, 0, 0, 7, 14, 14, 21, 28, 42, 63)

_TRAJECTORIES = (
    # acc_ia_target_mar18, acc_ia_target_mar19
    ("extended_access_coverage", "mou_plan", "plan", "patients", "2018-03", 50, MEMORANDUM),
    ("extended_access_coverage", "mou_plan", "plan", "patients", "2019-03", 100, MEMORANDUM),
    # acc_ia_milestone_jan19, acc_ia_q4_commitment
    ("extended_access_coverage", "gpfv_plan", "plan", "patients", "2019-01", 50, PLAN_REVIEW),
    ("extended_access_coverage", "gpfv_plan", "plan", "patients", "2019-03", 100, PLAN_REVIEW),
    # acc_oc_60_ambiguity: the comment's 60%, read both ways; acc_oc_window_end
    ("online_consultation_practices", "comment_of_practices", "target", "practices", "2019/20", 60,
     REVIEW_COMMENT),
    ("online_consultation_contacts", "comment_of_activity", "target", "activity", "2019/20", 60,
     REVIEW_COMMENT),
    # acc_oc_all_patients
    ("online_consultation_patients", "", "target", "patients", "2020/21", 100, STRATEGY),
    # prg_pch_half
    ("primary_care_home_practices", "", "target", "practices", "2018-08", 50, UPDATE),
    # prg_hubs_target_mar18, prg_scale_40pct_1718
    ("practices_in_transformation_groups", "mou_plan", "target", "practices", "2018-03", 50,
     MEMORANDUM),
    ("patients_in_transformation_groups", "", "target", "patients", "2017/18", 40, STRATEGY),
    # acc_oc_annual_step, acc_oc_years
    ("online_consultation_practices", "", "plan", "practices", "2017/18", 25, PLAN_REVIEW),
    ("online_consultation_practices", "", "plan", "practices", "2018/19", 50, PLAN_REVIEW),
    ("online_consultation_practices", "", "plan", "practices", "2019/20", 75, PLAN_REVIEW),
    ("online_consultation_practices", "", "plan", "practices", "2020/21", 100, PLAN_REVIEW),
    # prg_mcc_target
    ("correspondence_training_patients", "", "target", "patients", "2018-03", 50,
     UPDATE),
    # prg_mcc_plan_1718, prg_mcc_plan_1819
    ("correspondence_training_practices", "gpfv_plan", "plan", "practices", "2017/18", 70,
     PLAN_REVIEW),
    ("correspondence_training_practices", "gpfv_plan", "plan", "practices", "2018/19", 100,
     PLAN_REVIEW),
)  # fmt: skip


# When each document was agreed, as far as its date is known.
_AGREED = {
    PLAN_REVIEW: "2017-04",
    MEMORANDUM: "",
    STRATEGY: "2016-12-21",
    UPDATE: "2018-02-07",
    REVIEW_COMMENT: "2016-12-23",
}


def write(folder: Path, view: View) -> list[Path]:
    """The programme returns and the trajectories."""
    return [
        local(folder, "programme_return", _programme_returns(view)),
        local(folder, "trajectory", _trajectories(view)),
    ]


def _programme_returns(view: View) -> Iterator[dict]:
    practices = open_on(view.register_day)
    for programme, standing in (
        ("care_navigation", _care_navigation()),
        ("correspondence_training", _correspondence(view)),
        ("extended_access", _extended_access()),
        ("online_consultation", _online()),
        ("primary_care_home", _primary_care_home()),
    ):
        slips = draws(f"slips of {programme}")
        for practice in practices:
            if practice.code not in standing:
                continue
            planned, completed, provider = standing[practice.code]
            slipped = slips.choice(_SLIPS)
            yield {
                "practice_code": practice.code,
                "programme": programme,
                "first_planned_on": _first_planned(programme, planned, completed, slipped),
                "planned_on": planned,
                "completed_on": completed if completed <= view.register_day else "",
                "provider": provider,
                "as_at": view.register_day,
            }


def _first_planned(programme: str, planned: str, completed: str, slipped: int) -> str:
    """The day first planned: training was done that much later than first said."""
    if programme == "care_navigation" or not planned:
        return planned
    if programme == "correspondence_training" and completed:
        return (date.fromisoformat(completed) - timedelta(days=slipped)).isoformat()
    # The first localities were to have extended access four weeks earlier.
    return "2018-02-26" if (programme, planned) == ("extended_access", "2018-03-26") else planned


def _care_navigation() -> dict[str, tuple[str, str, str]]:
    """Every practice of two localities, the last of them in November 2017 (prg_cn_completion)."""
    stream = draws("care navigation")
    here = [p.code for p in open_on(LAST_DAY) if p.locality.name in CARE_NAVIGATION]
    days = sorted(
        f"2017-{month:02d}-{stream.randrange(2, 28):02d}"
        for month in (stream.choice((10, 11)) for _ in here[1:])
    )
    stream.shuffle(here)
    days.append("2017-11-28")
    return {
        code: ("2017-11-30", day, "Care navigation trainers")
        for code, day in zip(here, days, strict=True)
    }


def _correspondence(view: View) -> dict[str, tuple[str, str, str]]:
    """63 practices by March 2018, 40 of them by January; eight later or not yet planned."""
    stream = draws("correspondence training")
    trained, later = _trained_and_later()
    order = list(trained)
    stream.shuffle(order)
    standing = {}
    for place, code in enumerate(order):
        if place < COMPLETED_BY_JANUARY:
            month = 7 + place * 7 // COMPLETED_BY_JANUARY  # July 2017 to January 2018
            year, month = (2017, month) if month <= 12 else (2018, month - 12)
            day = f"{year}-{month:02d}-{stream.randrange(3, 28):02d}"
            standing[code] = (day, day, "Correspondence trainers")
        else:
            month = 2 + (place - COMPLETED_BY_JANUARY) % 2
            day = f"2018-{month:02d}-{stream.randrange(8, 28):02d}"
            # Three had a later date when the earlier cycle reported, and were brought forward.
            if not view.latest and place >= TRAINED - 3:
                day = "2018-05-16"
            standing[code] = (day, "", "Correspondence trainers")
    for place, code in enumerate(later):
        standing[code] = ("2018-09-19" if place % 2 else "", "", "")
    return standing


@cache
def _trained_and_later() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split the practices outside care navigation so that the trained ones have 80% of patients."""
    patients = lists("2018-01-01")
    pool = [p.code for p in open_on(LAST_DAY) if p.locality.name not in CARE_NAVIGATION]
    aim = sum(patients.values()) * TRAINED_PATIENTS_PERCENT // 100
    stream = draws("who trains later")
    best: tuple[int, tuple[str, ...]] | None = None
    small = sorted(pool, key=lambda code: (patients[code], code))[:24]
    for _ in range(4_000):
        later = tuple(sorted(stream.sample(small, len(pool) - TRAINED)))
        miss = abs(sum(patients[code] for code in pool if code not in later) - aim)
        if best is None or miss < best[0]:
            best = (miss, later)
    later = best[1]
    return tuple(code for code in pool if code not in later), later


def _extended_access() -> dict[str, tuple[str, str, str]]:
    """All patients are in a business case (acc_ia_cluster_coverage), none has the service yet."""
    day_of = {name: day for day, names in _EXTENDED_ACCESS.items() for name in names}
    return {
        p.code: (day_of[p.locality.name], "", PROVIDERS[p.locality.cluster])
        for p in open_on("2017-11-30")
    }


def _online() -> dict[str, tuple[str, str, str]]:
    """None live before the national purchasing system opens in January 2018 (acc_oc_dps_live)."""
    stream = draws("online consultation")
    practices: list[Practice] = open_on(LAST_DAY)
    order = [p.code for p in practices]
    stream.shuffle(order)
    order += [p.code for p in open_on("2017-11-30") if p.code not in order]
    return {
        code: (next(day for day, until in _ONLINE.items() if place < until), "", "")
        for place, code in enumerate(order)
    }


def _primary_care_home() -> dict[str, tuple[str, str, str]]:
    """Practices join with their area's phase."""
    return {p.code: (_PRIMARY_CARE_HOME[p.locality.phase], "", "") for p in open_on("2017-11-30")}


def _trajectories(view: View) -> Iterator[dict]:
    """The plans, and from February 2018 the national deadline as it was brought forward."""
    names = (
        "measure",
        "plan_version",
        "basis",
        "denominator",
        "period",
        "value_percent",
        "source_document",
    )
    for row in _TRAJECTORIES:
        if view.latest or row[-1] != UPDATE:
            yield dict(zip(names, row, strict=True)) | {"agreed_on": _AGREED[row[-1]]}
    deadline = {
        "measure": "extended_access_coverage",
        "plan_version": "national_deadline",
        "basis": "threshold",
        "denominator": "patients",
        "period": "2019-03",
        "value_percent": 100,
        "agreed_on": _AGREED[MEMORANDUM],
        "source_document": MEMORANDUM,  # acc_ia_national_mou
    }
    if view.latest:
        deadline |= {
            "period": "2018-10-01",
            "agreed_on": "",
            "replaced_period": "2019-03",
            "replaced_percent": 100,
            "source_document": REFRESH,
        }
    yield deadline
