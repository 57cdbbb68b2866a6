"""The illustrative returns: that they add up to what was published, and are the same every time."""

import csv
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from returns_cases import REAL, real

from analysis.returns import read_folder
from analysis.tables import TABLES
from analysis.tables.column_types import conform
from illustrative import handwritten, write_sample
from illustrative.world import VIEWS

pytestmark = pytest.mark.build

ROOT = Path(__file__).resolve().parents[1]
CYCLES = ("2017-12", "2018-02")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The folder that both cycles were written to."""
    root = tmp_path_factory.mktemp("sample")
    write_sample(root)
    return root / "data" / "raw"


def rows_of(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def local(written):
    """A local return's rows: ``local("practice")`` of the later cycle, or of another."""
    return lambda table, cycle="2018-02": rows_of(written / cycle / "local" / f"{table}.csv")


@pytest.fixture
def listed(written):
    """Patients by practice code on a day, from the published totals."""

    def patients(day, cycle="2018-02"):
        folder = written / cycle / "published" / "registrations" / day[:7]
        return {
            row["CODE"]: int(row["NUMBER_OF_PATIENTS"])
            for row in rows_of(folder / "gp-reg-pat-prac-all.csv")
        }

    return patients


def total(rows, column, **where):
    chosen = [row for row in rows if all(row[key] == value for key, value in where.items())]
    return sum(float(row[column] or 0) for row in chosen)


def share(part, whole):
    return 100 * sum(whole[code] for code in part) / sum(whole.values())


# Practices and lists


def test_96_practices_were_open_in_november_2016_and_86_in_february_2018(local):
    practices = local("practice")
    for day, expected in (("2016-11-01", 96), ("2017-03-31", 95), ("2018-02-07", 86)):
        still_open = [p for p in practices if not p["closed_on"] or p["closed_on"] > day]
        assert len(still_open) == expected
    assert all(p["opened_on"] < "2016-11-01" for p in practices)
    assert {p["as_at"] for p in practices} == {"2018-01-31"}


def test_a_closed_practice_names_a_successor_that_is_open_in_the_same_locality(local):
    practices = {p["practice_code"]: p for p in local("practice")}
    closed = [p for p in practices.values() if p["closed_on"]]
    assert Counter(p["close_reason"] for p in closed) == {"merger": 9, "closure": 1}
    for practice in closed:
        successor = practices[practice["successor_code"]]
        assert successor["closed_on"] == ""
        assert successor["locality"] == practice["locality"]
        assert "2016-11-02" <= practice["closed_on"] <= "2018-01-01"


def test_places_are_those_of_the_papers(local):
    practices = local("practice")
    areas = {p["transformation_area"]: p["primary_care_home_phase"] for p in practices}
    assert len({p["locality"] for p in practices}) == 13
    assert len(areas) == 12
    assert Counter(areas.values()) == {"1": 3, "2": 5, "3": 4}
    assert {p["cluster"] for p in practices} == {"East", "Mid", "West"}


def test_delivery_sites_of_november_2016_are_131(local):
    assert total(local("practice"), "delivery_sites") == 131


def test_77_of_86_practices_are_on_or_moving_to_the_shared_system_and_all_in_a_group(local):
    still_open = [p for p in local("practice") if not p["closed_on"]]
    statuses = Counter(p["clinical_system_status"] for p in still_open)
    assert statuses["live"] + statuses["migrating"] == 77
    assert {p["transformation_group"] for p in still_open} == {"yes"}


def test_766000_patients_were_registered_in_october_2016(listed):
    for cycle in CYCLES:
        assert sum(listed("2016-10-01", cycle).values()) == 766_000


def test_lists_grow_slowly_and_follow_the_practices(listed, local):
    october, january = listed("2017-10-01"), listed("2018-01-01")
    assert 1.004 < sum(october.values()) / 766_000 < 1.008
    assert 770_500 < sum(january.values()) < 772_000
    assert min(january.values()) > 2_000 and max(january.values()) < 25_000
    assert set(january) == {p["practice_code"] for p in local("practice") if not p["closed_on"]}


def test_age_bands_add_up_to_every_list(written, listed):
    folder = written / "2018-02/published/registrations/2017-10"
    bands, totals, older = defaultdict(int), {}, 0
    for row in rows_of(folder / "gp-reg-pat-prac-quin-age.csv"):
        if row["ORG_TYPE"] == "COMM_REGION":  # England, to compare with
            continue
        code, band, people = row["ORG_CODE"], row["AGE_GROUP_5"], int(row["NUMBER_OF_PATIENTS"])
        assert row["POSTCODE"] == ""
        if row["SEX"] == "ALL":
            totals[code] = people
        elif band != "ALL":
            bands[code] += people
            older += people if int(re.match(r"\d+", band).group()) >= 65 else 0
    assert totals == bands == listed("2017-10-01")
    assert 23.5 < 100 * older / sum(totals.values()) < 24.8


