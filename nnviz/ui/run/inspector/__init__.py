"""The inspector: the selected neuron's arithmetic, with every number to take in hand."""

from nnviz.ui.run.inspector.panel import WIDTH, InspectorPanel

__all__ = ["WIDTH", "InspectorPanel"]
