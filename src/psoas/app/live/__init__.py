"""What lives while somebody marches: socket, protocol, pose model, sessions."""
