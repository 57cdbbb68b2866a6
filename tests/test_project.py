"""What the project is asked to do: its settings, a cycle's settings, and every refusal's words."""

import pytest

from analysis import project

PARAMS = 'commissioner: "11J"\ncycles:\n  - "2018-02"\naudience: committee\n'


def params(folder, text):
    (folder / "params.yaml").write_text(text, encoding="utf-8")


def cycle_yml(folder, text):
    (folder / "data" / "raw" / "2018-02" / "cycle.yml").write_text(text, encoding="utf-8")


def refusal(read, *arguments):
    with pytest.raises(project.ProjectError) as refused:
        read(*arguments)
    return str(refused.value)


def test_the_root_is_found_from_a_folder_below_it(project_folder, monkeypatch):
    below = project_folder / "data" / "raw" / "2018-02"
    monkeypatch.chdir(below)
    assert project.root() == project_folder
    assert project.raw("2018-02") == below


def test_outside_a_project_it_says_where_to_go(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refusal(project.root) == (
        f"No dvc.yaml in {tmp_path} or any folder above it. Change into the project's folder first."
    )


def test_a_folder_of_bare_returns_is_a_cycle(project_folder):
    cycle = project.cycle("2018-02")
    assert (cycle.commissioner, cycle.audience, cycle.status) == ("11J", "committee", "draft")
    assert cycle.committee == "Primary Care Commissioning Committee"
    assert cycle.as_at == "2018-02-28"
    assert not cycle.illustrative


@pytest.mark.parametrize("empty", ["", "# nothing yet\n", "status:\ncommentary: []\nperiods: {}\n"])
def test_an_empty_cycle_yml_asks_for_nothing(project_folder, empty):
    bare = project.cycle("2018-02")
    cycle_yml(project_folder, empty)
    assert project.cycle("2018-02") == bare


def test_a_full_cycle_yml_is_read(project_folder):
    cycle_yml(
        project_folder,
        "committee_date: 7 February 2018\nstatus: Approved\nillustrative: true\n"
        "last_reported_month: Sep-17\ncomparison_dates: [2016-11-01, 01/04/2017]\n"
        "periods: {pomi.csv: 2017/18}\ncommentary:\n"
        "  - {section: Position, text: It holds., signed_by: Head, dated: 2018-01-24}\n",
    )
    cycle = project.cycle("2018-02")
    assert (cycle.as_at, cycle.status, cycle.illustrative) == ("2018-02-07", "approved", True)
    assert cycle.last_reported_month == "2017-09"
    assert cycle.comparison_dates == ("2016-11-01", "2017-04-01")
    assert cycle.periods == (("pomi.csv", "2017/18"),)
    assert cycle.commentary[0]["text"] == "It holds."


def test_a_day_with_a_time_is_a_day(project_folder):
    cycle_yml(project_folder, "committee_date: 2018-02-07 14:00:00\n")
    assert project.cycle("2018-02").as_at == "2018-02-07"


def test_a_commissioners_code_is_capitals(project_folder):
    params(project_folder, PARAMS.replace("11J", " 11j "))
    assert project.parameters().commissioner == "11J"


def test_several_commissioners_are_reported_as_one(project_folder):
    text = PARAMS.replace('"11J"', '["15n", "11J"]')
    (project_folder / "params.yaml").write_text(text, encoding="utf-8")
    assert project.parameters().commissioner == "15N+11J"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            PARAMS.replace("audience: committee", "audience: everyone"),
            "params.yaml: audience is 'everyone'. Write committee or public.",
        ),
        (
            PARAMS.replace("audience", "audiance"),
            "params.yaml: unknown key 'audiance'. Known keys: audience, commissioner, cycles, "
            "notebook_minutes.",
        ),
        (
            PARAMS + "notebook_minutes: soon\n",
            "params.yaml: notebook_minutes is 'soon'. Write a number of minutes, such as 10.",
        ),
        (
            PARAMS.replace('commissioner: "11J"\n', ""),
            "params.yaml: commissioner is missing. Write its ODS code, such as 11J.",
        ),
        (
            PARAMS.replace('"11J"', "06"),
            'params.yaml: put the commissioner in quotation marks, such as "11J".',
        ),
        (
            PARAMS.replace('"2018-02"', '"Feb 2018"'),
            "params.yaml: cycle 'Feb 2018' is not a month. Write it as 2018-02.",
        ),
        (
            PARAMS.replace('  - "2018-02"\n', '  - "2018-02"\n  - "2018-02"\n'),
            "params.yaml: cycle 2018-02 is listed twice. Remove one.",
        ),
        (
            'commissioner: "11J"\ncycles: 2018-02\n',
            "params.yaml: cycles is not a list. Write each entry after a '-'.",
        ),
        ("- 11J\n", "params.yaml: expected 'key: value' lines."),
    ],
)
def test_params_yaml_is_refused_in_plain_words(project_folder, text, message):
    params(project_folder, text)
    assert refusal(project.parameters) == message


