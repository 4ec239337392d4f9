"""The strip under the maps: one window's arithmetic with all its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnviz.document import Target
from nnviz.engine import Explanation, Trace
from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction
from nnviz.scene.time import windows
from nnviz.scene.time.windows import Cell, Focus
from nnviz.scene.values.map_values import is_photograph, ramp_of, share
from nnviz.scene.values.scales import LayerScale, Scales
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount, counted
from nnviz.scene.words.equation import (
    fewest_digits,
    marked,
    quotient_holds,
    sum_holds,
    texts_add_up,
    value_holds,
)
from nnviz.scene.words.numbers import number, signed
from nnviz.scene.words.sliding import slide

MOST_ROWS = 8
"""Input channels listed with their sums; of more, the smallest sums are one row, which still adds up."""
BIAS = "bias"
ADD_ALL = "add all"
"""The name of the term that can be dragged."""
_DECIMALS = 3


@dataclass(frozen=True, eq=False)
class Grid:
    """Numbers under the window: ``values`` and ``fill`` (-1..1 of the full colour), both (rows, columns)."""

    title: str
    values: Array
    fill: Array
    ramp: str


@dataclass(frozen=True)
class ChannelSum:
    """The products of one input channel added up; ``channel`` is its number in the source, ``number`` among
    the unit's own; None and -1 for several together. ``text`` is ``value``, printed."""

    channel: int | None
    words: str
    value: float
    text: str
    number: int = -1


@dataclass(frozen=True)
class Term:
    """One printed number of the sum: its name, its text, its sign (0: the text alone says it). The text
    begins with ≈ where it doesn't follow from those above it as they are printed."""

    name: str
    text: str
    sign: int = 0


