"""What psoas must bear without losing anything: damage, kills, full disks."""
