"""Many scalps at once."""
