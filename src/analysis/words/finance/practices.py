"""What practices were paid."""

import pandas as pd

from analysis.measures import pick, value_of
from analysis.words.finance.latest import latest
from analysis.words.phrases import figure, money


def payments(measures: pd.DataFrame) -> str | None:
    """What practices were paid in the latest published year, in all and per patient."""
    paid = latest(measures, "practice_payments", category="total")
    if paid is None:
        return None
    year = paid["period"]
    per = value_of(
        measures,
        "practice_payments_per_registered_patient",
        area_type="commissioner",
        category="total",
        period=year,
    )
    each = f", {figure(per, 'gbp')} per registered patient" if per is not None else ""
    said = f"In {year} practices were paid {money(paid['value'])}{each}"
    earlier = pick(
        measures,
        "practice_payments_per_registered_patient",
        area_type="commissioner",
        category="total",
    )
    earlier = earlier[earlier["period"] < year]
    if earlier.empty or per is None:
        return f"{said}."
    before = earlier.iloc[-1]
    change = (per / before["value"] - 1) * 100
    way = "up" if change > 0 else "down"
    return f"{said}, {way} {abs(change):.1f}% per patient on {before['period']}."


def contrast(payments_per_patient: pd.DataFrame) -> str | None:
    """How much closed practices' last-known lists dilute the figure per patient."""
    if payments_per_patient.empty:
        return None
    latest = payments_per_patient["financial_year"].max()
    rows = payments_per_patient[payments_per_patient["financial_year"] == latest]
    rows = rows.set_index("practices")["per_registered_gbp"]
    if not {"all rows", "open practices"} <= set(rows.dropna().index):
        return None
    everyone, still_open = rows["all rows"], rows["open practices"]
    if figure(everyone, "gbp") == figure(still_open, "gbp"):
        return (
            f"In {latest} leaving out closed practices changes nothing: {figure(everyone, 'gbp')}."
        )
    return (
        f"In {latest} the payments come to {figure(everyone, 'gbp')} per registered patient over "
        f"all rows and to {figure(still_open, 'gbp')} over practices still open."
    )
