"""A cycle compared with another: what it reported, what changed, and how a new one is opened."""
