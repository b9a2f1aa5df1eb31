"""The printed edition: every lesson as a page to read and to print."""
