"""The command line: ``analysis`` or ``python -m analysis``.

A command is a function; its docstring is what ``--help`` prints. It imports inside what it
needs, so that no command waits for another's libraries.
"""

import argparse
import errno
import io
import json
import sys
from argparse import Namespace
from pathlib import Path

from analysis import project
from analysis.writing.phrases import counted

# What a person at the keyboard can do where the machine refuses.
_REMEDIES = {
    errno.ENOSPC: "The disk is full. Free some space and run it again: nothing is half written.",
    errno.EACCES: "Close it in other programs, or ask for the right to write there.",
    errno.EPERM: "Close it in other programs, or ask for the right to write there.",
    errno.EROFS: "This disk may only be read. Copy the project to one that may be written.",
    errno.EMFILE: "Too many files are open. Close other programs and run it again.",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 stopped, 2 called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(
        prog="analysis", description="Reports on general practice, from raw returns to pages."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for run, *options in _COMMANDS:
        name = run.__name__.strip("_").replace("_", "-")
        about = " ".join((run.__doc__ or "").split())
        command = commands.add_parser(name, help=about, description=about)
        for flag, settings in options:
            command.add_argument(flag, **settings)
        command.set_defaults(run=run)
    return _run(parser.parse_args(arguments))


def _run(asked: Namespace) -> int:
    """Run what was asked for; what goes wrong at the keyboard or the disk is one sentence."""
    try:
        if "cycle" in asked:
            for place in (project.processed(asked.cycle), project.reports(asked.cycle)):
                for folder in (place, *place.glob("*/")):
                    project.clear(folder)  # what a run that was ended left there
        return asked.run(asked) or 0
    except project.ProjectError as error:
        print(f"analysis: {error}", file=sys.stderr)
    except OSError as error:
        if error.errno not in _REMEDIES:
            raise
        where, why = error.filename or "a file of the project", error.strerror
        print(f"analysis: {where}: {why}. {_REMEDIES[error.errno]}", file=sys.stderr)
    except KeyboardInterrupt:
        print("analysis: ended. The pages of the last good run are untouched.", file=sys.stderr)
    return 1


def _returns(asked: Namespace) -> None:
    """Say what each file is, its vintage, period and rows, and what is odd about it."""
    from analysis.returns import read_file, read_folder

    found = []
    for path in asked.paths:
        if not path.exists():
            raise project.ProjectError(f"{path} does not exist.")
        found += read_folder(path) if path.is_dir() else read_file(path)
    if asked.json:
        print(json.dumps([item.as_json() for item in found], indent=2, ensure_ascii=False))
        return
    for item in found:
        if item.publication is None:
            print(f"{item.file}\n  not recognised")
        else:
            period = item.period or "no period stated"
            print(f"{item.file}\n  {item.publication} ({item.vintage}), {period}")
            tables = ", ".join(f"{name} {len(rows):,}" for name, rows in item.tables.items())
            print(f"  {counted(item.rows, 'row')}{f'; read into {tables}' if tables else ''}")
        for fault in item.faults:
            print(f"  must be mended: {fault}")
        for oddity in item.oddities:
            print(f"  odd: {oddity}")


def _check(asked: Namespace) -> int:
    """Read and validate a cycle's returns; print what was found."""
    from analysis.cycles import results, words
    from analysis.returns import NO_ROWS
    from analysis.stages import make_tables

    returns, outcome = make_tables.prepare(asked.cycle)
    make_tables.keep_findings(asked.cycle, returns, outcome)
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
            print(f"  {counted(int(bare.sum()), 'file')} with a header and no row: not supplied")
    known = sum(item.publication is not None for item in returns)
    print(
        f"\n{asked.cycle}: {counted(len(returns), 'return')}, {known} recognised; "
        f"{counted(_rows(outcome), 'row')} in {counted(len(outcome.tables), 'table')}, "
        f"{len(outcome.set_aside):,} set aside. "
        f"{'Stopped.' if outcome.stopped else 'Ready to run: dvc repro'}"
    )
    again = results.returned_again(asked.cycle)
    sentence = words.returned_again(again, since=results.previous(asked.cycle))
    if sentence:
        print(sentence)
    return int(outcome.stopped)


def _new_cycle(asked: Namespace) -> None:
    """Open a cycle: its folder, its templates and its line in params.yaml."""
    from analysis.cycles import new_cycle

    for line in new_cycle.open_cycle(asked.label):
        print(line)


def _report(asked: Namespace) -> None:
    """Render one notebook of a cycle, while working on it, or the page of a practice or place."""
    from analysis.report.run import jobs
    from analysis.report.run.build import render_one

    wanted = [dict(asked.r)] if asked.r else []
    if asked.locality:
        wanted = [{"practice": code} for code in jobs.practices_of(asked.cycle, asked.locality)]
    render_one(asked.name, asked.cycle, *wanted)


def _compare(asked: Namespace) -> None:
    """Print what changed between two cycles, and what cannot be compared."""
    from analysis.cycles import comparison, results, words

    before, now = results.read(asked.before), results.read(asked.now)
    for line in words.listing(
        comparison.compare(before, now),
        revised=comparison.revised(before, now),
        practices=comparison.practices_changed(before, now),
        everything=asked.all,
    ):
        print(line)


def _trace(asked: Namespace) -> None:
    """Print where a figure comes from: its card, its parts, the returns and lines behind it."""
    from analysis.stages import trace

    only = {"area": asked.area, "category": asked.category, "period": asked.period}
    for line in trace.trace(asked.measure, asked.cycle, **only):
        print(line)


def _verify(asked: Namespace) -> int:
    """Build everything again elsewhere and compare it byte by byte."""
    from analysis.stages import verify

    return verify.verify()


def _sample(asked: Namespace) -> None:
    """Write the illustrative returns of the two sample cycles."""
    tools = project.root() / "tools"
    if not (tools / "illustrative").is_dir():
        raise project.ProjectError("tools/illustrative is missing: use a whole clone.")
    sys.path.insert(0, str(tools))
    import illustrative

    for path in illustrative.write_sample(project.root()):
        print(path.relative_to(project.root()))


def _data_docs(asked: Namespace) -> None:
    """Write Great Expectations' own pages, for analysts."""
    from analysis.stages import make_tables

    folder = project.logs() / "data-docs" / asked.cycle
    make_tables.prepare(asked.cycle, data_docs=folder)
    print(f"{folder / 'index.html'} (these pages call outside hosts: do not share them)")


def _dictionary(asked: Namespace) -> None:
    """Write docs/data-dictionary.md from the declarations."""
    from analysis.stages import data_dictionary

    project.write_whole(project.root() / "docs" / "data-dictionary.md", data_dictionary.markdown())


def _code(asked: Namespace) -> None:
    """Stage: which code each of the others is made from."""
    from analysis.stages import write_fingerprints

    write_fingerprints.write_fingerprints()


def _tables(asked: Namespace) -> int:
    """Stage: returns to tables."""
    from analysis.stages import make_tables

    label, outcome = asked.cycle, make_tables.write_tables(asked.cycle)
    if not outcome.stopped:
        made = f"{len(outcome.tables)} tables, {_rows(outcome):,} rows"
        print(f"tables {label}  {made}", file=sys.stderr)
        return 0
    stops = outcome.findings[outcome.findings["answer"] == "stop"]
    for message in stops["message"]:
        print(f"stop: {message}", file=sys.stderr)
    print(f"\n{label} stops here. The pages of the last good run are untouched.", file=sys.stderr)
    return 1


def _measures(asked: Namespace) -> None:
    """Stage: tables to measures."""
    from analysis.stages import make_measures

    figures = make_measures.write_measures(asked.cycle)
    print(f"measures {asked.cycle}  {len(figures):,} figures", file=sys.stderr)


def _reports(asked: Namespace) -> None:
    """Stage: measures to pages."""
    from analysis.project import notebooks
    from analysis.report.run.build import build

    build(asked.cycle, notebooks.names())


def _pack(asked: Namespace) -> None:
    """Stage: the pack, the cycle's front page, its downloads."""
    from analysis.stages import make_pack

    make_pack.write_pack(asked.cycle)


def _front_door(asked: Namespace) -> None:
    """Stage: the page that leads to every cycle."""
    from analysis.report import index

    index.write_front_door()


def _rows(outcome) -> int:
    return sum(len(frame) for frame in outcome.tables.values())


_CYCLE = ("--cycle", {"required": True, "metavar": "CYCLE", "help": "such as 2018-02"})
_COMMANDS: tuple[tuple, ...] = (
    (
        _returns,
        ("paths", {"nargs": "+", "metavar": "PATH", "type": Path}),
        ("--json", {"action": "store_true", "help": "as JSON"}),
    ),
    (_check, _CYCLE),
    (_new_cycle, ("label", {"metavar": "CYCLE"})),
    (
        _report,
        ("name", {"metavar": "NAME", "help": "such as finance"}),
        _CYCLE,
        (
            "-r",
            {"nargs": 2, "action": "append", "metavar": ("NAME", "VALUE"), "help": "a parameter"},
        ),
        ("--locality", {"metavar": "PLACE", "help": "the page of each of its practices"}),
    ),
    (
        _compare,
        ("before", {"metavar": "EARLIER", "help": "such as 2017-12"}),
        ("now", {"metavar": "LATER", "help": "such as 2018-02"}),
        ("--all", {"action": "store_true", "help": "practices and unchanged figures too"}),
    ),
    (
        _trace,
        ("measure", {"metavar": "MEASURE", "help": "such as delegated_forecast_variance"}),
        _CYCLE,
        ("--area", {"help": "a locality, network or practice; the commissioner unless given"}),
        ("--category", {"help": "one of its categories"}),
        ("--period", {"help": "such as 2017-11"}),
    ),
    (_verify,),
    (_sample,),
    (_data_docs, _CYCLE),
    (_dictionary,),
    (_code,),
    (_tables, _CYCLE),
    (_measures, _CYCLE),
    (_reports, _CYCLE),
    (_pack, _CYCLE),
    (_front_door,),
)

if __name__ == "__main__":
    sys.exit(main())
