"""The start page: how to read a model, the lessons, the glossary."""
