"""A function of one's own, typed into the lab's field in a real window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import Target, edits
from nnviz.engine import OwnFunction


@pytest.fixture
def lab(show):
    shown = show("xor", page="lab")
    shown.session.select(Target(1, 0))
    shown.frame()
    return shown


def part(shown):
    return shown.window.pages.page("lab").part


def field(shown):
    return part(shown).strip.own


def type_own(shown, text, enter=True) -> None:
    field(shown).setFocus()
    field(shown).clear()
    QTest.keyClicks(field(shown), text)
    if enter:
        QTest.keyClick(field(shown), Qt.Key.Key_Return)
    shown.frame()


def test_it_becomes_a_card_and_a_function_of_the_network_saved_and_opened(lab, tmp_path) -> None:
    type_own(lab, "max(0.1*z, z)")
    own = OwnFunction("max(0.1*z, z)")
    session = lab.session
    assert own in session.document.lab.cards[:6]
    assert field(lab).text() == ""
    session.apply(edits.set_activation, 1, own)
    x = session.document.input.values[None]
    weights = session.document.network.parameters()
    z = x @ weights["1.weight"] + weights["1.bias"]
    np.testing.assert_allclose(session.document.network.trace(x)[1].a, np.maximum(0.1 * z, z), rtol=1e-6)
    path = tmp_path / "a.nnviz"
    session.save(path)
    opened = formats.open_any(path)[0]
    assert opened.network.layer(1).activation == own
    assert opened.lab == session.document.lab
    session.undo()
    session.undo()
    assert session.document.lab is None


def test_its_formula_is_changed_and_the_layer_follows(lab) -> None:
    type_own(lab, "z*z")
    session = lab.session
    session.apply(edits.set_activation, 1, OwnFunction("z*z"))
    lab.frame()
    card = session.document.lab.cards.index(OwnFunction("z*z"))
    part(lab).edit_own(card)
    assert field(lab).text() == "z*z"
    QTest.keyClicks(field(lab), "*z")
    QTest.keyClick(field(lab), Qt.Key.Key_Return)
    lab.frame()
    assert session.document.lab.cards[card] == OwnFunction("z*z*z")
    assert session.document.network.layer(1).activation == OwnFunction("z*z*z")
    session.undo()
    assert session.document.network.layer(1).activation == OwnFunction("z*z")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sigmod(z)", "sigmoid"),
        ("__import__('os')", ""),
        ("z.real", ""),
        ("z[0]", ""),
        ("lambda: z", ""),
        ("[z for z in z]", ""),
        ("max(0.1*z, z", ""),
        ("9**9**9", ""),
        ("1j*z", ""),
        ("exp(z", ""),
    ],
)
def test_what_is_none_is_said_in_place_and_enter_does_nothing(lab, text, said) -> None:
    before = lab.session.document
    type_own(lab, text)
    found = field(lab).found
    assert found.function is None
    assert found.sentence
    assert said in found.sentence
    assert 0 <= found.start <= found.end <= len(text)
    assert part(lab).hint.isVisible()
    assert lab.session.document is before
    assert field(lab).text() == text


def test_a_constant_is_accepted_with_a_note(lab) -> None:
    type_own(lab, "3", enter=False)
    found = field(lab).found
    assert found.function is not None
    assert "no slope" in found.note
    assert any("no slope" in line for line, _ in part(lab).hint.lines())


def test_a_pasted_flood_is_refused(lab) -> None:
    QApplication.clipboard().setText("(" * 10_000_000)
    field(lab).setFocus()
    field(lab).paste()
    assert field(lab).found.function is None
    assert "1,000" in field(lab).found.sentence


def test_escape_leaves_the_field_empty(lab) -> None:
    type_own(lab, "z*z", enter=False)
    QTest.keyClick(field(lab), Qt.Key.Key_Escape)
    lab.frame()
    assert field(lab).text() == ""
    assert not part(lab).hint.isVisible()
    assert lab.session.document.lab is None


def test_keys_of_the_window_are_letters_in_the_field(lab) -> None:
    type_own(lab, "z r f", enter=False)
    assert field(lab).text() == "z r f"
    assert not lab.session.is_playing
