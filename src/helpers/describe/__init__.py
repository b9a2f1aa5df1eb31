"""Results in plain sentences: on screen, for screen readers, and in tests."""

from helpers.describe.steady import pairs_sentence, shed_sentence, steady_sentence, steady_summary

__all__ = ["pairs_sentence", "shed_sentence", "steady_sentence", "steady_summary"]
