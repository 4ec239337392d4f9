"""Softmax, one step at a time."""
