"""Steroids, and the timing trap."""
