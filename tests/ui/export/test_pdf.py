"""A PDF holds words that can be searched, in fonts that it carries, and shapes."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from nnviz.ui.export.files import render
from nnviz.ui.export.pdf import pdf
from nnviz.ui.paint.formula import formula
from nnviz.ui.paint.outlines import shapes
from tests.ui.export.conftest import NAMES, sheets


@pytest.fixture(scope="module")
def page(qapp: object, tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("pdf")
    known = sheets()

    def read(name: str) -> pypdf.PageObject:
        path = folder / f"{name}.pdf"
        if not path.exists():
            render(known[name], path)
        # Out of memory: the reader would keep the file open.
        return pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages[0]

    return read


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", [name for name in NAMES if name != "kernels"])
def test_every_string_can_be_found(name: str, page, drawing) -> None:
    found = squeezed(page(name).extract_text())
    missing = [text for text in drawing(name).texts if squeezed(text) not in found]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_inside(name: str, page) -> None:
    fonts = page(name)["/Resources"]["/Font"]
    assert len(fonts) > 0
    for reference in fonts.values():
        font = reference.get_object()
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]


@pytest.mark.parametrize("name", NAMES)
def test_it_has_as_many_pictures_as_the_svg(name: str, page, drawing) -> None:
    inside = page(name)["/Resources"].get("/XObject", {})
    pictures = [one for one in inside.values() if one.get_object()["/Subtype"] == "/Image"]
    assert (len(pictures) > 0) == (len(drawing(name).all("image")) > 0)


def test_a_page_is_as_large_as_the_sheet(page) -> None:
    box = page("iris").mediabox
    assert (float(box.width), float(box.height)) == (1200.0, 750.0)


def test_a_formula_has_no_outline(qapp):
    """Qt's writer fills one around the shapes of an SVG: the letters would stand there bold."""
    one = formula(r"\frac{1}{1 + e^{-z}}", 24.0, "#101010")
    content = pdf(300, 200, "formula", lambda painter: one.draw(painter, 20, 20))
    stream = pypdf.PdfReader(io.BytesIO(content)).pages[0].get_contents()
    fills = [operator for _, operator in stream.operations if operator in (b"f", b"f*", b"B", b"B*")]
    assert len(fills) == len(shapes(lambda painter: one.draw(painter, 20, 20))) == 7
