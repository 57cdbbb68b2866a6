"""The pages that lead to the reports: one for each cycle, and the front door.

Both are made from parameters, notebooks and processed data, never from the pages they lead to.
"""

from pathlib import Path

from analysis import project
from analysis.checks import summary
from analysis.cycles import headlines, results
from analysis.cycles import words as cycles_words
from analysis.pack import decisions, key_findings, promises, statement
from analysis.pack.words import answer, assurance
from analysis.project import notebooks, periods
from analysis.report.naming import archive_name, marks, site_name
from analysis.report.page import ILLUSTRATIVE, Page, blocks, table_html
from analysis.report.page.data_age import last_day_of
from analysis.report.run import jobs, print_css
from analysis.writing.phrases import counted

_MOST_CHANGES = 8  # what a reader takes in at a glance; the pack has them all
_ANSWERS = (
    ("stop", "stops the reports"),
    ("set_aside", "set aside"),
    ("tell", "to know of"),
)


def write_cycle_index(cycle: str) -> Path:
    """Write ``reports/<cycle>/index.html``: the cycle's reports, status, data and its quality."""
    page = Page(cycle)
    return _write(
        project.reports(cycle) / "index.html",
        "cycle.html.j2",
        heading=f"Reports for {periods.in_words(cycle)}",
        name=site_name(page.cycle),
        marked=marks(page),
        quality=_quality(page),
        returns=_returns(page),
        others=[_summary(Page(label)) for label in _cycles() if label != cycle],
        **_links(page, ""),
    )


def write_front_door() -> Path:
    """Write ``reports/index.html``: every cycle, newest first, with its status and its data."""
    pages = [Page(label) for label in _cycles()]
    latest = pages[0] if pages else None
    commissioner = project.parameters().commissioner
    return _write(
        project.root() / "reports" / "index.html",
        "front.html.j2",
        heading="Reports on general practice",
        name=site_name(latest.cycle, month=False) if latest else commissioner,
        marked=marks(latest) if latest else (),
        cycles=[_summary(page) for page in pages],
        illustrative=ILLUSTRATIVE if any(page.illustrative for page in pages) else "",
        **(_links(latest, f"{latest.label}/") if latest else {"status": ""}),
    )


def _write(path: Path, template: str, *, heading: str, name: str, marked: tuple, **parts) -> Path:
    """Write a page of links; ``marked`` is at the head of every printed sheet."""
    style = blocks.stylesheet() + (print_css.sheet(marked, title=heading) if marked else "")
    script = blocks.table_script(*(str(part) for part in parts.values()))
    page = {"title": f"{heading} – {name}", "style": style, "classes": "", "script": script}
    text = blocks.template(template).render(page=page, heading=heading, name=name, **parts)
    project.write_whole(path, text)
    return path


def _links(page: Page, folder: str) -> dict:
    """What leads into a cycle; ``folder`` is where its pages are, seen from the page of links."""
    return {
        "status": page.status().html,
        "standing": _sign_off(page),
        "minute": _minute(page),
        "changed": _changed(page, folder),
        "taken": _taken(page.label, folder),
        "reports": _reports(page.label, folder),
    }


def _sign_off(page: Page) -> str:
    """Whether the cycle is approved and assured, and by whom it still has to be signed."""
    unsigned = statement.unsigned(page.cycle.sign_off)
    if not unsigned:
        return "Signed by everyone who answers for it."
    return assurance.signed(statement.is_assured(page.cycle.sign_off), unsigned=unsigned)


def _minute(page: Page) -> list[str]:
    """What the cycle shows, in the committee paper's own sentences; nothing without figures."""
    if page.measures.empty:
        return []
    tables, us, day = page.tables(), page.cycle.commissioner, page.cycle.as_at
    sentences = answer.answer(
        page.measures,
        key_findings.key_findings(tables, page.measures, page.cycle),
        commitments=promises.with_figures(tables["commitment"], page.measures, area=us, day=day),
        decided=decisions.in_order(tables["decision"]),
    )
    return [sentence for sentence, _ in sentences]


