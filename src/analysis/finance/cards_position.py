"""Cards of the position, its movement, its risks and its credibility."""

from analysis.measures import Card

POSITION = (
    Card(
        "ledger_budget",
        "Budget for the year",
        "gbp",
        "Ledger at the end of the month, by stream and by line of it; primary care is delegated "
        "and core together.",
        "finance",
    ),
    Card(
        "ledger_budget_to_date",
        "Budget to date",
        "gbp",
        "Ledger at the end of the month, by stream and by line of it; primary care is delegated "
        "and core together.",
        "finance",
    ),
    Card(
        "ledger_spent_to_date",
        "Spent to date",
        "gbp",
        "Ledger at the end of the month, by stream and by line of it; primary care is delegated "
        "and core together.",
        "finance",
    ),
    Card(
        "ledger_forecast",
        "Forecast for the year",
        "gbp",
        "Ledger at the end of the month, by stream and by line of it; primary care is delegated "
        "and core together.",
        "finance",
    ),
    Card(
        "ledger_forecast_variance",
        "Forecast variance",
        "gbp",
        "Ledger at the end of the month, by stream and by line of it; primary care is delegated "
        "and core together. Annual budget minus forecast: positive is an underspend.",
        "finance",
    ),
    Card(
        "ledger_non_recurrent_benefit",
        "One-off benefit in the forecast",
        "gbp",
        "Ledger at the end of the month, by stream and by line of it; primary care is delegated "
        "and core together.",
        "finance",
    ),
    Card(
        "ledger_underlying_variance",
        "Underlying variance",
        "gbp",
        "Ledger at the end of the month, by stream and by line of it; primary care is delegated "
        "and core together. Forecast variance minus its one-off benefit.",
        "finance",
    ),
    Card(
        "delegated_movement_by_cause",
        "Delegated budget: movement by cause",
        "gbp",
        "Movement of the forecast variance since the month last reported, over the lines that "
        "give the cause.",
        "finance",
    ),
    Card(
        "delegated_one_off_step",
        "Delegated budget: one-off item taken out",
        "gbp",
        "Step from the reported to the underlying variance: the one-off benefit of a line, with "
        "its sign turned.",
        "finance",
    ),
    Card(
        "list_size_effect",
        "Effect of list size on the forecast",
        "gbp",
        "Recomputed: patients fewer than assumed, times the global sum rate, times the part of "
        "the year from the list's day. Ledger: the movement whose cause names lists.",
        "finance",
        "Registered patients stand in for weighted ones; the two figures are not made to agree.",
    ),
    Card(
        "list_shortfall",
        "Patients fewer than assumed",
        "patients",
        "The list of a year before, grown at the assumed rate, minus the latest list up to the "
        "month.",
        "finance",
    ),
    Card(
        "disputed_claims",
        "Disputed claims, number",
        "claims",
        "Claims neither settled nor rejected, by status.",
        "finance",
    ),
    Card(
        "year_end_range",
        "Delegated budget: range for the year end",
        "gbp",
        "Forecast variance with every open claim, risk and mitigation at its worst and at its "
        "best.",
        "finance",
        "Everything at its worst at once is unlikely; the range is a boundary, not a forecast.",
    ),
    Card(
        "contracts_ending",
        "Contracts ending within 12 months",
        "contracts",
        "Contracts whose end, or end after an extension, falls within twelve months of the day.",
        "finance",
    ),
    Card(
        "contracts_per_practice",
        "Contracts per practice",
        "contracts",
        "Contracts of the register live on the day, the most and the mean over practices that "
        "hold any.",
        "finance",
    ),
    Card(
        "projected_outturn",
        "Outturn at the pace so far",
        "gbp",
        "Spent to date over budget to date, times the budget of the year.",
        "finance",
    ),
    Card(
        "projected_outturn_low",
        "Outturn at the pace so far, lower end",
        "gbp",
        "Lower end of the 80% interval of a regression of monthly spending on monthly budget.",
        "finance",
    ),
    Card(
        "projected_outturn_high",
        "Outturn at the pace so far, upper end",
        "gbp",
        "Upper end of the 80% interval of a regression of monthly spending on monthly budget.",
        "finance",
    ),
    Card(
        "forecast_swing",
        "Spending a month that the forecast needs, over the pace so far",
        "percent",
        "Forecast minus spent to date, a month that is left, over spent to date, a month that is "
        "gone, minus one.",
        "finance",
    ),
    Card(
        "projection_covered",
        "Backtest: outturns inside the interval",
        "percent",
        "Lines of a finished year whose outturn lay inside the 80% interval projected from the "
        "month; all months together under the year.",
        "finance",
        "Months of one year are not independent trials.",
    ),
    Card(
        "projection_miss",
        "Backtest: middle miss of the lines",
        "percent",
        "Median over lines of the projection's distance from the outturn; of a year, the "
        "median of its months.",
        "finance",
    ),
    Card(
        "projection_stream_miss",
        "Backtest: miss of the delegated stream",
        "percent",
        "Projection of the delegated stream over its outturn, minus one; positive is too "
        "high; of a year, the median of its months.",
        "finance",
    ),
)
