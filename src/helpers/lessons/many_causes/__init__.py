"""Many causes in one patient."""
