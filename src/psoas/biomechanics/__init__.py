"""The load: how hard a march is for a body and a band."""
