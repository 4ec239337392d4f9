"""Heads over image layers and their kernels, and the numbers beside the tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nnviz.document import Document
from nnviz.engine import ActivationFunction, Layer
from nnviz.plaintext import visible
from nnviz.scene.layout.headings import SUBTITLE, head_lines, text_size, text_width
from nnviz.scene.layout.places import Bars
from nnviz.scene.layout.tiles import Head
from nnviz.scene.time import windows
from nnviz.scene.words.counting import counted
from nnviz.scene.words.layers import KINDS, function_name
from nnviz.scene.words.layers import title as column_title
from nnviz.scene.words.pooling import POOLING

NAME = 16.0
"""Room for a number beside a kernel, at scale 1."""
LARGE, SMALL = 20.0, 16.0
"""Sizes of a title at scale 1: the usual one, and the one where room is short."""
_WIDE = 1.0


@dataclass(frozen=True)
class Words:
    """A head's title and subtitle, each from full to short."""

    titles: tuple[str, ...]
    subtitles: tuple[str, ...]

    @property
    def whole(self) -> str:
        """Title and subtitle in full."""
        return f"{self.titles[0]}: {self.subtitles[0]}"


def of_layer(document: Document, layer: int) -> Words:
    """What stands over a layer."""
    shape = document.network.shapes[layer]
    size = f"{shape[2]} × {shape[1]}" if len(shape) == 3 else f"{shape[0]:,}"
    if layer == 0:
        return Words(("Input",), _input(shape, size))
    definition = document.network.layer(layer)
    if layer in document.network.input_layers:
        return Words((column_title(document, layer), "Input"), _input(shape, size))
    if definition.has_kernels:
        return _maps(shape[0], size, definition.activation)
    if definition.slides:
        height, width = windows.of_layer(document.network, layer).kernel
        return _pool(definition, f"{width} × {height}", size)
    own = visible(definition.name or "")
    name = own or KINDS.get(definition.kind, definition.kind)
    if definition.activation is None:
        short = "Flat" if definition.alignment == "flat" else name.split()[0]
        return Words((name, short), (f"{size} values", size, ""))
    titles = (own or column_title(document, layer),)
    word = function_name(definition.activation)
    return Words(titles, (f"{size} neurons, {word}", f"{size}, {word}", word, size, ""))


def _pool(layer: Layer, kernel: str, size: str) -> Words:
    full, short = POOLING[layer.reduces].of
    name = KINDS.get(layer.kind, layer.kind)
    return Words((name, "Pool"), (f"{full} {kernel}", f"{short} {kernel}", kernel, size, ""))


def of_kernels(document: Document, layer: int) -> Words:
    """What stands over the kernels of a convolution."""
    out, channels, height, width = document.network.layer_parameters(layer)["weight"].shape
    size = f"{width} × {height}"
    if document.network.shapes[document.network.sources(layer)[0]][0] > 1:
        one = f"{channels} × {size}"
        return Words(
            (f"1 of {out:,} kernels", f"1 of {out:,}", "w"),
            (f"{one} weights", one, size, ""),
        )
    many = "1 kernel" if out == 1 else f"{out:,} kernels"
    return Words((many, "Kernels", "w"), (f"{size} weights", size, ""))


def heads(
    words: Sequence[Words], middles: Sequence[float], bars: Bars | None, width: float, s: float
) -> list[Head]:
    """A head over each middle, as full as its neighbours leave room; all smaller where many are cut."""
    last = width if bars is None else (middles[-1] + bars.heading[0]) / 2
    return within(words, middles, (4.0, last), s)


def within(
    words: Sequence[Words], middles: Sequence[float], limits: tuple[float, float], s: float
) -> list[Head]:
    """Heads that keep clear of each other and of the ``limits`` left and right."""
    y, _ = head_lines(s)
    bounds = [limits[0], *((a + b) / 2 for a, b in pairwise(middles)), limits[1]]
    rooms = [2 * min(x - low, high - x) for x, (low, high) in zip(middles, pairwise(bounds), strict=True)]
    size = text_size(LARGE, s)
    if any(_fitting(w.titles[:2], _WIDE * size, room) == "" for w, room in zip(words, rooms, strict=True)):
        size = text_size(SMALL, s)
    small = text_size(SUBTITLE, s)
    return [
        Head(
            x,
            y,
            _fitting(w.titles, _WIDE * size, room),
            _fitting(w.subtitles, small, room),
            size,
            whole=w.whole,
        )
        for w, x, room in zip(words, middles, rooms, strict=True)
    ]


def tile_names(count: int, layer: int, is_kernel: bool) -> tuple[str, ...]:
    """The numbers beside the tiles; the three channels of a picture are its colours."""
    if layer == 0 and not is_kernel:
        return ("red", "green", "blue") if count == 3 else ()
    return tuple(map(str, counted(range(count)))) if is_kernel else ()


def _input(shape: tuple[int, ...], size: str) -> tuple[str, ...]:
    if len(shape) != 3:
        return f"{size} values", size, ""
    if shape[0] == 1:
        return f"{size} pixels", size, ""
    return f"{shape[0]} × {size} pixels", f"{shape[0]} × {size}", ""


def _maps(count: int, size: str, function: ActivationFunction | None) -> Words:
    many = "feature map" if count == 1 else "feature maps"
    short = "map" if count == 1 else "maps"
    titles = (f"{count:,} {many}", f"{count:,} {short}", short.capitalize(), "")
    if function is None or function.name == "identity":
        return Words(titles, (size, size, size, ""))
    name = function_name(function)
    return Words(titles, (f"{size}, after {name}", f"{size}, {name}", size, ""))


def _fitting(variants: tuple[str, ...], size: float, room: float) -> str:
    return next((text for text in variants if text_width(text, size) <= room), "")
