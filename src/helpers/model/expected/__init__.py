"""Expected values: one renewal equation a phase."""
