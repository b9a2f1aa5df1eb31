"""The lessons: one room each, which holds its spec, run, picture, sentence and observed values."""
