"""The pages that lead to the reports: one for each cycle, and the front door.

Both are worked out from parameters, notebooks and processed data alone, never from the pages
that they lead to, so that they can be made before, after or beside them.
"""

from functools import cache
from pathlib import Path

import jinja2
import pandas as pd

from analysis import pack, project
from analysis.checks import summary
from analysis.cycles import results
from analysis.cycles import words as cycles_words
from analysis.pack import words
from analysis.project import notebooks, periods
from analysis.report.naming import archive_name, marks, site_name
from analysis.report.page import ILLUSTRATIVE, Page, table_html
from analysis.report.page.blocks import slug
from analysis.report.page.data_age import last_day_of
from analysis.report.run import jobs, print_css

_TEMPLATES = Path(__file__).parent / "template"
_MOST_CHANGES = 8  # what a reader takes in at a glance; the pack has them all
_ANSWERS = (
    ("stop", "stops the reports"),
    ("set_aside", "set aside"),
    ("tell", "to know of"),
)


def write_cycle_index(cycle: str) -> Path:
    """Write ``reports/<cycle>/index.html``: the cycle's reports, status, data and its quality."""
    page = Page(cycle)
    path = project.reports(cycle) / "index.html"
    heading = f"Reports for {periods.in_words(cycle)}"
    project.write_whole(
        path,
        _template("cycle.html.j2").render(
            page={
                "title": f"{heading} – {site_name(page.cycle)}",
                "style": _style(page, heading),
            },
            heading=heading,
            status=page.status().html,
            reports=_reports(cycle),
            quality=quality(page),
            standing=standing(page),
            minute=_minute(page),
            changed=_changed(page),
            taken=_taken(cycle),
            returns=_returns(page),
            others=[_summary(label) for label in _cycles() if label != cycle],
        ),
    )
    return path


def write_front_door() -> Path:
    """Write ``reports/index.html``: every cycle, newest first, with its status and its data."""
    summaries = [_summary(label) for label in _cycles()]
    latest = Page(summaries[0]["label"]) if summaries else None
    path = project.root() / "reports" / "index.html"
    heading = "Reports on general practice"
    name = project.parameters().commissioner
    if summaries:
        name = site_name(project.cycle(summaries[0]["label"]), month=False)
    project.write_whole(
        path,
        _template("front.html.j2").render(
            page={
                "title": f"{heading} – {name}",
                "style": _style(latest, heading),
            },
            heading=heading,
            name=name,
            cycles=summaries,
            status=latest.status().html if latest else "",
            standing=standing(latest) if latest else "",
            minute=_minute(latest) if latest else [],
            changed=_changed(latest, above=True) if latest else {},
            taken=_taken(latest.label, above=True) if latest else [],
            reports=_reports(summaries[0]["label"], above=True) if summaries else [],
            illustrative=ILLUSTRATIVE if any(one["illustrative"] for one in summaries) else "",
        ),
    )
    return path


def _style(page: Page | None, heading: str) -> str:
    """The style sheet, with the marks of the cycle on every printed sheet."""
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    return style + (print_css.sheet(marks(page), title=heading) if page else "")


def standing(page: Page) -> str:
    """Whether the cycle is approved and assured, and by whom it still has to be signed."""
    lacking = [
        row["Duty"].lower()
        for row in pack.statement.roles(page.cycle.sign_off).to_dict("records")
        if row["Signed by"] == "not signed"
    ]
    if not lacking:
        return "Signed by everyone who answers for it."
    assured = pack.statement.is_assured(page.cycle.sign_off)
    return words.standing(assured, lacking=lacking)


def _minute(page: Page) -> list[str]:
    """What the cycle says, in the committee pack's own sentences; nothing without figures."""
    if page.measures.empty:
        return []
    return words.in_a_minute(
        page.tables(),
        page.measures,
        page.cycle,
        compared=results.compared(page.label),
        since=results.previous(page.label),
    )


