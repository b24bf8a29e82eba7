"""From landmarks to skeletons: left and right, smoothing, joints in space, confidence."""
