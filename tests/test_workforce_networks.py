"""Staff of primary care networks: by role, and how many networks are in the return."""

from measure_rows import measure_rows

from analysis.workforce import networks
from analysis.workforce.words import who_is_to_come

NAME = "pcn_workforce_fte"


def staffed(*, listed):
    rows = [
        (NAME, "commissioner", "11J", {"role": role}, "2022-03", fte)
        for role, fte in (("total", 6.0), ("care_coordinators", 2.0), ("pharmacists", 4.0))
    ]
    rows += [(NAME, "pcn", "U1", {"role": "total"}, "2022-03", 6.0)]
    rows += [("registered_patients", "pcn", area, {}, "2022-01-01", 1.0) for area in listed]
    return measure_rows(*rows)


def test_roles_are_named_largest_first_without_their_total():
    rows = networks.by_role(staffed(listed=["U1"]))
    assert rows.to_dict("records") == [
        {"role": "Pharmacists", "fte": 4.0},
        {"role": "Care coordinators", "fte": 2.0},
    ]


def test_networks_with_patients_that_are_not_in_the_return_are_counted_in_the_sentence():
    every = "In March 2022, primary care networks had 6.0 FTE staff, contracted services included"
    largest = "; the largest role is pharmacists (4.0 FTE)."
    assert who_is_to_come.network_staff(staffed(listed=["U1"])) == every + largest
    some = staffed(listed=["U1", "U2", "Unmapped"])
    assert networks.returned(some, period="2022-03") == (1, 2)
    sentence = f"{every} (1 of 2 networks are in the return){largest}"
    assert who_is_to_come.network_staff(some) == sentence
