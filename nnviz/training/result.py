"""The document that a training run leaves."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from nnviz.data import Dataset
from nnviz.document import CurrentInput, Document, View
from nnviz.document.scoring import score
from nnviz.document.views import fitted
from nnviz.engine import Network
from nnviz.training.plan import TrainingPlan
from nnviz.training.scaling import same_unit

MOST_SHOWN = 20 * 2**20
"""Bytes of examples that a document of a large set is given."""


def document_of(document: Document, plan: TrainingPlan, network: Network) -> Document:
    """``document`` with the trained ``network``: it holds the unseen examples, or all where none were held
    out, the first 20 MB of them, and its score on all of them."""
    data = plan.data
    shown = _first(data.unseen if data.held_out else data)
    return replace(
        document,
        network=network,
        trained=MappingProxyType(network.parameters()),
        draft=None,
        data=shown,
        input=CurrentInput(shown.inputs[0], "sample", sample=0),
        input_names=() if document.image_shape else data.input_names or document.input_names,
        view=_shifted(document, network),
        output_names=data.class_names or document.output_names,
        overrides=MappingProxyType({}),
        score=score(network, data, f"unseen examples of {data.name}"),
    )


def _first(data: Dataset) -> Dataset:
    rows = max(1, MOST_SHOWN // (data.inputs[0].nbytes + data.targets[0].nbytes))
    if len(data) <= rows:
        return data
    return replace(
        data,
        inputs=data.inputs[:rows],
        targets=data.targets[:rows],
        held_out=min(data.held_out, rows),
    )


def _shifted(document: Document, network: Network) -> View:
    """The view of ``document``, looking at the same neuron where a scaling layer now stands before it."""
    view = document.view
    selection = view.selection and same_unit(view.selection, document.network, network)
    return fitted(replace(view, selection=selection), network)
