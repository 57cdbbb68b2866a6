"""Same-day appointments and patients' experience, in words."""

import pandas as pd

from analysis.access.same_day import ALL_WEEKS
from analysis.measures import pick
from analysis.project import periods
from analysis.writing.phrases import count, of_them


def same_day(measures: pd.DataFrame, by_area: pd.DataFrame) -> str | None:
    """Same-day appointments against requests, which areas were short, and what winter added."""
    every = pick(measures, "same_day_slots_per_100_requests", area_type="commissioner")
    together = every[every["category"] == ALL_WEEKS]
    if together.empty or by_area.empty:
        return None
    weeks = every[every["category"] == ""]
    short = (by_area["weeks_short"] == by_area["weeks"]).sum()
    per_100, span = together.iloc[-1]["value"], count(len(weeks), "week")
    said = (
        f"For every 100 patients who asked to be seen on the day there were {per_100:.0f} same-day "
        f"appointments in the {span} from {periods.in_words(weeks.iloc[0]['period'])}"
    )
    was = "was" if short <= 1 else "were"
    said += f"; {of_them(short)} of {len(by_area)} areas {was} short in every week"
    winter = pick(measures, "same_day_winter_share", area_type="commissioner")
    if len(winter) and winter.iloc[-1]["value"] > 0:
        said += (
            f", and winter money paid for {winter.iloc[-1]['value']:.1f}% of the appointments in "
            f"the last, that of {periods.in_words(winter.iloc[-1]['period'])}"
        )
    return f"{said}."


def same_day_as_read(by_area: pd.DataFrame) -> pd.DataFrame:
    """Same-day appointments and requests for a reader.

    One row per area.
    """
    return pd.DataFrame(
        {
            "Area": by_area["area"],
            "Appointments a week per 1,000 patients": by_area["slots_per_1000"].round(1),
            "Requests a week per 1,000 patients": by_area["requests_per_1000"].round(1),
            "Appointments per 100 requests": by_area["slots_per_100_requests"].round(),
            "Weeks short": [
                f"{short:.0f} of {weeks:.0f}"
                for short, weeks in zip(by_area["weeks_short"], by_area["weeks"], strict=True)
            ],
            "Paid by winter money, all weeks": [
                "–" if pd.isna(share) else f"{share:.1f}%" for share in by_area["winter_percent"]
            ],
        }
    )


def experience_as_read(by_area: pd.DataFrame) -> pd.DataFrame:
    """Patients' experience by area for a reader.

    One row per area.
    """
    return pd.DataFrame(
        {
            "Area": by_area["area"],
            "Practices": by_area["practices"],
            "Responses (weighted)": by_area["appointment_responses"].round(0),
            "Making an appointment is good (%)": by_area["appointment_percent"].round(1),
            "The practice is good (%)": by_area["overall_percent"].round(1),
        }
    )


def experience_by_practice(known: pd.DataFrame) -> pd.DataFrame:
    """Patients' experience by practice for a reader, the lowest first.

    One row per practice_code.
    """
    return pd.DataFrame(
        {
            "practice_code": known["practice_code"],
            "Practice": known["practice_name"].fillna("not on the register"),
            "Area": known["transformation_area"].fillna(known["pcn_name"]),
            "Responses (weighted)": known["appointment_responses"].round(0),
            "Making an appointment is good (%)": known["appointment_percent"].round(1),
            "The practice is good (%)": known["overall_percent"].round(1),
        }
    )


def experience_note(by_area: pd.DataFrame) -> str | None:
    """What the survey's shares are, and how far the smallest area's may be off by chance."""
    known = by_area.dropna(subset=["appointment_percent"])
    if known.empty:
        return None
    small = known.sort_values("appointment_responses", kind="stable").iloc[0]
    share = small["appointment_percent"] / 100
    off = 1.96 * (share * (1 - share) / small["appointment_responses"]) ** 0.5 * 100
    return (
        "Very good and fairly good together, weighted by responses; practices closed since count "
        f"where they were. With {small['appointment_responses']:.0f} responses "
        f"{small['area']} may be off by {off:.0f} points either way by chance alone."
    )