# Money


def test_delegated_forecast_turns_from_150k_over_to_229k_under(local):
    ledger = local("ledger_line")
    for month, variance, one_off in (
        ("2017-09", -150_000, 955_000),
        ("2017-11", 229_000, 1_429_000),
    ):
        delegated = {"month": month, "stream": "delegated"}
        budget = total(ledger, "annual_budget_gbp", **delegated)
        assert budget == 103_734_000
        assert budget - total(ledger, "forecast_gbp", **delegated) == variance
        assert total(ledger, "non_recurrent_benefit_gbp", **delegated) == one_off


def test_every_delegated_line_that_moved_gives_one_of_four_causes(local):
    position = {
        (row["line_code"], row["month"]): float(row["annual_budget_gbp"])
        - float(row["forecast_gbp"])
        for row in local("ledger_line")
    }
    moved = defaultdict(float)
    for row in local("ledger_line"):
        if row["month"] == "2017-11" and row["stream"] == "delegated":
            code = row["line_code"]
            change = position[code, "2017-11"] - position[code, "2017-09"]
            assert bool(row["cause"]) == (change != 0), code
            moved[row["cause"]] += change
    moved.pop("")
    assert sum(moved.values()) == 379_000
    assert max(moved, key=moved.get) == "list growth lower than assumed"
    assert set(moved) == {
        "list growth lower than assumed",
        "rent arrears lower than expected",
        "business rates rebates",
        "other one-off items",
    }


def test_the_earlier_cycle_has_the_same_ledger_as_far_as_it_was_closed(local):
    later = [row for row in local("ledger_line") if row["month"] <= "2017-09"]
    assert local("ledger_line", "2017-12") == later


def test_budgets_sum_to_the_published_plan(local):
    budgets = local("budget_line")
    first, second = {"financial_year": "2016/17"}, {"financial_year": "2017/18"}
    assert total(budgets, "budget_gbp", stream="delegated", **first) == 101_700_000
    assert total(budgets, "budget_gbp", stream="core", **first) == 30_400_000
    assert total(budgets, "budget_gbp", stream="prescribing", **first) == 125_000_000
    assert total(budgets, "budget_gbp", stream="delegated", **second) == 103_734_000
    assert total(budgets, "budget_gbp", category="Premises reimbursement", **first) == 10_700_000
    in_plan = [b for b in budgets if b["stream"] != "prescribing"]
    assert len({b["category"] for b in in_plan}) == 11
    assert {
        b["line_code"]: float(b["budget_gbp"])
        for b in budgets
        if b["local_contract"] == "yes" and b["financial_year"] == "2016/17"
    } == {"over_75": 3_900_000, "c_clip": 2_300_000, "pms_basket": 1_700_000}


def test_the_ledger_budgets_are_those_of_the_budget(local):
    budget = {
        b["line_code"]: b["budget_gbp"]
        for b in local("budget_line")
        if b["financial_year"] == "2017/18"
    }
    ledger = {row["line_code"]: row["annual_budget_gbp"] for row in local("ledger_line")}
    assert ledger == budget


def test_allocations_run_from_101_7_to_115_million(local):
    delegated = [a for a in local("allocation") if a["stream"] == "delegated"]
    assert [a["financial_year"] for a in delegated] == [
        "2016/17",
        "2017/18",
        "2018/19",
        "2019/20",
        "2020/21",
    ]
    assert delegated[0]["allocation_gbp"] == "101700000"
    assert delegated[-1]["allocation_gbp"] == "115000000"
    assert {a["source_document"] for a in delegated[1:-1]} == {"interpolated, illustrative"}
    core = {
        a["financial_year"]: a["growth_percent"]
        for a in local("allocation")
        if a["stream"] == "ccg_core"
    }
    assert core == {"2017/18": "2.14", "2018/19": "2.15"}


