"""What a clinician or a curve reads off a course."""
