"""What to do next: pure functions of the journal's records."""
