"""Skeletons of what is no march, made of our own figure, so that a clone can prove that nothing of it is counted."""
