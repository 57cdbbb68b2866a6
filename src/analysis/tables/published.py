"""The tidy tables that published files feed, whatever the vintage of the file."""

from analysis.tables.published_access import ACCESS
from analysis.tables.published_money import MONEY
from analysis.tables.published_register import REGISTER
from analysis.tables.published_workforce import WORKFORCE

PUBLISHED = (*REGISTER, *WORKFORCE, *MONEY, *ACCESS)
