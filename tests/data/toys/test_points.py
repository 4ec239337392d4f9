"""Toy sets on the plane: scikit-learn's own where it has them, else the published formula, point by point."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.datasets import make_circles, make_moons

from nnviz.data import toys
from nnviz.data.sources import TOYS, Toy
from nnviz.errors import NNVizError


def _rows(places: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Points with their answers, in an order that doesn't depend on how they were made."""
    rows = np.column_stack([places, answers.reshape(len(places))]).round(4) + 0.0
    return rows[np.lexsort(rows.T)]


def test_every_kind_that_a_document_can_name_is_there() -> None:
    assert tuple(toys.KINDS) == TOYS


@pytest.mark.parametrize("size", [240, 101])
def test_circles_are_scikit_learns_times_three(size: int) -> None:
    made = toys.points(Toy("circles", size, noise=0.0))
    theirs, labels = make_circles((size - size // 2, size // 2), factor=0.5)
    assert np.allclose(_rows(made.inputs, made.targets), _rows(3 * theirs, labels), atol=2e-4)


@pytest.mark.parametrize("size", [240, 101])
def test_moons_are_scikit_learns_around_the_middle(size: int) -> None:
    made = toys.points(Toy("moons", size, noise=0.0))
    theirs, labels = make_moons((size - size // 2, size // 2))
    ours = _rows(made.inputs / 2 + (0.5, 0.25), made.targets)
    assert np.allclose(ours, _rows(theirs, labels), atol=2e-4)


def test_exclusive_or_is_one_where_the_signs_differ() -> None:
    made = toys.points(Toy("xor", 400, noise=0.0))
    assert np.array_equal(made.targets[:, 0], np.sign(made.inputs[:, 0]) != np.sign(made.inputs[:, 1]))
    assert made.targets.sum() == 200


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_gaussians_have_their_centres_around_and_their_deviation(classes: int) -> None:
    made = toys.points(replace(toys.start("gaussians"), size=5000, classes=classes, noise=0.4))
    assert made.labels is not None
    for number in range(classes):
        own = made.inputs[made.labels == number]
        angle = np.pi / 4 + 2 * np.pi * number / classes
        assert np.allclose(own.mean(axis=0), 2.1 * np.array([np.cos(angle), np.sin(angle)]), atol=0.06)
        assert np.allclose(own.std(axis=0), 0.4, atol=0.04)


@pytest.mark.parametrize("arms", [2, 5])
def test_a_spirals_arm_turns_as_evenly_as_it_grows(arms: int) -> None:
    made = toys.points(Toy("spirals", 300, noise=0.0, classes=arms))
    assert made.labels is not None
    radius = np.linalg.norm(made.inputs, axis=1)
    angle = 2 * np.pi * (1.25 * radius / 3 + made.labels / arms)
    assert np.allclose(
        made.inputs, radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), atol=1e-4
    )
    assert np.isclose(radius.max(), 3)


@pytest.mark.parametrize(
    ("kind", "formula"),
    [
        ("plane", lambda a, b: (a + b) / 6),
        ("hill", lambda a, b: np.exp(-(a * a + b * b) / 4.5)),
        ("sine", lambda a, b: np.sin(a + b)),
    ],
)
def test_values_are_their_formulas(kind: str, formula: object) -> None:
    assert callable(formula)
    made = toys.points(Toy(kind, 100, noise=0.0))
    assert np.allclose(made.targets[:, 0], formula(made.inputs[:, 0], made.inputs[:, 1]), atol=1e-6)
    assert made.labels is None
    assert made.class_names == ()


@pytest.mark.parametrize("kind", TOYS)
def test_the_same_toy_is_the_same_points_and_another_seed_others(kind: str) -> None:
    toy = toys.start(kind)
    one, same, other = toys.points(toy), toys.points(toy), toys.points(replace(toy, seed=1))
    assert np.array_equal(one.inputs, same.inputs)
    assert np.array_equal(one.targets, same.targets)
    assert not np.array_equal(one.inputs, other.inputs)
    assert len(one) == toy.size
    assert one.held_out == pytest.approx(toy.size / 4, abs=2)
    assert np.abs(one.inputs).max() < 2 * toys.REACH


@pytest.mark.parametrize("kind", TOYS)
def test_noise_moves_points_or_values_by_its_deviation(kind: str) -> None:
    size = 4000
    clean, noisy = (toys.points(replace(toys.start(kind), size=size, noise=noise)) for noise in (0.0, 0.5))
    if clean.labels is None:
        assert (noisy.targets - clean.targets).std() == pytest.approx(0.5, abs=0.03)
    else:
        assert (noisy.inputs - clean.inputs).std() == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(
    "toy", [Toy("circles", 3), Toy("gaussians", classes=7), Toy("spirals", noise=-1.0), Toy("heart")]
)
def test_what_there_is_not_is_a_sentence(toy: Toy) -> None:
    with pytest.raises(NNVizError, match=r"\w+ \w+.*[.?]$"):
        toys.points(toy)


def test_numbers_beyond_what_there_is_are_brought_within() -> None:
    assert toys.points(toys.allowed(Toy("gaussians", 1, -1.0, 99, -5))).labels is not None
