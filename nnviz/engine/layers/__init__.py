"""The layers, each with its forward pass beside its backward pass."""
