"""One gap's edges as arrays: which are drawn, how wide, how bright, in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnviz.document import Target
from nnviz.engine import Network, Trace
from nnviz.engine.arrays import Array
from nnviz.scene.layout.columns import MOST_EDGES
from nnviz.scene.layout.lines import rim_to_rim
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.layout.ranking import largest
from nnviz.scene.values.model import Edges, Light
from nnviz.scene.values.scales import LayerScale, Scales

LEVELS = 8
"""Steps of opacity a sign: few enough to draw each in one go."""
BESIDE_CHOSEN = 0.13

_SILENT_TARGET = 0.35
_BESIDE_WIDTH = 0.55
_WAITING_SPAN = 0.4
_WAITING_CHOSEN = 0.6
_THINNEST = 0.4
_TIERS = 24


@dataclass(frozen=True)
class Pen:
    """How a gap's edges are drawn: width ``factor`` · |w| / P98(|W|) up to ``widest`` pixels at scale 1;
    opacity from ``faintest`` to ``brightest``, for the selected unit's edges from ``chosen`` [0] to [1] and
    ``chosen_silent`` where the source is 0."""

    factor: float
    widest: float
    faintest: float
    brightest: float
    chosen: tuple[float, float] = (0.62, 0.62)
    chosen_silent: float = 0.28

    def full_width_at(self, scale: LayerScale) -> float:
        """The smallest |w| that is drawn at full width."""
        return self.widest / self.factor * scale.weight


_PENS = (
    (400, Pen(5.5, 7.0, 0.035, 0.455)),
    (MOST_EDGES, Pen(2.6, 3.2, 0.035, 0.455)),
)
_CROWDED = Pen(1.0, 1.25, 0.03, 0.2, chosen=(0.1, 0.62), chosen_silent=0.02)
"""Where not all edges can be drawn they must not run together into one area, nor must the selected unit's."""


def pen_for(total: int, in_large: bool = False) -> Pen:
    """The pen for a gap of ``total`` edges, perhaps of a large network."""
    return next((pen for most, pen in _PENS if total <= most and not in_large), _CROWDED)


def edges(
    layout: Layout,
    network: Network,
    trace: Trace,
    layer: int,
    selection: Target | None,
    light: Light | bool,
    scales: Scales,
    only_chosen: bool = False,
) -> Edges:
    """The edges into ``layer``; no lines where the layer has no weights between two columns.

    With ``only_chosen`` just the selected unit's: a number in hand changes every product in every frame, and
    ranking half a million of them would take longer than the frame.

    A waiting layer ranks and lights its edges by \\|w\\| alone, a computing one by \\|w·x\\|; above 3,000 the
    strongest are drawn, and before all others those of the selected unit.
    """
    light = Light(int(light))
    weight = network.layer_parameters(layer).get("weight")
    if not network.layer(layer).fully_connected or weight is None:
        return _nothing(layer)
    before, here = layout.column(network.sources(layer)[0]), layout.column(layer)
    if selection is not None and selection.layer not in (layer, *layout.inputs):
        selection = None
    x, a, scale = trace[layer].input[0], trace[layer].a[0], scales.layers[layer]
    if only_chosen:
        source, target = _strongest_chosen(weight, x, before, here, selection, layer, light)
    else:
        strength = _strength(weight, x[:, None], light)
        source, target = _strongest(strength, before, here, selection, layer)
    at = before.units[source], here.units[target]
    reach = _strength(weight[at], x[at[0]], light)
    share = reach.astype(np.float64) / (scale.product if light else scale.largest_weight)
    share = np.minimum(share, 1.0)
    w = weight[at].astype(np.float64)
    chosen = _chosen(before, here, source, target, selection, layer)
    silent = (x[at[0]] == 0) & bool(light)
    off = (a[at[1]] == 0) & (light is Light.SETTLED)
    in_large = layout.is_large
    pen = pen_for(weight.size, in_large)
    drawn = Edges(
        layer=layer,
        lines=rim_to_rim(before, here, source, target, chosen & (not in_large), layout.shares_gaps),
        source=source,
        target=target,
        sign=np.nan_to_num(np.sign(w)).astype(np.int8),
        width=_width(pen, w, chosen, scale) * layout.scale,
        opacity=_opacity(pen, share, chosen, silent, off, light),
        chosen=chosen,
        total=weight.size,
        source_layer=before.layer,
    )
    return _in_order(drawn, _order(share, drawn.sign, drawn.opacity, drawn.width, chosen))


def _in_order(edges: Edges, order: Array) -> Edges:
    arrays = ("lines", "source", "target", "sign", "width", "opacity", "chosen")
    return replace(edges, **{name: getattr(edges, name)[order] for name in arrays})


def _strength(weight: Array, x: Array, light: Light) -> Array:
    """\\|w\\| or \\|w·x\\|, elementwise; what isn't finite counts as strongest, so that it is seen."""
    with np.errstate(all="ignore"):
        strength = np.abs(weight * x) if light else np.abs(weight)
    if not np.isfinite(strength).all():
        strength = np.where(np.isfinite(strength), strength, np.inf)
    return strength


