"""What happened: sessions, sets, repetitions and cues, kept on the person's own disk."""
