"""One neuron's whole arithmetic: rows, running sum, curve, slope."""
