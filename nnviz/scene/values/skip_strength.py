"""How bright the lines of a skip connection are at a moment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.document import Target
from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Column, SkipConnection
from nnviz.scene.values.map_values import MapValues
from nnviz.scene.values.model import Light, Nodes

_WAITING, _SILENT = 0.22, 0.12
_FAINTEST, _BRIGHTEST = 0.2, 0.75
_CHOSEN, _BESIDE_CHOSEN = 0.95, 0.13


def strength(
    skips: SkipConnection,
    values: Nodes | MapValues,
    light: Light,
    selection: Target | None,
    columns: Sequence[Column],
) -> Array:
    """(lines,) opacity: how large the value is that runs there, 0..1; before its time all are alike.

    ``values`` are the source layer's; of a map its largest value counts. Lines of the selected unit, at
    either end, come out before all others.
    """
    peaks = np.abs(values.fill) if isinstance(values, Nodes) else values.peaks
    share = peaks[skips.source]
    if skips.is_bundle:
        share = share.max(initial=0.0, keepdims=True)
    if light is Light.WAITING:
        found = np.full(len(share), _WAITING)
    else:
        found = np.where(share > 0, _FAINTEST + (_BRIGHTEST - _FAINTEST) * share, _SILENT)
    chosen = _chosen(skips, selection, columns)
    if not chosen.any():
        return found
    return np.where(chosen, _CHOSEN, np.minimum(found, _BESIDE_CHOSEN))


def _chosen(skips: SkipConnection, selection: Target | None, columns: Sequence[Column]) -> Array:
    nothing = np.zeros(1 if skips.is_bundle else len(skips.source), dtype=bool)
    if selection is None or selection.layer not in (skips.layer, skips.source_layer):
        return nothing
    column = columns[selection.layer]
    is_map = column.form == "tile" and not isinstance(selection.unit, int)
    position = selection.unit[0] if is_map else column.position(selection.unit)  # type: ignore[index]
    ends = skips.target if selection.layer == skips.layer else skips.source
    found = ends == position
    return np.asarray(found.any(keepdims=True) if skips.is_bundle else found)
