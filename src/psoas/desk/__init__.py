"""The desk companion: a quiet process that asks a person to get up, and knows when not to."""
