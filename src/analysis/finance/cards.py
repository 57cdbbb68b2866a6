"""What each figure of the finance report is."""

from analysis.finance.cards_position import POSITION
from analysis.finance.cards_promises import PROMISES
from analysis.measures import Card

CARDS = {
    card.name: card
    for card in (
        *POSITION,
        *PROMISES,
        Card(
            "delegated_forecast_variance",
            "Delegated budget: forecast variance",
            "gbp",
            "Annual budget minus full-year forecast over the delegated ledger lines at the end of "
            "the month; positive is an underspend.",
            "finance",
            "The headline holds one-off items: read it beside the underlying position.",
        ),
        Card(
            "delegated_forecast_movement",
            "Delegated budget: movement of the forecast variance",
            "gbp",
            "Forecast variance of the month minus that of the month last reported to the "
            "committee, both from this cycle's ledger.",
            "finance",
        ),
        Card(
            "delegated_non_recurrent_benefit",
            "Delegated budget: one-off benefit in the forecast",
            "gbp",
            "Part of the delegated forecast variance that the ledger marks as not recurring.",
            "finance",
        ),
        Card(
            "delegated_underlying_variance",
            "Delegated budget: underlying variance",
            "gbp",
            "Forecast variance minus its non-recurrent benefit; negative is an overspend that "
            "recurs.",
            "finance",
        ),
        Card(
            "delegated_variance_to_date",
            "Delegated budget: variance to date",
            "gbp",
            "Budget to date minus spending to date over the delegated ledger lines.",
            "finance",
        ),
        Card(
            "disputed_claims_in_forecast",
            "Disputed claims allowed for in the forecast",
            "gbp",
            "Amount that the forecast allows for claims neither ratified, settled nor rejected.",
            "finance",
        ),
        Card(
            "disputed_claims_exposure",
            "Disputed claims, whole value",
            "gbp",
            "Value of claims neither settled nor rejected, by status: what the year could still "
            "cost, outside the forecast.",
            "finance",
        ),
        Card(
            "finance_data_age",
            "Age of the finance figures",
            "days",
            "Days from the end of the ledger's month to the committee's day.",
            "finance",
        ),
        Card(
            "primary_care_plan",
            "Planned spending on primary care",
            "gbp",
            "Budget lines of the delegated and the core stream; prescribing is outside it.",
            "finance",
        ),
        Card(
            "prescribing_plan",
            "Planned spending on prescribing",
            "gbp",
            "Budget lines of the prescribing stream, never added to primary care.",
            "finance",
        ),
        Card(
            "category_plan",
            "Planned spending by category",
            "gbp",
            "Budget lines by category of spend; each category sits in one stream.",
            "finance",
        ),
        Card(
            "local_contract_plan",
            "Named local contracts",
            "gbp",
            "Budget lines marked as a local contract.",
            "finance",
        ),
        Card(
            "delegated_allocation",
            "Delegated allocation",
            "gbp",
            "Published allocation for delegated primary care.",
            "finance",
        ),
        Card(
            "delegated_allocation_growth",
            "Growth of the delegated allocation",
            "percent",
            "Allocation of the year over that of the base year, minus one.",
            "finance",
        ),
        Card(
            "delegated_allocation_left",
            "Delegated allocation minus the delegated budget",
            "gbp",
            "Published allocation of the year minus the budget lines of the delegated stream.",
            "finance",
        ),
        Card(
            "gp_funding_growth",
            "Growth of funding for general practice",
            "percent",
            "Plan: delegated budget of the year over that of the year before, minus one. "
            "Threshold: growth of the commissioner's core allocation, which it must match.",
            "finance",
        ),
        Card(
            "gp_funding_growth_shortfall",
            "Cash short of the growth threshold",
            "gbp",
            "Threshold minus planned growth, times the delegated budget of the year before; zero "
            "where the plan meets the threshold.",
            "finance",
        ),
        Card(
            "transformation_fund",
            "Practice transformation fund",
            "gbp",
            "Awards of the transformation fund over its years.",
            "finance",
        ),
        Card(
            "transformation_fund_per_head",
            "Practice transformation fund per registered patient",
            "gbp",
            "Transformation fund over the patients registered on the day the awards name.",
            "finance",
        ),
        Card(
            "reception_training_budget",
            "Reception and clerical training",
            "gbp",
            "Ring-fenced awards for training reception and clerical staff.",
            "finance",
        ),
        Card(
            "pms_premium_reinvestment",
            "PMS premium reinvested",
            "gbp",
            "Approved reinvestment proposals; the category is the priority area.",
            "finance",
        ),
        Card(
            "gp_contract_plus_items",
            "Services in GP Contract Plus",
            "items",
            "Services in the catalogue of the scheme for the year.",
            "finance",
        ),
        Card(
            "savings_target",
            "Savings target",
            "gbp",
            "Planned savings of the year's plan, by heading.",
            "finance",
        ),
        Card(
            "savings_opportunity",
            "Savings opportunity",
            "gbp",
            "Planned savings of the strategy, by heading.",
            "finance",
        ),
        Card(
            "primary_care_home_funding",
            "Primary Care Home funding",
            "gbp",
            "Awards for Primary Care Home, by how firm they are.",
            "finance",
        ),
        Card(
            "do_nothing_gap",
            "Gap if nothing is done",
            "gbp",
            "Stated: as the strategy prints it. Four-year compounding: the base times the "
            "difference between compound growth of cost and of income over the years assumed.",
            "finance",
            "The stated gap does not follow from the stated growth rates and base.",
        ),
        Card(
            "savings_headroom",
            "Savings opportunities above the stated gap",
            "gbp",
            "All savings opportunities minus the stated gap.",
            "finance",
        ),
        Card(
            "practice_payments",
            "NHS payments to practices",
            "gbp",
            "Total: the publisher's 'Total NHS Payments to General Practice', summed over the "
            "commissioner's rows. Net of deductions: minus pensions, levies and prescription "
            "charge income. Open practices, in all and by contract type: without rows that have a "
            "close date.",
            "finance",
            "Cash paid in the year, neither budget nor accrual.",
        ),
        Card(
            "practice_payments_per_registered_patient",
            "NHS payments per registered patient",
            "gbp",
            "Total, as the publisher has it: payments of all rows over the last known lists of all "
            "rows. Open practices: payments over lists, both of the practices without a close date "
            "and with a known list.",
            "finance",
            "A closed practice keeps its last list, so patients are counted twice after a merger.",
        ),
        Card(
            "practice_payments_per_weighted_patient",
            "NHS payments per weighted patient",
            "gbp",
            "Total, as the publisher has it: payments of all rows over the last known weighted "
            "lists of all rows. Open practices: payments over lists, both of the practices without "
            "a close date and with a known weighted list.",
            "finance",
            "A closed practice keeps its last list, so patients are counted twice after a merger.",
        ),
        Card(
            "payments_by_type",
            "NHS payments by type",
            "gbp",
            "Payments of one type, in the publisher's words, over the commissioner's rows.",
            "finance",
        ),
    )
}
