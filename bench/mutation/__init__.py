"""Do the tests hold? Small changes made to the code, one at a time, and whether the room's own tests notice."""
