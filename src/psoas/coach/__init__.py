"""From skeletons to events: repetitions, faults and cues."""