def _strongest(
    strength: Array, before: Column, here: Column, selection: Target | None, layer: int
) -> tuple[Array, Array]:
    """Positions (source, target) of the edges that are drawn, in no order."""
    rows, columns = len(before.units), len(here.units)
    if rows * columns <= MOST_EDGES:
        grid = np.indices((rows, columns)).reshape(2, -1)
        return grid[0], grid[1]
    is_whole = before.in_order and here.in_order
    drawn = strength if is_whole else strength[np.ix_(before.units, here.units)]
    flat = drawn.ravel()
    first = _selected_edges(before, here, selection, layer)
    best = largest(flat, MOST_EDGES)
    if len(first) > MOST_EDGES:
        best = first[largest(flat[first], MOST_EDGES)]
    elif len(first):
        others = best[~np.isin(best, first)]
        others = others[np.argsort(-flat[others], kind="stable")]
        best = np.concatenate([first, others])[:MOST_EDGES]
    return best // columns, best % columns


def _strongest_chosen(
    weight: Array,
    x: Array,
    before: Column,
    here: Column,
    selection: Target | None,
    layer: int,
    light: Light,
) -> tuple[Array, Array]:
    """Positions (source, target) of those among them that are the selected unit's."""
    columns = len(here.units)
    first = _selected_edges(before, here, selection, layer)
    source, target = first // columns, first % columns
    if len(before.units) * columns > MOST_EDGES < len(first):
        rows = before.units[source]
        best = largest(_strength(weight[rows, here.units[target]], x[rows], light), MOST_EDGES)
        source, target = source[best], target[best]
    return source, target


def _selected_edges(before: Column, here: Column, selection: Target | None, layer: int) -> Array:
    """Flat indices of the edges of the selected unit in this gap: into it, or out of a selected input."""
    rows, columns = len(before.units), len(here.units)
    if selection is not None and selection.layer == layer:
        position = here.position(selection.unit)
        if position is not None:
            return np.arange(rows) * columns + position
    if selection is not None and selection.layer == before.layer:
        position = before.position(selection.unit)
        if position is not None:
            return position * columns + np.arange(columns)
    return np.empty(0, dtype=np.intp)


def _chosen(
    before: Column, here: Column, source: Array, target: Array, selection: Target | None, layer: int
) -> Array:
    chosen = _selected_edges(before, here, selection, layer)
    if not len(chosen):
        return np.zeros(len(source), dtype=bool)
    mask = np.zeros(len(before.units) * len(here.units), dtype=bool)
    mask[chosen] = True
    return np.asarray(mask[source * len(here.units) + target])


def _opacity(pen: Pen, share: Array, chosen: Array, silent: Array, off: Array, light: Light) -> Array:
    """Opacity after the visual specification; unchosen ones are rounded to :data:`LEVELS` steps."""
    if chosen.any():
        return _opacity_beside_chosen(pen, share, chosen, silent, light)
    span = (pen.brightest - pen.faintest) * (1.0 if light else _WAITING_SPAN)
    exact = pen.faintest + span * share**0.8
    exact = np.where(off, _SILENT_TARGET * exact, exact)
    lowest = pen.faintest * _SILENT_TARGET
    step = (pen.brightest - lowest) / LEVELS
    level = np.minimum((exact - lowest) // step, LEVELS - 1)
    # The faintest step stands for very many edges: its own middle would turn them into a haze.
    rounded: Array = np.where(level == 0, pen.faintest, lowest + (level + 0.5) * step)
    return rounded


def _opacity_beside_chosen(pen: Pen, share: Array, chosen: Array, silent: Array, light: Light) -> Array:
    """The selected unit's edges bright, by their share of its largest where many; the others faint."""
    low, high = pen.chosen
    largest = float(share[chosen].max()) or 1.0
    steps = np.floor(LEVELS * (share / largest) ** 0.8) / LEVELS
    own = np.where(silent, pen.chosen_silent, low + (high - low) * steps)
    opacity = np.where(chosen, own, _beside(pen, share))
    return np.asarray(opacity * (1.0 if light else _WAITING_CHOSEN))


def _beside(pen: Pen, share: Array) -> Array | float:
    """The opacity of edges beside the selected unit's; where paths are lit instead, graded as ever."""
    if pen is not _CROWDED:
        return min(BESIDE_CHOSEN, pen.brightest / 2)
    steps = np.floor(LEVELS * share**0.8) / LEVELS
    graded: Array = pen.faintest + (pen.brightest - pen.faintest) * steps
    return graded


def _width(pen: Pen, w: Array, chosen: Array, scale: LayerScale) -> Array:
    """Widths at scale 1, rounded to eighths of the widest so that edges can be drawn in batches."""
    with np.errstate(all="ignore"):
        width = np.clip(pen.factor * np.abs(w) / scale.weight, _THINNEST, pen.widest)
    width = np.where(np.isfinite(width), width, pen.widest)
    step = pen.widest / LEVELS
    width = np.maximum(np.round(width / step) * step, _THINNEST)
    if chosen.any():
        width = np.where(chosen, width, np.maximum(width * _BESIDE_WIDTH, _THINNEST))
    return np.asarray(width)


def _order(share: Array, sign: Array, opacity: Array, width: Array, chosen: Array) -> Array:
    """Chosen last, strong after weak. Within a level the signs take turns tier by tier, so that neither
    always lies on top, and a painter still finds runs of one colour and width."""
    tier = np.minimum(_TIERS * np.sqrt(share), _TIERS - 1).astype(np.int64)
    key = chosen.astype(np.int64)
    for part, size in ((1000 * opacity, 1024), (tier, _TIERS), (sign + 1, 4), (width * 64, 1 << 16)):
        key = key * size + np.minimum(part, size - 1).astype(np.int64)
    return np.argsort(key, kind="stable")


def _nothing(layer: int) -> Edges:
    empty = np.empty(0)
    number = np.empty(0, dtype=np.intp)
    return Edges(
        layer, np.empty((0, 4)), number, number, number.astype(np.int8), empty, empty, empty.astype(bool), 0
    )
