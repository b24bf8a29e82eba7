"""The picture: from a motion to a pose to an SVG."""
