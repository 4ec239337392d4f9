"""The canvas of a network on the plane: every neuron's answer, and the large surface that can be painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Target
from nnviz.kept import Kept
from nnviz.scene.train import plane_words as words
from nnviz.scene.train.columns import column_of
from nnviz.session import Change, Session
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import Texts
from nnviz.ui.style import is_far, ratio_of
from nnviz.ui.train.canvas import key, over
from nnviz.ui.train.canvas.brush import REACH, Brush
from nnviz.ui.train.canvas.moment import Moment, Moments
from nnviz.ui.train.canvas.network import Drawn, ends_of, paint_head, paint_network, paint_words, rect_of
from nnviz.ui.train.canvas.plane_keys import PlaneKeys
from nnviz.ui.train.canvas.points import Stamps, paint_points
from nnviz.ui.train.canvas.surface import paint_surface
from nnviz.ui.train.canvas.tools import Tools
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.part import Part

CONCERNS = Change.DOCUMENT | Change.NETWORK | Change.TRAINING | Change.THEME | Change.HELD
HIT = 4.0
"""Pixels around a square that still are it."""


class PlaneCanvas(PlaneKeys, Part):
    """Paints what :class:`Moments` gives; the pointer and the keys choose squares and change points."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._session = session
        self.setAccessibleName("The network on the plane")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.brush = Brush(session)
        self.tools = Tools(self)
        self.tools.chosen.connect(self.brush.choose)
        self.tools.cleared.connect(self.brush.editor.clear)
        self._moments = Moments(session)
        self.moment: Moment | None = None
        self.cursor_at: tuple[float, float] | None = None
        self._hovered: tuple[int, int] | None = None
        self._pointed: int | None = None
        self._at = QPointF()
        self._words, self._network = KeptPixmap(), KeptPixmap()
        self._surface, self._points = KeptPixmap(), KeptPixmap()
        self._stamps: Kept[Stamps] = Kept()
        self._texts = Texts(Surface())
        let_go_when_lost(self, self.brush.release)

    def parts(self) -> tuple[QWidget, ...]:
        """The tools."""
        return (self.tools,)

    def tab_parts(self) -> Sequence[QWidget]:
        """The plane, then its tools."""
        return (self, *self.tools.parts())

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & CONCERNS:
            self._take()

    def _take(self) -> None:
        look = self.look
        moment = self._moments.now(
            self.width(),
            self.height(),
            look.s,
            look.text(14) * 1.3,
            self._names_wide() if is_far(self) else 0,
        )
        self.moment = moment
        self.brush.data = None if moment is None else moment.data
        self.tools.setVisible(moment is not None and moment.points is not None and not is_far(self))
        self.tools.show_brush(self._session.view.train.brush)
        if moment is not None:
            self._place_tools(moment)
            if self._pointed is not None and (
                moment.points is None or self._pointed >= len(moment.points.at)
            ):
                self._pointed = None
            self.setAccessibleDescription(self.said())
        self.update()

    def _names_wide(self) -> float:
        """What the inputs' names need, up to a sixth of the width."""
        metrics = QFontMetricsF(self.look.font(16, 600))
        found = self._session.document.input_names
        longest = max((metrics.horizontalAdvance(name) for name in found), default=0.0)
        return min(longest + 12 * self.look.s + 8, self.width() / 6)

    def place(self) -> None:
        """Everything follows the size."""
        self._take()

    def _place_tools(self, moment: Moment) -> None:
        head, high = rect_of(moment.layout.head), self.look.target()
        wide = min(self.tools.width_wanted(), round(head.width()))
        top = head.bottom() - high if self.tools.is_open else head.top() + 2
        left = head.left() if self.tools.is_open else head.right() - wide
        self.tools.setGeometry(round(left), round(max(top, 0)), wide, high)

    @property
    def surface_rect(self) -> QRectF:
        """Where the large surface is."""
        assert self.moment is not None
        return rect_of(self.moment.layout.surface)

    @property
    def key_rect(self) -> QRectF:
        """Where its key is."""
        assert self.moment is not None
        return rect_of(self.moment.layout.key)

    @property
    def chosen(self) -> tuple[int, int] | None:
        """The neuron (column, unit) that was chosen to be large; None: the network's own answer."""
        wanted, moment = self._session.view.train.enlarged, self.moment
        if wanted is None or moment is None:
            return None
        column = column_of(moment.columns, wanted[0])
        if column is None or wanted[1] >= len(moment.surfaces.levels[column]):
            return None
        return column, wanted[1]

    @property
    def enlarged(self) -> tuple[int, int] | None:
        """The same, or what the pointer is on now."""
        shown = self._hovered if self._hovered is not None else self.chosen
        moment = self.moment
        if shown is None or moment is None:
            return None
        return None if moment.is_answer(shown[0]) else shown

    def said(self) -> str:
        """What is shown, in one sentence for a screen reader."""
        moment = self.moment
        if moment is None:
            return ""
        head = words.surface_head(moment.document, moment.surfaces, self.enlarged, self._line)
        points = f", {moment.points.count:,} points, {moment.points.judged}" if moment.points else ""
        at = ""
        if self.cursor_at is not None and self.tools.is_open:
            x, y = moment.plane.place(*self.cursor_at)
            at = f", cursor at {words.coordinates(moment.plane, x, y)}"
        return f"{head.title}{points}{at}"

    @property
    def _line(self) -> str:
        return "white" if self.look.theme.name == "dark" else "dark"

    # the pointer

    def enlarge(self, which: tuple[int, int] | None) -> None:
        """Show a neuron (column, unit) large, and keep it there; None: the network's answer."""
        moment = self.moment
        if moment is None:
            return
        is_answer = which is None or moment.is_answer(which[0])
        target = None if which is None or is_answer else (moment.columns[which[0]].layer, which[1])
        self._session.set_train_view(replace(self._session.view.train, enlarged=target))

    def open_neuron(self, which: tuple[int, int]) -> None:
        """Go to the Run page with this neuron selected."""
        assert self.moment is not None
        self._session.select(Target(self.moment.columns[which[0]].layer, which[1]))
        self._session.set_page("run")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A stroke goes on; what is under the pointer is brought out."""
        moment = self.moment
        if moment is None:
            return
        self._at = event.position()
        if self.brush.stroke:
            self.brush.drag(self._at, self.surface_rect, moment)
            return
        hovered = moment.layout.hit(self._at.x(), self._at.y(), HIT)
        pointed = None
        rect = self.surface_rect
        if rect.contains(self._at) and moment.points is not None:
            share = self._share(self._at)
            pointed = moment.points.nearest(*share, REACH / rect.width())
        if (hovered, pointed) != (self._hovered, self._pointed) or pointed is not None:
            self._hovered, self._pointed = hovered, pointed
            self.update()
        self._show_cursor(rect, hovered, pointed)

    def _show_cursor(self, rect: QRectF, hovered: object, pointed: object) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if hovered is not None or self._entry_at(self._at) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif rect.contains(self._at) and self.tools.is_open:
            shape = Qt.CursorShape.CrossCursor
            if self.brush.chosen == "move":
                shape = Qt.CursorShape.OpenHandCursor if pointed is not None else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def leaveEvent(self, event: object) -> None:
        """Nothing is under the pointer."""
        self._hovered = self._pointed = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A square is chosen; on the plane a stroke begins, with the right button one that erases."""
        moment, at = self.moment, event.position()
        is_right = event.button() == Qt.MouseButton.RightButton
        if moment is None or not (is_right or event.button() == Qt.MouseButton.LeftButton):
            return
        found, entry = moment.layout.hit(at.x(), at.y(), HIT), self._entry_at(at)
        if self.surface_rect.contains(at):
            self._pointed = None
            self.brush.press(at, self.surface_rect, moment, erases=is_right and self.tools.is_open)
        elif found is not None and not is_right:
            self.enlarge(None if found == self.chosen else found)
        elif entry is not None and not is_right:
            self.brush.choose_class(entry)
            if not self.tools.is_open:
                self.brush.choose("paint")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke is over."""
        self.brush.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A square opens its neuron on the Run page; elsewhere it is a press."""
        moment, at = self.moment, event.position()
        found = None if moment is None else moment.layout.hit(at.x(), at.y(), HIT)
        if found is None:
            self.mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.open_neuron(found)

    def _share(self, at: QPointF) -> tuple[float, float]:
        rect = self.surface_rect
        return (at.x() - rect.left()) / rect.width(), (at.y() - rect.top()) / rect.height()

    def _entry_at(self, at: QPointF) -> int | None:
        """The class of the key at a place; its target is as tall as any other."""
        moment = self.moment
        if moment is None:
            return None
        shown = key.entries(moment, self.tools.is_open)
        for place, entry in key.places(shown, self.key_rect, self.look):
            spare = max(self.look.target() - place.height(), 0) / 2
            if entry.answer is not None and place.adjusted(-4, -spare, 4, spare).contains(at):
                return entry.answer
        return None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        moment, look = self.moment, self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), look.color("bg"))
        if moment is None:
            return

        drawn = Drawn(moment.document, moment.surfaces, moment.gaps, moment.layout)
        place = QRectF(0, 0, moment.layout.surface.x - 1, self.height())
        ground = look.color("bg")
        said = (moment.document.input_names, ends_of(drawn), tuple(len(gap.weights) for gap in moment.gaps))

        def paint(on: QPainter) -> None:
            causes = (moment.layout, look.theme)
            self._words.paint(on, place, lambda p: paint_words(p, drawn, look), causes, said, ground)
            paint_network(on, drawn, look)

        causes = (moment.surfaces, moment.gaps, moment.layout, look.theme)
        self._network.paint(painter, place, paint, causes, said, ground)
        over.paint_wedge(painter, moment, self.enlarged, look)
        self._paint_surface(painter, moment)
        is_painting = self.tools.is_open
        painted = self.brush.answer_class if is_painting else None
        key.paint_key(painter, self.key_rect, moment, painted, look)
        if not is_painting:
            head = words.surface_head(moment.document, moment.surfaces, self.enlarged, self._line)
            place = rect_of(moment.layout.head)
            beside = QRectF(self.tools.geometry()) if self.tools.isVisible() else None
            paint_head(painter, place, head, look, beside=beside)
        if self.cursor_at is not None and is_painting and self.hasFocus():
            over.paint_cursor(painter, self.surface_rect, self.cursor_at, look)
        if self._pointed is not None and not self.brush.stroke:
            if self._texts.surface.ratio != ratio_of(self):
                self._texts = Texts(Surface(ratio_of(self)))
            size = self.width(), self.height()
            over.paint_card(painter, self._texts, moment, self._pointed, size, look)

    def _paint_surface(self, painter: QPainter, moment: Moment) -> None:
        look, rect, shown = self.look, self.surface_rect, self.enlarged
        around = rect.adjusted(-2, -2, 2, 2)
        self._surface.paint(
            painter,
            around,
            lambda p: paint_surface(p, rect, moment.surfaces, shown, look),
            (moment.surfaces, look.theme),
            (shown, rect.getRect()),
        )
        points, data = moment.points, moment.data
        if points is not None and data is not None:
            classes, ratio = len(data.class_names), ratio_of(self)
            stamps = self._stamps.get(
                lambda: Stamps(look, classes, ratio), (look.theme,), (look.s, classes, ratio)
            )
            self._points.paint(
                painter,
                around,
                lambda p: paint_points(p, rect, points, data, stamps, moment.most),
                (points, look.theme),
                rect.getRect(),
            )
