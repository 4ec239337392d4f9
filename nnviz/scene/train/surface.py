"""What the network and each of its neurons answer at every point of the plane, from one forward pass.

An answer is kept as a level, a byte: 0 to 254 stand for −1 to 1 of a column's scale, :data:`NOTHING` for what
isn't finite. A picture needs a table of 256 colours then, and nothing is done pixel by pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.engine import ActivationFunction, Network
from nnviz.scene.train.columns import Column
from nnviz.scene.train.plane import SIDE, Plane
from nnviz.scene.values.contour import contour
from nnviz.scene.values.span import Span

MIDDLE, NOTHING = 127, 255
"""The level of 0, and that of what isn't finite."""
FAR = 1e4
"""z here tells what a function that goes flat comes to."""
MOST = 256
"""Neurons of a column that have a picture: more could not be told apart."""


@dataclass(frozen=True)
class Scale:
    """Which answers stand for −1, 0 and 1 of full colour: ``low``, the middle between, ``high``."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """What is drawn without a hue."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, eq=False)
class Surfaces:
    """All answers of one network. ``answers[k]`` (SIDE², units) are the numbers of column k, ``levels[k]``
    (units, SIDE, SIDE) the same as bytes, at most :data:`MOST` of them; ``scales[k]`` is their scale, the
    first that of the first input."""

    plane: Plane
    columns: tuple[Column, ...]
    answers: tuple[np.ndarray, ...]
    levels: tuple[np.ndarray, ...]
    scales: tuple[Scale, ...]

    def field(self, column: int, unit: int) -> np.ndarray:
        """(SIDE, SIDE) one neuron's answers, row 0 at the top."""
        return np.asarray(self.answers[column][:, unit].reshape(SIDE, SIDE))


def surfaces(network: Network, columns: tuple[Column, ...], plane: Plane, data: Dataset | None) -> Surfaces:
    """Ask the network at :data:`SIDE` × :data:`SIDE` points of ``plane``; ``data`` gives the scale of an
    output that is a value."""
    trace = network.trace(plane.grid(network))
    answers = tuple(trace[column.shown].a.reshape(SIDE * SIDE, column.units) for column in columns)
    scales = [input_scale(plane.x)]
    levels = [
        np.concatenate(
            [
                _levels(answers[0][:, n : n + 1], input_scale(span))
                for n, span in enumerate((plane.x, plane.y))
            ]
        )
    ]
    for column, values in zip(columns[1:], answers[1:], strict=True):
        scales.append(_scale(network, column, values, data, column is columns[-1]))
        levels.append(_levels(values, scales[-1]))
    return Surfaces(plane, columns, answers, tuple(levels), tuple(scales))


def border(of: Surfaces, column: int, unit: int) -> np.ndarray:
    """Pieces of lines (n, 4) where the neuron's answer passes the middle of its scale, in shares of the
    plane, y down; none for an input."""
    if not column:
        return np.empty((0, 4))
    return contour(of.field(column, unit) - of.scales[column].middle) / (SIDE - 1)


def borders(of: Surfaces) -> np.ndarray:
    """The same between the classes that are likeliest, of an output of several."""
    rows = of.answers[-1].reshape(SIDE, SIDE, -1)
    likeliest = rows.argmax(axis=2)
    pieces = [np.empty((0, 4))]
    for number in np.unique(likeliest):
        others = np.delete(rows, number, axis=2).max(axis=2)
        pieces.append(contour(rows[:, :, number] - others))
    return np.concatenate(pieces) / (SIDE - 1)


def certainty(of: Surfaces) -> np.ndarray:
    """(SIDE, SIDE) bytes: the share of the likeliest class, :data:`MIDDLE` where all are as likely, 254 at 1.

    Hue means sign, so it can't tell classes apart: borders and the points' letters do.
    """
    answers = of.answers[-1]
    least = 1 / answers.shape[1]
    shares = (answers.max(axis=1) - least) / (1 - least)
    return _bytes(MIDDLE + MIDDLE * shares).reshape(SIDE, SIDE)


def limits(function: ActivationFunction | None) -> Scale | None:
    """What a function comes to far out, where it goes flat; None where it doesn't."""
    if function is None or not function.saturates or not function.elementwise:
        return None
    with np.errstate(all="ignore"):
        low, high = (float(function.forward(np.array([z]))[0]) for z in (-FAR, FAR))
    return Scale(low, high) if np.isfinite(low) and np.isfinite(high) and low < high else None


def _scale(
    network: Network, column: Column, answers: np.ndarray, data: Dataset | None, is_last: bool
) -> Scale:
    function = network.layer(column.shown).activation
    if function is not None and function.gives_shares:
        return Scale(0.0, 1.0)
    known = limits(function)
    if known is not None:
        return known
    shown = answers
    if is_last and data is not None and data.labels is None:
        shown = data.targets
    finite = np.abs(shown[np.isfinite(shown)])
    most = float(finite.max()) if finite.size else 0.0
    return Scale(-most, most) if most > 0 else Scale(-1.0, 1.0)


def _levels(values: np.ndarray, scale: Scale) -> np.ndarray:
    values = values[:, :MOST]
    factor = 2 * MIDDLE / (scale.high - scale.low)
    return _bytes((values - values.dtype.type(scale.low)) * values.dtype.type(factor)).T.reshape(
        -1, SIDE, SIDE
    )


def _bytes(places: np.ndarray) -> np.ndarray:
    is_finite = np.isfinite(places)
    held = np.clip(places, 0, 2 * MIDDLE) + 0.5
    if not is_finite.all():
        held[~is_finite] = NOTHING
    return np.asarray(held.astype(np.uint8))


def input_scale(span: Span) -> Scale:
    """By the sign where 0 is shown; else from one end of what is shown to the other."""
    if span.low < 0 < span.high:
        most = max(-span.low, span.high)
        return Scale(-most, most)
    return Scale(span.low, span.high)
