"""The local returns on staff: posts advertised, staff needed, interest in GPs from abroad."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from illustrative import world
from illustrative.world import LAST_DAY, LOCALITIES, View, open_on
from illustrative.writing import draws, local, parameters

LAUNCH, COUNTED = date(2016, 4, 1), date(2017, 9, 18)  # wf_doorway_launch; the count's day
_PAPER = "Workforce planning paper to the Primary Care Commissioning Committee, October 2017"
# FTE for 1,000 patients that version 6 of the model asks for by 2020/21, and the part of it that
# is growth in demand beyond population, which version 7 leaves out (wf_icps_model_version_used,
# wf_icps_model_version_next).
_NEED_PER_1000 = {
    "gp": (0.57, 0.05),
    "nurse": (0.33, 0.07),
    "direct_patient_care": (0.30, 0.06),
    "admin": (1.12, 0.03),
    "community": (0.62, 0.08),
}


def write(folder: Path, view: View) -> list[Path]:
    """Three returns on staff; the adverts were last counted before both cycles."""
    return [
        local(folder, "vacancy", _vacancies()),
        local(folder, "workforce_need", _need(view)),
        local(folder, "recruitment", _recruitment(view)),
    ]


def _vacancies() -> Iterator[dict]:
    """Adverts since the launch, and those still live on the count's day, by kind of role.

    Their numbers are the papers': wf_adverts_admin_total to wf_adverts_nursing_total (215) and
    wf_adverts_admin_current to wf_adverts_nursing_current (24).
    """
    stream = draws("vacancies")
    adverts = []
    for row in parameters("vacancy"):
        usual = row.usual_days_open
        for place in range(row.advertised):
            if place < row.live:
                opened = COUNTED - timedelta(days=stream.randrange(3, 2 * usual))
                closed, filled = "", ""
            else:
                lasted = stream.randrange(usual // 3, 2 * usual)
                latest = (COUNTED - LAUNCH).days - lasted
                opened = LAUNCH + timedelta(days=stream.randrange(0, latest))
                closed = (opened + timedelta(days=lasted)).isoformat()
                filled = "yes" if stream.random() < row.filled else "no"
            practice = stream.choice(open_on(opened.isoformat())).code
            adverts.append((opened.isoformat(), row.role_type, practice, closed, filled))
    for number, (day, role, practice, closed, filled) in enumerate(sorted(adverts), start=1):
        yield {
            "advert_id": f"V{number:03d}",
            "practice_code": practice,
            "role_type": role,
            "opened_on": day,
            "closed_on": closed,
            "filled": filled,
            "as_at": COUNTED.isoformat(),
        }


def _need(view: View) -> Iterator[dict]:
    """Need by both versions: the profiles rest on v6, and that v7 has followed is illustrative."""
    in_use = "v6" if view.label == "2017-12" else "v7"
    stream = draws("workforce need")
    for place in LOCALITIES:
        patients = world.PATIENTS_2016_10 * place.patients_per_mille / 1000
        older = 1 + (place.over_65_percent - 24) / 100
        for role, (per_1000, beyond) in _NEED_PER_1000.items():
            version_7 = patients / 1000 * per_1000 * older * stream.uniform(0.97, 1.03)
            for version, required in (("v6", version_7 * (1 + beyond)), ("v7", version_7)):
                yield {
                    "locality": place.name,
                    "role": role,
                    "model_version": version,
                    "in_use": "yes" if version == in_use else "no",
                    "fte_required": round(required, 1),
                    "needed_by": "2020/21",
                    "source_document": _PAPER,
                }


def _recruitment(view: View) -> Iterator[dict]:
    """Practices interested in GPs from abroad: evidence for the bid, before any offer."""
    stream = draws("recruitment")
    interested = stream.sample([p.code for p in open_on(LAST_DAY)], 9)
    for number, code in enumerate(sorted(interested)):
        interested_on = f"2017-{10 + number % 3}-{4 + 2 * number:02d}"
        wanted = stream.choice((1, 1, 1, 2))
        if interested_on <= view.register_day:
            yield {
                "scheme": "International GPs",
                "role": "international_gp",
                "practice_code": code,
                "interested_on": interested_on,
                "wanted": wanted,
                "offers": 0,
                "starts": 0,
                "as_at": view.register_day,
            }
