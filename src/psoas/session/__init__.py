"""The session: steps, sets, rests and pauses, without a screen."""
