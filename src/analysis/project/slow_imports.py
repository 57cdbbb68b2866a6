"""Imports that need not wait for what nobody here uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# jsonschema looks for this parser of internationalised addresses, which takes a second or more
# to build its grammar; where it is not installed jsonschema does without.
SLOW = "rfc3987_syntax"


@contextmanager
def without(module: str = SLOW) -> Iterator[None]:
    """Within it, importing ``module`` fails as if it were not installed; afterwards as before."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]
