"""Points on the plane, made by what a :class:`Toy` says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data.dataset import Dataset, closed
from nnviz.data.sources import Toy
from nnviz.data.split import split
from nnviz.data.toys.kinds import KINDS, Kind
from nnviz.engine.names import unknown_name
from nnviz.errors import OptionError

HELD_OUT = 0.25
LEAST, MOST = 10, 5000
"""Points of a set."""
NOISIEST = 3.0
COORDINATES = ("x₁", "x₂")


def start(kind: str) -> Toy:
    """The toy set ``kind`` as it is offered at first."""
    known = _kind(kind)
    return Toy(kind, noise=known.noise, classes=max(known.classes[0], 2))


def points(toy: Toy) -> Dataset:
    """The points that ``toy`` stands for, a quarter of them held out; equal toys give equal points.

    Two classes are (N, 1) values 0 and 1, for one output that says how likely class 1 is; from three classes
    on they are (N,) class numbers. Noise is normal, and added to each coordinate, or to each value.

    Raises:
        UnknownNameError, OptionError: there is no such set.
    """
    kind = _checked(toy)
    random = np.random.default_rng((toy.seed, 0))
    classes = toy.classes if kind.has_classes else 0
    places, answers = kind.place(toy.size, classes, random)
    if kind.has_classes:
        places = places + random.normal(0, toy.noise, places.shape)
    else:
        answers = answers + random.normal(0, toy.noise, answers.shape)
    data = Dataset(
        title(toy),
        closed(places.astype(np.float32)),
        closed(targets_of(answers, classes)),
        tuple(f"class {number}" for number in range(classes)),
        COORDINATES,
    )
    return split(data, HELD_OUT, toy.seed)


def title(toy: Toy) -> str:
    """The set's name for people: "Two spirals", "Five Gaussians"."""
    kind = _kind(toy.kind)
    if not kind.counted:
        return kind.title
    number = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}.get(toy.classes, str(toy.classes))
    return f"{number} {kind.title if kind.title == 'Gaussians' else kind.title.lower()}"


def targets_of(answers: np.ndarray, classes: int) -> np.ndarray:
    """Class numbers or values (N,) as targets: (N, 1) for values and for two classes, else (N,) numbers."""
    if classes > 2:
        return answers.astype(np.int64)
    return answers.astype(np.float32)[:, None]


def allowed(toy: Toy) -> Toy:
    """``toy`` with its numbers brought within what there is."""
    kind = _kind(toy.kind)
    classes = min(max(toy.classes, kind.classes[0]), kind.classes[1]) if kind.has_classes else 2
    return replace(
        toy,
        size=min(max(toy.size, LEAST), MOST),
        noise=min(max(toy.noise, 0.0), NOISIEST),
        classes=classes,
        seed=max(toy.seed, 0),
    )


def _checked(toy: Toy) -> Kind:
    kind = _kind(toy.kind)
    if allowed(toy) == toy:
        return kind
    least, most = kind.classes
    has = f" and {least} to {most} classes" if kind.counted else ""
    raise OptionError(
        f"{kind.title} has {LEAST} to {MOST:,} points{has}, noise from 0 to {NOISIEST:g} and a seed from 0; "
        "choose numbers within these."
    )


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise unknown_name("toy set", name, KINDS)
    return KINDS[name]