def test_awards_claims_and_plans_sum_to_what_was_published(local):
    awards = local("funding_award")
    fund = {"programme": "transformation_fund", "status": "planned"}
    assert total(awards, "amount_gbp", **fund) == 3 * 766_000
    for year in ("2017/18", "2018/19"):
        training = {"programme": "reception_training", "period": year, "ring_fenced": "yes"}
        assert total(awards, "amount_gbp", **training) == 138_000
    for status in ("secured", "proposed"):
        home = {"programme": "primary_care_home", "status": status}
        assert total(awards, "amount_gbp", **home) == 200_000
    assert len(local("payment_claim")) == 9
    assert {claim["in_forecast_gbp"] for claim in local("payment_claim")} == {"0"}
    proposed = [r for r in local("reinvestment") if r["decision"] == "proposed"]
    assert total(proposed, "amount_gbp") == 406_000
    assert len({r["priority_area"] for r in proposed}) == 4
    assert total(local("saving"), "planned_gbp", kind="target") == 400_000
    assert total(local("saving"), "planned_gbp", kind="opportunity") == 185_000_000


def test_gp_contract_plus_has_nine_services_and_then_a_tenth(local):
    years = defaultdict(list)
    for row in local("scheme_service"):
        if row["scheme"] != "gp_contract_plus":
            continue
        years[row["financial_year"]].append(row["first_year"])
    assert years["2017/18"] == ["2016/17"] * 9
    assert sorted(years["2018/19"]) == ["2016/17"] * 9 + ["2018/19"]


def test_the_contract_that_ends_is_one_practices_in_every_record(local):
    for cycle, end, extended in (("2017-12", "2018-02-01", ""), ("2018-02", "", "2019-01-31")):
        (ours,) = [p for p in local("practice", cycle) if p["contract_type"] == "APMS"]
        (contract,) = [c for c in local("contract", cycle) if c["contract_type"] == "APMS"]
        (change,) = [c for c in local("service_change", cycle) if c["kind"] == "contract_end"]
        codes = {row["practice_code"] for row in (ours, contract, change)}
        assert codes == {ours["practice_code"]}
        assert ours["locality"] == change["locality"] == "West Dorset"
        assert contract["scope"].lower() in change["change"].lower()
        assert contract["extended_to"] == extended
        assert change["planned_for"] == (extended or end)
        decided = [d for d in local("decision", cycle) if "APMS" in d["decision"]]
        assert [d["outcome"] for d in decided] == (["approved"] if extended else [""])
    for status in (contract["procurement_status"], change["outcome"]):
        assert status.endswith("procurement route not decided")
    (route,) = [s for s in local("path_step") if s["step"] == "Route of procurement"]
    assert route["done_on"] == ""


def test_a_cycle_cites_no_paper_written_after_its_day(written):
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    for view in VIEWS:
        for path in sorted((written / view.label / "local").glob("*.csv")):
            for row in rows_of(path):
                cited = " ".join(row[c] or "" for c in row if "source" in c)
                for month, year in re.findall(rf", (?:\d+ )?({months}) (\d{{4}})", cited):
                    number = months.split("|").index(month) + 1
                    assert f"{year}-{number:02d}" <= view.label, (path.name, cited)


def test_practices_are_paid_about_130_pounds_a_patient(written):
    for name, columns in (("15-16", 56), ("16-17", 54)):
        path = written / f"2018-02/published/payments/nhspaymentsgp-{name}-csv.csv"
        rows = rows_of(path, "latin-1")
        assert len(rows[0]) == columns
        paid = total(rows, "TotalNHSPaymentsToGeneralPractice_£")
        patients = next(key for key in rows[0] if key.lower().startswith("numberofregistered"))
        assert 125 < paid / total(rows, patients) < 140


# Programmes


def programme(rows, name):
    return {row["practice_code"]: row for row in rows if row["programme"] == name}


def test_63_of_86_practices_with_80_percent_of_patients_train_by_march_2018(local, listed):
    standing = programme(local("programme_return"), "correspondence_training")
    by_march = [code for code, row in standing.items() if "" < row["planned_on"] <= "2018-03-31"]
    completed = [code for code, row in standing.items() if row["completed_on"]]
    assert len(by_march) == 63
    assert len(completed) == 40 and set(completed) <= set(by_march)
    assert share(by_march, listed("2018-01-01")) == pytest.approx(80.0, abs=0.3)


def test_care_navigation_is_complete_in_two_localities_with_15_percent_of_patients(local, listed):
    returned = local("programme_return")
    navigating = programme(returned, "care_navigation")
    practices = [p for p in local("practice") if not p["closed_on"]]
    localities = {p["locality"] for p in practices if p["practice_code"] in navigating}
    everyone = {p["practice_code"] for p in practices if p["locality"] in localities}
    assert len(localities) == 2 and set(navigating) == everyone
    days = sorted(row["completed_on"] for row in navigating.values())
    assert days[0] >= "2017-10-01" and "2017-11-01" <= days[-1] <= "2017-11-30"
    for day in ("2017-10-01", "2018-01-01"):
        assert share(navigating, listed(day)) == pytest.approx(15.0, abs=0.3)
    assert not set(navigating) & set(programme(returned, "correspondence_training"))


