"""The plan: what to do next, as pure functions of the journal's records."""
