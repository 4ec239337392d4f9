"""What is chosen about a table: step by step, back and forth, and nothing of the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nnviz import formats
from nnviz.data.tables import Given
from nnviz.session import Change, Session
from nnviz.session.importing import Importing
from nnviz.training import intake
from nnviz.training.intake import Intake

CASES = Path(__file__).parents[1] / "data" / "tables" / "cases"


@pytest.fixture
def table() -> Importing:
    sight = intake.first(CASES / "grain_deccomma.csv")
    return Importing(sight, Intake(Given(), sight.guess.choices))


@pytest.fixture
def session() -> Session:
    return Session(formats.open_any("iris")[0])


def without(table: Importing, column: int) -> Intake:
    choices = table.sight.guess.with_kind(table.intake.choices, column, "out")
    return replace(table.intake, choices=choices)


def test_a_step_back_brings_its_own_sight(table: Importing) -> None:
    before = table.sight
    table.put(without(table, 2), "Leave out length")
    assert not table.is_seen
    seen = intake.look(before.path, before.guess, table.intake.choices, before.sha256)
    table.see(seen)
    assert table.is_seen
    table.undo()
    assert (table.sight, table.is_seen, table.redo_label) == (before, True, "Leave out length")
    table.redo()
    assert table.sight is seen


def test_a_sight_of_other_choices_is_out_of_date(table: Importing) -> None:
    before = table.sight
    table.put(without(table, 2), "Leave out length")
    table.see(before)
    assert not table.is_seen


def test_steps_of_one_drag_are_one(table: Importing) -> None:
    first = table.intake
    for share in (0.1, 0.2, 0.3):
        made = replace(table.intake, preparation=replace(first.preparation, share=share))
        table.put(made, "Keep more aside", merge="drag")
    table.undo()
    assert table.intake == first
    assert table.undo_label is None


def test_what_cannot_be_is_taken_back_and_said(table: Importing) -> None:
    first = table.intake
    table.put(without(table, 2), "Leave out length")
    table.refuse("That can’t be read.")
    assert (table.intake, table.trouble, table.undo_label) == (first, "That can’t be read.", None)
    table.put(without(table, 1), "Leave out perimeter")
    assert table.trouble == ""


def test_undo_is_the_tables_while_it_is_shown(session: Session, table: Importing) -> None:
    document = session.document
    heard: list[Change] = []
    session.changed.connect(heard.append)
    session.show_table(table)
    assert heard[-1] & Change.PAGE
    assert session.shown_page == ""
    table.put(without(table, 2), "Leave out length")
    assert heard[-1] & Change.TABLE
    assert session.undo_label == "Leave out length"
    session.undo()
    assert session.redo_label == "Leave out length"
    session.redo()
    assert session.document is document
    assert not session.has_unsaved_work
    session.leave_table()
    assert (session.undo_label, session.table, session.shown_page) == (None, None, session.view.page)
    told = len(heard)
    table.undo()
    assert len(heard) == told, "nobody hears of a table that was left"


def test_every_way_leads_out_of_a_table(session: Session, table: Importing) -> None:
    for leave in (
        lambda: session.set_page("build"),
        lambda: session.set_page(session.view.page),
        session.greet,
        session.leave_table,
        lambda: session.show(formats.open_any("xor")[0]),
    ):
        session.show_table(table)
        assert session.table is table
        leave()
        assert session.table is None
