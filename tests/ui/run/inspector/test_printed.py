"""What the inspector prints, and says to a screen reader: every equation holds as printed, or carries ≈."""

from __future__ import annotations

import re

import pytest

from nnviz import formats
from nnviz.document import Target
from nnviz.scene.detail.response import response
from nnviz.ui.run.inspector.head import HeadSection
from nnviz.ui.run.inspector.products import Products
from nnviz.ui.run.inspector.total import Total
from nnviz.ui.run.inspector.workings import WorkingsSection
from tests import graphs
from tests.printed import (
    CASES,
    FALSE_ZERO,
    NUMBER,
    check_product,
    check_sum,
    check_value,
    products_in,
    terms_of,
)

UNITS = (
    ("neuron", 1, 0),
    ("xor", 1, 2),
    ("xor", 2, 0),
    ("iris", 1, 3),
    ("iris", 2, 1),
    ("sine", 2, 4),
    ("sine", 3, 0),
    ("digits", 1, 5),
    ("digits", 2, 3),
    ("mazur", 1, 0),
    ("mazur", 2, 1),
    ("tinyw", 1, 0),
    ("lk", 1, 0),
    ("soft_arm", 1, 2),
    ("soft_utensor", 1, 0),
)
EQUATION = re.compile(r"y = f\((.+?)\)(?: ([=≈]) f\((.+?)\))? ([=≈]) (\S+)$")


@pytest.mark.parametrize(("name", "layer", "unit"), UNITS)
def test_every_equation_of_a_neuron(name: str, layer: int, unit: int, inspect) -> None:
    document, _ = formats.open_any(str(CASES.get(name, name)))
    shown = inspect(document, Target(layer, unit))
    head, products, total = (shown.panel.findChild(kind) for kind in (HeadSection, Products, Total))
    curve = response(shown.session.trace, shown.session.trace.explain(layer, unit))

    summed, relation, z, same, y = EQUATION.search(head.accessibleName()).groups()
    check_sum(terms_of(summed), relation, z)
    check_value(z, same, y, lambda value: curve.at(value)[0])

    found = products_in(products.accessibleName())
    assert found
    for one in found:
        check_product(*one)

    terms, relation, z = re.search(r"bias: (.+) ([=≈]) z = (\S+)$", total.accessibleName()).groups()
    check_sum(terms_of(terms), relation, z)

    for part in (head, products, total):
        assert not FALSE_ZERO.search(part.accessibleName())


@pytest.mark.parametrize("unit", range(3))
def test_what_an_add_adds_up(unit: int, inspect) -> None:
    document = graphs.residual()
    add = next(n for n, layer in enumerate(document.network.layers, start=1) if layer.kind == "Add")
    shown = inspect(document, Target(add, unit))
    said = shown.panel.findChild(WorkingsSection).accessibleName()
    terms, relation, z = re.search(rf": (.+), together z ([=≈]) ({NUMBER})$", said).groups()
    check_sum(re.findall(rf"neuron \d+ ({NUMBER})", terms), relation, z)
