"""The rail: what training goes by, in the hand; and the runs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.engine import SGD, AdamW
from nnviz.scene.train import recipes
from tests.finished import finished


@pytest.fixture
def shown(show):
    return show(finished(0.003, 0.03))


@pytest.fixture
def rail(shown):
    return shown.window.pages.current.rail


def recipe_of(shown):
    return shown.session.training.training.recipe


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_data_card_says_how_many_are_held_out(rail) -> None:
    assert rail.body.data.accessibleDescription() == "points: 90 training, 30 validation"
    click(rail.body.data.change_button)


def test_change_goes_to_the_data(shown, rail) -> None:
    click(rail.body.data.change_button)
    shown.frame()
    assert shown.session.view.train.part == "data"


def test_an_optimiser_keeps_the_rate_and_is_one_undo_step(shown, rail) -> None:
    section = rail.body.optimiser
    click(section.rules["Momentum"])
    shown.frame()
    assert recipe_of(shown).optimizer == SGD(0.03, momentum=recipes.MOMENTUM)
    assert section.rules["Momentum"].isChecked()
    shown.session.undo()
    shown.frame()
    assert section.rules["Adam"].isChecked()


def test_an_optimiser_of_the_menu_is_named_where_it_stands(shown, rail) -> None:
    rule = next(rule for rule in recipes.OTHERS if rule.title == "AdamW")
    rail.body.optimiser._choose(rule)
    shown.frame()
    assert isinstance(recipe_of(shown).optimizer, AdamW)
    assert rail.body.optimiser.others.text().startswith("AdamW")
    assert not any(chip.isChecked() for chip in rail.body.optimiser.rules.values())


def test_a_rate_is_typed_or_dragged_and_a_drag_is_one_undo_step(shown, rail) -> None:
    section = rail.body.optimiser
    section.rate.setFocus()
    section.rate.selectAll()
    QTest.keyClicks(section.rate, "0,25")
    QTest.keyClick(section.rate, Qt.Key.Key_Return)
    shown.frame()
    assert recipe_of(shown).optimizer.rate == 0.25
    slider = section.slider
    y = slider.height() / 2
    shown.drag(slider, (slider.width() / 2, y), (slider.width() / 3, y), (9, y))
    assert recipe_of(shown).optimizer.rate == recipes.SLOWEST
    shown.session.undo()
    assert recipe_of(shown).optimizer.rate == 0.25


@pytest.mark.parametrize("name", ["batch_size", "epochs", "seed"])
def test_numbers_are_stepped(shown, rail, name) -> None:
    before = getattr(recipe_of(shown), name)
    click(rail.body.numbers.steppers[name].more)
    shown.frame()
    assert getattr(recipe_of(shown), name) == before + 1


def test_penalties_and_layers_to_freeze_unfold(shown, rail) -> None:
    choices = rail.body.choices
    assert choices.penalties.isHidden()
    click(choices.regularise)
    click(choices.freeze)
    shown.frame()
    assert not choices.penalties.isHidden()
    choices.penalties.fields["l2"].entered.emit(0.01)
    click(choices.frozen.chips[1])
    click(choices.frozen.biases)
    shown.frame()
    recipe = recipe_of(shown)
    assert (recipe.l2, recipe.frozen_layers, recipe.frozen_biases) == (0.01, (1,), True)
    assert choices.regularise.accessibleName() == "Regularise: L2 0.01"
    assert choices.freeze.accessibleName() == "Freeze: 1 layer, all biases"


def test_dropout_is_a_layer_that_is_put_in_and_changed(shown, rail) -> None:
    field = rail.body.choices.penalties.fields["dropout"]
    field.entered.emit(0.2)
    shown.frame()
    layers = shown.session.document.network.layers
    assert [layer.kind for layer in layers] == ["Dense", "Dropout", "Dense"]
    field.entered.emit(0.5)
    shown.frame()
    assert shown.session.training.dropout == 0.5
    assert rail.body.choices.regularise.accessibleName() == "Regularise: dropout 0.5"


def test_runs_are_chosen_renamed_and_removed_with_the_keys(shown, rail) -> None:
    rows = rail.runs.rows
    assert [row.isChecked() for row in rows] == [False, True]
    rows[1].setFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Up)
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    shown.frame()
    assert shown.session.document.training.run == 0
    QTest.keyClick(rows[0], Qt.Key.Key_F2)
    field = rows[0].findChild(type(rows[0]._field))
    QTest.keyClicks(field, "the slow one")
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown.frame()
    assert shown.session.document.training.runs[0].name == "the slow one"
    QTest.keyClick(rows[1], Qt.Key.Key_Delete)
    shown.frame()
    assert [run.name for run in shown.session.document.training.runs] == ["the slow one"]
    assert len(rail.runs.rows) == 1


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1100, 700)])
def test_everything_is_large_enough_to_press(show, size) -> None:
    shown = show(finished(), size)
    rail = shown.window.pages.current.rail
    body = rail.body
    for part in (
        *rail.tabs.values(),
        *body.optimiser.rules.values(),
        *body.choices.rows,
        *rail.runs.parts(),
        body.data.change_button,
    ):
        assert part.height() >= 36, part.accessibleName()
