"""All parameters of an activation function, in every place where a function is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.document import CurrentInput, Document, Target
from nnviz.engine import ActivationFunction, Dense, Network
from nnviz.engine.functions import activations
from nnviz.ui.widgets.function_choice import FunctionChoice
from nnviz.ui.widgets.function_menu import FunctionMenu
from nnviz.ui.widgets.parameters import Parameters

LEFT = Qt.MouseButton.LeftButton


def small(name: str) -> Document:
    network = Network.build((2,), [Dense(3, name), Dense(2)], seed=0)
    return Document(network, "Small", CurrentInput(np.array([0.5, -2.0], np.float32)))


def in_rail(shown) -> Parameters:
    QTest.mouseClick(shown.window.run.rail.layers.rows[1].activation, LEFT)
    return QApplication.activePopupWidget().parameters


def in_inspector(shown) -> Parameters:
    shown.session.select(Target(1, 0))
    shown.frame()
    return shown.window.run.inspector.activate.parameters


def in_menu_of_inspector(shown) -> Parameters:
    in_inspector(shown)
    QTest.mouseClick(shown.window.run.inspector.activate.function, LEFT)
    return QApplication.activePopupWidget().parameters


def _function_row(shown):
    shown.session.set_page("build")
    shown.frame()
    page = shown.window.pages.current
    page.editor.choose(1)
    shown.frame()
    return next(row for row in page.options.rows if row.text == "Activation")


def in_build(shown) -> Parameters:
    return _function_row(shown).parameters


def in_menu_of_build(shown) -> Parameters:
    QTest.mouseClick(_function_row(shown).button, LEFT)
    return QApplication.activePopupWidget().parameters


PLACES = [in_rail, in_inspector, in_menu_of_inspector, in_build, in_menu_of_build]


@pytest.fixture(params=PLACES, ids=lambda place: place.__name__)
def place(request):
    yield request.param
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()


def function(shown) -> ActivationFunction:
    return shown.session.document.network.layer(1).activation


def write(field, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def undo_all(session) -> list[str]:
    found = []
    while session.undo_label is not None:
        found.append(session.undo_label)
        session.undo()
    return found


@pytest.mark.parametrize("name", ["leaky_relu", "elu", "celu", "step"])
def test_every_parameter_has_a_row_that_shows_it(name, place, show) -> None:
    shown = show(small(name))
    rows = place(shown).rows
    assert list(rows) == list(activations.get(name).parameters)
    for parameter, row in rows.items():
        assert row.isVisible()
        assert float(row.field.text()) == function(shown).parameters[parameter]


def test_a_typed_number_is_taken_to_the_last_digit(place, show) -> None:
    shown = show(small("leaky_relu"))
    field = place(shown).rows["alpha"].field
    write(field, "0.30")
    assert function(shown).alpha == 0.3
    assert field.text() == "0.30"
    shown.frame()
    z = shown.session.trace[1].z
    assert np.array_equal(shown.session.trace[1].a, np.where(z > 0, z, np.float32(0.3) * z))
    write(field, "0.0125")
    assert function(shown).alpha == 0.0125
    assert field.text() == "0.0125"
    assert undo_all(shown.session) == ["Change α", "Change α"]
    assert function(shown).alpha == 0.01


def test_steps_are_exact_decimals_and_one_undo_step_each(place, show) -> None:
    shown = show(small("leaky_relu"))
    field = place(shown).rows["alpha"].field
    write(field, "0.27")
    for expected in (0.28, 0.29, 0.3, 0.31):
        QTest.keyClick(field, Qt.Key.Key_Up)
        assert function(shown).alpha == expected
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert function(shown).alpha == 0.3
    assert len(undo_all(shown.session)) == 6


def test_a_slider_gives_short_decimals_and_a_drag_is_one_undo_step(place, show) -> None:
    shown = show(small("celu"))
    slider = place(shown).rows["alpha"].slider
    shown.drag(slider, (slider.width() / 2, 12), (slider.width() / 3, 12), (slider.width() / 4, 12))
    alpha = function(shown).alpha
    assert 0.01 < alpha < 2.5
    assert alpha == round(alpha, 3)
    assert not shown.session.is_held
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert alpha < function(shown).alpha == round(function(shown).alpha, 3)
    assert undo_all(shown.session) == ["Change α", "Change α"]


def test_what_lies_outside_becomes_the_nearest_that_is_allowed(place, show) -> None:
    shown = show(small("elu"))
    field = place(shown).rows["alpha"].field
    write(field, "7")
    assert function(shown).alpha == 5.0
    assert float(field.text()) == 5.0
    write(field, "a")
    assert float(field.text()) == 5.0
    assert undo_all(shown.session) == ["Change α"]


def test_one_of_a_few_values_is_stepped_from_one_to_the_next(place, show) -> None:
    shown = show(small("step"))
    row = place(shown).rows["at_zero"]
    found = [function(shown).at_zero]
    for _ in range(3):
        QTest.keyClick(row.field, Qt.Key.Key_Down)
        found.append(function(shown).at_zero)
    assert found == [1.0, 0.5, 0.0, 0.0]
    write(row.field, "0.4")
    assert function(shown).at_zero == 0.5
    assert len(undo_all(shown.session)) == 3


def test_what_training_moves_is_not_offered(place, show) -> None:
    assert not place(show(small("prelu"))).rows


def test_another_function_brings_its_own_parameters(place, show) -> None:
    shown = show(small("relu"))
    parameters = place(shown)
    assert not parameters.rows
    menu = parameters.window()
    if not isinstance(menu, FunctionMenu):
        (button,) = parameters.parentWidget().findChildren(type(shown.window.run.inspector.activate.function))
        QTest.mouseClick(button, LEFT)
        menu = QApplication.activePopupWidget()
    (item,) = menu.list.findItems("ELU", Qt.MatchFlag.MatchExactly)
    menu.list.setCurrentItem(item)
    QTest.keyClick(menu.list, Qt.Key.Key_Return)
    shown.frame()
    assert list(menu.parameters.rows) == list(parameters.rows) == ["alpha"]
    assert all(row.isVisible() for row in (*menu.parameters.rows.values(), *parameters.rows.values()))
    assert menu.parameters.rows["alpha"].field.text() == "1.00"


@dataclass(frozen=True)
class Bent(ActivationFunction):
    """Two slopes."""

    alpha: float = 0.1
    beta: float = 1.0

    name = title = "bent"
    parameter_ranges: ClassVar[Mapping[str, tuple[float, float]]] = MappingProxyType(
        {"alpha": (0.0, 1.0), "beta": (0.0, 20.0)}
    )


def test_a_function_of_two_parameters_has_both_and_each_keeps_the_other(qtbot) -> None:
    functions: list[ActivationFunction] = [Bent()]
    labels: list[str] = []

    def put(function: ActivationFunction, label: str, merge: object | None) -> None:
        functions.append(function)
        labels.append(label)

    choice = FunctionChoice(lambda: functions[-1], put, lambda: None, lambda: None)
    parameters = Parameters()
    qtbot.addWidget(parameters)
    parameters.show_function(functions[-1], choice)
    parameters.show()
    write(parameters.rows["beta"].field, "2.5")
    write(parameters.rows["alpha"].field, "0,2")
    assert functions[1:] == [Bent(0.1, 2.5), Bent(0.2, 2.5)]
    assert labels == ["Change β", "Change α"]
    QTest.keyClick(parameters.rows["beta"].field, Qt.Key.Key_Up)
    assert functions[-1] == Bent(0.2, 2.6)
