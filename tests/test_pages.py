"""Every published page, opened in a browser: accessible, self-contained, and still."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for path in (ROOT / "reports").glob("**/*.html")
    if "failed" not in path.relative_to(ROOT / "reports").parts
)
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
IN_CI = os.environ.get("CI", "").lower() == "true"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCRIPT = ROOT / "src" / "analysis" / "report" / "template" / "tables.js"
LARGEST = 1_000_000
NOT_AN_ALTERNATIVE = "No description has been provided for this image"


def without(reason: str) -> None:
    """What these tests need is absent: skip on a desk, fail where the pages are judged."""
    if IN_CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        without(f"no Chromium at {CHROMIUM}: install it, or name another in CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def tab(browser):
    """One tab for all pages: requests and dialogs of the page in it are kept in lists."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.asked, opened.dialogs, opened.refused = [], [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("dialog", lambda dialog: (opened.dialogs.append(dialog.message), dialog.dismiss()))
    opened.on(
        "console",
        lambda message: opened.refused.append(message.text) if message.type == "error" else None,
    )
    return opened


@pytest.fixture(
    params=PAGES or [None],
    ids=lambda path: path.relative_to(ROOT / "reports").as_posix() if path else "none",
    scope="module",
)
def page(request, tab):
    """A published page, opened; every ``<details>`` in it too, for what is folded is read."""
    if request.param is None:
        without("run make reports first: there is no page under reports/")
    for kept in (tab.asked, tab.dialogs, tab.refused):
        kept.clear()
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(request.param.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    tab.path = request.param
    return tab


def no_accessibility_rule_is_broken(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    broken = [
        (rule["id"], [node["html"][:200] for node in rule["nodes"]][:3])
        for rule in found.response["violations"]
    ]
    assert broken == []


def the_page_asks_for_nothing_but_itself(page):
    asked = {url.partition("#")[0] for url in page.asked if not url.startswith("data:")}
    assert asked == {page.path.as_uri()}


def nothing_runs_but_the_script_of_long_tables(page):
    assert page.dialogs == []
    assert page.refused == []
    scripts = page.locator("script").evaluate_all("all => all.map(one => [one.src, one.text])")
    long_tables = page.locator("table.long").count()
    assert scripts == ([["", SCRIPT.read_text(encoding="utf-8")]] if long_tables else [])
    assert page.locator("table.long:has(thead button)").count() == long_tables


def every_picture_has_an_alternative(page):
    for alternative in page.eval_on_selector_all(
        "img, svg",
        "all => all.map(one => one.getAttribute('alt') ?? one.ariaLabel ?? "
        "(one.getAttribute('role') === 'presentation' ? 'decoration' : ''))",
    ):
        assert alternative.strip()
        assert NOT_AN_ALTERNATIVE not in alternative


def every_table_has_a_caption_or_stands_in_prose(page):
    assert page.locator(".table table:not(:has(caption))").count() == 0


def there_is_one_main_heading_and_no_level_is_skipped(page):
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "all => all.map(one => Number(one.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def links_within_the_page_lead_somewhere(page):
    lost = page.eval_on_selector_all(
        "a[href^='#']",
        "all => all.map(one => one.getAttribute('href').slice(1))"
        ".filter(id => !document.getElementById(id))",
    )
    assert lost == []


def links_to_other_files_lead_to_files_that_are_there(page):
    links = page.eval_on_selector_all(
        "a[href]", "all => all.map(one => one.getAttribute('href')).filter(h => !h.includes(':'))"
    )
    files = {link.partition("#")[0] for link in links} - {""}
    assert [name for name in sorted(files) if not (page.path.parent / name).exists()] == []


def a_download_gives_its_table(page):
    links = page.locator("a[download][href^='data:']")
    if not links.count():
        return
    with page.expect_download() as waiting:
        links.first.click()
    saved = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert waiting.value.suggested_filename.endswith(".csv")
    assert saved.endswith("\n")


def the_page_is_fit_to_be_mailed(page):
    assert page.path.stat().st_size < LARGEST


def nothing_is_wider_than_a_small_phone(page):
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def no_sentence_prints_nothing_for_a_number(page):
    words = page.locator("main").inner_text()
    code = page.locator("details.code").all_inner_texts()
    for part in code:
        words = words.replace(part, "")
    for slip in ("nan", "None", "NaT", "<NA>", "inf%", "£nan"):
        assert slip not in words.split()


CHECKS = (
    no_accessibility_rule_is_broken,
    the_page_asks_for_nothing_but_itself,
    nothing_runs_but_the_script_of_long_tables,
    every_picture_has_an_alternative,
    every_table_has_a_caption_or_stands_in_prose,
    there_is_one_main_heading_and_no_level_is_skipped,
    links_within_the_page_lead_somewhere,
    links_to_other_files_lead_to_files_that_are_there,
    a_download_gives_its_table,
    the_page_is_fit_to_be_mailed,
    nothing_is_wider_than_a_small_phone,
    no_sentence_prints_nothing_for_a_number,
)


def test_the_page_is_sound(page):
    """Every check on one page; all that fail are named, not only the first."""
    failed = []
    for check in CHECKS:
        try:
            check(page)
        except AssertionError as error:
            failed.append(f"{check.__name__}: {error}")
    assert failed == []
