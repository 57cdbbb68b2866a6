"""The local returns on staff: posts advertised, and how many are to come."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from illustrative.world import View, open_on
from illustrative.writing import draws, local

LAUNCH, COUNTED = date(2016, 4, 1), date(2017, 9, 18)  # wf_doorway_launch; the count's day

# Adverts since the launch, and those still live on the count's day: wf_adverts_admin_total to
# wf_adverts_nursing_total (215) and wf_adverts_admin_current to wf_adverts_nursing_current (24).
ADVERTS = {
    "admin_and_managerial": (62, 4),
    "allied_health_professionals": (22, 2),
    "gps": (70, 16),
    "nursing": (61, 2),
}
_DAYS_OPEN = {
    "admin_and_managerial": 32,
    "allied_health_professionals": 55,
    "gps": 110,
    "nursing": 48,
}
_FILLED = {
    "admin_and_managerial": 0.9,
    "allied_health_professionals": 0.75,
    "gps": 0.5,
    "nursing": 0.75,
}

_UPDATE = "Update to the Primary Care Commissioning Committee, February 2018"
_TARGETS = (
    # wf_pharmacist_target_wte, chk_wf_pharmacist_2018_wte
    ("clinical_pharmacist", "full", "2019-12", 25, "fte", "target"),
    ("clinical_pharmacist", "milestone", "2018-12", 12.5, "fte", "target"),
    ("international_gp", "", "2020/21", 20, "headcount", "target"),  # wf_intl_gp_target
    ("physician_associate", "", "2018-09", 20, "placements", "plan"),  # wf_pa_placements
)


def write(folder: Path, view: View) -> list[Path]:
    """Adverts and targets; the adverts were last counted before both cycles."""
    return [
        local(folder, "vacancy", _vacancies()),
        local(folder, "workforce_target", _targets()),
    ]


def _vacancies() -> Iterator[dict]:
    stream = draws("vacancies")
    adverts = []
    for role, (advertised, live) in ADVERTS.items():
        usual = _DAYS_OPEN[role]
        for place in range(advertised):
            if place < live:
                opened = COUNTED - timedelta(days=stream.randrange(3, 2 * usual))
                closed, filled = "", ""
            else:
                lasted = stream.randrange(usual // 3, 2 * usual)
                latest = (COUNTED - LAUNCH).days - lasted
                opened = LAUNCH + timedelta(days=stream.randrange(0, latest))
                closed = (opened + timedelta(days=lasted)).isoformat()
                filled = "yes" if stream.random() < _FILLED[role] else "no"
            practice = stream.choice(open_on(opened.isoformat())).code
            adverts.append((opened.isoformat(), role, practice, closed, filled))
    for number, (opened, role, practice, closed, filled) in enumerate(sorted(adverts), start=1):
        yield {
            "advert_id": f"V{number:03d}",
            "practice_code": practice,
            "role_type": role,
            "opened_on": opened,
            "closed_on": closed,
            "filled": filled,
            "as_at": COUNTED.isoformat(),
        }


def _targets() -> Iterator[dict]:
    for role, category, period, value, unit, basis in _TARGETS:
        yield {
            "role": role,
            "category": category,
            "period": period,
            "value": value,
            "unit": unit,
            "basis": basis,
            "source_document": _UPDATE,
        }
