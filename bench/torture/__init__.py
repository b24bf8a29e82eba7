"""What psoas survives: kills, a power cut, a full disk, two programs, wrong clocks, damage, hostile inputs."""
