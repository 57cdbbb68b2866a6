"""The tidy tables that local returns feed, one template each: the template is the declaration."""

from analysis.tables.declare import only_local
from analysis.tables.local_access import ACCESS
from analysis.tables.local_finance import FINANCE
from analysis.tables.local_hours import HOURS
from analysis.tables.local_pack import PACK
from analysis.tables.local_register import REGISTER
from analysis.tables.local_schemes import SCHEMES
from analysis.tables.local_scrutiny import SCRUTINY
from analysis.tables.local_workforce import WORKFORCE

LOCAL = only_local(*REGISTER, *FINANCE, *SCHEMES, *WORKFORCE, *ACCESS, *HOURS, *PACK, *SCRUTINY)
