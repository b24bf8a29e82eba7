"""The load: how hard a march is, for a given body and band."""
