"""The ``cycle.yml`` of each illustrative cycle."""

from pathlib import Path

from illustrative.world import View
from illustrative.writing import whole

_CYCLES = {
    "2017-12": """\
# Illustrative: every practice and every practice-level figure here is made up.
commissioner_name: NHS Dorset CCG
committee_date: 2017-12-06
illustrative: true
purpose: Progress of general practice since the autumn.
recommendation: The committee is asked to note the report.
author: Head of Primary Care
signed_on: 2017-11-28
""",
    "2018-02": """\
# Illustrative: every practice and every practice-level figure here is made up.
commissioner_name: NHS Dorset CCG
committee_date: 2018-02-07
status: draft
illustrative: true
last_reported_month: 2017-09
comparison_dates: [2016-11-01]
purpose: >-
  How general practice stands against its budget, its workforce and its plans for access, and
  what changed since the last report.
recommendation: The committee is asked to note the report.
agenda_item: "7.2"
author: Head of Primary Care
signed_on: 2018-01-24
engagement: >-
  Locality chairs saw the figures of their areas; the local medical committee saw the finance
  section. Whether the contract that ends in January 2019 needs public consultation is not decided.
previous_meetings:
  - body: Directors Performance Meeting
    held_on: 2018-01-23
appendices: [Maturity matrix]
sign_off:
  - duty: commissioner of the analysis
    signed_by: Director of Primary Care
    dated: 2018-01-24
  - duty: analyst
    signed_by: Primary Care Analyst
    dated: 2018-01-22
  - duty: assurer
  - duty: approver
commentary:
  - section: "Asked of the committee: finance"
    text: >-
      **Asked of the committee.** To note the forecast together with the position without one-off
      items, and that disputed claims lie outside it.
    signed_by: Chief Finance Officer
    dated: 2018-01-24
  - section: Position
    text: >-
      The underspend rests on one-off items. The recurrent position is being discussed with
      NHS England before the plan for next year is settled.
    signed_by: Chief Finance Officer
    dated: 2018-01-24
  - section: Extended access
    text: >-
      Business cases cover every patient; none has the extended service yet. Providers name
      recruitment and time to mobilise as the main risks.
    signed_by: Director of Primary Care
    dated: 2018-01-24
""",
}


def write(folder: Path, view: View) -> list[Path]:
    """One cycle's dates and commentary."""
    return [whole(folder / "cycle.yml", _CYCLES[view.label].encode("utf-8"))]
