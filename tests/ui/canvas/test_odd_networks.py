"""Networks of odd sizes and odd numbers: each draws something true, or says in a sentence why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from nnviz.document import CurrentInput, Document, Target
from nnviz.document.tracing import trace as trace_of
from nnviz.engine import Conv2D, Dense, Network
from nnviz.scene.view import levels
from nnviz.scene.view.levels import Level
from nnviz.scene.view.search import search
from nnviz.scene.why.reasons import as_text, why
from nnviz.session import Change, Session
from nnviz.ui import theme as looks
from nnviz.ui.canvas import CanvasView
from nnviz.ui.export.files import render
from nnviz.ui.export.sheet import Sheet
from nnviz.ui.paint.network.columns import Standing
from nnviz.ui.paint.painter import _standing

CHINESE = tuple(("神经网络识别出的类别名称非常长" * 5)[:59] + str(i) for i in range(4))
ARABIC = tuple(("شبكة عصبية اصطناعية عميقة ذات أسماء طويلة " * 2)[:59] + str(i) for i in range(4))


def made(
    sizes: tuple[int, ...], *, hidden: str = "relu", output: str = "softmax", **parts: object
) -> Document:
    layers = [*(Dense(n, hidden) for n in sizes[1:-1]), Dense(sizes[-1], output)]
    network = Network.build((sizes[0],), layers, seed=0)
    values = np.random.default_rng(0).random(sizes[0]).astype(np.float32)
    image = (28, 28) if sizes[0] == 784 else None
    return replace(Document(network, "odd", CurrentInput(values), image_shape=image), **parts)


def changed(document: Document, key: str, change: Callable[[np.ndarray], np.ndarray]) -> Document:
    value = change(document.network.parameters()[key].copy())
    return replace(document, network=document.network.with_parameters({key: value.astype(np.float32)}))


def zeros() -> Document:
    document = made((784, 64, 10))
    parameters = {key: np.zeros_like(value) for key, value in document.network.parameters().items()}
    return replace(document, network=document.network.with_parameters(parameters))


def one_nan(weight: np.ndarray) -> np.ndarray:
    weight[3, 4] = np.nan
    return weight


def far_apart(weight: np.ndarray) -> np.ndarray:
    weight[0], weight[1] = weight[0] * 1e-12, weight[1] * 1e12
    return weight


ODD: dict[str, Callable[[], Document]] = {
    "100,000 neurons": lambda: made((4, 100_000, 2)),
    "100,000 outputs": lambda: made((4, 100_000)),
    "100,000 inputs": lambda: made((100_000, 3, 2)),
    "100 layers": lambda: made((4, *([4] * 99), 2)),
    "300 layers": lambda: made((4, *([4] * 299), 2)),
    "one neuron": lambda: made((1, 1), output="identity", task="values"),
    "one layer": lambda: made((784, 10)),
    "large and one layer": lambda: made((784, 100)),
    "all weights 0": zeros,
    "all dead": lambda: changed(made((784, 64, 10)), "1.bias", lambda bias: bias - 100),
    "one NaN": lambda: changed(made((784, 64, 10)), "1.weight", one_nan),
    "1e-12 beside 1e12": lambda: changed(made((784, 64, 10)), "1.weight", far_apart),
    "Chinese": lambda: made((784, 64, 4), output_names=CHINESE),
    "Arabic": lambda: made((784, 64, 4), output_names=ARABIC),
}


@pytest.fixture
def complaints():
    """What Qt complains about while drawing."""
    found: list[str] = []

    def note(kind: QtMsgType, context: object, text: str) -> None:
        found.append(text)

    before = qInstallMessageHandler(note)
    yield found
    qInstallMessageHandler(before)


@pytest.mark.parametrize("size", [(1144, 872), (400, 500)])
@pytest.mark.parametrize("name", list(ODD))
def test_a_picture_is_made_and_shows_more_than_its_ground(
    name: str, size: tuple[int, int], tmp_path: Path, complaints: list[str]
) -> None:
    document = ODD[name]()
    last = len(document.network.layers)
    for select in (None, Target(last, 0), Target(1, 0)):
        file = tmp_path / "odd.png"
        render(Sheet(document, 99.0, size, "dark", select), file)
        with Image.open(file) as picture:
            pixels = np.asarray(picture.convert("RGB"))
        assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 20
    assert complaints == []


@pytest.mark.parametrize("name", list(ODD))
def test_a_canvas_shows_it_at_every_moment(name: str, qtbot, complaints: list[str]) -> None:
    session = Session(ODD[name]())
    session.set_theme("light")
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(760, 520)
    session.select(Target(len(session.document.network.layers), 0))
    for share in (0.0, 0.05, 0.5, 0.97, 1.0):
        session.seek(share * session.timeline.seconds)
        view.refresh(~Change(0))
        view.settle()
        assert not view.grab().isNull()
    session.set_heat(True)
    view.refresh(~Change(0))
    view.settle()
    assert not view.grab().isNull()
    assert complaints == []


@pytest.mark.parametrize("name", list(ODD))
def test_reasons_and_search_answer_in_sentences(name: str) -> None:
    document = ODD[name]()
    trace = trace_of(document)
    last = len(document.network.layers)
    assert as_text(document, why(document, trace, Target(last, 0)))
    for query in ("largest", "dead", "saturated", "nan", "1:0", "0"):
        assert search(document, trace, query).words or search(document, trace, query).found


def test_a_4k_screen_at_200_per_cent(tmp_path: Path) -> None:
    file = tmp_path / "4k.png"
    render(Sheet(made((784, 64, 10)), 99.0, (3840, 2160), "light", Target(2, 1)), file)
    with Image.open(file) as picture:
        assert picture.size == (3840, 2160)


def standing_of(name: str, qtbot) -> list[Standing]:
    session = Session(ODD[name]())
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(1144, 816)
    session.seek(session.timeline.seconds)
    session.select(Target(len(session.document.network.layers), 0))
    view.refresh(~Change(0))
    assert view.picture is not None
    return _standing(view.picture)


def test_layers_that_are_off_say_so_once_where_there_is_no_room(qtbot) -> None:
    folded = [part for part in standing_of("all dead", qtbot) if part.nodes.all_off]
    assert [part.says_why for part in folded] == [False, True]
    deep = [part for part in standing_of("100 layers", qtbot) if part.nodes.all_off]
    assert sum(part.says_why for part in deep) <= 1
    assert len(deep) > 10


def test_no_more_than_3000_edges_are_drawn_whatever_is_selected(qtbot) -> None:
    session = Session(ODD["100,000 neurons"]())
    view = CanvasView(session)
    qtbot.addWidget(view)
    session.seek(session.timeline.seconds)
    session.select(Target(2, 0))
    view.refresh(~Change(0))
    assert view.picture is not None
    assert [gap.drawn for gap in view.picture.still] == [3000, 3000]
    assert view.picture.still[1].note == "3,000 of 200,000 edges"


def test_of_a_deep_network_only_what_is_near_the_screen_is_drawn(qtbot) -> None:
    session = Session(ODD["300 layers"]())
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(1144, 872)
    view.refresh(~Change(0))
    assert view.picture is not None
    assert view.picture.depth.level is Level.BLOCKS
    session.set_camera(levels.camera_of(view.picture.layout, Level.NETWORK, Target(150, 0)))
    view.refresh(Change.CAMERA)
    layers = sorted(view.picture.edges)
    assert layers[0] < 150 < layers[-1]
    assert len(layers) < 250
    # Every edge that crosses the screen is among them.
    for layer in set(range(1, 301)) - set(layers):
        before, here = view.picture.layout.column(layer - 1), view.picture.layout.column(layer)
        mapping = view.picture.look.mapping
        ends = mapping.x(np.array([before.x.min(), here.x.max()]))
        assert ends[1] < 0 or ends[0] > 1144


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_what_is_no_number_stands_out_in_a_map(theme: str, qtbot) -> None:
    network = Network.build((1, 6, 6), [Conv2D(2, 3, activation="relu")], seed=0)
    weight = network.parameters()["1.weight"].copy()
    weight[0, 0, 1, 1] = np.nan
    document = Document(
        network.with_parameters({"1.weight": weight}), "odd", CurrentInput(np.ones((1, 6, 6), np.float32))
    )
    session = Session(document)
    session.set_theme(theme)
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(1144, 816)
    session.seek(session.timeline.seconds)
    view.refresh(~Change(0))
    view.settle()
    picture = view.grab().toImage()
    layout, mapping = view.picture.layout, view.picture.look.mapping
    tiles = layout.images.of_layer(1)
    for channel, is_broken in ((0, True), (1, False)):
        box = mapping.rect(*tiles.cell_box((channel, 3, 3)))
        corner = picture.pixelColor(round(box.left() + 4), round(box.top() + 4))
        assert (corner.name() == looks.THEMES[theme].warn.lower()) == is_broken


@pytest.mark.parametrize("count", [16, 90, 768])
def test_a_layer_that_is_off_is_marked_once_where_it_is_wide(count: int, qapp, tmp_path) -> None:
    document = changed(made((20, count, 4)), "1.bias", lambda bias: np.full_like(bias, -100.0))
    drawn = tmp_path / "off.svg"
    render(Sheet(document, 99.0, (1144, 880), "dark"), drawn)
    strokes = drawn.read_text().lower().count(f'stroke="{looks.DARK.warn.lower()}"')
    assert strokes == (count if count <= 24 else 1)
    assert drawn.read_text().count("! all off") == 1
