"""The activation functions, each with its derivative."""
