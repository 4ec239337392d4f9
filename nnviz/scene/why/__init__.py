"""Why one neuron's value is what it is: reasons, paths, shares of the input."""
