"""The lessons to read and print: one page of HTML and one PDF each, without a server."""
