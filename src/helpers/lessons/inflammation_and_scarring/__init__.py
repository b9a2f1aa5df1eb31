"""Inflammation and scarring: which hair comes back."""
