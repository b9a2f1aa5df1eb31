"""Skin and breakage: broken or shed."""
