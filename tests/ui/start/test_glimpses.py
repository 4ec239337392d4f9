"""The pictures on the cards: windows into larger ones, in which no name is cut in two."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from nnviz import formats
from nnviz.scene.view import glimpse
from nnviz.session import Session
from nnviz.ui.paint.composer import Composer
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import LEFT, RIGHT, WholeTexts
from nnviz.ui.theme import THEMES

ROOMS = [(196.0, 118.0), (229.0, 118.0), (206.0, 84.0), (640.0, 296.0)]
INK = QColor("white")

pytestmark = pytest.mark.usefixtures("qapp")


def drawn(at: QPointF, align: float) -> bool:
    """Whether a name is drawn there, seen through a window that begins at (20, 20) and ends at (180, 80)."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    texts = WholeTexts(Surface())
    texts.window = QRectF(20, 20, 160, 60)
    with QPainter(image) as painter:
        texts.draw(painter, at, "weekend", 16, INK, align=align)
    return any(image.pixelColor(x, y) != QColor("black") for x in range(200) for y in range(100))


def test_a_name_is_drawn_whole_or_not_at_all() -> None:
    assert drawn(QPointF(30, 50), LEFT)
    assert drawn(QPointF(170, 50), RIGHT)
    assert not drawn(QPointF(150, 50), LEFT)
    assert not drawn(QPointF(50, 50), RIGHT)
    assert not drawn(QPointF(30, 22), LEFT)
    assert not drawn(QPointF(30, 78), LEFT)
    assert not drawn(QPointF(190, 50), LEFT)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", ["neuron", "xor", "iris", "sine"])
def test_the_names_of_the_answers_are_in_the_window(name, room) -> None:
    session = Session(formats.open_any(name)[0])
    session.set_theme("dark")
    size = glimpse.glimpse(session.document, session.timeline, room).size
    layout = Composer().picture(session, size, THEMES["dark"], 1.0).layout
    left, _ = glimpse.corner(session.document, layout, room)
    last = layout.columns[-1]
    assert last.labels
    assert last.label_side == "right"
    begins = float(last.x.max()) + last.radius + last.label_gap
    assert left <= begins
    assert begins + last.label_width <= left + room[0]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", sorted(formats.samples()))
def test_the_window_lies_in_the_picture_on_whole_pixels(name, room) -> None:
    session = Session(formats.open_any(name)[0])
    session.set_theme("dark")
    size = glimpse.glimpse(session.document, session.timeline, room).size
    layout = Composer().picture(session, size, THEMES["dark"], 1.0).layout
    corner = glimpse.corner(session.document, layout, room)
    assert all(value == int(value) for value in (*corner, *size))
    assert QRectF(0, 0, *size).contains(QRectF(*corner, *room))
