"""From pixels to skeletons."""
