"""Neurons, edges and their words."""
