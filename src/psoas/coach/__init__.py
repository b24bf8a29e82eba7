"""From skeletons to events: repetitions, faults, cues."""
