"""Iron: what a ferritin says beside inflammation."""
