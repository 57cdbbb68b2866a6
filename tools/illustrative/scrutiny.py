"""What the assurer asked, what is put before scrutiny, through whose hands papers go; ratings.

Questions, dates and paths are those of the papers, in our own words; answers, events, projects and
every rating are made up.
"""

from collections.abc import Iterator
from pathlib import Path

from illustrative.pack import MADE_UP, STRATEGY, UPDATE
from illustrative.plans import FIRST, SECOND
from illustrative.world import View, open_on
from illustrative.writing import draws, local, published

PRIMARY_CARE, CONTRACTS = "Head of Primary Care", "Head of Contracts"
WORKFORCE, FINANCE, DIGITAL = "Workforce Lead", "Chief Finance Officer", "Head of Digital"
DEVELOPMENT = "Head of Development"

# Number, submission, area, comment, response, evidence, answered, closed, owner.
_COMMENTS = (
    ("Q1", FIRST, "Care redesign", "Is the aim of each area clear?", "Aims restated by area",
     "plan, summary", "2016-12-16", "2016-12-23", PRIMARY_CARE),
    ("Q2", FIRST, "Care redesign", "How, when and where will access be extended?",
     "Steps sketched", "trajectory", "2016-12-16", "", PRIMARY_CARE),
    ("Q3", FIRST, "Care redesign", "Does extended access connect with urgent care?", "", "", "",
     "", PRIMARY_CARE),
    ("Q4", FIRST, "Practice infrastructure", "How is the estate arranged for hubs?",
     "Waits for the review of services", "", "2016-12-16", "", PRIMARY_CARE),
    ("Q5", FIRST, "Investment", "Where are the financial projections of the plan?", "Table sent",
     "11J financial plan", "2016-12-19", "2016-12-23", FINANCE),
    ("Q6", FIRST, "Care redesign", "Of what is the share for online consultation?", "", "", "",
     "", DIGITAL),
    ("Q7", FIRST, "Investment", "Where does £3 a head come from and how is it used?",
     "Core money over two years", "allocation", "2016-12-19", "", FINANCE),
    ("Q8", FIRST, "Workforce", "Which staff, in what numbers, from where?", "", "", "", "",
     WORKFORCE),
    ("Q2", SECOND, "Care redesign", "Dates are there; when is everyone covered?",
     "Milestones from tender to full cover", "milestones", "2017-03-30", "2017-04-28",
     PRIMARY_CARE),
    ("Q3", SECOND, "Care redesign", "Does extended access connect with urgent care?",
     "", "", "", "", PRIMARY_CARE),
    ("Q4", SECOND, "Practice infrastructure", "How is the estate arranged for hubs?",
     "Site detail after the review", "", "2017-03-30", "", PRIMARY_CARE),
    ("Q6", SECOND, "Care redesign", "Of what is the share for online consultation?",
     "Practices live and contacts will be counted apart", "trajectory", "2017-10-04", "", DIGITAL),
    ("Q7", SECOND, "Investment", "Where does £3 a head come from and how is it used?",
     "Uses agreed by year", "framework of 15 February 2017", "2017-03-30", "2017-04-28", FINANCE),
    ("Q8", SECOND, "Workforce", "Which staff, in what numbers, from where?",
     "Pharmacists, abroad, placements; other roles to follow", "workforce targets", "2018-01-12",
     "", WORKFORCE),
    ("Q9", SECOND, "Investment", "Is the money for training held apart and tracked?",
     "Own budget line", "ledger", "2017-03-30", "2017-04-28", FINANCE),
    ("Q10", SECOND, "Investment", "Does funding rise at least as the core allocation does?",
     "Two percent planned, below the threshold", "growth test", "2017-10-04", "", FINANCE),
    ("Q11", SECOND, "Practice infrastructure", "Is the digital template in?", "Sent",
     "template of 19 May 2017", "2017-05-19", "2017-06-02", DIGITAL),
)  # fmt: skip

# Kind, what, locality, one practice only, planned, older, rural, major, consultation, scrutiny,
# outcome, owner, source. prg_lyme_design_done and its contract's end are the papers'.
_CHANGES = (
    ("C1", "contract_end", "A practice's contract ends; a preferred model is to follow it",
     "West Dorset", True, "2019-01-31", "Surgery and home visits to stay in the town",
     "No longer journey while the site stays", "no", "", "", "preferred model agreed", CONTRACTS,
     UPDATE),
    ("C2", "new_service", "Appointments in the evening and at weekends by cluster", "", False,
     "2018-10", "Daytime appointments stay", "Travel to a hub: transport not yet settled", "no",
     "no", "2018-03-15", "", PRIMARY_CARE, STRATEGY),
    ("C3", "merger", "Two practices of one locality join", "Poole Bay", False, "2018-01-01",
     "Same sites", "None: a town", "no", "no", "", "took place", CONTRACTS, MADE_UP),
    # gov_dhsc_meeting, gov_dhsc_special_deadline: heard in December 2016
    ("C4", "other", "Strategy for general practice to 2020/21", "", False, "2020/21",
     "Care homes and frailty first", "Rural practices to work together", "yes", "", "2016-12-21",
     "impact on rural and older people asked for", PRIMARY_CARE, STRATEGY),
)  # fmt: skip

