"""Local templates of the access report: hours, contacts, clusters and the programmes register."""

from analysis.tables.declare import Column, Table
from analysis.tables.shared import AS_AT, PRACTICE, money


def _minutes(name: str, describes: str) -> Column:
    return Column(
        name,
        "number",
        describes,
        unit="minutes",
        required=True,
        low=0,
        odd_high=6000,
        remedy="check that minutes, not seconds or appointments, were entered",
        example="120",
    )


def _same_day(name: str, describes: str, example: str) -> Column:
    return Column(
        name,
        "number",
        describes,
        unit="appointments",
        required=True,
        low=0,
        odd_high=20_000,
        remedy="check that a week of one area was entered, not a month or the whole",
        example=example,
    )


WEEK = Column("week", "day", "first day of the week (Monday)", required=True, example="2018-01-15")

HOURS = (
    Table(
        "access_capacity",
        "Extended access capacity",
        "an area in a week",
        ("area", "week"),
        (
            Column("area", "text", "transformation area", required=True, example="Purbeck"),
            WEEK,
            _minutes("weekday_extra_minutes", "minutes of appointments after 18:30, Monday-Friday"),
            _minutes("weekday_least_minutes", "the least of them on any of the five days"),
            _minutes("saturday_minutes", "minutes of appointments on Saturday"),
            _minutes("sunday_minutes", "minutes of appointments on Sunday"),
            Column("pre_bookable", "flag", "can be booked ahead"),
            Column("same_day", "flag", "can be had on the day"),
            AS_AT,
        ),
        "Whether the hours standard is met, by area and week, and minutes per 1,000 patients.",
        local=True,
        actual_on=("week", "as_at"),
        reports=("access",),
    ),
    Table(
        "same_day_week",
        "Same-day capacity and demand",
        "an area in a week",
        ("area", "week"),
        (
            Column("area", "text", "transformation area", required=True, example="Purbeck"),
            WEEK,
            _same_day("slots_same_day", "appointments offered for the day itself", "4100"),
            _same_day("requests_same_day", "patients who asked to be seen on the day", "4300"),
            _same_day("slots_winter", "of the appointments, those paid for by winter money", "120"),
            AS_AT,
        ),
        "Whether practices have as many same-day appointments as patients ask for.",
        local=True,
        warnings=("Practices count requests in their own ways; a call not answered is not one.",),
        actual_on=("week", "as_at"),
        reports=("access",),
    ),
    Table(
        "access_standard",
        "Standards for extended access",
        "a standard",
        ("standard",),
        (
            Column(
                "standard",
                "choice",
                "what is asked for",
                required=True,
                choices=("weekday_minutes", "weekend_days", "minutes_per_1000"),
            ),
            Column("value", "number", "level", required=True, low=0, example="90"),
            Column("unit", "text", "unit of the level", required=True, example="minutes a day"),
            Column("dated_on", "period", "when it was set", required=True),
            Column("source_document", "text", "where it comes from", required=True),
        ),
        "The hours that are asked for, with date and source.",
        local=True,
        reports=("access",),
    ),
    Table(
        "cluster",
        "Clusters for extended access",
        "a cluster",
        ("cluster",),
        (
            Column("cluster", "text", "cluster", required=True, example="East"),
            Column("lead_provider", "text", "organisation that leads"),
            Column(
                "business_case_approved_on",
                "day",
                "day the business case was approved",
            ),
            Column("contract_signed_on", "day", "day the contract was signed"),
            Column("main_risks", "text", "risks, in a few words"),
            Column(
                "interfaces",
                "text",
                "how it works with 111 and 999, out-of-hours and acute urgent care",
            ),
            money("cost_gbp", "cost of a full year by the business case", required=False, low=0),
            AS_AT,
        ),
        "Which cluster has a provider, an approved business case and a contract, and its risks.",
        local=True,
        actual_on=("business_case_approved_on", "contract_signed_on", "as_at"),
        reports=("access",),
    ),
    Table(
        "contact",
        "Contacts by route",
        "a practice in a month",
        ("practice_code", "month"),
        (
            PRACTICE,
            Column(
                "month",
                "month",
                "month of the contacts",
                required=True,
                example="2017-12",
            ),
            Column(
                "contacts",
                "number",
                "contacts with patients by any route",
                unit="contacts",
                required=True,
                low=0,
                example="3120",
            ),
            Column(
                "contacts_online",
                "number",
                "of these, online",
                unit="contacts",
                required=True,
                low=0,
                example="41",
            ),
        ),
        "The share of contacts that is online: activity, not practices.",
        local=True,
        disclosure="committee_only",
        actual_on=("month",),
        reports=("access",),
    ),
    Table(
        "programme",
        "Programmes register",
        "a programme",
        ("programme",),
        (
            Column("programme", "text", "programme", required=True, example="improving access"),
            Column("tracked_by", "text", "what is tracked", example="patients covered"),
            Column("measure", "text", "name of that measure in measures.csv, where there is one"),
            Column("starts", "period", "when it starts", example="2017/18"),
            Column("ends", "period", "when it ends", example="2019-03"),
            Column("owner_role", "text", "role that owns it"),
        ),
        "Every programme with its measure and its status, worked out from dates.",
        local=True,
        reports=("access",),
    ),
)
