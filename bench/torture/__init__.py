"""What a journal survives: kills, a power cut, a full disk, two programs, wrong clocks. Exit code 1 on any loss."""
