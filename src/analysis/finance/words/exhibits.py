"""The tables and figures of the finance report: name, caption and returns, in reading order."""

from analysis.writing.captions import figure, table

# Position
by_stream = table(
    "position-by-stream",
    "Position by stream, with and without one-off items, in thousands of pounds",
    "ledger_line",
)
by_line = table(
    "position-by-line",
    "Delegated budget by line, in thousands of pounds",
    "ledger_line",
    note="Lines are rounded and may not add up to their total; the download has every stream's "
    "lines in pounds.",
)
variances = figure(
    "headline-and-underlying",
    "Delegated budget, forecast variance for the year at the end of each month; below zero is an "
    "overspend",
    "ledger_line",
)

# Why it moved
bridge = figure(
    "forecast-bridge",
    "Delegated budget, forecast variance from the month last reported to this month, by the "
    "ledger's cause",
    "ledger_line",
)
list_size = table(
    "list-size",
    "The step for list size worked out again: rate times the difference in lists",
    "ledger_line",
    "list_size",
    "assumption",
    open=False,
    note="Registered patients stand in for weighted ones; the two figures are not made to agree.",
)
one_off = figure(
    "underlying-bridge",
    "Delegated budget, from the forecast as reported to the one without one-off items, by line",
    "ledger_line",
)

# What could change it
claims = table("disputed-claims-by-status", "Disputed claims by status", "payment_claim")
year_end = table(
    "the-range-for-the-year-end", "The range for the year end", "ledger_line", "finance_risk"
)
contracts = table(
    "contracts-ending",
    "Contracts that end within 12 months, or ended in the year before",
    "contract",
)

# Is the forecast credible
pace = table(
    "run-rate",
    "Forecast, and where the pace so far leads, by line of the delegated budget, £k",
    "ledger_line",
)
backtest = table("backtest", "The projection tried on years that are over", "ledger_line")

# Where the money goes
categories = figure(
    "spend-by-category",
    "Planned spending on primary care by category, latest year with a budget; delegated in blue, "
    "core in grey",
    "budget_line",
)
local_contracts = table("named-local-contracts", "Named local contracts", "budget_line")
allocations = figure(
    "allocations", "Delegated primary care allocation by financial year", "allocation"
)
against_plan = table(
    "allocation-and-plan",
    "Delegated allocation, its growth, and the delegated budget planned",
    "allocation",
)

# Promises
promises = table(
    "promises-asked-and-found",
    "Promises: asked and found",
    "budget_line",
    "allocation",
    "funding_award",
)
growth = table("the-growth-test", "The growth test", "budget_line", "allocation")
uses = table("what-the-money-buys", "What the money buys", "funding_award", open=False)
savings = table("savings-in-the-plan", "Savings in the plan: target and delivered", "saving")
premium = table(
    "pms-premium", "PMS premium: proposals scored against the seven criteria", "reinvestment"
)
coverage = table(
    "how-gp-contract-plus-reaches-patients",
    "How GP Contract Plus reaches patients",
    "scheme_signup",
)
catalogue = table(
    "scheme-catalogue", "Services in the schemes, latest year", "scheme_service", open=False
)
price = table(
    "scheme-funding-price-and-patients", "Scheme funding: price and patients", "scheme_price"
)
claims_made = table("claims-by-service", "Claims by service", "les_claim")
claims_by_practice = table(
    "claims-by-practice", "Claims by practice, the least complete first", "les_claim", open=False
)
claimed_twice = table("work-claimed-twice", "Work claimed twice", "les_claim", open=False)

# Practices
payments = table(
    "payments-per-patient",
    "NHS payments to practices, over all rows and over practices still open",
    "payment_year",
)
contract_types = table(
    "contract-types", "Payments by contract type, over practices still open", "payment_year"
)
funnel = figure(
    "payments-funnel",
    "Payments per registered patient by size of list, practices still open, latest year; dashed "
    "95% and dotted 99.8% limits",
    "payment_year",
)
reconciled = table(
    "total-and-sum-of-types", "The publisher's total and the sum of its types", "payment_year"
)
payments_projected = table("payments-projected", "Payments projected", "payment_year")

# The next years
opportunities = table(
    "savings-opportunities-by-heading", "Savings opportunities by heading", "saving"
)
explained = table("what-the-stated-gap-would-need", "What the stated gap would need", "assumption")
gap_left = figure(
    "gap-left",
    "What is left of the stated gap by the share of the savings opportunities delivered; below "
    "zero is more than the gap",
    "assumption",
    "saving",
)
sensitivity = table(
    "the-gap-under-other-growth-rates", "The gap under other growth rates", "assumption"
)
assumptions = table("assumptions-used", "Assumptions used", "assumption", open=False)

# Where the papers differ
contradictions = table("contradictions", "Contradictions in the papers", "contradiction")
