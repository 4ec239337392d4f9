"""One neuron's whole page: the microscope and the slope."""
