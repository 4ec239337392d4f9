"""An SVG holds what the screen shows, each line, disc and word as itself."""

from __future__ import annotations

import base64
import io
import math
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageFilter
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from nnviz.document import Target
from nnviz.errors import NNVizError
from nnviz.session import Session
from nnviz.ui.export.clips import cut_line
from nnviz.ui.export.files import render
from nnviz.ui.export.image import draw
from nnviz.ui.export.sheet import Sheet
from nnviz.ui.export.svg_engine import SvgEngine
from nnviz.ui.paint.composer import Composer
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.text import Texts
from tests.ui.export.conftest import CANVAS, NAMES, SIZE, Drawing, kernels, sample

CLOSE = 16
"""Of 255: a channel that is no further off shows the same."""
NETWORKS = ("iris", "digits", "digits-multiply", "large")
MIXED = "Σ & <b> 类 α"
"""Latin, Greek, Chinese, signs, and what XML keeps for itself."""


def picture_of(sheet: Sheet) -> Picture:
    session = Session(sheet.document)
    session.seek(sheet.seconds)
    session.select(sheet.select)
    return Composer().picture(session, CANVAS, sheet.look, 1.0)


def lines_of(drawing: Drawing) -> np.ndarray:
    """All segments (n, 4) of paths that are nothing but single lines."""
    found = []
    for path in drawing.all("path"):
        data = path.get("d", "")
        if re.fullmatch(r"(M[-\d. ]+L[-\d. ]+)+", data):
            found += [[float(part) for part in re.findall(r"[-\d.]+", one)] for one in data.split("M")[1:]]
    return np.array(found)


def boxes_of(drawing: Drawing) -> np.ndarray:
    """Middle and half sizes (n, 4) of all curved shapes."""
    found = []
    for path in drawing.all("path"):
        data = path.get("d", "")
        if "C" in data and data.endswith("Z"):
            x, y = np.array(re.findall(r"([-\d.]+) ([-\d.]+)", data), dtype=float).T
            found.append([(x.min() + x.max()) / 2, (y.min() + y.max()) / 2, np.ptp(x) / 2, np.ptp(y) / 2])
    return np.array(found)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_edge_is_a_line_where_the_scene_has_it(name: str, drawing) -> None:
    picture = picture_of(drawing(name).sheet)
    wanted = np.concatenate([picture.look.mapping.lines(gap.lines) for gap in picture.still])
    # What lies wholly outside the canvas isn't drawn.
    inside = [cut_line(QLineF(*line), QRectF(0, 0, *CANVAS)) is not None for line in wanted.tolist()]
    wanted = wanted[inside]
    found = Counter(tuple(np.round(line, 0)) for line in lines_of(drawing(name)))
    missing = Counter(tuple(np.round(np.round(line, 1), 0)) for line in wanted) - found
    assert sum(missing.values()) == 0
    assert len(lines_of(drawing(name))) >= len(wanted) > 0


@pytest.mark.parametrize("name", NETWORKS)
def test_every_neuron_is_a_shape_within_a_pixel(name: str, drawing) -> None:
    picture = picture_of(drawing(name).sheet)
    mapping: Mapping = picture.look.mapping
    boxes = boxes_of(drawing(name))
    count = 0
    for column in picture.layout.columns:
        for part, _ in column.pieces():
            radius = part.radius * mapping.zoom
            for x, y in zip(mapping.x(part.x), mapping.y(part.y), strict=True):
                away = np.abs(boxes - [x, y, radius, radius]).max(axis=1)
                assert away.min() <= 1.0, (column.layer, x, y)
                count += 1
    assert count > 10


@pytest.mark.parametrize("name", [name for name in NAMES if name != "kernels"])
def test_a_string_that_the_screen_draws_is_one_text(name: str, drawing, monkeypatch) -> None:
    asked: list[str] = []
    told = Texts.draw

    def listen(self: Texts, painter: QPainter, at: QPointF, text: str, *rest: object, **more: object) -> None:
        asked.append(text)
        told(self, painter, at, text, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Texts, "draw", listen)
    draw(drawing(name).sheet)
    # A number in a disc is drawn once on the screen, however many discs show it.
    assert set(drawing(name).texts) == {text for text in asked if text}
    assert len(drawing(name).texts) >= len([text for text in set(asked) if text])


def test_mixed_scripts_stay_one_string(tmp_path: Path) -> None:
    document = replace(sample("iris"), output_names=(MIXED, "b", "c"))
    path = tmp_path / "mixed.svg"
    render(Sheet(document, 99.0, SIZE, "dark"), path)
    assert MIXED in Drawing(Sheet(document, 99.0), path).texts


