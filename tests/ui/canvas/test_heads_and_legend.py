"""Heads of many layers can be told apart, and what is short says the whole under the pointer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import Target
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.headings import TITLE, text_size
from nnviz.scene.layout.margins import scale_room
from nnviz.scene.values.legend import meaning
from nnviz.scene.values.model import Hit
from nnviz.session import Change, Session
from nnviz.ui import theme
from nnviz.ui.canvas.overlays.head_tips import tip_at
from nnviz.ui.canvas.things import thing_of
from nnviz.ui.canvas.view import CanvasView
from nnviz.ui.paint.painter import ScenePainter
from nnviz.ui.paint.surface import Surface
from tests.printed import CASES


def shown(qtbot: QtBot, source: str, width: int, height: int) -> CanvasView:
    document, _ = formats.open_any(source)
    view = CanvasView(Session(document))
    qtbot.addWidget(view)
    view.resize(width, height)
    view.refresh(~Change(0))
    view.settle()
    return view


@pytest.mark.parametrize("size", [(920, 816), (748, 588)])
def test_the_heads_of_twenty_layers_stand_apart(qtbot: QtBot, size: tuple[int, int]) -> None:
    view = shown(qtbot, str(CASES["vanish20"]), *size)
    assert view.picture is not None
    layout = view.picture.layout
    metrics = QFontMetricsF(theme.font(round(text_size(TITLE, layout.scale)), 600))
    hidden = [column for column in layout.columns if 0 < column.layer < 20]
    assert [column.title for column in hidden] == [str(number) for number in range(1, 20)]
    for left, right in pairwise(hidden):
        half = (metrics.horizontalAdvance(left.title) + metrics.horizontalAdvance(right.title)) / 2
        assert right.heading[0] - left.heading[0] - half >= 4


def test_of_very_many_layers_only_some_heads_have_numbers() -> None:
    document, _ = formats.open_any(str(CASES["vanish20"]))
    layout = arrange(document, (340.0, 400.0))
    titles = [column.title for column in layout.columns if 0 < column.layer < 20]
    assert 1 < sum(map(bool, titles)) < 19


def test_a_short_head_says_the_whole_under_the_pointer(qtbot: QtBot) -> None:
    view = shown(qtbot, str(CASES["vanish20"]), 748, 588)
    assert view.picture is not None
    head = view.picture.layout.column(10).heading
    found = tip_at(view.picture, [], QPointF(*head))
    assert found is not None
    assert found[0] == "Hidden 10: 1 neuron, sigmoid"


def test_every_letter_of_the_legend_explains_itself(qtbot: QtBot) -> None:
    view = shown(qtbot, "iris", 920, 816)
    picture = view.picture
    assert picture is not None
    places = ScenePainter(theme.DARK, Surface(1.0)).legend_places(picture)
    letters = [(words, box) for _, words, box in places if words[0] in "|a"]
    assert [words.split()[0] for words, _ in letters] == ["|w|", "|w·x|", "a", "|z|", "|b|"]
    for words, box in letters:
        found = tip_at(picture, places, box.center())
        assert found is not None
        assert found[0] == meaning(words) != ""


@pytest.mark.parametrize("sample", ["iris", "digits-cnn"])
def test_the_legend_ends_before_the_choice_of_colours(qtbot: QtBot, sample: str) -> None:
    view = shown(qtbot, sample, 592, 300)
    picture = view.picture
    assert picture is not None
    places = ScenePainter(theme.DARK, Surface(1.0)).legend_places(picture)
    button = view.scale_button.geometry()
    assert scale_room(picture.layout) >= button.width() - 1
    assert max(box.right() for _, _, box in places) <= button.left() + 1


def test_what_comes_from_a_hidden_layer_is_h(qtbot: QtBot) -> None:
    state = shown(qtbot, "iris", 920, 816)._session.state
    first = thing_of(Hit("edge", Target(1, 3), Target(0, 1))).card(state)
    second = thing_of(Hit("edge", Target(2, 1), Target(1, 0))).card(state)
    assert first is not None
    assert second is not None
    assert [row.symbol for row in first.rows] == ["w", "x", "w · x"]
    assert [row.symbol for row in second.rows] == ["w", "h", "w · h"]


def test_names_of_inputs_are_whole_in_a_small_window() -> None:
    document, _ = formats.open_any("iris")
    layout = arrange(document, (592.0, 300.0))
    first = layout.columns[0]
    metrics = QFontMetricsF(theme.font(13))
    assert max(map(metrics.horizontalAdvance, first.labels)) <= first.label_width
