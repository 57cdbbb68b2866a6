"""The command line: ``analysis`` or ``python -m analysis``.

Rooms are imported inside the commands: what a command does not need, it does not wait for.
"""

import argparse
import json
import sys
from pathlib import Path

from analysis.project import ProjectError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 stopped, 2 called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run(chosen)
    except ProjectError as error:
        print(f"analysis: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="analysis", description="Reports on general practice, from raw returns to pages."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name, run, says, *options):
        sub = commands.add_parser(name, help=says, description=says)
        for flag, settings in options:
            sub.add_argument(flag, **settings)
        sub.set_defaults(run=run)

    cycle = ("--cycle", {"required": True, "metavar": "CYCLE", "help": "such as 2018-02"})
    command(
        "returns",
        _returns,
        "Say what each file is, its vintage, period and rows, and what is odd about it.",
        ("paths", {"nargs": "+", "metavar": "PATH", "type": Path}),
        ("--json", {"action": "store_true", "help": "as JSON"}),
    )
    command("check", _check, "Read and validate a cycle's returns; print what was found.", cycle)
    command(
        "new-cycle",
        _new_cycle,
        "Open a cycle: its folder, its templates and its line in params.yaml.",
        ("label", {"metavar": "CYCLE"}),
    )
    command(
        "report",
        _report,
        "Render one notebook of a cycle, while working on it.",
        ("name", {"metavar": "NAME", "help": "such as finance"}),
        cycle,
    )
    command(
        "compare",
        _compare,
        "Print what changed between two cycles, and what cannot be compared.",
        ("before", {"metavar": "EARLIER", "help": "such as 2017-12"}),
        ("now", {"metavar": "LATER", "help": "such as 2018-02"}),
        ("--all", {"action": "store_true", "help": "practices and unchanged figures too"}),
    )
    command("verify", _verify, "Build everything again elsewhere and compare it byte by byte.")
    command("sample", _sample, "Write the illustrative returns of the two sample cycles.")
    command("data-docs", _data_docs, "Write Great Expectations' own pages, for analysts.", cycle)
    command("dictionary", _dictionary, "Write docs/data-dictionary.md from the declarations.")
    command("code", _code, "Stage: which code each of the others is made from.")
    command("tables", _tables, "Stage: returns to tables.", cycle)
    command("measures", _measures, "Stage: tables to measures.", cycle)
    command("reports", _reports, "Stage: measures to pages.", cycle)
    command("pack", _pack, "Stage: the pack, the cycle's front page, its downloads.", cycle)
    command("front-door", _front_door, "Stage: the page that leads to every cycle.")
    return parser


def _returns(chosen) -> int:
    from analysis.returns import read_file, read_folder

    found = []
    for path in chosen.paths:
        if not path.exists():
            raise ProjectError(f"{path} does not exist.")
        found += read_folder(path) if path.is_dir() else read_file(path)
    if chosen.json:
        print(json.dumps([item.as_json() for item in found], indent=2, ensure_ascii=False))
        return 0
    for item in found:
        if item.publication is None:
            print(f"{item.file}\n  not recognised")
        else:
            period = item.period or "no period stated"
            print(f"{item.file}\n  {item.publication} ({item.vintage}), {period}")
            tables = ", ".join(f"{name} {len(rows):,}" for name, rows in item.tables.items())
            print(f"  {_counted(item.rows, 'row')}{f'; read into {tables}' if tables else ''}")
        for fault in item.faults:
            print(f"  must be mended: {fault}")
        for oddity in item.oddities:
            print(f"  odd: {oddity}")
    return 0


def _check(chosen) -> int:
    from analysis.cycles import results, words
    from analysis.stages import make_tables

    returns, outcome = make_tables.prepare(chosen.cycle)
    make_tables.keep_findings(chosen.cycle, returns, outcome)
    code = _print_findings(chosen.cycle, returns, outcome)
    again = words.returned_again(
        results.returned_again(chosen.cycle), since=results.previous(chosen.cycle)
    )
    print(again or "", end="\n" if again else "")
    return code


def _print_findings(cycle, returns, outcome) -> int:
    from analysis.returns import NO_ROWS

    for answer, heading in (
        ("stop", "STOP: these must be mended before a run"),
        ("set_aside", "SET ASIDE: these rows are left out"),
        ("tell", "TELL: read these with care"),
    ):
        rows = outcome.findings[outcome.findings["answer"] == answer]
        bare = rows["message"].str.endswith(NO_ROWS)
        if len(rows):
            print(f"\n{heading}")
            for message in rows.loc[~bare, "message"]:
                print(f"  {message}")
        if bare.any():  # a new cycle is full of templates: findings.csv names each of them
            print(f"  {_counted(int(bare.sum()), 'file')} with a header and no row: not supplied")
    known = sum(item.publication is not None for item in returns)
    rows = sum(len(frame) for frame in outcome.tables.values())
    print(
        f"\n{cycle}: {_counted(len(returns), 'return')}, {known} recognised; "
        f"{_counted(rows, 'row')} in {_counted(len(outcome.tables), 'table')}, "
        f"{len(outcome.set_aside):,} set aside. "
        f"{'Stopped.' if outcome.stopped else 'Ready to run: dvc repro'}"
    )
    return 1 if outcome.stopped else 0


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _new_cycle(chosen) -> int:
    from analysis.cycles import new_cycle

    for line in new_cycle.open_cycle(chosen.label):
        print(line)
    return 0


def _report(chosen) -> int:
    from analysis.report.run.build import render_one

    render_one(chosen.name, chosen.cycle)
    return 0


def _compare(chosen) -> int:
    from analysis.cycles import comparison, results, words

    before, now = results.read(chosen.before), results.read(chosen.now)
    for line in words.listing(
        comparison.compare(before, now),
        revised=comparison.revised(before, now),
        practices=comparison.practices_changed(before, now),
        everything=chosen.all,
    ):
        print(line)
    return 0


def _verify(chosen) -> int:
    from analysis.stages import verify

    return verify.verify()


def _sample(chosen) -> int:
    from analysis import project

    tools = project.root() / "tools"
    if not (tools / "illustrative").is_dir():
        raise ProjectError("tools/illustrative is missing: write the sample from a whole clone.")
    sys.path.insert(0, str(tools))
    import illustrative

    for path in illustrative.write_sample(project.root()):
        print(path.relative_to(project.root()))
    return 0


def _data_docs(chosen) -> int:
    from analysis import project
    from analysis.stages import make_tables

    folder = project.logs() / "data-docs" / chosen.cycle
    make_tables.prepare(chosen.cycle, data_docs=folder)
    print(f"{folder / 'index.html'} (these pages call outside hosts: do not share them)")
    return 0


def _dictionary(chosen) -> int:
    from analysis import project
    from analysis.stages import data_dictionary

    project.write_whole(project.root() / "docs" / "data-dictionary.md", data_dictionary.markdown())
    return 0


def _code(chosen) -> int:
    from analysis.stages import write_fingerprints

    write_fingerprints.write_fingerprints()
    return 0


def _tables(chosen) -> int:
    from analysis.stages import make_tables

    outcome = make_tables.write_tables(chosen.cycle)
    stops = outcome.findings[outcome.findings["answer"] == "stop"]
    for message in stops["message"]:
        print(f"stop: {message}", file=sys.stderr)
    if outcome.stopped:
        print(
            f"\n{chosen.cycle} stops here. The pages of the last good run are untouched.",
            file=sys.stderr,
        )
        return 1
    rows = sum(len(frame) for frame in outcome.tables.values())
    print(f"tables {chosen.cycle}  {len(outcome.tables)} tables, {rows:,} rows", file=sys.stderr)
    return 0


def _measures(chosen) -> int:
    from analysis.stages import make_measures

    figures = make_measures.write_measures(chosen.cycle)
    print(f"measures {chosen.cycle}  {len(figures):,} figures", file=sys.stderr)
    return 0


def _reports(chosen) -> int:
    from analysis.project import notebooks
    from analysis.report.run.build import build

    build(chosen.cycle, notebooks.names())
    return 0


def _pack(chosen) -> int:
    from analysis.stages import make_pack

    make_pack.write_pack(chosen.cycle)
    return 0


def _front_door(chosen) -> int:
    from analysis.report.index import write_front_door

    write_front_door()
    return 0


if __name__ == "__main__":
    sys.exit(main())
