"""Zinc and supplements: how a gap arises, and what too much does."""
