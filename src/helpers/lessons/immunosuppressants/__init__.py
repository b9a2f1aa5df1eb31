"""Immunosuppressants, as cause and as cure."""
