"""The scene: what is to be drawn, as plain arrays. No colours, no fonts, no Qt.

Each value is a pure function of what it depends on, cached by identity by whoever asks:

- ``Layout``    ``layout.arrange(document, size)``: where everything is, at zoom 1 (``places``)
- ``Scales``    ``scales.measure(document, trace, before)``: what full width and full light stand for
- ``Edges``     ``edges.edges(layout, network, trace, layer, selection, light, scales)``: the still part
- ``Prepared``  ``prepare.prepare(layout, document, trace, selection, scales)``: all that time doesn't change
- ``Frame``     ``frame.frame(prepared, timeline, moment, reduced_motion)``: everything that changes with time

Sizes are already multiplied by ``Layout.scale``; exponents of the visual specification are already applied,
so a painter mixes colours linearly by ``fill``, ``opacity`` and ``glow``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from nnviz.document import Target
from nnviz.scene.words.counting import amount, part

if TYPE_CHECKING:
    from nnviz.scene.values.arithmetic import Strip
    from nnviz.scene.values.map_values import MapValues
    from nnviz.scene.values.merging import Merge


class Light(IntEnum):
    """What a layer's edges may show of the pass so far. ``False`` and ``True`` stand for the first two."""

    WAITING = 0
    """Weights alone: nothing has run down these edges."""
    LIT = 1
    """Contributions w·x: the layer is computing."""
    SETTLED = 2
    """Contributions, dimmed where the target came out as 0."""


@dataclass(frozen=True, eq=False)
class Edges:
    """The edges into one layer, weak first and strong last, the two signs interleaved; chosen ones on top.

    ``lines`` (n, 4) float64: x0, y0, x1, y1 in layout pixels. ``source``, ``target`` (n,) positions in the
    columns of ``source_layer`` and ``layer``. ``sign`` (n,) is -1, 0 or +1, the weight's. ``width`` (n,)
    pixels. ``opacity`` (n,) 0..1, one of at most eight values a sign. ``chosen`` (n,) bool: into the selected
    unit, or out of a selected input. ``total`` counts all edges of the gap, drawn or not. ``is_heat``: a
    picture of all weights stands in place of the lines.
    """

    layer: int
    lines: np.ndarray
    source: np.ndarray
    target: np.ndarray
    sign: np.ndarray
    width: np.ndarray
    opacity: np.ndarray
    chosen: np.ndarray
    total: int
    source_layer: int = 0
    is_heat: bool = False

    @property
    def drawn(self) -> int:
        """How many of ``total`` are drawn."""
        return len(self.lines)

    @property
    def note(self) -> str:
        """How many are drawn, in words: "3,000 of 401,408 edges"."""
        if self.is_heat:
            return _all(self.total, "weight")
        if self.drawn < self.total:
            return part(self.drawn, self.total, "edge")
        return _all(self.total, "edge")


@dataclass(frozen=True, eq=False)
class Nodes:
    """One column's values at a moment.

    ``value`` (n,) activations; ``reached`` (n,) 0 hollow .. 1 the value stands, up to 1.04 while it settles.
    ``fill`` (n,) -1..1: share of the full colour, sign kept, already times ``reached``; ``signed`` tells
    which ramp (False: zero to full; True: zero to pos or neg). ``arc`` (n,) -1..1: the ring filled by the sum
    phase as a signed arc, a share of a whole turn (0: none). ``glow`` (n,) 0..1 of the full glow. ``text``
    (n,) the printed value, to be drawn where the disc has room on screen; "" before its phase, and in cells.
    ``marks`` (n,) "" | "override" | "non-finite". ``all_off``: every neuron of a ReLU layer came out as 0,
    which needs a warning.
    """

    layer: int
    value: np.ndarray
    reached: np.ndarray
    fill: np.ndarray
    signed: bool
    arc: np.ndarray
    glow: np.ndarray
    text: tuple[str, ...]
    marks: tuple[str, ...]
    all_off: bool = False

    def cut(self, start: int, stop: int) -> Nodes:
        """The nodes of a part of the column."""
        names = ("value", "reached", "fill", "arc", "glow", "text", "marks")
        return replace(self, **{name: getattr(self, name)[start:stop] for name in names})