# Change, event, held, audience, people, heard, source: gov_engagement_start, gov_membership_event,
# gov_roadshows_2016, gov_engagement_end_004 give the dates of the strategy's.
_EVENTS = (
    ("C4", "Engagement of member practices begins", "2016-06-23", "practices", "",
     "Sustainability comes first", STRATEGY),
    ("C4", "Membership event", "2016-07-13", "practices", 90, "Localities want their own plans",
     STRATEGY),
    ("C4", "Summer roadshow, last of 26 visits", "2016-08-19", "public", 640,
     "Appointments, transport, not closing surgeries", STRATEGY),
    ("C2", "Patient and carer group", "2017-11-15", "patients and carers", 20,
     "Evenings wanted, journeys feared", MADE_UP),
    ("C1", "Meeting with patients of the practice", "2018-04-18", "patients of the practice", "",
     "", MADE_UP),
    ("C3", "Letters and drop-in at both sites", "2017-11-08", "patients of both practices", 115,
     "Keep both sites", MADE_UP),
)  # fmt: skip

# Path, then its steps: what, who, planned, done. The papers name the paths.
_PATHS = (
    ("Reinvestment of the PMS premium", UPDATE, (
        ("Developed with clinical leads and the local medical committee",
         "Reference and operational groups", "2017-11", "2017-11-22"),
        ("Principles agreed", "Primary Care Commissioning Committee", "2017-12", "2017-12-06"),
        ("Proposals scored", "Panel", "2018-01", "2018-01-26"),
        ("Approval", "Primary Care Commissioning Committee", "2018-04", ""))),
    ("Improving access", UPDATE, (
        ("Business case of each cluster", "Clusters", "2018-01", "2018-01-10"),
        ("Evaluation", "Evaluation panel", "2018-01", "2018-01-17"),
        ("Approval", "Governing Body", "2018-01", "2018-01-24"),
        ("Contract variation to lead providers", "Contracting", "2018-02", ""),
        ("Mobilisation and monitoring", "Integration leads", "2018-09", ""))),
    ("NHS England assurance", UPDATE, (
        ("First submission", "Primary care team", "2016-11-24", "2016-11-24"),
        ("Second submission", "Primary care team", "2016-12-23", "2016-12-23"),
        ("Ratings returned", "NHS England", "2017-04", "2017-04-28"),
        ("Overall view", "NHS England", "2017-04", ""),
        ("Monthly returns in place of quarterly ones", "Primary care team", "2018-03", ""))),
    ("Committee paper", UPDATE, (
        ("Seen by directors", "Directors Performance Meeting", "2018-01-23", "2018-01-23"),
        ("Signed by the author", PRIMARY_CARE, "2018-01-24", "2018-01-24"),
        ("Noted", "Primary Care Commissioning Committee", "2018-02-07", ""))),
    ("Workforce profile", UPDATE, (
        ("Profile from the return", "Workforce team", "2017-09", "2017-09-18"),
        ("Validated by locality chairs", "Locality chairs", "2017-12", ""),
        ("Workshop", "Primary Care steering group", "2018-03", ""),
        ("In the locality's plan", "Localities", "2018-06", ""))),
    ("Risk of the national support service", UPDATE, (
        ("Entered on the corporate register", "Corporate team", "2016-10", "2016-10-17"),
        ("Watched with the local medical committee and NHS England", "Operational group",
         "2018-03", ""))),
    ("Strategy", STRATEGY, (
        ("Draft seen at locality and membership events", "Member practices", "2016-08",
         "2016-08-19"),
        ("Reference group", "Primary Care Reference Group", "2016-11-02", "2016-11-02"),
        ("Committee", "Primary Care Commissioning Committee", "2016-12", "2016-12-07"),
        ("Governing Body", "Governing Body", "2017-01", "2017-01-18"))),
    ("Service change", STRATEGY, (
        ("Audience and equality analysis", "Engagement team", "2017-10", "2017-10-31"),
        ("Judgement whether to consult formally", "Governing Body", "2018-05", ""),
        ("Scrutiny", "Health Scrutiny Committee", "2018-06", ""))),
    ("Practice in difficulty", STRATEGY, (
        ("Intelligence shared", "Profiling group", "2017-10", "2017-10-18"),
        ("Support visit", "Quality team", "2017-11", "2017-11-08"),
        ("Formal improvement, monthly meetings", "NHS England and local medical committee",
         "2018-05", ""))),
    ("Contract that ends", UPDATE, (
        ("Model designed", "Contracting", "2017-11", "2017-11-24"),
        ("Preferred model agreed", "Primary Care Commissioning Committee", "2017-12",
         "2017-12-06"),
        ("Local engagement", "Engagement team", "2018-04", ""),
        ("Route of procurement", "Primary Care Commissioning Committee", "2018-06", ""))),
)  # fmt: skip

