"""What psoas survives: kills, a power cut, a full disk, two programs, wrong clocks, inputs that nobody should read."""