def test_access_is_planned_and_nothing_is_live_by_january_2018(local, listed):
    returned, january = local("programme_return"), listed("2018-01-01")
    extended = programme(returned, "extended_access")
    online = programme(returned, "online_consultation")
    assert {row["completed_on"] for row in (*extended.values(), *online.values())} == {""}
    for day, low, high in (("2018-03-31", 50, 60), ("2019-03-31", 100, 100)):
        planned = [code for code, row in extended.items() if row["planned_on"] <= day]
        assert low <= share(planned, january) <= high
    counts = [
        sum(row["planned_on"] <= day for row in online.values())
        for day in ("2018-03-31", "2019-03-31", "2020-03-31", "2021-03-31")
    ]
    assert counts == [22, 43, 65, 86]


def test_the_earlier_cycle_knows_less(local):
    earlier, later = (local("programme_return", cycle) for cycle in CYCLES)
    done = programme(earlier, "correspondence_training")
    known = {code: row["completed_on"] for code, row in done.items() if row["completed_on"]}
    now = programme(later, "correspondence_training")
    assert 20 < len(known) < 40
    assert all(now[code]["completed_on"] == day <= "2017-11-30" for code, day in known.items())
    open_then = [p for p in local("practice", "2017-12") if not p["closed_on"]]
    assert len(open_then) == 87
    assert {p["as_at"] for p in open_then} == {"2017-11-30"}


def test_trajectories_state_denominator_and_source(local):
    rows = local("trajectory")
    assert len(rows) == 18  # eleven of the papers' plans, six other targets, one deadline
    assert all(row["denominator"] and row["source_document"] for row in rows)


# People


def test_215_adverts_of_which_24_are_live(local):
    for cycle in CYCLES:
        adverts = local("vacancy", cycle)
        live = [a for a in adverts if not a["closed_on"] or a["closed_on"] > "2017-09-18"]
        assert Counter(a["role_type"] for a in adverts) == {
            "admin_and_managerial": 62,
            "allied_health_professionals": 22,
            "gps": 70,
            "nursing": 61,
        }
        assert Counter(a["role_type"] for a in live) == {
            "admin_and_managerial": 4,
            "allied_health_professionals": 2,
            "gps": 16,
            "nursing": 2,
        }
        assert min(a["opened_on"] for a in adverts) >= "2016-04-01"
        assert {a["as_at"] for a in adverts} == {"2017-09-18"}


def test_targets_carry_their_unit(local):
    targets = {
        (t["role"], t["category"]): (t["value"], t["unit"]) for t in local("workforce_target")
    }
    assert targets == {
        ("clinical_pharmacist", "full"): ("25", "fte"),
        ("clinical_pharmacist", "milestone"): ("12.5", "fte"),
        ("international_gp", ""): ("20", "headcount"),
        ("physician_associate", ""): ("20", "placements"),
    }


def test_nobody_is_newly_at_risk_in_january_2018_and_15_were_offered_support(local):
    at_risk = defaultdict(set)
    for row in local("practice_profile"):
        if row["band"] in ("special_measures", "vulnerable"):
            at_risk[row["month"]].add(row["practice_code"])
    assert at_risk["2018-01"] < at_risk["2017-12"]
    offered = {
        offer["practice_code"]
        for offer in local("support_offer")
        if offer["programme"] == "resilience"
        and "2017-04-01" <= offer["offered_on"] <= "2018-03-31"
    }
    assert len(offered) == 15


def test_september_2016_is_the_latest_workforce_snapshot_and_some_practices_gave_nothing(written):
    for cycle in CYCLES:
        names = sorted(path.name for path in (written / cycle / "published/workforce").iterdir())
        assert names == [
            "General Practice September 2015 Practice Level.csv",
            "General Practice September 2016 Practice Level.csv",
        ]
    rows = rows_of(written / "2018-02/published/workforce" / names[-1])
    assert len(rows) == 96
    missing = Counter(row["TOTAL_DPC_FTE"] for row in rows if row["TOTAL_DPC_FTE"] in ("ND", "NS"))
    assert missing == {"ND": 3}
    known = [row for row in rows if row["TOTAL_GP_FTE"] not in ("ND", "NS")]
    per_1000 = 1000 * total(known, "TOTAL_GP_FTE") / total(known, "TOTAL_PATIENTS")
    assert 0.5 < per_1000 < 0.6
    for row in known:
        aged = sum(int(row[key]) for key in row if re.match(r"TOTAL_GP_HC_", key))
        assert aged == int(row["TOTAL_GP_HC"])


