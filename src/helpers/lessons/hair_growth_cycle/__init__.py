"""The hair growth cycle: phases, shares, shedding."""