def _changed(page: Page, *, above: bool = False) -> dict:
    """What moved since the cycle before: a headline, and the committee's figures as a table."""
    since = results.previous(page.label)
    if page.measures.empty or since is None:
        return {}
    compared = results.compared(page.label)
    moved = cycles_words.table(compared[compared["verdict"] != "unchanged"]).head(_MOST_CHANGES)
    table = table_html.table_html(
        moved,
        caption=f"Since {periods.in_words(since)}",
        name="what-changed",
        note=words.changes_note(page.cycle.audience),
    )
    folder = f"{page.label}/" if above else ""
    return {
        "summary": cycles_words.summary(compared, since=since),
        "practices": cycles_words.practices(results.practices_changed(page.label), since=since),
        "table": table if len(moved) else "",
        "href": f"{folder}committee-pack.html#what-changed",
    }


def _taken(cycle: str, *, above: bool = False) -> list[dict]:
    """What can be taken away: a workbook for each report, and everything in one archive."""
    folder = f"{cycle}/" if above else ""
    books = [
        {
            "href": f"{folder}workbooks/{notebook.workbook}",
            "words": f"{notebook.title}: its tables as a workbook",
        }
        for notebook in notebooks.notebooks()
        if jobs.jobs(notebook.name, cycle)
    ]
    papers = [
        {"href": f"{folder}committee-pack.docx", "words": f"{notebook.title} as a Word document"}
        for notebook in notebooks.notebooks()
        if notebook.name == "committee_pack"
    ]
    whole = {"href": f"{folder}{archive_name(cycle)}", "words": "Everything of this cycle (ZIP)"}
    return [*papers, *books, whole]


def quality(page: Page) -> list[str]:
    """What validation made of the cycle's returns, in a few lines of words."""
    files = summary.files_counted(page.returns)
    if not files["arrived"]:
        return ["No return of this cycle has been read yet"]
    lines = [_count(files["read"], "return file") + " read"]
    if files["empty"]:
        lines.append(f"{_count(files['empty'], 'file')} without a row")
    if files["unused"]:
        lines.append(f"{_count(files['unused'], 'file')} not recognised or not used")
    places = summary.places(page.findings)
    counts = places.groupby(page.findings["answer"]).sum()
    found = [f"{counts[key]:,} {said}" for key, said in _ANSWERS if counts.get(key)]
    lines.append("Findings: " + ", ".join(found) if found else "No finding")
    return lines


def _summary(label: str) -> dict:
    page = Page(label)
    cycle = page.cycle
    return {
        "label": label,
        "words": periods.in_words(label),
        "committee": cycle.committee,
        "day": periods.in_words(cycle.committee_date) if cycle.committee_date else "day not set",
        "state": "approved" if cycle.status.lower() == "approved" else "draft",
        "illustrative": page.illustrative,
        "quality": quality(page),
    }


def _cycles() -> list[str]:
    """The cycles of ``params.yaml``, newest first."""
    return sorted(project.parameters().cycles, reverse=True)


def _reports(cycle: str, *, above: bool = False) -> list[dict]:
    folder = f"{cycle}/" if above else ""
    found = []
    for notebook in notebooks.notebooks():
        pages = [
            {"href": f"{folder}{job.page}", "words": job.subject}
            for job in jobs.jobs(notebook.name, cycle)
        ]
        single = notebook.one_more is None
        found.append(
            {
                "title": notebook.title,
                "about": notebook.about,
                "href": pages[0]["href"] if single else None,
                "pages": [] if single else pages,
                "id": slug(notebook.name),
            }
        )
    return [report for report in found if report["href"] or report["pages"]]


def _returns(page: Page) -> str:
    """How old each publication is on the committee's day, one row per publication, as HTML."""
    known = page.used[page.used["publication"].notna() & page.used["period"].notna()]
    day = page.cycle.as_at
    rows = []
    for publication, files in known.groupby("publication"):
        last = max((last_day_of(period) or "" for period in files["period"]), default="")
        if not last:
            continue
        age = periods.days_between(last, day)
        rows.append(
            {
                "Publication": publication,
                "Files": files["file"].nunique(),
                "Data to": last,
                "Age on the committee’s day": f"{age:,} days" if age >= 0 else "looks ahead of it",
            }
        )
    if not rows:
        return ""
    return table_html.table_html(
        pd.DataFrame(rows), caption="How old the data is", name="data-as-at", is_open=True
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)
