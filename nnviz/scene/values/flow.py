"""One dense layer's arithmetic on screen: which products run as pulses, and where the sum ends up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnviz.document import Target
from nnviz.engine.arrays import Array
from nnviz.scene.layout.lines import rim_to_rim
from nnviz.scene.layout.places import Column
from nnviz.scene.layout.ranking import largest, product_sizes
from nnviz.scene.values.scales import LayerScale

MOST_PULSES = 2_000
MOST_GATES = 32
"""More gates in one gap would be a fence."""
MOST_CHOSEN = 32
"""The strongest pulses into the selected unit are large and lit; any more would hide each other."""
STAGGER = 0.24
"""The last source starts this share of the phase after the first."""

_FEW_GATES = 64
_FEW_EDGES = 400
_SMALL_PULSE = 0.45


@dataclass(frozen=True, eq=False)
class Runners:
    """What runs down the edges of one layer, weak first, (n,) each.

    ``lines`` (n, 4) rim to rim; ``delay`` 0..0.24 of the phase; ``before`` and ``after`` radii on either side
    of the gate; ``x`` the source's value, ``product`` w·x; ``chosen`` the strongest into the selected unit.
    """

    lines: Array
    delay: Array
    before: Array
    after: Array
    x: Array
    product: Array
    chosen: Array


@dataclass(frozen=True, eq=False)
class Flow:
    """A dense layer between two columns. ``weight`` (inputs, units), ``x`` (inputs,), ``z`` (units,). What is
    asked for is computed once: a layer not yet reached costs nothing."""

    before: Column
    here: Column
    weight: Array
    x: Array
    z: Array
    scale: LayerScale
    s: float
    selection: Target | None
    thin: float = 1.0
    """The layout's: pills come as near to their pulses as pulses are small."""
    in_gap: bool = False
    """Whether edges keep to the gap between the columns, for other layers stand above and below them."""

    @cached_property
    def sums(self) -> Array:
        """(n,) Σ w·x without the bias, in drawing order."""
        with np.errstate(all="ignore"):
            return np.asarray((self.x @ self.weight)[self.here.units])

    @cached_property
    def runners(self) -> Runners:
        """The strongest products, at most 2,000; those into the selected unit come before any other."""
        source, target = self._strongest()
        x = self.x[self.before.units[source]].astype(np.float64)
        with np.errstate(all="ignore"):
            product = x * self.weight[self.before.units[source], self.here.units[target]]
        chosen = target == self.position
        order = np.lexsort((np.nan_to_num(np.abs(product), nan=np.inf), chosen))
        source, target, x, product, chosen = (part[order] for part in (source, target, x, product, chosen))
        chosen[: max(len(chosen) - MOST_CHOSEN, 0)] = False
        size = self._size(chosen)
        return Runners(
            lines=rim_to_rim(self.before, self.here, source, target, chosen, self.in_gap),
            delay=STAGGER * source / max(len(self.before.units) - 1, 1),
            before=size * _radius(x / self.scale.input),
            after=size * _radius(product / self.scale.product),
            x=x,
            product=product,
            chosen=chosen,
        )

    @cached_property
    def gates(self) -> tuple[Array, Array]:
        """(m, 4) bars across the middles of the selected unit's edges, or of all in a small layer, and the
        products' signs (m,). A weight of 0 has none: nothing goes through."""
        source, target = self._gated()
        has_weight = self.weight[self.before.units[source], self.here.units[target]] != 0
        source, target = source[has_weight], target[has_weight]
        lines = rim_to_rim(self.before, self.here, source, target, np.ones(len(source), bool), self.in_gap)
        w = self.weight[self.before.units[source], self.here.units[target]].astype(np.float64)
        x = self.x[self.before.units[source]]
        along = lines[:, 2:] - lines[:, :2]
        middle = lines[:, :2] + along / 2
        unit = along / np.hypot(along[:, 0], along[:, 1])[:, None]
        share = np.nan_to_num(np.minimum(np.abs(w) / self.scale.weight, 1.6), nan=1.6)
        half = (4.0 + 9.0 * share)[:, None] * self.s * np.column_stack([-unit[:, 1], unit[:, 0]])
        return np.hstack([middle - half, middle + half]), np.nan_to_num(np.sign(w * x))

    @cached_property
    def position(self) -> int:
        """Where the selected unit stands in this layer's column; -1 where it is in another."""
        if self.selection is None or self.selection.layer != self.here.layer:
            return -1
        found = self.here.position(self.selection.unit)
        return -1 if found is None else found

    def _strongest(self) -> tuple[Array, Array]:
        """Positions (source, target) of the products that run; a source of 0 sends nothing."""
        awake = np.flatnonzero(self.x[self.before.units] != 0)
        units = self.here.units
        rows = self.weight[self.before.units[awake]]
        if not self.here.in_order:
            rows = rows[:, units]
        with np.errstate(all="ignore"):
            rows = rows * self.x[self.before.units[awake], None]
        size = np.abs(rows, out=rows).ravel()
        size[np.isnan(size)] = np.inf
        if self.position >= 0:
            size[self.position :: len(units)] = np.inf
        best = largest(size, MOST_PULSES) if size.size > MOST_PULSES else np.arange(size.size)
        return awake[best // len(units)], best % len(units)

    def _gated(self) -> tuple[Array, Array]:
        sources, targets = len(self.before.units), len(self.here.units)
        if self.position >= 0:
            w = self.weight[self.before.units, self.here.units[self.position]]
            size = product_sizes(w, self.x[self.before.units])
            source = np.sort(largest(size, MOST_GATES))
            return source, np.full(len(source), self.position)
        if sources * targets <= _FEW_GATES:
            grid = np.indices((sources, targets)).reshape(2, -1)
            return grid[0], grid[1]
        empty = np.empty(0, dtype=np.intp)
        return empty, empty

    def _size(self, chosen: Array) -> Array:
        """Pulses that aren't looked at are small: very many large ones would hide the network."""
        if chosen.any():
            return np.where(chosen, self.s, _SMALL_PULSE * self.s)
        is_crowded = self.weight.size > _FEW_EDGES
        return np.full(len(chosen), (_SMALL_PULSE if is_crowded else 1.0) * self.s)


def _radius(share: Array) -> Array:
    """Radius of a pulse at scale 1: 2 + 6.5 √share, as the visual specification has it."""
    share = np.nan_to_num(np.minimum(np.abs(share), 1.0), nan=1.0)
    radius: Array = 2.0 + 6.5 * np.sqrt(share)
    return radius
