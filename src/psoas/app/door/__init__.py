"""Who may come in: the key of a data folder, and the door that asks for it before anything is answered."""
