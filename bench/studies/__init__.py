"""One question each, answered with numbers."""