_AT_FIRST = {"on_track": "As planned", "at_risk": "Few chairs have answered yet"}
# Project, locality, standing then and now, progress, next, due, equality assessed, owner.
_PROJECTS = (
    ("Extended access, East", "", "on_track", "at_risk", "Business case approved",
     "Vary the contract", "2018-02", "yes", PRIMARY_CARE),
    ("Extended access, Mid", "", "on_track", "on_track", "Business case approved",
     "Vary the contract", "2018-02", "yes", PRIMARY_CARE),
    ("Extended access, West", "", "on_track", "late", "Business case approved",
     "Name the hub", "2018-01", "no", PRIMARY_CARE),
    ("Primary Care Home", "Purbeck", "on_track", "on_track", "First phase began",
     "Workshop of the first phase", "2018-03", "yes", DEVELOPMENT),
    ("Shared clinical system", "", "on_track", "on_track", "Two more practices began to move",
     "Next wave", "2018-03", "yes", DIGITAL),
    ("Validation of workforce profiles", "", "at_risk", "late", "Half of the chairs have answered",
     "Remaining answers", "2017-12", "yes", WORKFORCE),
)  # fmt: skip

# What is owed: report, to whom, how often, by whom; then period, due, sent. Quarterly until 2018
# and monthly from then (gov_reporting_before, gov_reporting_after); days sent are made up.
_OWED = (
    ("Progress of the GP Forward View", "NHS England", "quarterly", PRIMARY_CARE, (
        ("2017-06", "2017-07-17", "2017-07-14"), ("2017-09", "2017-10-16", "2017-10-16"),
        ("2017-12", "2018-01-15", "2018-01-18"))),
    ("Progress of the GP Forward View", "NHS England", "monthly", PRIMARY_CARE, (
        ("2018-01", "2018-02-15", ""), ("2018-02", "2018-03-15", ""),
        ("2018-03", "2018-04-16", ""))),
    # gov_profiling_frequency
    ("Practice profiling", "Practice Profiling Group", "monthly", DEVELOPMENT, (
        ("2017-10", "2017-11-15", "2017-11-15"), ("2017-11", "2017-12-13", "2017-12-13"),
        ("2017-12", "2018-01-17", "2018-01-17"), ("2018-01", "2018-02-14", ""))),
    # gov_special_measures_monitoring
    ("Formal improvement of practices in special measures", "NHS England", "monthly", CONTRACTS, (
        ("2017-11", "2017-11-29", "2017-11-29"), ("2017-12", "2017-12-20", "2017-12-20"),
        ("2018-01", "2018-01-31", ""))),
    # fin_list_size_payment_frequency
    ("Lists and the payments that follow them", "Payments service", "quarterly", FINANCE, (
        ("2017-10", "2017-10-31", "2017-10-30"), ("2018-01", "2018-01-31", "2018-01-29"))),
    ("Update to the committee", "Primary Care Commissioning Committee", "quarterly", PRIMARY_CARE, (
        ("2017-09", "2017-10-04", "2017-10-04"), ("2017-12", "2018-02-07", ""))),
    # wf_refresh_release, fin_gpcp_growth_basis
    ("Workforce profiles", "Localities", "yearly", WORKFORCE, (
        ("2016/17", "2017-10-04", "2017-09-18"), ("2017/18", "2018-10-04", ""))),
    ("Weighted lists of 1 October for local payments", "Finance", "yearly", FINANCE, (
        ("2017/18", "2017-11-30", "2017-11-24"),)),
)  # fmt: skip

_QUESTIONS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
_RATINGS_HEADER = (
    "Location ID", "Location ODS Code", "Location Name", "Care Home?", "Location Type",
    "Location Primary Inspection Category", "Service / Population Group", "Domain",
    "Latest Rating", "Publication Date", "Report Type", "Provider Name",
)  # fmt: skip
_OUTSTANDING, _IMPROVE, _INADEQUATE, _UNRATED = 5, 4, 1, 2


