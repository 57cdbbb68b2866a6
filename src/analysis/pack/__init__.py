"""The arithmetic of the committee pack: assurance, positions, maturity, risks, milestones, estate.

Takes its positions from the measures of the other reports, by name; works nothing out twice.
"""

import pandas as pd

from analysis.pack import (
    calendar,
    capital,
    comments,
    estate,
    governance,
    inspection,
    profiling,
    scrutiny,
    statement,
    support,
    variation,
)
from analysis.pack.assurance import latest_submission, since_last_submission
from analysis.pack.calendar import ROLLED_UP, owed, rolled_up, titles
from analysis.pack.capital import options, schemes
from analysis.pack.comments import comment_log
from analysis.pack.contents import RETURNS, needs_and_returns, without_return
from analysis.pack.estate import condition_table, systems_table
from analysis.pack.governance import (
    decisions_listed,
    maturity_map,
    milestones_with_slip,
    risks_with_trend,
)
from analysis.pack.inspection import put_right, ratings_table
from analysis.pack.monitoring import CONSIDERATIONS, open_actions, summary_checked
from analysis.pack.positions import positions
from analysis.pack.profiling import events_table, events_waiting, flags_table, neighbours
from analysis.pack.scrutiny import changes_briefing, engagement_held, paths_standing, projects
from analysis.pack.support import bands_by_month, practices_at_risk, support_table
from analysis.project import Cycle

__all__ = [
    "CONSIDERATIONS",
    "RETURNS",
    "ROLLED_UP",
    "bands_by_month",
    "changes_briefing",
    "comment_log",
    "condition_table",
    "decisions_listed",
    "engagement_held",
    "events_table",
    "events_waiting",
    "flags_table",
    "latest_submission",
    "maturity_map",
    "measures",
    "milestones_with_slip",
    "needs_and_returns",
    "neighbours",
    "open_actions",
    "options",
    "owed",
    "paths_standing",
    "positions",
    "practices_at_risk",
    "projects",
    "put_right",
    "ratings_table",
    "risks_with_trend",
    "rolled_up",
    "schemes",
    "since_last_submission",
    "statement",
    "summary_checked",
    "support_table",
    "systems_table",
    "titles",
    "variation",
    "without_return",
]


def measures(tables: dict[str, pd.DataFrame], cycle: Cycle) -> list[dict]:
    """Every figure of the pack's own that the cycle's returns allow."""
    return [
        *governance.figures(tables, cycle),
        *support.figures(tables, cycle),
        *estate.figures(tables, cycle),
        *comments.figures(tables, cycle),
        *scrutiny.figures(tables, cycle),
        *inspection.figures(tables, cycle),
        *profiling.figures(tables, cycle),
        *variation.figures(tables, cycle),
        *capital.figures(tables, cycle),
        *calendar.figures(tables, cycle),
    ]
