"""The review: questions that come back."""