def write(folder: Path, view: View) -> list[Path]:
    """Six local returns and the published ratings."""
    return [
        local(folder, "assurance_comment", _comments(view)),
        local(folder, "service_change", _changes(view)),
        local(folder, "engagement", _events(view)),
        local(folder, "path_step", _steps(view)),
        local(folder, "highlight", _projects(view)),
        local(folder, "reporting", _owed(view)),
        published(
            folder / "published" / "cqc" / "latest_ratings.csv",
            _RATINGS_HEADER,
            _ratings(view),
            newline="\r\n",
        ),
    ]


def _comments(view: View) -> Iterator[dict]:
    names = (
        "comment_id submitted_on area comment response evidence answered_on closed_on owner_role"
    ).split()
    for row in _COMMENTS:
        said = dict(zip(names, row, strict=True))
        if said["answered_on"] > view.register_day:
            said |= {"response": "", "evidence": "", "answered_on": ""}
        yield said


def _changes(view: View) -> Iterator[dict]:
    names = (
        "change_id kind change locality practice_code planned_for effect_on_older_people "
        "effect_on_rural_people major_change consultation scrutiny_on outcome owner_role "
        "source_document"
    ).split()
    for row in _CHANGES:
        said = dict(zip(names, row, strict=True))
        here = [p for p in open_on(view.register_day) if p.locality.name == said["locality"]]
        smallest = min(here, key=lambda p: p.patients_2016).code if here else ""
        said["practice_code"] = smallest if said["practice_code"] else ""
        if said["planned_for"] > view.register_day and said["outcome"] == "took place":
            said["outcome"] = ""
        yield said


def _events(view: View) -> Iterator[dict]:
    names = "change_id event held_on audience people heard source_document".split()
    for row in _EVENTS:
        said = dict(zip(names, row, strict=True))
        if said["held_on"] > view.register_day:
            said |= {"people": "", "heard": ""}
        yield said


def _steps(view: View) -> Iterator[dict]:
    for path, source, steps in _PATHS:
        for number, (step, body, planned, done) in enumerate(steps, start=1):
            yield {
                "path": path,
                "step_number": number,
                "step": step,
                "body": body,
                "planned_for": planned,
                "done_on": done if done <= view.register_day else "",
                "source_document": source,
            }


def _projects(view: View) -> Iterator[dict]:
    for project, locality, then, now, progress, coming, due, equality, owner in _PROJECTS:
        yield {
            "project": project,
            "month": view.register_day[:7],
            "locality": locality,
            "standing": now if view.latest else then,
            "progress": progress if view.latest else _AT_FIRST[then],
            "next_step": coming,
            "next_due": due,
            "equality_assessed": equality,
            "owner_role": owner,
        }


def _owed(view: View) -> Iterator[dict]:
    for report, recipient, cadence, owner, periods in _OWED:
        for period, due, sent in periods:
            yield {
                "report": report,
                "recipient": recipient,
                "cadence": cadence,
                "period": period,
                "due_on": due,
                "sent_on": sent if sent <= view.register_day else "",
                "owner_role": owner,
                "source_document": UPDATE,
            }


def _ratings(view: View) -> Iterator[list]:
    """One location a practice, six questions; what was published after the day is not yet in it."""
    stream = draws("ratings")
    practices = open_on("2018-02-07")
    order = stream.sample([p.code for p in practices], len(practices))
    overall = dict.fromkeys(order[:_INADEQUATE], "Inadequate")
    overall |= dict.fromkeys(order[_INADEQUATE : _INADEQUATE + _IMPROVE], "Requires improvement")
    overall |= dict.fromkeys(order[20 : 20 + _OUTSTANDING], "Outstanding")
    unrated = set(order[40 : 40 + _UNRATED])
    weak = dict.fromkeys(("Inadequate", "Requires improvement"), ("Overall", "Safe", "Well-led"))
    for number, practice in enumerate(practices, start=1):
        year, month = stream.choice((2015, 2016, 2017)), stream.randrange(1, 12)
        day = "2017-10-18" if overall.get(practice.code) == "Inadequate" else ""
        day = day or f"{year}-{month:02d}-{stream.randrange(1, 28):02d}"
        if practice.code in unrated or day > view.register_day:
            continue
        rating = overall.get(practice.code, "Good")
        for question in _QUESTIONS:
            said = rating if question in weak.get(rating, _QUESTIONS[:1]) else "Good"
            yield [
                f"1-9{number:08d}",
                practice.code,
                practice.name,
                "N",
                "Primary Medical Services",
                "GP Practices",
                "Overall",
                question,
                said,
                f"{day[8:]}/{day[5:7]}/{day[:4]}",
                "Location",
                practice.name,
            ]
        # The file rates single groups of patients as well: these are not the practice's own.
        yield [
            f"1-9{number:08d}", practice.code, practice.name, "N", "Primary Medical Services",
            "GP Practices", "Older people", "Overall", rating,
            f"{day[8:]}/{day[5:7]}/{day[:4]}", "Location", practice.name,
        ]  # fmt: skip
