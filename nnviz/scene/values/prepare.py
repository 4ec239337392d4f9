"""All of a picture that time doesn't change: computed once for a trace and a selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from nnviz.document import Document, Override, Target
from nnviz.engine import Trace
from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.values.flow import Flow
from nnviz.scene.values.map_values import MapValues, hollow
from nnviz.scene.values.map_values import settled as settled_maps
from nnviz.scene.values.merging import Merge, merge
from nnviz.scene.values.model import Biases, Nodes
from nnviz.scene.values.scales import RECTIFIED, LayerScale, Scales
from nnviz.scene.words.numbers import number, signed
from nnviz.scene.words.outcome import Outcome, outcome

_SMALLEST_BIASED = 9.5
"""Radius in pixels at scale 1 of the smallest neuron that shows its bias."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """One (layout, trace, selection), ready for frames.

    ``waiting`` and ``settled`` are each layer's nodes before its time and after it. ``flows`` and ``biases``
    hold None where a layer has none. Index 0 is the input. ``maps`` and
    ``waiting_maps`` are the values of image layers after and before their time; ``merge`` are the parts of
    a selected cell that maps meet in.
    """

    layout: Layout
    document: Document
    trace: Trace
    selection: Target | None
    scales: Scales
    outcome: Outcome
    waiting: tuple[Nodes, ...]
    settled: tuple[Nodes, ...]
    flows: tuple[Flow | None, ...]
    biases: tuple[Biases | None, ...]
    maps: Mapping[int, MapValues]
    waiting_maps: Mapping[int, MapValues]
    merge: Merge | None = None
    tint: str = "layer"
    channel: int = 0


def prepare(
    layout: Layout,
    document: Document,
    trace: Trace,
    selection: Target | None,
    scales: Scales,
    tint: str = "layer",
    channel: int = 0,
    *,
    before: Prepared | None = None,
) -> Prepared:
    """Gather what every frame of this trace (a batch of one) needs.

    ``tint`` is the scale of colours in image layers: "unit" (each map), "layer" or "network". ``channel``
    is the input channel that the arithmetic of a window shows in detail. What doesn't hang on the selection
    is taken over from ``before`` where that is of the same trace: a network may have thousands of layers.
    """
    if before is not None and _is_same(before, layout, document, trace, scales, tint):
        return replace(
            before,
            document=document,
            selection=selection,
            flows=tuple(flow and replace(flow, selection=selection) for flow in before.flows),
            merge=merge(document, trace, scales, selection),
            channel=channel,
        )
    settled = tuple(
        _settled(column, trace, scales.layers[column.layer], document.overrides) for column in layout.columns
    )
    maps = settled_maps(layout, document, trace, scales, tint)
    return Prepared(
        layout=layout,
        document=document,
        trace=trace,
        selection=selection,
        scales=scales,
        outcome=outcome(document, trace),
        waiting=tuple(_waiting(nodes) for nodes in settled),
        settled=settled,
        flows=tuple(_flow(layout, document, trace, selection, scales, n) for n in range(len(trace))),
        biases=tuple(_biases(layout, document, scales, n) for n in range(len(trace))),
        maps=maps,
        waiting_maps={layer: hollow(values) for layer, values in maps.items()},
        merge=merge(document, trace, scales, selection),
        tint=tint,
        channel=channel,
    )


def _is_same(
    before: Prepared, layout: Layout, document: Document, trace: Trace, scales: Scales, tint: str
) -> bool:
    same = (before.layout is layout, before.trace is trace, before.scales is scales, before.tint == tint)
    return all(same) and before.document.overrides is document.overrides


def _settled(column: Column, trace: Trace, scale: LayerScale, overrides: Mapping[Target, Override]) -> Nodes:
    activation = trace.network.layer(column.layer).activation if column.layer else None
    is_rectified = activation is not None and activation.name in RECTIFIED
    value = trace[column.layer].a[0].ravel()[column.units]
    z = trace[column.layer].z[0].ravel()
    bad = ~np.isfinite(value)
    if z.size > int(column.units.max(initial=0)):
        bad |= ~np.isfinite(z[column.units])
    share = np.clip(np.nan_to_num(value / scale.activation, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
    fill = np.sign(share) * np.abs(share) ** 0.75 if scale.signed else np.maximum(share, 0.0) ** 0.8
    is_disc = column.form == "disc"
    discs = column.parts[0].units.size if column.parts else len(value) * is_disc
    return Nodes(
        layer=column.layer,
        value=value,
        reached=np.ones(len(value)),
        fill=fill,
        signed=scale.signed,
        arc=np.zeros(len(value)),
        glow=np.where(np.arange(len(share)) < discs, np.abs(share), 0.0),
        # A cell has no room for its number; wide layers have thousands of them, in every frame of a drag.
        text=(*(number(v) for v in value[:discs].tolist()), *("",) * (len(value) - discs)),
        marks=_marks(column, bad, overrides),
        all_off=is_rectified and bool(len(value)) and not value.any(),
    )


def _marks(column: Column, bad: Array, overrides: Mapping[Target, Override]) -> tuple[str, ...]:
    if not bad.any() and not overrides:
        return ("",) * len(bad)
    marks = ["non-finite" if is_bad else "" for is_bad in bad.tolist()]
    for target in overrides:
        position = column.position(target.unit) if target.layer == column.layer else None
        if position is not None:
            marks[position] = "override"
    return tuple(marks)


def _waiting(nodes: Nodes) -> Nodes:
    """The column before its time: hollow. An override is the person's own doing and shows at once."""
    nothing = np.zeros(len(nodes.value))
    blank = marks = ("",) * len(nodes.value)
    if "override" in nodes.marks:
        marks = tuple("override" if mark == "override" else "" for mark in nodes.marks)
    return Nodes(nodes.layer, nodes.value, nothing, nothing, nodes.signed, nothing, nothing, blank, marks)


def _flow(
    layout: Layout,
    document: Document,
    trace: Trace,
    selection: Target | None,
    scales: Scales,
    layer: int,
) -> Flow | None:
    network = document.network
    weight = network.layer_parameters(layer).get("weight") if layer else None
    if weight is None or not network.layer(layer).fully_connected:
        return None
    return Flow(
        before=layout.column(network.sources(layer)[0]),
        here=layout.column(layer),
        weight=weight,
        x=trace[layer].input[0],
        z=trace[layer].z[0],
        scale=scales.layers[layer],
        s=layout.scale,
        selection=selection,
        thin=layout.thin,
        in_gap=layout.shares_gaps,
    )


def _biases(layout: Layout, document: Document, scales: Scales, layer: int) -> Biases | None:
    """The bias marks at their place on the upper left rim."""
    column = layout.column(layer)
    bias = document.network.layer_parameters(layer).get("bias") if layer else None
    is_small = column.radius < _SMALLEST_BIASED * layout.scale
    if bias is None or column.form != "disc" or is_small or bias.size <= int(column.units.max()):
        return None
    values = bias[column.units].astype(np.float64)
    share = np.nan_to_num(np.minimum(np.abs(values) / scales.layers[layer].bias, 1.0), nan=1.0)
    rim = column.radius * np.sqrt(0.5)
    size = np.minimum((2.2 + 2.3 * np.sqrt(share)) * layout.scale, 0.35 * column.radius)
    return Biases(
        layer=layer,
        x=column.x - rim,
        y=column.y - rim,
        radius=size,
        sign=np.nan_to_num(np.sign(values)),
        # A bias of 0 adds nothing.
        shown=(values != 0).astype(np.float64),
        text=tuple(signed(value, 2) for value in values.tolist()),
    )
