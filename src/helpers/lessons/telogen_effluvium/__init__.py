"""Telogen effluvium: the delay between cause and shedding."""
