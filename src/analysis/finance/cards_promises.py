"""Cards of the promises, the schemes, the practices and the scenario."""

from analysis.measures import Card

PROMISES = (
    Card(
        "training_split",
        "Reception and clerical training by use",
        "gbp",
        "Ring-fenced awards for training reception and clerical staff, by what they buy.",
        "finance",
    ),
    Card(
        "transformation_use",
        "Practice transformation fund by use",
        "gbp",
        "Awards of the transformation fund over its years, by what they buy.",
        "finance",
    ),
    Card(
        "training_reached",
        "Practices that reception training has reached",
        "practices",
        "Practices that completed training in correspondence or care navigation by the cycle's "
        "day.",
        "finance",
    ),
    Card(
        "pms_premium_available",
        "PMS premium to reinvest",
        "gbp",
        "Published allocation of the premium for the year.",
        "finance",
    ),
    Card(
        "pms_premium_left",
        "PMS premium left over",
        "gbp",
        "Premium for the year minus the proposals approved for it.",
        "finance",
    ),
    Card(
        "pms_proposal_score",
        "Score of a reinvestment proposal",
        "points",
        "Sum of the scores against the seven criteria.",
        "finance",
    ),
    Card(
        "gp_contract_plus_coverage",
        "GP Contract Plus: patients covered",
        "percent",
        "Registered patients of practices that signed up, or that another practice covers, over "
        "all registered patients of the commissioner.",
        "finance",
        "The scheme must reach every patient.",
    ),
    Card(
        "gp_contract_plus_practices",
        "GP Contract Plus: practices",
        "practices",
        "Practices by how their patients are covered.",
        "finance",
    ),
    Card(
        "gp_contract_plus_patients",
        "GP Contract Plus: patients",
        "patients",
        "Registered patients by how their practice is covered.",
        "finance",
    ),
    Card(
        "scheme_price_effect",
        "Scheme funding: effect of price",
        "gbp",
        "Change of the rate times the patients of the year before.",
        "finance",
    ),
    Card(
        "scheme_volume_effect",
        "Scheme funding: effect of volume",
        "gbp",
        "Change of patients times the new rate.",
        "finance",
    ),
    Card(
        "scheme_funding",
        "Scheme funding",
        "gbp",
        "Rate times the patients that it is paid for.",
        "finance",
    ),
    Card(
        "claims_complete",
        "Scheme claims received, of those expected",
        "percent",
        "Claims received over claims expected: one a month from every practice that claims the "
        "service at all.",
        "finance",
    ),
    Card(
        "claims_late",
        "Scheme claims submitted late",
        "percent",
        "Claims submitted more than a month after the month's end, over all claims.",
        "finance",
    ),
    Card(
        "claims_twice",
        "Claims under both schemes",
        "claims",
        "Claims of one practice, month and kind of procedure under the local and the directed "
        "scheme at once.",
        "finance",
    ),
    Card(
        "claims_after_withdrawal",
        "Claims after a service was withdrawn",
        "claims",
        "Claims for a month from the service's withdrawal on.",
        "finance",
    ),
    Card(
        "savings_delivered",
        "Savings delivered",
        "gbp",
        "Savings of the year's plan delivered so far.",
        "finance",
    ),
    Card(
        "savings_forecast",
        "Savings forecast",
        "gbp",
        "Savings of the year's plan forecast for the year.",
        "finance",
    ),
    Card(
        "primary_care_home_share",
        "Primary Care Home: share of the money that is secured",
        "percent",
        "Secured awards over all awards for Primary Care Home.",
        "finance",
    ),
    Card(
        "gap_sensitivity",
        "Gap under other growth rates",
        "gbp",
        "The compound gap with cost growth and income growth as the category says.",
        "finance",
    ),
    Card(
        "savings_part_delivered",
        "Gap left if savings are partly delivered",
        "gbp",
        "Stated gap minus the share of all savings opportunities that the category says; "
        "negative is more than the gap.",
        "finance",
    ),
    Card(
        "gap_opening",
        "Opening gap that the stated gap implies",
        "gbp",
        "Stated gap minus the compound gap: what the assumptions leave unexplained.",
        "finance",
    ),
    Card(
        "gap_base_implied",
        "Base that the stated gap implies",
        "gbp",
        "Stated gap over the compound gap for one pound: the base that would give it.",
        "finance",
    ),
    Card(
        "payments_by_contract_type",
        "NHS payments per patient by contract type",
        "gbp",
        "Payments over last known lists, both of the practices of the contract type that are still "
        "open and have that list.",
        "finance",
    ),
    Card(
        "payments_practices",
        "Practices behind the payments",
        "practices",
        "Rows of the publisher's file, those still open, those of a contract type, and how many of "
        "each have a list or a weighted list.",
        "finance",
    ),
    Card(
        "payments_real_terms",
        "NHS payments per registered patient in real terms",
        "gbp",
        "Payments per registered patient at the prices of the latest year, by the deflator "
        "assumed.",
        "finance",
    ),
    Card(
        "payments_types_sum",
        "Payments by type, added up",
        "gbp",
        "Sum of the payments by type that belong to the publisher's total.",
        "finance",
    ),
    Card(
        "payments_types_gap",
        "Publisher's total minus the sum of its types",
        "gbp",
        "Total NHS payments minus the sum of the payments by type.",
        "finance",
    ),
    Card(
        "funnel_practices",
        "Practices compared in the funnel",
        "practices",
        "Practices still open, with a list and payments, in the latest year of payments.",
        "finance",
    ),
    Card(
        "funnel_outside",
        "Practices outside the limits",
        "practices",
        "Practices whose payments per registered patient lie beyond the limits for a list of "
        "their size.",
        "finance",
        "Outside the limits is a reason to look, not a finding.",
    ),
    Card(
        "payments_projected",
        "NHS payments to practices, projected from earlier years",
        "gbp",
        "The year before, grown by the mean growth of the years before it.",
        "finance",
    ),
)
