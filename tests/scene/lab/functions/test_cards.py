"""Cards in their order, and the layers that follow them."""

from __future__ import annotations

import pytest

from nnviz import formats
from nnviz.document import Target, View, edits
from nnviz.document.lab import Lab, LabView
from nnviz.engine.functions import activations
from nnviz.errors import OptionError
from nnviz.scene.lab.functions import applied, cards, chart, neuron, table
from nnviz.session import Session


def names(lab: Lab) -> list[str]:
    return [card.name for card in lab.cards]


def test_every_function_of_one_z_has_a_card_at_first() -> None:
    lab = Lab()
    assert len(lab.cards) == 19
    assert names(lab)[:6] == ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu"]
    assert cards.missing(lab.cards) == ()


def test_cards_come_go_and_move() -> None:
    lab = Lab()
    less = cards.without(lab, 2)
    assert names(less)[:3] == ["sigmoid", "tanh", "leaky_relu"]
    assert [function.name for function in cards.missing(less.cards)] == ["relu"]
    assert names(cards.added(less, activations.get("relu")))[5] == "relu"
    assert names(cards.brought(lab, 0, 3))[:4] == ["tanh", "relu", "leaky_relu", "sigmoid"]
    swapped = names(cards.swapped(lab, 5, 9))
    assert (swapped[5], swapped[9]) == (names(lab)[9], names(lab)[5])
    assert sorted(swapped) == sorted(names(lab))


def test_the_last_card_stays() -> None:
    with pytest.raises(OptionError, match="one card at least"):
        cards.without(Lab(cards=(activations.get("relu"),)), 0)


def test_softmax_is_no_card() -> None:
    with pytest.raises(OptionError, match="own bench"):
        Lab(cards=(activations.get("softmax"),))


def test_a_cards_parameter_is_that_of_the_layers_that_compute_with_it() -> None:
    document = formats.open_any("xor")[0]
    leaky = activations.get("leaky_relu")
    document = edits.set_activation(document, 1, leaky)
    assert applied.used(document, leaky) == "in layer 1"
    session = Session(document)
    steeper = activations.get("leaky_relu", alpha=0.3)
    session.apply(applied.change_card, 3, steeper, label="Change α")
    assert session.document.lab.cards[3] == steeper
    assert session.document.network.layer(1).activation == steeper
    session.undo()
    assert session.document.network.layer(1).activation == leaky
    assert session.document.lab is None
    # A card that no layer computes with leaves the network alone.
    session.apply(applied.change_card, 4, activations.get("elu", alpha=2.0), label="Change α")
    assert session.document.network is document.network


def test_the_chosen_neurons_z_feeds_the_lab_until_a_hand_moves_it() -> None:
    session = Session(formats.open_any("digits")[0])
    session.select(Target(1, 6))
    chosen = neuron.chosen(session.document, session.trace, session.view.selection)
    assert chosen.z == pytest.approx(float(session.trace[1].z[0, 6]))
    assert neuron.z_of(session.view, chosen) == chosen.z
    session.set_lab_view(LabView(z=-2.0))
    assert neuron.z_of(session.view, chosen) == -2.0
    session.select(Target(1, 7))
    assert session.view.lab.z is None


def test_without_a_neuron_the_lab_has_a_z_of_its_own() -> None:
    document = formats.open_any("digits-cnn")[0]
    session = Session(document)
    assert neuron.chosen(document, session.trace, None) is None
    assert neuron.chosen(document, session.trace, Target(0, 3)) is None
    assert neuron.z_of(View(), None) == neuron.WITHOUT


@pytest.mark.parametrize(("z", "span"), [(0, 5), (-5, 5), (5.1, 10), (9, 20), (-300, 500), (9999, 20000)])
def test_the_axis_reaches_as_far_as_z(z, span) -> None:
    assert chart.span_of(z) == span


@pytest.mark.parametrize("card", Lab().cards, ids=lambda card: card.name)
@pytest.mark.parametrize("span", [5.0, 200.0])
def test_a_chart_holds_its_curve_and_its_ticks(card, span) -> None:
    made = chart.chart(card, span)
    for heights in (made.value, made.slope):
        assert made.bottom <= heights.min()
        assert heights.max() <= made.top
    assert 0.0 in made.ticks
    assert all(made.bottom <= tick <= made.top for tick in made.ticks)
    assert len(made.ticks) <= 5


def test_a_row_of_the_table_has_every_column() -> None:
    rows = table.rows((), {activations.get("relu"): 0.25})
    assert len(rows) == 19
    assert all(len(row.cells) == len(table.COLUMNS) for row in rows)
    by_name = {row.function.name: row for row in rows}
    assert by_name["relu"].cells[8] == "0.2 ns" or by_name["relu"].cells[8] == "0.3 ns"
    assert by_name["tanh"].cells[8] == "…"
    assert table.rows((), {}, "slope")[0].function.name == "selu"
    assert table.rows((), {activations.get("relu"): 0.25}, "cost")[0].function.name == "relu"
