"""One moment of the forward pass as arrays. A pure function of the moment: it doesn't matter how it came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nnviz.document import Target
from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Column
from nnviz.scene.time import easing, windows
from nnviz.scene.time.phases import PHASES
from nnviz.scene.time.playback import Moment, Timeline
from nnviz.scene.time.windows import Focus
from nnviz.scene.values import kernels, map_values, narration
from nnviz.scene.values.arithmetic import Strip, strip
from nnviz.scene.values.flow import Flow
from nnviz.scene.values.map_values import MapValues
from nnviz.scene.values.merging import Merge
from nnviz.scene.values.model import BarValues, Biases, Frame, Light, Nodes
from nnviz.scene.values.prepare import Prepared
from nnviz.scene.values.pulses import NO_PULSES, pills, pulses
from nnviz.scene.words.numbers import number, percent, within
from nnviz.scene.words.outcome import gives_probabilities

CROSS_FADE = 0.15
"""Seconds a phase takes to reach its end state under reduced motion."""
_BESIDE_BAR = within(8)
"""The room of a value beside its bar."""
BIAS_FROM = 0.72
"""The share of the sum phase after which the bias arrives; before it the products are added."""


def frame(
    prepared: Prepared,
    timeline: Timeline,
    moment: Moment,
    reduced_motion: bool = False,
    pinned: bool = False,
) -> Frame:
    """Everything that changes with time, as it is at ``moment``.

    With ``reduced_motion`` nothing travels: each phase fades to its end state within 150 ms and stays.
    ``pinned``: the selection's window is looked at, whichever window slides.
    """
    progress = moment.progress
    if reduced_motion:
        seconds = timeline.phases[moment.index].seconds
        progress = min(1.0, progress * seconds / CROSS_FADE)
    flow = prepared.flows[moment.layer]
    is_multiplying = moment.phase == "multiply" and flow is not None
    here = windows.here(prepared.document.network, moment, prepared.selection, pinned)
    lead, sentence = narration.line(prepared.document, prepared.trace, moment, here)
    gates, gate_sign = flow.gates if is_multiplying and flow is not None else _NO_GATES
    return Frame(
        nodes=tuple(_nodes(prepared, layer, moment, progress, reduced_motion) for layer in _layers(prepared)),
        pulses=NO_PULSES if reduced_motion or flow is None else pulses(flow, moment.phase, progress),
        gates=gates,
        gate_sign=gate_sign,
        pills=pills(flow, progress, reduced_motion) if is_multiplying and flow is not None else (),
        biases=_biases(prepared, moment, progress, reduced_motion),
        bars=_bars(prepared, moment, progress, reduced_motion),
        lead=lead,
        sentence=sentence,
        light=tuple(_light(layer, moment, timeline) for layer in _layers(prepared)),
        maps=_maps(prepared, moment, progress, reduced_motion),
        strip=_strip(prepared, moment, pinned),
        merge=_merge(prepared, moment, pinned),
    )


def _maps(prepared: Prepared, moment: Moment, progress: float, reduced_motion: bool) -> tuple[MapValues, ...]:
    """The image layers: settled, waiting, or on their way; the first two are the same objects every time."""
    return tuple(
        map_values.at(values, moment, progress, reduced_motion)
        if layer == moment.layer
        else (values if layer < moment.layer else prepared.waiting_maps[layer])
        for layer, values in prepared.maps.items()
    )


def _strip(prepared: Prepared, moment: Moment, pinned: bool) -> Strip | None:
    images = prepared.layout.images
    if images is None or images.strip is None or _merge(prepared, moment, pinned) is not None:
        return None
    network = prepared.document.network
    focus = windows.focus(network, moment, prepared.selection, pinned)
    if focus is None:
        return None
    shown = strip(prepared.trace, prepared.scales, focus, prepared.channel)
    pool = kernels.pooled_in(network, focus.layer, focus.unit) if shown.weighs else None
    if pool is None:
        return shown
    is_pooled = focus.is_active and windows.is_reached(network, moment, Target(*pool))
    then = Focus(*pool, is_reached=is_pooled, is_active=focus.is_active)
    return replace(shown, pooled=strip(prepared.trace, prepared.scales, then, 0))


def _merge(prepared: Prepared, moment: Moment, pinned: bool) -> Merge | None:
    """The parts of the selected cell, while that is what is looked at."""
    found = prepared.merge
    if found is None or (moment.phase in windows.SCANS and not pinned):
        return None
    return found if found.unit.layer <= moment.layer else replace(found, is_reached=False)


_NO_GATES = (np.empty((0, 4)), np.empty(0))


def _layers(prepared: Prepared) -> range:
    return range(len(prepared.settled))


def _light(layer: int, moment: Moment, timeline: Timeline) -> Light:
    if layer == 0 or layer > moment.layer:
        return Light.WAITING
    is_over = moment.index == len(timeline.phases) - 1 and moment.progress >= 1.0
    return Light.SETTLED if layer < moment.layer or is_over else Light.LIT


def _nodes(prepared: Prepared, layer: int, moment: Moment, progress: float, reduced_motion: bool) -> Nodes:
    if layer < moment.layer:
        return prepared.settled[layer]
    if layer > moment.layer:
        return prepared.waiting[layer]
    if moment.phase == "sum":
        flow = prepared.flows[layer]
        waiting = prepared.waiting[layer]
        return waiting if flow is None else replace(waiting, arc=_arc(flow, progress, reduced_motion))
    column = prepared.layout.column(layer)
    reached = _reached(column, moment.phase, progress, reduced_motion)
    return _arriving(prepared, layer, reached, moment.phase)


def _arriving(prepared: Prepared, layer: int, reached: Array, phase: str) -> Nodes:
    """A column whose values are coming in; ``reached`` (n,)."""
    if not reached.any():
        waiting = prepared.waiting[layer]
        flow = prepared.flows[layer]
        if phase != "activate" or flow is None:
            return waiting
        return replace(waiting, arc=_arc(flow, 1.0, True))
    settled, waiting = prepared.settled[layer], prepared.waiting[layer]
    flow = prepared.flows[layer]
    here = reached > 0
    arc = settled.arc
    if flow is not None and phase == "activate":
        arc = _arc(flow, 1.0, True) * (1.0 - np.minimum(reached, 1.0))
    is_whole = bool(here.all())
    return replace(
        settled,
        reached=reached,
        fill=np.clip(settled.fill * reached, -1.0, 1.0),
        arc=arc,
        glow=settled.glow * np.minimum(reached, 1.0),
        text=settled.text if is_whole else _where(here, settled.text, waiting.text),
        marks=settled.marks if is_whole else _where(here, settled.marks, waiting.marks),
    )


def _where(mask: Array, yes: tuple[str, ...], no: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(a if m else b for m, a, b in zip(mask.tolist(), yes, no, strict=True))


def _reached(column: Column, phase: str, progress: float, reduced_motion: bool) -> Array:
    """How far each unit's value has arrived, (n,)."""
    count = len(column.units)
    if not count:
        return np.empty(0)
    if reduced_motion:
        return np.full(count, progress if PHASES[phase].arrives else 0.0)
    return _ARRIVING[phase](column, progress) if phase in _ARRIVING else np.zeros(count)


