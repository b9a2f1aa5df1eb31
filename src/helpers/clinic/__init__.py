"""The clinic: virtual patients to ask, examine and treat."""
