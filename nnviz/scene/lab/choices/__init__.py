"""The same network with several activation functions: what each of them learned, side by side."""
