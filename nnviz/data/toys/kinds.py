"""The kinds of toy sets on the plane: what each is, and where its points lie before there is any noise.

All lie within about ±:data:`REACH` in both coordinates: a tanh network of 2-8-8-1 with the default rate
learns them there faster than within ±1, where its first layer is almost a straight line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

REACH = 3.0
GAP = 0.15
"""Half the width of the empty strip along both axes of exclusive or."""
TURNS = 1.25
"""How often a spiral's arm goes around."""
START = 0.08
"""Where an arm begins, as a share of its length."""
INNER = 0.5
"""The radius of the inner circle, as a share of the outer one's."""
HILL = 1.5
"""The width (standard deviation) of the hill."""


def sizes(size: int, classes: int) -> list[int]:
    """How many points each class has: as equal as they can be, the first ones one more."""
    return [size // classes + (number < size % classes) for number in range(classes)]


def _circles(size: int, classes: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    outer, inner = sizes(size, 2)
    rings = [
        radius * _around(2 * np.pi * np.arange(n) / n)
        for n, radius in ((outer, REACH), (inner, INNER * REACH))
    ]
    return np.concatenate(rings), _labels((outer, inner))


def _xor(size: int, classes: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    # A quadrant for each point in turn, so that both classes are equally large.
    signs = np.array([(1, 1), (1, -1), (-1, -1), (-1, 1)])[np.arange(size) % 4]
    return signs * random.uniform(GAP, REACH, (size, 2)), np.arange(size) % 2


def _gaussians(size: int, classes: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    labels = _labels(sizes(size, classes))
    return 0.7 * REACH * _around(np.pi / 4 + 2 * np.pi * labels / classes), labels


def _spirals(size: int, classes: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    counts = sizes(size, classes)
    # In the very middle the arms would lie on one another.
    along = np.concatenate([np.linspace(START, 1, n) for n in counts])
    labels = _labels(counts)
    angle = 2 * np.pi * (TURNS * along + labels / classes)
    return REACH * along[:, None] * _around(angle), labels


def _moons(size: int, classes: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    upper, lower = sizes(size, 2)
    first = _around(np.linspace(0, np.pi, upper))
    second = np.array([1, 0.5]) - _around(np.linspace(0, np.pi, lower))
    # Their middle is (0.5, 0.25), and they reach 1.5 to either side of it.
    both = np.concatenate([first, second]) - np.array([0.5, 0.25])
    return both * (REACH / 1.5), _labels((upper, lower))


def _anywhere(
    value: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> Callable[[int, int, np.random.Generator], tuple[np.ndarray, np.ndarray]]:
    def make(size: int, classes: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        places = random.uniform(-REACH, REACH, (size, 2))
        return places, value(places[:, 0], places[:, 1])

    return make


def _around(angle: np.ndarray) -> np.ndarray:
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _labels(counts: list[int] | tuple[int, ...]) -> np.ndarray:
    return np.repeat(np.arange(len(counts)), counts)


@dataclass(frozen=True)
class Kind:
    """One kind of toy set. ``classes`` are the fewest and the most that it can have, (0, 0) where it has
    values. ``noise`` is what it starts with. ``formula`` says where its points come from. ``place`` gives
    points (size, 2) and their class numbers or values (size,)."""

    name: str
    title: str
    formula: str
    place: Callable[[int, int, np.random.Generator], tuple[np.ndarray, np.ndarray]]
    classes: tuple[int, int] = (2, 2)
    noise: float = 0.2
    counted: str = ""
    """What the number of classes counts, where it can be chosen: "clusters"."""

    @property
    def has_classes(self) -> bool:
        """Whether its points have classes, not values."""
        return self.classes[0] > 0


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("circles", "Two circles", "radius 3 and 1.5", _circles),
            Kind("xor", "Exclusive or", "1 where the signs of x₁ and x₂ differ", _xor, noise=0.1),
            Kind("gaussians", "Gaussians", "a cluster a class", _gaussians, (2, 6), 0.6, "clusters"),
            Kind("spirals", "Spirals", "an arm a class, 1¼ turns", _spirals, (2, 5), 0.1, "arms"),
            Kind("moons", "Two moons", "two half circles", _moons),
            Kind("plane", "Plane", "y = (x₁ + x₂) / 6", _anywhere(lambda a, b: (a + b) / 6), (0, 0), 0.05),
            Kind(
                "hill",
                "Hill",
                "y = e^(−(x₁² + x₂²) / 4.5)",
                _anywhere(lambda a, b: np.exp(-(a**2 + b**2) / (2 * HILL**2))),
                (0, 0),
                0.05,
            ),
            Kind("sine", "Sine", "y = sin(x₁ + x₂)", _anywhere(lambda a, b: np.sin(a + b)), (0, 0), 0.05),
        )
    }
)
