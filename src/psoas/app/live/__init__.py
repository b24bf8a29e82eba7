"""Live sessions: the socket, its protocol, the pose model and the sessions themselves."""