def _changed(page: Page, folder: str) -> dict:
    """What moved since the cycle before: a headline, and the committee's figures as a table."""
    since = results.previous(page.label)
    if page.measures.empty or since is None:
        return {}
    compared = results.compared(page.label)
    moved = headlines.changes(compared).query("verdict != 'unchanged' and period_now != ''")
    table = table_html.table_html(
        cycles_words.changes(moved.head(_MOST_CHANGES)),
        caption=f"Since {periods.in_words(since)}",
        name="what-changed",
        note=answer.changes_note(page.cycle.audience),
    )
    return {
        "summary": cycles_words.summary(compared, since=since),
        "practices": cycles_words.practices(results.practices_changed(page.label), since=since),
        "table": table if len(moved) else "",
        "href": f"{folder}committee-annex.html#what-changed",
    }


def _taken(cycle: str, folder: str) -> list[dict]:
    """What can be taken away: the paper, a workbook for each report, and everything at once."""
    known = notebooks.notebooks()
    papers = [
        ("committee-pack.docx", f"{one.title} as a Word document")
        for one in known
        if one.name == "committee_pack"
    ]
    books = [
        (f"workbooks/{one.workbook}", f"{one.title}: its tables as a workbook")
        for one in known
        if jobs.jobs(one.name, cycle)
    ]
    whole = (archive_name(cycle), "Everything of this cycle (ZIP)")
    return [{"href": f"{folder}{file}", "words": text} for file, text in (*papers, *books, whole)]


def _quality(page: Page) -> list[str]:
    """What validation made of the cycle's returns, in a few lines of words."""
    files = summary.files_counted(page.returns)
    if not files["arrived"]:
        return ["No return of this cycle has been read yet"]
    lines = [counted(files["read"], "return file") + " read"]
    if files["empty"]:
        lines.append(f"{counted(files['empty'], 'file')} without a row")
    if files["unused"]:
        lines.append(f"{counted(files['unused'], 'file')} not recognised or not used")
    counts = summary.places(page.findings).groupby(page.findings["answer"]).sum()
    found = [f"{counts[key]:,} {meaning}" for key, meaning in _ANSWERS if counts.get(key)]
    return [*lines, f"Findings: {', '.join(found)}" if found else "No finding"]


def _summary(page: Page) -> dict:
    """A cycle in a line or two of a list."""
    day = page.cycle.committee_date
    return {
        "label": page.label,
        "words": periods.in_words(page.label),
        "committee": page.cycle.committee,
        "day": periods.in_words(day) if day else "day not set",
        "state": page.cycle.status,
        "illustrative": page.illustrative,
        "quality": _quality(page),
    }


def _cycles() -> list[str]:
    """The cycles of ``params.yaml``, newest first."""
    return sorted(project.parameters().cycles, reverse=True)


def _reports(cycle: str, folder: str) -> list[dict]:
    """The reports that have a page: one link, or a link for each area."""
    found = []
    for notebook in notebooks.notebooks():
        work = jobs.jobs(notebook.name, cycle)
        pages = [{"href": f"{folder}{job.page}", "words": job.subject} for job in work]
        if pages:
            only = pages.pop()["href"] if notebook.one_more is None else None
            about = {"title": notebook.title, "about": notebook.about}
            found.append({**about, "href": only, "pages": pages})
    return found


def _returns(page: Page) -> str:
    """How old each kind of row is on the committee's day, one row per table, as HTML."""
    known = page.ages.assign(last=page.ages["period"].map(last_day_of)).drop(columns="period")
    known = known.sort_values("publication")
    if known.empty:
        return ""
    ages = [periods.days_between(last, page.cycle.as_at) for last in known["last"]]
    age = [f"{days:,} days" if days >= 0 else "looks ahead of it" for days in ages]
    rows = known.assign(age=age)
    rows.columns = ["Publication", "Files", "Data to", "Age on the committee’s day"]
    return table_html.table_html(rows, caption="How old the data is", name="data-as-at")
