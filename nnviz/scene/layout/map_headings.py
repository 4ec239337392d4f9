"""Heads over image layers and their kernels, and the numbers beside the tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

from nnviz.document import Document
from nnviz.engine import ActivationFunction, Layer
from nnviz.engine.arrays import shape_text
from nnviz.scene.layout.headings import SUBTITLE, head_lines, text_size, text_width
from nnviz.scene.layout.places import Bars
from nnviz.scene.layout.tiles import Head
from nnviz.scene.time import windows
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount, counted, noun, of_shape, part
from nnviz.scene.words.pooling import POOLING

NAME = 16.0
"""Room for a number beside a kernel, at scale 1."""
LEAST_NAME = 9.5
"""The same in pixels at least."""
LARGE, SMALL = 20.0, 16.0
"""Sizes of a title at scale 1: the usual one, and the one where room is short."""
_WIDE = 1.0


@dataclass(frozen=True)
class HeadingForms:
    """A head's title and subtitle, each from full to short; ``layer`` is the name of the layer it is over."""

    layer: str
    titles: tuple[str, ...]
    subtitles: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The layer's name, what stands over it where that is something else, and the subtitle in full."""
        said = self.subtitles[0] if self.titles[0] == self.layer else f"{self.titles[0]}, {self.subtitles[0]}"
        return f"{self.layer}: {said}"


def of_layer(document: Document, layer: int) -> HeadingForms:
    """What stands over a layer."""
    shape, name = document.network.shapes[layer], names.layer(document, layer)
    size = shape_text(shape[1:] if len(shape) == 3 else shape)
    values = (
        amount(shape[0], "value")
        if len(shape) == 1
        else of_shape(shape[1:] if len(shape) == 3 else shape, "value")
    )
    if layer in document.network.input_layers:
        return HeadingForms(name, (name, "Input") if layer else (name,), _input(shape, size, values))
    definition = document.network.layer(layer)
    if definition.has_kernels:
        return _maps(name, shape[0], size, definition.activation)
    # "Max pool 2", then "Max pool", then "Pool".
    unnumbered = name.rstrip("0123456789").rstrip()
    if definition.slides:
        kernel = shape_text(windows.of_layer(document.network, layer).kernel)
        return HeadingForms(name, (name, unnumbered, "Pool"), _pool(definition, kernel))
    function = definition.activation
    if function is None:
        short = "Flat" if definition.alignment == "flat" else name.split()[0]
        return HeadingForms(name, (name, unnumbered, short), (values, size, ""))
    word, count = names.function(function), names.units(document, layer)
    return HeadingForms(name, (name,), (f"{count}, {word}", f"{size}, {word}", word, size, ""))


def _pool(layer: Layer, kernel: str) -> tuple[str, ...]:
    full, short = POOLING[layer.reduces].of
    # The window's size alone would be read as the map's.
    return f"{full} {kernel}", f"{short} {kernel}", f"of {kernel}", ""


def of_kernels(document: Document, layer: int) -> HeadingForms:
    """What stands over the kernels of a convolution."""
    out, channels, height, width = document.network.layer_parameters(layer)["weight"].shape
    name, size = names.layer(document, layer), shape_text((height, width))
    if document.network.shapes[document.network.sources(layer)[0]][0] > 1:
        one = shape_text((channels, height, width))
        return HeadingForms(
            name,
            (part(1, out, "kernel"), f"1 of {out:,}", "w"),
            (of_shape((channels, height, width), "weight"), one, size, ""),
        )
    return HeadingForms(
        name, (amount(out, "kernel"), "Kernels", "w"), (of_shape((height, width), "weight"), size, "")
    )


def heads(
    words: Sequence[HeadingForms], middles: Sequence[float], bars: Bars | None, width: float, s: float
) -> list[Head]:
    """A head over each middle, as full as its neighbours leave room; all smaller where many are cut."""
    last = width if bars is None else (middles[-1] + bars.heading[0]) / 2
    return within(words, middles, (4.0, last), s)


def within(
    words: Sequence[HeadingForms], middles: Sequence[float], limits: tuple[float, float], s: float
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


def _input(shape: tuple[int, ...], size: str, values: str) -> tuple[str, ...]:
    if len(shape) != 3:
        return values, size, ""
    whole = size if shape[0] == 1 else shape_text(shape)
    return f"{whole} {noun(prod(shape), 'pixel')}", whole, ""


def _maps(name: str, count: int, size: str, function: ActivationFunction | None) -> HeadingForms:
    short = noun(count, "Map")
    titles = (amount(count, "feature map"), amount(count, "map"), short, "")
    if function is None or function.name == "identity":
        return HeadingForms(name, titles, (size, size, size, ""))
    word = names.function(function)
    return HeadingForms(name, titles, (f"{size}, after {word}", f"{size}, {word}", size, ""))


def _fitting(variants: tuple[str, ...], size: float, room: float) -> str:
    return next((text for text in variants if text_width(text, size) <= room), "")