@dataclass(frozen=True, eq=False)
class Pulses:
    """Moving dots, weak first. ``x``, ``y``, ``radius`` (n,) layout pixels; ``sign`` (n,): 0 before the gate
    (white), then the product's; ``tail_x``, ``tail_y`` (n,) where the tail starts; ``chosen`` (n,) bool: one
    of the 32 strongest into the selection."""

    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray
    tail_x: np.ndarray
    tail_y: np.ndarray
    sign: np.ndarray
    chosen: np.ndarray


@dataclass(frozen=True, eq=False)
class Biases:
    """The bias marks of one layer: an outlined mark at the upper left rim of each neuron, (n,) each.

    ``x``, ``y`` middle, ``radius`` and ``sign`` the bias's; ``shown`` 0..1 (0: not arrived, drawn nowhere).
    ``text`` is the printed bias.
    """

    layer: int
    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray
    sign: np.ndarray
    shown: np.ndarray
    text: tuple[str, ...]


@dataclass(frozen=True)
class Pill:
    """A printed value on an edge or beside a pulse. ``sign`` picks its outline; ``x``, ``y`` its middle."""

    x: float
    y: float
    text: str
    sign: int


@dataclass(frozen=True, eq=False)
class BarValues:
    """Output bars at a moment: ``share`` (n,) 0..1 of the track, growth included; ``text`` printed, "" before
    its phase; ``result`` the winner's position or None; ``reached`` 0..1 growth; ``unsure`` the two positions
    to mark where no class has half."""

    share: np.ndarray
    text: tuple[str, ...]
    result: int | None
    reached: float
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True)
class Legend:
    """What sizes stand for on screen now: (kind, words) pairs, the most telling first.

    Kinds: ``"positive"``, ``"negative"``, ``"width"``, ``"light"``, ``"fill"``, ``"ring"``, ``"bias"``: a
    painter draws a small sign of the kind before the words; ``"layer"`` and ``"count"`` are words alone.
    """

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Frame:
    """Everything that changes with time.

    ``gates`` (n, 4) x0, y0, x1, y1 of bars across edge midpoints; ``gate_sign`` (n,) the products' signs, 0
    where nothing comes through.
    ``biases`` one for each layer that has them. ``light`` one for each layer, the input's 0 included: the
    light of the edges into it. ``maps`` are the image layers; ``strip`` is one window's arithmetic, where
    there is one, ``merge`` the parts of a selected cell where maps are joined. ``lead`` and ``sentence``
    are the narration.
    """

    nodes: tuple[Nodes, ...]
    pulses: Pulses
    gates: np.ndarray
    gate_sign: np.ndarray
    pills: tuple[Pill, ...]
    biases: tuple[Biases, ...]
    bars: BarValues | None
    lead: str
    sentence: str
    light: tuple[Light, ...]
    maps: tuple[MapValues, ...] = ()
    strip: Strip | None = None
    merge: Merge | None = None

    @property
    def highlight(self) -> tuple[int, ...]:
        """Layers whose edges show contributions (the others wait and show weights only)."""
        return tuple(layer for layer, light in enumerate(self.light) if light)


@dataclass(frozen=True)
class Hit:
    """What is under the pointer: which kind of thing, the unit that it belongs to, where it comes from.

    ``index`` is what more its kind needs: the place of a kernel's weight in its layer, the number of an input
    channel. What a kind does and how it looks is said by its class, in ``nnviz.ui.canvas.things``.
    """

    kind: str
    target: Target
    source: Target | None = None
    index: tuple[int, ...] = ()


def _all(count: int, one: str) -> str:
    """All there are, in words: "all 12 weights", "the only weight"."""
    return f"the only {one}" if count == 1 else f"all {amount(count, one)}"