def _row_by_row(column: Column, progress: float) -> Array:
    """The values of a table are a row each."""
    row = np.arange(len(column.units)) // max(column.row_length, 1)
    return np.asarray(np.clip(easing.out_cubic(progress) * (row[-1] + 1) - row, 0.0, 1.0))


def _one_by_one(column: Column, progress: float) -> Array:
    count = len(column.units)
    return np.asarray(np.clip(progress * count - np.arange(count), 0.0, 1.0))


_ARRIVING: Mapping[str, Callable[[Column, float], Array]] = MappingProxyType(
    {
        "input": _row_by_row,
        "activate": lambda column, progress: np.full(len(column.units), easing.out_back(progress)),
        "pool": _one_by_one,
        "pass": lambda column, progress: np.full(len(column.units), easing.out_cubic(progress)),
        "shift": lambda column, progress: np.full(len(column.units), easing.out_cubic(progress)),
    }
)
"""How values come in during a phase in which they do."""


def _arc(flow: Flow, progress: float, at_once: bool) -> Array:
    """The ring of the sum phase: Σ w·x grows first, then the bias is added; shares of the layer's largest."""
    eased = progress if at_once else easing.out_cubic(progress)
    added = min(eased / BIAS_FROM, 1.0)
    bias = max(eased - BIAS_FROM, 0.0) / (1.0 - BIAS_FROM)
    z = flow.z[flow.here.units]
    with np.errstate(all="ignore"):
        sums = added * flow.sums
        share = (sums + bias * (z - flow.sums)) / flow.scale.z
    arc: Array = np.clip(np.nan_to_num(share, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
    return arc


def _biases(prepared: Prepared, moment: Moment, progress: float, reduced_motion: bool) -> tuple[Biases, ...]:
    marks = []
    for layer, biases in enumerate(prepared.biases):
        if biases is None:
            continue
        if layer == moment.layer and moment.phase == "sum":
            eased = progress if reduced_motion else easing.out_cubic(progress)
            arrived = max(eased - BIAS_FROM, 0.0) / (1.0 - BIAS_FROM)
            marks.append(_arriving_bias(prepared, biases, arrived, reduced_motion))
        elif layer < moment.layer or (layer == moment.layer and moment.phase == "activate"):
            marks.append(biases)
        else:
            marks.append(replace(biases, shown=np.zeros(len(biases.shown)), text=("",) * len(biases.text)))
    return tuple(marks)


def _arriving_bias(prepared: Prepared, biases: Biases, arrived: float, reduced_motion: bool) -> Biases:
    """Marks that come in from the upper left, the side where no edge arrives."""
    radius = prepared.layout.column(biases.layer).radius
    away = 0.0 if reduced_motion else (1.0 - arrived) * 0.9 * radius
    text = biases.text if arrived > 0 else ("",) * len(biases.text)
    shown = arrived * biases.shown
    return replace(biases, x=biases.x - away, y=biases.y - away, shown=shown, text=text)


def _bars(prepared: Prepared, moment: Moment, progress: float, reduced_motion: bool) -> BarValues | None:
    bars = prepared.layout.bars
    if bars is None:
        return None
    last = len(prepared.settled) - 1
    column = prepared.layout.column(last)
    values = prepared.settled[last].value
    is_arriving = moment.layer == last and PHASES[moment.phase].arrives
    reached = float(_reached(column, moment.phase, progress, reduced_motion)[0]) if is_arriving else 0.0
    if reached <= 0:
        return BarValues(np.zeros(len(values)), ("",) * len(values), None, 0.0)
    result = prepared.outcome
    is_probability = gives_probabilities(prepared.document)
    shown = [percent(v) if is_probability else number(v, 3, _BESIDE_BAR) for v in values.tolist()]
    has_track = bars.kind == "probability"
    whole = np.clip(np.nan_to_num(values), 0.0, 1.0) if has_track else np.zeros(len(values))
    return BarValues(
        share=np.minimum(whole * reached, 1.0),
        text=tuple(text if bars.every_text or i == result.index else "" for i, text in enumerate(shown)),
        result=result.index if result.is_winner else None,
        reached=min(reached, 1.0),
        unsure=result.unsure,
    )
