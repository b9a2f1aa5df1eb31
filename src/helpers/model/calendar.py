"""How many days a week, a month and a year have, wherever days are told in them."""

DAYS_A_WEEK = 7
DAYS_A_YEAR = 365
DAYS_A_MONTH = DAYS_A_YEAR / 12
