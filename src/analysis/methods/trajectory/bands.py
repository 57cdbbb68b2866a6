"""The bands that every projection gives, and where its randomness comes from."""

import zlib

import numpy as np

# Column of a projected path: the share of outcomes that lie at or below it.
QUANTILES = {"low_80": 0.1, "low_50": 0.25, "median": 0.5, "high_50": 0.75, "high_80": 0.9}
COLUMNS = ["period", "median", "low_50", "high_50", "low_80", "high_80"]
PLACES = 4  # decimals of a percent that are kept: beyond them machines may differ


def stream(name: str) -> np.random.Generator:
    """A stream of random numbers of its own for each name: the same on every run."""
    return np.random.default_rng(zlib.crc32(name.encode("utf-8")))