@pytest.mark.parametrize("name", NAMES)
def test_there_is_no_image_but_of_values(name: str, drawing) -> None:
    sizes = Counter()
    for element in drawing(name).all("image"):
        data = element.get("href", "").removeprefix("data:image/png;base64,")
        with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
            sizes[picture.size] += 1
    assert (
        sizes
        == {
            # Every map, kernel and picture at its own resolution: columns and rows of values.
            "mnist-cnn": {(28, 28): 1, (24, 24): 8, (12, 12): 8, (10, 10): 16, (5, 5): 24, (3, 3): 8},
            "microscope": {(8, 8): 1},
            "kernels": {(320, 213): 4, (320, 132): 0, (318, 211): 0},
        }.get(name, {})
        or name == "kernels"
    )


@pytest.mark.parametrize("name", NAMES)
def test_it_looks_as_on_the_screen(name: str, drawing) -> None:
    renderer = QSvgRenderer(str(drawing(name).path))
    assert renderer.isValid()
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        renderer.render(painter)
    away = np.abs(blurred(image) - blurred(draw(drawing(name).sheet))).max(axis=2)
    assert (away <= CLOSE).mean() >= 0.95


def blurred(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    whole = Image.fromarray(pixels[:, : 3 * image.width()].reshape(image.height(), image.width(), 3))
    return np.asarray(whole.filter(ImageFilter.GaussianBlur(1)), dtype=int)


@pytest.mark.parametrize("name", ["iris", "microscope"])
def test_it_carries_the_letters_that_it_uses(name: str, drawing) -> None:
    style = "".join(element.text or "" for element in drawing(name).root.iter() if "style" in element.tag)
    face = r'font-family:"([^"]+)";font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)'
    carried = {}
    for family, weight, data in re.findall(face, style):
        with TTFont(io.BytesIO(base64.b64decode(data))) as font:
            carried[family, weight] = set(font.getBestCmap())
    used = drawing(name).all("text")
    assert len(used) > 20
    for element in used:
        key = (element.get("font-family", "Inter"), element.get("font-weight", ""))
        assert {ord(letter) for letter in element.text or ""} <= carried[key]
    assert drawing(name).path.stat().st_size < 200_000


def test_nothing_opaque_on_the_screen_is_see_through_in_the_file(drawing) -> None:
    """Edges, discs and words have the colours that the screen mixed; only light fades."""
    for element in drawing("iris").all("path"):
        fades = element.get("fill", "").startswith("url(")
        assert fades or not {"stroke-opacity", "fill-opacity", "opacity"} & set(element.keys())


def test_a_clear_ground_is_nothing_and_edges_are_see_through(tmp_path: Path) -> None:
    sheet = Sheet(sample("iris"), 99.0, SIZE, "light", is_clear=True)
    render(sheet, tmp_path / "a.svg")
    drawing = Drawing(sheet, tmp_path / "a.svg")
    assert any(path.get("stroke-opacity") for path in drawing.all("path"))
    renderer = QSvgRenderer(str(drawing.path))
    image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        renderer.render(painter)
    pixels = draw(sheet)
    for found in (image, pixels):
        corners = [found.pixelColor(x, y).alpha() for x in (0, SIZE[0] - 1) for y in (0, 500, SIZE[1] - 1)]
        assert set(corners) == {0}
    # A disc is a disc on any ground.
    picture = picture_of(sheet)
    column = picture.layout.columns[1]
    x, y = picture.look.mapping.x(column.x)[1], picture.look.mapping.y(column.y)[1]
    assert pixels.pixelColor(round(x), round(y - 0.7 * column.radius)).alpha() == 255


def test_the_kernel_page_has_no_clear_ground(tmp_path: Path) -> None:
    with pytest.raises(NNVizError, match="no transparent ground"):
        render(Sheet(kernels(), 99.0, SIZE, "dark", is_clear=True), tmp_path / "a.svg")


def test_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    sheet = Sheet(sample("digits"), 3.0, SIZE, "dark", Target(2, 3))
    for name in ("a.svg", "b.SVG"):
        render(sheet, tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.SVG").read_bytes()


def test_a_fault_while_drawing_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch) -> None:
    def fail(self: SvgEngine, *arguments: object) -> None:
        self.on_fault(ValueError("broken"))

    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    monkeypatch.setattr(SvgEngine, "drawPath", fail)
    path = tmp_path / "a.svg"
    path.write_text("what was there")
    with pytest.raises(NNVizError, match="could not be drawn whole"):
        render(Sheet(sample("iris"), 99.0, SIZE, "dark"), path)
    assert path.read_text() == "what was there"


def test_a_line_is_cut_at_a_box() -> None:
    box = QRectF(0, 0, 10, 10)
    assert cut_line(QLineF(-10, 5, 20, 5), box) == QLineF(0, 5, 10, 5)
    assert cut_line(QLineF(2, 2, 3, 3), box) == QLineF(2, 2, 3, 3)
    assert cut_line(QLineF(-5, -5, -1, 20), box) is None
    assert cut_line(QLineF(0, 20, 20, 20), box) is None
    slanted = cut_line(QLineF(-10, -10, 20, 20), box)
    assert slanted is not None
    assert math.hypot(slanted.x1(), slanted.y1()) < 1e-9
    assert math.hypot(slanted.x2() - 10, slanted.y2() - 10) < 1e-9
