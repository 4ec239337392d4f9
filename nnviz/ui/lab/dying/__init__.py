"""For how many examples each neuron is on, and what kills it."""
