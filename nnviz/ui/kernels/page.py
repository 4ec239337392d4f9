"""The page of the kernel sandbox."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from nnviz.document.sandbox import OWN
from nnviz.scene.sandbox.filtered import Filtered, work_out
from nnviz.scene.sandbox.presets import NAMES, name_of
from nnviz.scene.words.counting import acts, counted_word, noun
from nnviz.session import Change, Session
from nnviz.ui.guard import Guarded
from nnviz.ui.kernels.arithmetic import ArithmeticCard
from nnviz.ui.kernels.geometry import HEIGHT, SMALLEST, WIDTH, Geometry
from nnviz.ui.kernels.own_picture import OwnPicture
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.kernels.size_card import SizeCard
from nnviz.ui.kernels.stage import KernelStage
from nnviz.ui.kernels.text import words
from nnviz.ui.kernels.thumbnails import PresetButton
from nnviz.ui.style import Look, lens_of, look_of
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.widgets.scroll_area import scroll_area

PICTURE_CHOICES = {"china": "Photograph", "flower": "Flower", "pad": "Pad", OWN: "Yours"}
CONCERNS = (
    Change.DOCUMENT
    | Change.SANDBOX
    | Change.INPUT
    | Change.THEME
    | Change.HISTORY
    | Change.PAGE
    | Change.HELD
)


_CHANGE_ONE = "Change one, and the whole map changes."


class SandboxPage(Guarded, QWidget):
    """Picture, kernel, map, presets, arithmetic and size; it scrolls in a window too small for them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = Board(session)
        self._area = scroll_area(self.board, self, is_fitted=False, sideways=True)
        self._session = session
        self._waiting = Change(0)
        self.setAcceptDrops(True)

    def refresh(self, change: Change) -> None:
        """Show what is new; while the page is hidden, remember that there is something."""
        self._waiting |= change & CONCERNS
        if self.isVisible() and self._waiting:
            self._waiting = Change(0)
            self.board.show_session(self._look())

    def _look(self) -> Look:
        """At the scale in which the board is as wide as the page, down to the smallest that can be read;
        before a hall, which can't scroll, as high as the page too."""
        look = look_of(self._session, self)
        if lens_of(self).times > 1:
            return replace(look, s=max(min(look.s, self.width() / WIDTH, self.height() / HEIGHT), SMALLEST))
        width = self.width() - self._bar_width(look.s)
        return replace(look, s=max(min(look.s, width / WIDTH), SMALLEST))

    def _bar_width(self, s: float) -> int:
        """What the scroll bar takes where the board of this scale is higher than the page."""
        return self._area.verticalScrollBar().sizeHint().width() if HEIGHT * s > self.height() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the board the room there is, and no less than it needs."""
        look = self._look()
        least = QSize(round(WIDTH * look.s), round(HEIGHT * look.s))
        self._area.setGeometry(self.rect())
        room = self.size() - QSize(self._bar_width(look.s), 0)
        self.board.resize(room.expandedTo(least))
        self.board.show_session(look)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The kernel has the keyboard. No focus proxy: Tab would go to it past all that stands before it."""
        self.board.stage.kernel.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while the page was hidden."""
        self.refresh(Change.PAGE)

    # one's own picture

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a picture."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.board.own.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a picture; other files are the window's."""
        if OwnPicture.has_picture(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show the picture that was dropped."""
        event.acceptProposedAction()
        self.board.own.take_from(event.mimeData())


class Board(Guarded, QWidget):
    """The page itself, at least as large as its parts need."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._editor = editor = SandboxEditor(session)
        self._filtered: Filtered | None = None
        self._head: tuple[object, ...] = ()
        self.pictures = {name: Chip(text, f"Picture: {text}", self) for name, text in PICTURE_CHOICES.items()}
        for name, chip in self.pictures.items():
            chip.pill = True
            chip.clicked.connect(lambda _=False, name=name: self._choose(name))
        self._stop, self._preset_stop = Roving(self), Roving(self)
        self.own = OwnPicture(editor, self)
        self.own.changed.connect(self.update)
        self.open = Chip("Open picture…", "Open a picture of your own; or drop one here, or paste it", self)
        self.open.pill = True
        self.open.setCheckable(False)
        self.open.clicked.connect(self.own.choose)
        self.stage = KernelStage(editor, self)
        self.presets = {name: PresetButton(name, editor, self) for name in NAMES}
        self.arithmetic = ArithmeticCard(editor, self)
        self.size_card = SizeCard(editor, self)

    def _choose(self, name: str) -> None:
        self.own.forget()
        if name != self._editor.sandbox.picture:
            self._editor.put(self._editor.sandbox.with_picture(name), f"Picture: {PICTURE_CHOICES[name]}")

    def show_session(self, look: Look) -> None:
        """Work out what the document's sandbox shows, and show it."""
        self._filtered = shown = work_out(self._session.document, self._filtered)
        chosen = name_of(shown.sandbox.kernel)
        for name, chip in self.pictures.items():
            chip.set_look(look)
            chip.show_state(name == shown.sandbox.picture)
        self.pictures[OWN].setVisible(shown.sandbox.photo is not None)
        self._stop.show([*self.pictures.values(), self.open])
        self.open.set_look(look)
        self._place(look)
        for name, preset in self.presets.items():
            preset.show_result(shown.picture, name == chosen, look)
        self._preset_stop.show([*self.presets.values()])
        self.stage.show_filtered(shown, look)
        self.arithmetic.show_filtered(shown, look)
        self.size_card.show_sandbox(shown.sandbox, look)
        head = (look, self.size(), self._subtitle())
        if head != self._head:
            self._head = head
            self.update()

    def _place(self, look: Look) -> None:
        places = Geometry(self.width(), self.height(), look.s)
        self._header = places.header()
        self._look = look
        right = self._header.right() - 32 * look.s
        for chip in (self.open, *reversed([c for c in self.pictures.values() if not c.isHidden()])):
            width = chip.width_wanted() + look.px(8)
            right -= width
            chip.setGeometry(round(right), round(9 * look.s), width, round(38 * look.s))
            right -= 6 * look.s
        self.stage.setGeometry(places.stage().toRect())
        for place, preset in enumerate(self.presets.values()):
            preset.setGeometry(places.preset(place, len(self.presets)).toRect())
        self.arithmetic.setGeometry(places.arithmetic().toRect())
        self.size_card.setGeometry(places.size().toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.fillRect(event.rect(), look.color("bg"))
        left = QRectF(32 * look.s, 0, 200 * look.s, self._header.height())
        words(painter, left, "Kernel sandbox", look.font(24, 700), look.color("ink"), floor=look.floor)
        start = left.right() + 38 * look.s
        end = min(chip.x() for chip in self.pictures.values() if not chip.isHidden()) - 12 * look.s
        rest = QRectF(start, 0, end - start, self._header.height())
        told = (f"! {self.own.problem}", "warn") if self.own.problem else (self._subtitle(), "ink2")
        words(painter, rest, told[0], look.font(18), look.color(told[1]), floor=look.floor)

    def _subtitle(self) -> str:
        sandbox = self._editor.sandbox
        numbers = sandbox.size**2
        count = f"{counted_word(numbers).capitalize()} {noun(numbers, 'number')} {acts(numbers, 'slide')}"
        over = {"pad": "your drawing", OWN: "your picture"}.get(sandbox.picture, "a photograph")
        more = "Draw on the picture; drag the ring." if sandbox.picture == "pad" else _CHANGE_ONE
        return f"{count} over {over}. {more}"
