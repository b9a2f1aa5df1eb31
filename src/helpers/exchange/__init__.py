"""The question bank in the forms that other programs read: Moodle XML, QTI 2.1, Anki."""
