"""The card beside the pointer says what of it is held by hand."""

from __future__ import annotations

import pytest

from nnviz.document import Document, Target, edits
from nnviz.document.tracing import trace
from nnviz.ui.paint.hover import Card, edge_card, spoken, unit_card
from tests.documents import small


def held(card: Card) -> list[str]:
    return [row.symbol for row in card.rows if row.is_held]


@pytest.fixture
def document() -> Document:
    return edits.clear_overrides(small())


@pytest.mark.parametrize("kind", ["z", "a"])
def test_a_neurons_card_marks_the_number_that_is_held(document: Document, kind: str) -> None:
    target = Target(1, 1)
    assert held(unit_card(document, trace(document), target)) == []
    made = edits.set_override(document, target, kind, 0.75)
    card = unit_card(made, trace(made), target)
    assert held(card) == [kind]
    assert f"{kind} 0.750, held" in spoken(card)
    assert "Held by hand" in card.hint


def test_an_edges_card_marks_what_comes_from_a_held_neuron(document: Document) -> None:
    source, target = Target(1, 1), Target(2, 0)
    assert held(edge_card(document, trace(document), source, target)) == []
    made = edits.set_override(document, source, "a", 0.75)
    assert held(edge_card(made, trace(made), source, target)) == ["h"]
    assert held(edge_card(made, trace(made), Target(1, 0), target)) == []