# The files themselves


@pytest.mark.parametrize("cycle", CYCLES)
def test_every_file_is_recognised_and_every_cell_can_be_read(written, cycle):
    grains = defaultdict(list)
    for found in read_folder(written / cycle):
        assert found.publication, (found.file, found.oddities)
        assert found.oddities == [], found.file
        for name, frame in found.tables.items():
            table = TABLES[name]
            typed, unread = conform(frame, table=table)
            assert unread.empty, (found.file, unread.head().to_dict("records"))
            required = [column.name for column in table.columns if column.required]
            assert typed[required].notna().all().all(), found.file
            for column in table.columns:
                if column.choices:
                    assert set(typed[column.name].dropna()) <= set(column.choices), column.name
            if "practice_code" in typed:
                assert typed["practice_code"].dropna().str.fullmatch(r"X\d{5}").all()
            grains[name] += typed[list(table.grain)].itertuples(index=False, name=None)
    # The aged list repeats the totals of its day, as the publisher's does.
    assert {name for name, keys in grains.items() if len(keys) > len(set(keys))} == {"list_size"}
    # Nothing to return before proposals were scored, influenza broke out and targets were agreed.
    not_yet = {"reinvestment", "criterion", "outbreak", "workforce_issue", "workforce_target"}
    not_yet = not_yet if cycle == CYCLES[0] else set()
    assert {table.name for table in TABLES.values() if table.local} - set(grains) == not_yet


def test_cycles_state_what_they_are(written):
    dates = {"2017-12": "2017-12-06", "2018-02": "2018-02-07"}
    for cycle, day in dates.items():
        stated = yaml.safe_load((written / cycle / "cycle.yml").read_text(encoding="utf-8"))
        assert str(stated["committee_date"]) == day
        assert stated["illustrative"] is True
    assert stated["last_reported_month"] == "2017-09"
    assert [str(date) for date in stated["comparison_dates"]] == ["2016-11-01"]
    for entry in stated["commentary"]:
        assert {"section", "text", "signed_by", "dated"} <= set(entry)


def test_a_handwritten_row_of_no_known_cycle_is_refused_by_file_and_cell(monkeypatch):
    row = {"decision": "Route to extended access", "decided_on": "", "cycle": "2018-2"}
    monkeypatch.setattr(handwritten, "rows", lambda name: [row])
    with pytest.raises(ValueError, match=r"rows/decision.csv: cycle is '2018-2'. Write 2017-12"):
        list(handwritten.known("decision", VIEWS[0]))


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_same_bytes_on_every_run(written, tmp_path, hash_seed):
    code = (
        "import sys; from pathlib import Path; from illustrative import write_sample;"
        "write_sample(Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": "Pacific/Auckland"}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, (ROOT / "tools", ROOT / "src")))
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment)
    assert contents(tmp_path / "data" / "raw") == contents(written)


def test_the_project_holds_exactly_these_files(written):
    for cycle in CYCLES:
        assert contents(ROOT / "data" / "raw" / cycle) == contents(written / cycle), (
            "run: analysis sample"
        )


def test_the_sample_is_small(written):
    files = contents(written)
    assert sum(len(content) for content in files.values()) < 2_500_000
    assert max(len(content) for content in files.values()) < 400_000


def sample_practices(written):
    for cycle in CYCLES:
        for row in rows_of(written / cycle / "local" / "practice.csv"):
            yield row["practice_code"], row["practice_name"]
        path = written / cycle / "published" / "practices" / "epraccur.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                yield row[0], row[1]


@real
def test_no_code_and_no_name_is_that_of_a_real_organisation(written):
    with (REAL / "practices/2019-12/epraccur.csv").open(encoding="utf-8", newline="") as file:
        register = list(csv.reader(file))
    codes = {row[0] for row in register}
    names = {" ".join(row[1].lower().split()) for row in register}
    for code, name in sample_practices(written):
        assert code not in codes
        assert " ".join(name.lower().split()) not in names


def test_names_and_codes_are_one_to_one(written):
    pairs = {(code, name.upper()) for code, name in sample_practices(written)}
    assert len(pairs) == len({code for code, _ in pairs}) == len({name for _, name in pairs}) == 98
