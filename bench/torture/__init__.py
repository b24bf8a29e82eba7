"""What psoas must bear: inputs that nobody should have to read, and damage to the journal. Nothing may be lost."""
