"""Pages are rows of a table: made at the first visit, free while hidden, up to date when they come."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from nnviz import formats
from nnviz.document import CurrentInput, edits
from nnviz.session import Change, Session
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.actions import Actions
from nnviz.ui.window.background import Background
from nnviz.ui.window.commands import Commands
from nnviz.ui.window.main_window import MainWindow
from nnviz.ui.window.offers import Offers
from nnviz.ui.window.pages import PAGES, Host, Page, PageStack

ORDER = ("build", "run", "lab", "train", "lessons", "kernels")
"""As the bar has them; one that isn't built yet isn't shown."""


class Counter(QLabel):
    """A page that says how often it was told of something."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.told: list[Change] = []

    def refresh(self, change: Change) -> None:
        self.told.append(change)


@pytest.fixture
def stack(qtbot):
    """A stack of two pages of a test's own, on a session that starts on the first."""
    window = QWidget()
    qtbot.addWidget(window)
    session = Session(formats.open_any("xor")[0])
    session.set_page("one")
    background = Background(window)
    commands = Commands(session, window, bytes, background)
    host = Host(session, commands, Actions(session, commands, window), background, Offers(window))
    made: list[str] = []

    def make(name: str):
        def page(_host: Host, parent: QWidget) -> QWidget:
            made.append(name)
            return Counter(parent)

        return page

    pages = (Page("one", "One", make("one"), Change.INPUT), Page("two", "Two", make("two"), width=900))
    shown = PageStack(host, window, {page.name: page for page in pages})
    shown.resize(400, 300)
    window.show()
    session.changed.connect(shown.refresh)
    shown.refresh(~Change(0))
    return shown, session, made


def change_input(session: Session) -> None:
    session.apply(edits.set_input, CurrentInput(np.array([1.0, 1.0], dtype=np.float32)))


def test_a_page_is_made_at_its_first_visit(stack) -> None:
    shown, session, made = stack
    assert made == ["one"]
    session.set_page("two")
    session.set_page("one")
    session.set_page("two")
    assert made == ["one", "two"]
    assert shown.current.isVisible()


def test_a_hidden_page_is_told_nothing_and_everything_when_it_comes(stack) -> None:
    shown, session, _ = stack
    first = shown.current
    session.set_page("two")
    before = len(first.told)
    change_input(session)
    session.seek(1.0)
    assert len(first.told) == before
    session.set_page("one")
    assert len(first.told) == before + 1
    assert first.told[-1] == Change.INPUT


def test_a_page_is_told_what_concerns_it_alone(stack) -> None:
    shown, session, _ = stack
    before = len(shown.current.told)
    session.seek(1.0)
    assert len(shown.current.told) == before
    change_input(session)
    assert shown.current.told[before:] == [Change.INPUT]


def test_a_page_scrolls_where_the_window_is_too_narrow(stack) -> None:
    shown, session, _ = stack
    session.set_page("two")
    assert shown.width() == 400
    assert shown.current.width() >= 900


def test_the_pages_stand_in_the_order_of_the_lesson() -> None:
    names = [name for name, page in PAGES.items() if page.title]
    assert names == [name for name in ORDER if name in names]
    assert {"build", "run", "lab", "kernels"} <= set(names)


@pytest.mark.parametrize("page", ["build", "lab", "kernels"])
def test_a_window_that_opens_elsewhere_makes_no_canvas(show, page) -> None:
    shown = show("digits", page=page)
    assert not shown.window.pages.has("run")
    shown.session.set_page("run")
    shown.frame()
    assert shown.window.run.canvas.isVisible()
    assert shown.window.run.canvas.picture.trace is shown.session.trace


def test_what_is_saved_from_another_page_has_a_picture(show, tmp_path) -> None:
    shown = show("digits", page="build")
    path = tmp_path / "a.nnviz"
    formats.save(shown.session.document, path)
    shown.window.commands.open(path)
    shown.window.commands.save()
    with zipfile.ZipFile(path) as archive:
        assert archive.read("thumbnail.png").startswith(b"\x89PNG")
    assert not shown.window.pages.has("run")


def test_the_canvas_has_the_keys_as_soon_as_the_window_opens(qtbot) -> None:
    session = Session(formats.open_any("digits")[0])
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    FrameClock(session, window).add(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.run.canvas)
