"""The kinds of payment in NHS Payments to General Practice, and the years that had them.

A kind goes by its latest heading in every year, so that a series does not break where the
publisher renamed it. The headings are in ``payment_types.yml``.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from analysis.project import strict_yaml
from analysis.returns.layout import key, without_footnote


@dataclass(frozen=True)
class _Kind:
    heading: str
    earlier: tuple[str, ...] = ()
    not_in_total: bool = False
    part_of: str = ""


_KINDS = [
    strict_yaml.build(_Kind, given, name="a kind of payment")
    for given in strict_yaml.load(Path(__file__).with_name("payment_types.yml"))
]
_LATEST = {key(name): kind.heading for kind in _KINDS for name in (kind.heading, *kind.earlier)}

# Not part of the total in any year, even where they are printed before it.
NOT_IN_TOTAL = frozenset(kind.heading for kind in _KINDS if kind.not_in_total)
# A part, and the sum that holds it where both are printed.
PARTS = {kind.heading: kind.part_of for kind in _KINDS if kind.part_of}

# The kinds that a year has and lacks, where they tell it from every other year.
_FORWARD_VIEW = "General Practice Transformation"
VINTAGES: tuple[tuple[str, set[str], set[str]], ...] = (
    ("2014/15", {"Patient Participation"}, {"Meningitis"}),
    ("2015/16", {"Patient Participation", "Meningitis"}, set()),
    ("2016/17", {_FORWARD_VIEW, "Unplanned Admissions"}, {"Pertussis"}),
    ("2017/18", {_FORWARD_VIEW, "Unplanned Admissions", "Pertussis"}, set()),
    (
        "2018/19",
        {_FORWARD_VIEW, "Pertussis"},
        {"Unplanned Admissions", "PCN Participation", "Covid Immunisation"},
    ),
    ("2019/20", {_FORWARD_VIEW, "PCN Participation"}, {"Covid Immunisation", "PCN Workforce"}),
    ("2020/21", {"PCN Leadership", "Covid Immunisation"}, {"Long Covid", "Winter Access Fund"}),
    ("2021/22", {"PCN Leadership", "Long Covid"}, {"PCN Enhanced Access"}),
)


def payment_type(heading: str) -> str:
    """The latest name of a kind of payment; a kind not known keeps its heading, tidied."""
    plain = without_footnote(key(heading))
    if plain in _LATEST:
        return _LATEST[plain]
    tidy = without_footnote(re.sub(r"[_\s]*£?\s*$", "", " ".join(heading.split())))
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", tidy) if " " not in tidy else tidy
