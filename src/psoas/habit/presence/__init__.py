"""What a computer can tell of the person in front of it: the only part of `habit` that asks clock and system."""
