"""Layers that work on images: tiles, kernels, the sliding window and its arithmetic."""
