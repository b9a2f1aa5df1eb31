"""What a page is made of, whatever shows it."""
