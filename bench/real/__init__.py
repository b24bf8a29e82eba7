"""How right psoas is on real people: recordings of what a pose model saw in them, and films, with a truth by eye."""
