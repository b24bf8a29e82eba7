"""The journal: sessions, sets, repetitions, cues and answers, stored on the person's own disk."""
