"""What is looked at, after the network has become another one."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document.model import View
from nnviz.engine import Network
from nnviz.errors import OptionError


def fitted(view: View, network: Network) -> View:
    """The view without what ``network`` no longer has: a selected neuron, layers that were unfolded."""
    selection = view.selection
    if selection is not None:
        try:
            network.unit_index(selection.layer, selection.unit)
        except OptionError:
            selection = None
    unfolded = frozenset(number for number in view.unfolded if number < len(network.shapes))
    if selection is view.selection and unfolded == view.unfolded:
        return view
    return replace(view, selection=selection, unfolded=unfolded)
