"""The programme: exercises and the texts around them, as data."""
