"""The reasons for a value: what speaks for it, what against, along which paths."""
