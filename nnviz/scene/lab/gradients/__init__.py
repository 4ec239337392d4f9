"""How large gradients are, layer by layer, measured on a network's first step."""
