"""Pictures that several lessons share: theme, labels, the course of shedding, the close view."""
