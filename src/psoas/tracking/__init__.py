"""Landmarks to skeleton: left and right, confidence, smoothing."""
