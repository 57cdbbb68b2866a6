"""Milestones and what NHS England asked of the plan, in our own words."""

from collections.abc import Iterator
from pathlib import Path

from illustrative.world import View
from illustrative.writing import local

ACCESS = "improving access"
PCH = "Primary Care Home"
LETTERS = "clinical correspondence training"
ONLINE = "online consultation"
WORKFORCE = "workforce"
TIME = "Releasing Time for Care"
NAVIGATION = "care navigation"
RESILIENCE = "GP Resilience Programme"
CCLIP = "C-CLIP"
FRAILTY = "Enhanced Frailty and GP Contract Plus"
URGENT = "integrated urgent care"

# Programme, what is tracked, its measure, starts, ends, owner: the papers' programmes.
_PROGRAMMES = (
    (PCH, "practices taking part", "primary_care_home_practices", "2018-01", "2019-06",
     "Head of Development"),
    (RESILIENCE, "practices offered support", "resilience_offers", "2016/17", "2017/18",
     "Head of Primary Care"),
    (TIME, "workshops held", "", "2017-10", "2018-01", "Head of Development"),
    (LETTERS, "patients of trained practices", "correspondence_training_patients", "2017-05",
     "2018/19", "Head of Development"),
    (NAVIGATION, "patients of trained practices", "care_navigation_patients", "2017-10",
     "2018/19", "Head of Development"),
    (ONLINE, "practices live", "online_consultation_practices", "2018-01", "2020/21",
     "Head of Digital"),
    (ACCESS, "patients covered", "extended_access_coverage", "2017-10", "2019-03",
     "Head of Primary Care"),
    (CCLIP, "sign-up, spend and outcome", "", "2016/17", "2018/19", "Head of Medicines"),
    (FRAILTY, "coverage and claims", "", "2017/18", "2018/19", "Head of Contracts"),
    (WORKFORCE, "international GPs to come", "", "2018-01", "2020/21", "Workforce Lead"),
    ("ICS vanguards and Wessex change programme", "groups", "", "2015/16", "2016/17",
     "Head of Development"),
    ("prevention at scale", "health checks and diagnosis rates", "", "2016/17", "2020/21",
     "Director of Primary Care"),
    (URGENT, "standards met", "", "2017/18", "2018-12", "Director of Primary Care"),
)  # fmt: skip

# Programme, milestone, first planned, planned now, done, owner. First dates are the papers'
# (acc_ia_ms_tender_docs to acc_ia_ms_mobilise, prg_pch_start, wf_intl_gp_outline_bid and so on);
# what was done when, and what slipped, is illustrative where the papers are silent.
_MILESTONES = (
    (ACCESS, "Tender documents final", "2017-10", "", "2017-10-27", "Head of Primary Care"),
    (ACCESS, "Governing Body approves the route", "2017-11", "2018-01", "2018-01-17",
     "Director of Primary Care"),
    (ACCESS, "Business cases of the three clusters approved", "2018-01", "", "2018-01-24",
     "Head of Primary Care"),
    (ACCESS, "Contract variations for the proof of concept signed", "2018-01", "2018-02", "",
     "Head of Contracts"),
    (ACCESS, "Advert published", "2018-01", "2018-03", "", "Head of Contracts"),
    (ACCESS, "Providers interviewed", "2018-05", "", "", "Head of Contracts"),
    (ACCESS, "Governing Body approves the recommendation", "2018-07", "", "",
     "Director of Primary Care"),
    (ACCESS, "Mobilisation starts", "2018-09", "", "", "Head of Primary Care"),
    (ACCESS, "More than half of patients covered", "2019-01", "", "", "Head of Primary Care"),
    (ACCESS, "Every patient covered", "2019-03", "", "", "Head of Primary Care"),
    (PCH, "Roll-out starts with phase 1", "2018-01", "", "2018-01-15", "Head of Development"),
    (PCH, "Half of practices taking part", "2018-08", "", "", "Head of Development"),
    (PCH, "Roll-out ends", "2019-06", "", "", "Head of Development"),
    (LETTERS, "Procurement begins", "2017-05", "", "2017-05-22", "Head of Development"),
    (LETTERS, "Training ends", "2018-03", "", "", "Head of Development"),
    (ONLINE, "National purchasing system opens", "2018-01", "", "2018-01-22", "Head of Digital"),
    (ONLINE, "First quarter of practices live", "2018-03", "2018-06", "", "Head of Digital"),
    (WORKFORCE, "Physician associate scoping report", "2017-09", "2017-11", "2017-11-20",
     "Workforce Lead"),
    (WORKFORCE, "Outline bid for international GPs", "2018-01", "", "2018-01-31", "Workforce Lead"),
    (WORKFORCE, "Formal bid for international GPs", "2018-03", "", "", "Workforce Lead"),
    (WORKFORCE, "Physician associate placements start", "2018-09", "", "", "Workforce Lead"),
    ("premises and digital", "Universal capabilities template sent", "2017-05-20", "",
     "2017-05-19", "Head of Digital"),
    # prg_rtc_workshops_done, prg_rtc_workshops_total
    (TIME, "First Learning in Action workshop", "2017-10", "", "2017-10-12",
     "Head of Development"),
    (TIME, "Second Learning in Action workshop", "2017-11", "", "2017-11-23",
     "Head of Development"),
    (TIME, "Third Learning in Action workshop", "2018-01", "", "2018-01-30",
     "Head of Development"),
    # prg_cn_completion, prg_cn_plan_year
    (NAVIGATION, "Training complete in two localities", "2018/19", "", "2017-11-28",
     "Head of Development"),
    (RESILIENCE, "Offers made for the year", "2017-12", "", "2017-12-15", "Head of Primary Care"),
    (RESILIENCE, "Support plans agreed", "2018-03", "", "", "Head of Primary Care"),
    (CCLIP, "Scheme for 2018/19 agreed, with diabetes", "2018-03", "", "", "Head of Medicines"),
    (FRAILTY, "Services for 2018/19 signed up", "2018-03", "2018-04", "", "Head of Contracts"),
    (URGENT, "Standards that bear on primary care in place", "2018-12", "", "",
     "Director of Primary Care"),
    (ONLINE, "Aligned with 111 Online", "2018-12", "", "", "Head of Digital"),
)  # fmt: skip

