"""For instructors: guides, model cards, class data, the model beside what was observed."""
