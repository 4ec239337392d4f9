"""The table of keys: nothing is missing in it, and the field finds it."""

import pytest
from PySide6.QtGui import QKeySequence

from nnviz.ui.window.actions import ACTIONS, key_groups
from nnviz.ui.window.keys import KeyTable


@pytest.fixture
def table(qtbot):
    found = KeyTable(None, key_groups())
    qtbot.addWidget(found)
    found.show()
    return found


def left(table) -> list[str]:
    """What the table shows now."""
    return [key.text for _, key, (words, _) in table.rows if words.isVisibleTo(table)]


def test_every_key_of_a_menu_stands_in_it_under_a_heading(table) -> None:
    said = {key.text for _, key, _ in table.rows}
    assert {spec.text.rstrip("…") for spec in ACTIONS if spec.keys and spec.menu is not None} <= said
    assert list(table.heads)[:4] == ["File", "Edit", "Play", "View"]


def test_the_field_leaves_what_is_looked_for_and_its_headings(table) -> None:
    everything = left(table)
    table.field.setText("LAYER next")
    assert left(table) == ["Next layer", "Next neuron, next layer"]
    assert not table.heads["File"].isVisibleTo(table)
    table.field.setText(QKeySequence("Ctrl+Z").toString())
    assert "Undo" in left(table)
    table.field.setText("nothing of that kind")
    assert left(table) == []
    table.field.clear()
    assert left(table) == everything
