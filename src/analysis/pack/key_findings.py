"""What the sentences at the top of the pack are about, worked out once: money, access, the pack."""

from typing import NamedTuple

import pandas as pd

from analysis.access import board
from analysis.finance import ledger, movement, plans
from analysis.pack import open_actions, risks
from analysis.project import Cycle


class KeyFindings(NamedTuple):
    """What the three reports and the pack find.

    ``forecast_bridge`` and ``growth_test`` are of finance, ``decision`` is the return, ``board``
    is the board of trajectories of access, ``open_risks`` and ``summary_checked`` are the pack's.
    """

    forecast_bridge: pd.DataFrame
    growth_test: pd.DataFrame
    decision: pd.DataFrame
    board: pd.DataFrame
    open_risks: pd.DataFrame
    summary_checked: pd.DataFrame


def key_findings(
    tables: dict[str, pd.DataFrame], measures: pd.DataFrame, cycle: Cycle
) -> KeyFindings:
    """What the three reports and the pack find on the committee's day."""
    ledger_line, day = tables["ledger_line"], cycle.as_at
    actions = open_actions.open_actions(tables, day=day)
    return KeyFindings(
        forecast_bridge=movement.forecast_bridge(
            ledger_line,
            since=cycle.last_reported_month,
            until=ledger.reported_month(ledger_line, as_at=day),
        ),
        growth_test=plans.growth_test(tables["budget_line"], tables["allocation"]),
        decision=tables["decision"],
        board=board.board(measures, tables["trajectory"], day=day),
        open_risks=risks.open_risks(tables["risk"], day=day),
        summary_checked=open_actions.summary_checked(tables["monitoring"], actions),
    )
