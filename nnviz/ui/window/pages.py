"""The window's pages: a row each in one table, and the stack that shows one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from nnviz.engine.registry import Registry
from nnviz.session import Change, Session
from nnviz.ui.guard import Guarded
from nnviz.ui.widgets.scroll_area import scroll_area
from nnviz.ui.window.actions import Actions
from nnviz.ui.window.background import Background
from nnviz.ui.window.commands import Commands
from nnviz.ui.window.offers import Offers

RUN, STEP = "run", "step"
LESSONS = "lessons"
START = "start"
TABLE = "table"
"""Pages that no view says: that of the program itself while a session greets, and a table's while it is
looked at before a network learns from it."""
TRAIN = "train"


@dataclass(frozen=True)
class Host:
    """What a window gives to its pages."""

    session: Session
    commands: Commands
    actions: Actions
    background: Background
    offers: Offers


class PageView(Protocol):
    """A page, as the window knows it: a widget that shows what is new in the session."""

    def refresh(self, change: Change) -> None:
        """Show what ``change`` says is new. Reads the session, never writes it."""


@dataclass(frozen=True)
class Page:
    """A row of the table. ``make`` loads the page's room and makes the page in a parent; ``concerns`` are the
    changes that it shows; ``width`` are the pixels that it needs: in a narrower window it scrolls. One
    without a ``title`` has no tab."""

    name: str
    title: str
    make: Callable[[Host, QWidget], QWidget]
    concerns: Change = ~Change(0)
    width: int = 0


def _build(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.build import BuildPage

    return BuildPage(host.session, parent)


def _run(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.run.page import RunPage

    return RunPage(host, parent)


def _kernels(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.kernels import SandboxPage

    return SandboxPage(host.session, parent)


def _lab(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.lab import LabPage

    return LabPage(host, parent)


def _train(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.train import TrainPage

    return TrainPage(host, parent)


def _lessons(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.lessons.page import LessonsPage

    return LessonsPage(host, parent)


def _start(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.start.page import StartPage

    return StartPage(host, parent)


def _step(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.step import StepPage

    return StepPage(host, parent)


def _table(host: Host, parent: QWidget) -> QWidget:
    from nnviz.ui.table.page import TablePage

    return TablePage(host, parent)


PAGES: Registry[Page] = Registry(
    "page",
    lambda page: page.name,
    (
        Page("build", "Build", _build, ~(Change.MOMENT | Change.CAMERA), width=760),
        Page(RUN, "Run", _run),
        Page("lab", "Lab", _lab, ~(Change.MOMENT | Change.CAMERA), width=920),
        Page("train", "Train", _train, ~(Change.MOMENT | Change.CAMERA), width=900),
        Page(LESSONS, "Lessons", _lessons, ~(Change.MOMENT | Change.CAMERA)),
        Page(START, "", _start),
        Page(STEP, "", _step, ~(Change.MOMENT | Change.CAMERA), width=1080),
        Page(TABLE, "", _table, Change.TABLE | Change.PAGE | Change.THEME, width=920),
        Page("kernels", "Kernels", _kernels, ~(Change.MOMENT | Change.CAMERA)),
    ),
)
"""The pages in the order of their tabs."""


def page_of(session: Session, pages: Mapping[str, Page] = PAGES) -> str:
    """The page that is shown: the start page or a table's, else the view's, or Run where a file names one
    that this program doesn't have, or that no view says."""
    if session.is_greeting:
        return START
    if session.table is not None:
        return TABLE
    return (
        session.view.page if session.view.page in pages and session.view.page not in (START, TABLE) else RUN
    )


def tab_of(session: Session) -> str:
    """The tab that is lit: that of the page; of a table and of a step that is opened up, Train's; of a
    lesson's card on its own page, the lessons'."""
    page, lecture = page_of(session), session.lecture
    if lecture is not None and page == lecture.page:
        return LESSONS
    return TRAIN if page in (TABLE, STEP) else page


class PageStack(Guarded, QStackedWidget):
    """Shows the page that the view says. A page is made at its first visit; what happens while another one is
    shown costs it nothing, and it is brought up to date when it comes back."""

    def __init__(self, host: Host, parent: QWidget, pages: Mapping[str, Page] = PAGES) -> None:
        super().__init__(parent)
        self._host = host
        self._pages = pages
        self._shown = ""
        self._made: dict[str, QWidget] = {}
        self._frames: dict[str, QWidget] = {}
        self._missed: dict[str, Change] = {}

    @property
    def current(self) -> QWidget | None:
        """The page that is shown."""
        return self._made.get(page_of(self._host.session, self._pages))

    def page(self, name: str) -> QWidget:
        """A page; made now if it has never been visited."""
        if name not in self._made:
            self._make(self._pages[name])
        return self._made[name]

    def has(self, name: str) -> bool:
        """Whether a page has been made."""
        return name in self._made

    def refresh(self, change: Change) -> None:
        """Turn to the page that the view says, and let it show what is new."""
        name = page_of(self._host.session, self._pages)
        page = self.page(name)
        for other in self._made:
            self._missed[other] |= change & self._pages[other].concerns
        # First it has its size: what it shows depends on that.
        self.setCurrentWidget(self._frames[name])
        self.bring_up_to_date(name)
        if name != self._shown:
            self._shown = name
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_up_to_date(self, name: str) -> None:
        """Let a page show what it has missed, seen or not."""
        missed, self._missed[name] = self._missed[name], Change(0)
        if missed:
            view: PageView = self._made[name]  # type: ignore[assignment]
            view.refresh(missed)

    def _make(self, row: Page) -> None:
        page = row.make(self._host, self)
        page.setMinimumWidth(max(page.minimumWidth(), row.width))
        self._made[row.name] = page
        self._frames[row.name] = scroll_area(page, sideways=True) if row.width else page
        self._missed[row.name] = ~Change(0)
        self.addWidget(self._frames[row.name])