FIRST, SECOND = "2016-11-24", "2016-12-23"  # gov_gpfv_submission_1, gov_gpfv_submission_2
_DUE = "2017-04"  # gov_gpfv_assured_by

# Submission, area, requirement, rating, reason, action, due, assured.
_ASSURANCE = (
    (FIRST, "Care redesign", "Extended access: how, when and where", "partly assured",
     "Aim stated without dates or a link to urgent care",
     "Add dated steps and the urgent care interface", _DUE, ""),
    (FIRST, "Care redesign", "Online consultation: share and denominator", "partly assured",
     "A share is given without saying of what", "State practices live and contacts apart", "",
     ""),
    (FIRST, "Care redesign", "Reception and clerical training: money held apart",
     "partly assured", "Split of use not shown", "Open a tracked budget line", _DUE, ""),
    (FIRST, "Workforce", "Staff numbers by role, with sources", "not assured",
     "No numbers by role", "Publish targets with unit and source", _DUE, ""),
    (FIRST, "Practice infrastructure", "Estate arranged for hubs", "partly assured",
     "Sites not yet named", "Bring site detail after the review", "2018-03", ""),
    (FIRST, "Investment", "Growth at least that of the core allocation", "partly assured",
     "Two percent planned", "Show growth against the allocation", _DUE, ""),
    (FIRST, "Investment", "£3 a head for transformation", "partly assured",
     "Source of the money unclear", "Set out by year and use", _DUE, ""),
    (SECOND, "Care redesign", "Extended access: how, when and where", "partly assured",
     "Dates added; full cover only at the end of 2018/19", "Report steps and coverage monthly",
     "2019-03", ""),
    (SECOND, "Care redesign", "Online consultation: share and denominator", "partly assured",
     "Denominator still unclear", "Report both", "", ""),
    (SECOND, "Care redesign", "Reception and clerical training: money held apart", "assured",
     "Separate line shown", "No action needed", _DUE, "2017-04"),
    (SECOND, "Workforce", "Staff numbers by role, with sources", "partly assured",
     "Pharmacists given, other roles not", "Complete the table of roles", _DUE, "2017-10"),
    (SECOND, "Practice infrastructure", "Estate arranged for hubs", "partly assured",
     "Waits for the review of services", "Bring site detail after the review", "2018-03", ""),
    (SECOND, "Practice infrastructure", "Universal capabilities template", "partly assured",
     "Template not yet sent", "Send by the date set", "2017-05-20", "2017-05"),
    (SECOND, "Investment", "Growth at least that of the core allocation", "partly assured",
     "Planned growth is below the threshold", "Agree the treatment with NHS England", _DUE, ""),
    (SECOND, "Investment", "£3 a head for transformation", "assured", "Framework of uses agreed",
     "No action needed", _DUE, "2017-04"),
    # gov_gpfv_dco_blank: the overall row was left empty
    (SECOND, "Overall", "Overall assessment", "", "", "", _DUE, ""),
)  # fmt: skip


def write(folder: Path, view: View) -> list[Path]:
    """What is to be done by when, and what the assurer said."""
    return [
        local(folder, "milestone", _milestones(view)),
        local(folder, "assurance", _assurance()),
        local(folder, "programme", _programmes()),
    ]


def _milestones(view: View) -> Iterator[dict]:
    """As known on the register's day: nothing later is done, and later slips are not yet told."""
    for programme, milestone, planned, revised, done, owner in _MILESTONES:
        known = view.latest or (done and done <= view.register_day)
        yield {
            "programme": programme,
            "milestone": milestone,
            "planned_for": planned,
            "revised_to": revised if known else "",
            "completed_on": done if done <= view.register_day else "",
            "owner_role": owner,
        }


def _programmes() -> Iterator[dict]:
    names = ("programme", "tracked_by", "measure", "starts", "ends", "owner_role")
    for row in _PROGRAMMES:
        yield dict(zip(names, row, strict=True))


def _assurance() -> Iterator[dict]:
    names = (
        "submitted_on",
        "area",
        "requirement",
        "rating",
        "reason",
        "action",
        "due_on",
        "assured_on",
    )
    for row in _ASSURANCE:
        yield dict(zip(names, row, strict=True))
