"""The size of gradients, layer by layer, for several functions side by side."""