def test_a_missing_params_yaml_is_named(project_folder):
    (project_folder / "params.yaml").unlink()
    assert refusal(project.parameters) == f"params.yaml is missing from {project_folder}."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "comittee_date: 2018-02-07\n",
            "unknown key 'comittee_date'. Known keys: agenda_item, appendices, author, baselines, "
            "commentary, commissioner_name, committee, committee_date, comparison_dates, "
            "engagement, illustrative, last_reported_month, periods, previous_meetings, purpose, "
            "recommendation, sign_off, signed_on, status, strategic_principles.",
        ),
        (
            "committee_date: 07/02/18\n",
            "committee_date '07/02/18' is not a day. Write it as 2018-02-07.",
        ),
        (
            "last_reported_month: M6\n",
            "last_reported_month 'M6' is not a month. Write it as 2017-09.",
        ),
        ("status: final\n", "status is 'final'. Write draft or approved."),
        ('illustrative: "no"\n', "illustrative is 'no'. Write true or false."),
        (
            "comparison_dates: 2016-11-01\n",
            "comparison_dates is not a list. Write each entry after a '-'.",
        ),
        (
            "comparison_dates: [last year]\n",
            "comparison_dates 'last year' is not a day. Write it as 2018-02-07.",
        ),
        (
            "periods: {pomi.csv: last year}\n",
            "'last year' of pomi.csv is not a period. Write 2017/18, 2017-11 or 2018-02-07.",
        ),
        ("periods: [pomi.csv]\n", "periods: expected lines of a file's name: its period."),
        ("commentary: All is well.\n", "commentary is not a list. Write each entry after a '-'."),
        ("commentary:\n  - section: Position\n", "commentary 1 has no text."),
        ("commentary:\n  - All is well.\n", "commentary 1 has no section."),
        (
            "commentary:\n  - {section: Position, text: So., signedby: Analyst}\n",
            "commentary 1: unknown key 'signedby'. Known keys: dated, section, signed_by, text.",
        ),
        (
            "sign_off:\n  - {duty: assurer, signed: Assurer}\n",
            "sign_off 1: unknown key 'signed'. Known keys: dated, duty, signed_by.",
        ),
    ],
)
def test_cycle_yml_is_refused_in_plain_words(project_folder, text, message):
    cycle_yml(project_folder, text)
    given = refusal(project.cycle, "2018-02")
    assert given.removeprefix("data/raw/2018-02/cycle.yml: ") == message
    assert given != message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("status: draft\na: [1\n", "line 3: not readable as YAML: did not find expected"),
        ("a: b: c\n", "line 1: not readable as YAML: mapping values are not allowed"),
        ("<<<<<<< HEAD\nstatus: draft\n=======\n", "line 2: not readable as YAML: "),
        ("a: \x01\n", "cycle.yml: not readable as YAML: it holds signs that no text has."),
        ("status: draft\nstatus: approved\n", "line 2: 'status' is given twice. Keep one."),
        ("committee_date: 2018-02-30\n", "committee_date '2018-02-30' is not a day. Write it as"),
    ],
)
def test_what_is_no_yaml_is_named_with_its_line(project_folder, text, message):
    cycle_yml(project_folder, text)
    given = refusal(project.cycle, "2018-02")
    assert given.startswith("data/raw/2018-02/cycle.yml")
    assert message in given


def test_a_cycle_that_was_never_opened_says_how_to_open_it(project_folder):
    assert refusal(project.cycle, "2018-03") == (
        "data/raw/2018-03 does not exist. Open the cycle with: analysis new-cycle 2018-03"
    )
    for wrong in ("2018", "2018-13", "../2018-02", "2018-02\n"):
        assert refusal(project.cycle, wrong) == (
            f"'{wrong}' is not a cycle. Write the committee's month, such as 2018-02."
        )


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    place = tmp_path / "new" / "a.csv"
    project.write_whole(place, "één\n")
    assert place.read_bytes() == "één\n".encode()
    with pytest.raises(UnicodeEncodeError):
        project.write_whole(place, "\ud800")
    assert place.read_bytes() == "één\n".encode()
    assert [path.name for path in place.parent.iterdir()] == ["a.csv"]