@dataclass(frozen=True, eq=False)
class Strip:
    """One unit's arithmetic. ``kind`` is ``"products"`` (convolution), or a pooling layer's ``reduces``.

    ``inputs`` is the window on input channel ``channel``; ``weights`` and ``products`` are None in pooling.
    ``inside`` is False where padding lies under the window; ``places`` names the source's cells, row by row,
    None for padding. ``sums`` has a row for each input channel where there are several. ``winner`` is the
    (row, column) of the largest, ``result`` what pooling passes on. ``terms`` are the sum, the bias and what
    comes out; they and ``sums`` are printed with the usual digits. ``pooled`` is the arithmetic of the cell
    that pools a convolution's, where one does. ``slide`` names stride, padding and what else there is;
    ``longest`` are title and place of the last window.
    """

    kind: str
    layer: int
    source: int
    unit: Cell
    channel: int
    title: str
    place: str
    inputs: Grid
    inside: Array
    places: tuple[Target | None, ...]
    weights: Grid | None
    products: Grid | None
    sums: tuple[ChannelSum, ...]
    terms: tuple[Term, ...]
    note: str
    winner: tuple[int, int] | None
    is_reached: bool
    is_active: bool
    why: Explanation
    has_bias: bool = False
    slide: tuple[str, ...] = ()
    longest: tuple[str, str] = ("", "")
    result: Grid | None = None
    pooled: Strip | None = None

    @property
    def weighs(self) -> bool:
        """Whether a kernel scales the numbers."""
        return self.weights is not None

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The window, and where a kernel scales it the kernel and the products."""
        return tuple(grid for grid in (self.inputs, self.weights, self.products) if grid is not None)

    def with_digits(self, digits: int) -> Strip:
        """The same with sums and terms printed with so many digits after the point."""
        sums = tuple(replace(row, text=signed(row.value, digits)) for row in self.sums)
        return replace(self, sums=sums, terms=_terms(self.why, self.has_bias, self.is_active, sums, digits))

    def with_sums(self, most: int) -> Strip:
        """The same with ``most`` rows of sums: that of the channel in detail, the largest, and the others'
        together."""
        if len(self.sums) <= most:
            return self
        own = [i for i, row in enumerate(self.sums) if row.channel == self.channel]
        order = own + sorted(
            (i for i, row in enumerate(self.sums) if i not in own and row.channel is not None),
            key=lambda i: -abs(self.sums[i].value),
        )
        kept = sorted(order[: max(most - 1, 0)])
        rest = [row for i, row in enumerate(self.sums) if i not in kept]
        count = len(self.why.products) - len(kept)
        value = sum(row.value for row in rest)
        rows = [*(self.sums[i] for i in kept), ChannelSum(None, amount(count, "other"), value, "")]
        digits = _digits(self.why, [row.value for row in rows])
        return replace(self, sums=tuple(rows)).with_digits(digits)


def strip(trace: Trace, scales: Scales, focus: Focus, channel: int) -> Strip:
    """The arithmetic of the unit in focus, with input channel number ``channel`` of its own in detail."""
    network = trace.network
    why = trace.explain(focus.layer, focus.unit)
    source = network.sources(focus.layer)[0]
    channels = windows.input_channels(network, focus.layer, focus.unit[0])
    at = min(channel, len(channels) - 1)
    size = why.inputs.shape[1] * why.inputs.shape[2]
    origins = why.origins[at * size : (at + 1) * size]
    before, here = scales.layers[source], scales.layers[focus.layer]
    inside = why.inside[at]
    sliding = windows.of_layer(network, focus.layer)
    count = sliding.count
    title, place = _title(count, focus.unit[1:])
    is_conv = why.definition.has_kernels
    has_bias = "bias" in network.layer_parameters(focus.layer)
    pixels = np.where(inside, why.inputs[at], 0.0) if not is_conv else why.inputs[at]
    sums = _sums(why, channels) if is_conv and len(channels) > 1 else ()
    digits = _digits(why, [row.value for row in sums]) if is_conv else _pool_digits(why)
    return Strip(
        kind="products" if is_conv else why.definition.reduces,
        layer=focus.layer,
        source=source,
        unit=focus.unit,
        channel=channels[at],
        title=title,
        place=place,
        inputs=_inputs(trace, source, channels, at, pixels, before),
        inside=inside,
        places=tuple(None if o is None else Target(o[0], _cell(o[1])) for o in origins),
        weights=_weights(why, at, here) if is_conv else None,
        products=_products(why, at, here, before) if is_conv else None,
        sums=sums,
        terms=_terms(why, has_bias, focus.is_active, sums, digits),
        note=_note(why) if focus.is_active else "",
        winner=None if why.winner is None else divmod(int(why.winner), why.inputs.shape[2]),
        is_reached=focus.is_reached,
        is_active=focus.is_active,
        why=why,
        has_bias=has_bias,
        slide=slide(sliding),
        longest=_title(count, (count[0] - 1, count[1] - 1)),
        result=None if is_conv else _result(trace, why, before),
    )


def _title(count: tuple[int, int], position: tuple[int, int]) -> tuple[str, str]:
    """Which window of how many it is, and in which row and column."""
    ordinal = windows.number(position, count) + 1
    return f"Window {ordinal:,} of {count[0] * count[1]:,}", "row {}, column {}".format(*counted(position))


def _cell(unit: tuple[int, ...]) -> Cell:
    channel, row, column = unit
    return channel, row, column


def _inputs(trace: Trace, source: int, channels: range, at: int, values: Array, scale: LayerScale) -> Grid:
    ramp = ramp_of(scale.signed, is_photograph(trace[0].a[0]))
    return Grid(_input_title(source, channels, at), values, share(values, scale.activation, ramp), ramp)


def _input_title(source: int, channels: range, at: int) -> str:
    what = "pixels" if source == 0 else "values"
    return f"{what} under the window" if len(channels) == 1 else f"channel {channels[at] + 1}"


def _weights(why: Explanation, at: int, scale: LayerScale) -> Grid:
    values = why.weights[at]
    kernel, part = counted((why.unit[0], at))
    title = f"kernel {kernel}" if len(why.weights) == 1 else f"kernel {kernel}, part {part}"
    return Grid(title, values, share(values, scale.largest_weight, "signed"), "signed")


def _products(why: Explanation, at: int, here: LayerScale, before: LayerScale) -> Grid:
    # One scale for every window of the layer, so that it stays while the window slides.
    full = here.largest_weight * before.activation
    return Grid("products", why.products[at], share(why.products[at], full, "signed"), "signed")


def _sums(why: Explanation, channels: range) -> tuple[ChannelSum, ...]:
    with np.errstate(all="ignore"):
        each = why.products.sum(axis=(1, 2), dtype=np.float64)
    rows: list[tuple[int | None, str, float, int]] = [
        (c, f"channel {c + 1}", float(v), i)
        for i, (c, v) in enumerate(zip(channels, each.tolist(), strict=True))
    ]
    if len(rows) > MOST_ROWS:
        order = np.argsort(-np.abs(np.nan_to_num(each)), kind="stable")
        kept = sorted(order[: MOST_ROWS - 1].tolist())
        rest = order[MOST_ROWS - 1 :]
        others = (None, amount(len(rest), "other"), float(each[rest].sum()), -1)
        rows = [*(rows[i] for i in kept), others]
    digits = _digits(why, [value for _, _, value, _ in rows])
    return tuple(ChannelSum(c, words, value, signed(value, digits), i) for c, words, value, i in rows)


def _digits(why: Explanation, sums: list[float]) -> int:
    """As many digits as make both sums true, that of the channels and that of bias and z; else as usual."""

    def hold(digits: int) -> bool:
        is_sum = sum_holds((_total(why), why.bias), why.natural_z, digits)
        return is_sum and (len(sums) < 2 or sum_holds(sums, _total(why), digits))

    digits, is_true = fewest_digits(hold, _DECIMALS)
    return digits if is_true else _DECIMALS


def _total(why: Explanation) -> float:
    with np.errstate(all="ignore"):
        return float(why.products.sum(dtype=np.float64))


def _terms(
    why: Explanation, has_bias: bool, is_active: bool, sums: tuple[ChannelSum, ...], digits: int
) -> tuple[Term, ...]:
    """The sum, the bias and what comes out, printed with ``digits``; of pooling, what it makes of the sum."""
    if not why.definition.has_kernels:
        return _pool_terms(why, digits)
    total = _total(why)
    added = signed(total, digits)
    is_total = not sums or texts_add_up([row.text for row in sums], added)
    terms = [Term(f"{ADD_ALL} {why.products.size:,}", marked(added, is_total), _sign(total))]
    if has_bias:
        terms.append(Term(BIAS, signed(why.bias, digits), _sign(why.bias)))
    if why.overridden == "z":
        terms.append(Term("z, held", number(why.z, digits), _sign(why.z)))
    else:
        is_sum = sum_holds((total, why.bias), why.natural_z, digits)
        terms.append(Term("z", marked(number(why.z, digits), is_sum), _sign(why.z)))
    return (*terms, *_function_term(why, is_active, digits))


def _function_term(why: Explanation, is_active: bool, digits: int) -> tuple[Term, ...]:
    """What comes out of the function; nothing where there is none. A share is no function of one z alone."""
    function = why.activation
    if function is None or function.name == "identity":
        return ()
    text = number(why.a, digits) if is_active else ""
    if why.overridden == "a":
        return (Term("a, held", text),)
    if function.elementwise and is_active:
        text = marked(text, value_holds(why.z, why.a, lambda z: _value(function, z), digits))
    name = names.function(function)
    return (Term(name if why.shares is None else f"{name} of {len(why.shares.scores)} z", text),)


def _value(function: ActivationFunction, z: float) -> float:
    with np.errstate(all="ignore"):
        return float(function.forward(np.array([z]))[0])


def _pool_terms(why: Explanation, digits: int) -> tuple[Term, ...]:
    if why.winner is not None:
        inside = int(why.inside.sum())
        return (Term("the largest" if inside > 1 else "the only one", number(why.a, digits)),)
    if why.definition.reduces != "mean":
        return (Term(ADD_ALL, number(why.a, digits)),)
    total, count = _mean_of(why)
    result = marked(number(why.a, digits), quotient_holds(total, count, why.a, digits))
    return Term(ADD_ALL, number(total, digits)), Term(f"divide by {count}", result)


def _pool_digits(why: Explanation) -> int:
    """As many digits as make a quotient true; else as usual."""
    if why.winner is not None or why.definition.reduces != "mean":
        return _DECIMALS
    total, count = _mean_of(why)
    digits, holds = fewest_digits(lambda digits: quotient_holds(total, count, why.a, digits), _DECIMALS)
    return digits if holds else _DECIMALS


def _mean_of(why: Explanation) -> tuple[float, int]:
    """The sum of a window's numbers, and how many it is divided by."""
    with np.errstate(all="ignore"):
        total = float(why.inputs.sum(dtype=np.float64))
    share = float(why.weights.flat[0]) if why.weights.size else 0.0
    return total, round(1 / share) if share else int(why.inside.sum())


def _result(trace: Trace, why: Explanation, scale: LayerScale) -> Grid:
    """The number that pooling passes on, coloured as the numbers it comes from."""
    ramp = ramp_of(scale.signed, is_photograph(trace[0].a[0]))
    value = np.array([[why.a]])
    return Grid("result", value, share(value, scale.activation, ramp), ramp)


def _note(why: Explanation) -> str:
    function = why.activation
    if function is None or function.name != "relu" or why.overridden is not None:
        return ""
    if np.isnan(why.z):
        return "z is not a number"
    return "z > 0, kept" if why.z > 0 else "z is not above 0: off"


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
