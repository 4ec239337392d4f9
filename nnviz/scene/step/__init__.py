"""One training step opened up: what is drawn and said of it, as plain values."""
