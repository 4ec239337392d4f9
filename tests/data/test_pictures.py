"""Picture files become inputs; what isn't a picture, or is a bomb, doesn't."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnviz.data import prepare_drawing
from nnviz.data.pictures import read_picture
from nnviz.errors import FileError, InputError


@pytest.fixture
def strokes() -> np.ndarray:
    """Ink on a pad, (60, 50) bytes: a hook."""
    pad = np.zeros((60, 50), np.uint8)
    pad[10:50, 20:26] = 255
    pad[44:50, 20:40] = 255
    return pad


@pytest.mark.parametrize("shape", [(8, 8), (28, 28), (1, 28, 28)])
def test_a_picture_is_prepared_as_a_drawing_is(
    tmp_path: Path, strokes: np.ndarray, shape: tuple[int, ...]
) -> None:
    wanted = prepare_drawing(strokes / 255, shape)
    transparent = np.dstack([np.zeros((*strokes.shape, 3), np.uint8), strokes])
    for number, picture in enumerate(
        (
            Image.fromarray(strokes),
            Image.fromarray(255 - strokes),
            Image.fromarray(255 - strokes).convert("RGB"),
            Image.fromarray(255 - strokes).convert("P"),
            Image.fromarray(transparent, "RGBA"),
        )
    ):
        path = tmp_path / f"{number}.png"
        picture.save(path)
        np.testing.assert_allclose(read_picture(path, shape), wanted, atol=1e-6)


SIXTEEN = {
    "16 bits": lambda grey: Image.fromarray(grey.astype(np.uint16) * 257),
    "16 bits, the larger byte first": lambda grey: Image.frombytes(
        "I;16B", grey.shape[::-1], (grey.astype(">u2") * 257).tobytes()
    ),
    "32 bits": lambda grey: Image.fromarray(grey.astype(np.int32) * 257),
    "shares": lambda grey: Image.fromarray(grey.astype(np.float32) / 255),
    "8 bits as broken numbers": lambda grey: Image.fromarray(grey.astype(np.float32)),
    "four inks": lambda grey: Image.fromarray(grey).convert("RGB").convert("CMYK"),
    "grey with transparency": lambda grey: Image.merge(
        "LA", (Image.new("L", grey.shape[::-1], 0), Image.fromarray(255 - grey))
    ),
}


@pytest.mark.parametrize("kind", SIXTEEN)
@pytest.mark.parametrize("shape", [(8, 8), (3, 28, 28)])
def test_more_than_8_bits_are_the_same_picture(
    tmp_path: Path, strokes: np.ndarray, kind: str, shape: tuple[int, ...]
) -> None:
    shades = np.linspace(0, 255, strokes.size).reshape(strokes.shape) * (strokes > 0)
    grey = (255 - shades).astype(np.uint8)
    Image.fromarray(grey).save(tmp_path / "8.png")
    SIXTEEN[kind](grey).save(tmp_path / "more.tif")
    wanted = read_picture(tmp_path / "8.png", shape)
    np.testing.assert_allclose(read_picture(tmp_path / "more.tif", shape), wanted, atol=0.02)


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


@pytest.mark.parametrize("colour", ["grey", "grey and transparency"])
def test_a_png_of_16_bits(tmp_path: Path, strokes: np.ndarray, colour: str) -> None:
    """Written by hand: Pillow writes no 16 bits with transparency, and reads them otherwise."""
    values = (255 - strokes).astype(np.uint16) * 257
    alpha = np.full_like(values, 65535)
    pixels, kind = (values, 0) if colour == "grey" else (np.dstack([values, alpha]), 4)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in pixels)
    height, width = values.shape
    head = struct.pack(">LLBBBBB", width, height, 16, kind, 0, 0, 0)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    (tmp_path / "16.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    given = read_picture(tmp_path / "16.png", (28, 28))
    np.testing.assert_allclose(given, prepare_drawing(strokes / 255, (28, 28)), atol=1e-6)


def test_colour_is_kept_where_the_network_takes_it(tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), (255, 0, 51)).save(tmp_path / "red.png")
    picture = read_picture(tmp_path / "red.png", (3, 10, 20))
    assert picture.shape == (3, 10, 20)
    np.testing.assert_allclose(picture[:, 5, 10], [1.0, 0.0, 0.2], atol=1e-6)


def bomb(path: Path) -> Path:
    """A PNG that says it is 60,000 pixels wide and high."""
    header = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10_000)))
    )
    return path


def large(path: Path) -> Path:
    Image.new("1", (9000, 9000)).save(path)
    return path


def text(path: Path) -> Path:
    path.write_text("no picture")
    return path


def cut_off(path: Path) -> Path:
    noise = np.random.default_rng(0).integers(0, 256, (100, 100)).astype(np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:3000])
    return path


def empty(path: Path) -> Path:
    path.touch()
    return path


def missing(path: Path) -> Path:
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (bomb, "more than 40,000,000 pixels"),
        (large, "more than 40,000,000 pixels"),
        (text, "isn't a picture"),
        (empty, "isn't a picture"),
        (cut_off, "is damaged"),
        (missing, "can't be read"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, make: object, words: str) -> None:
    with pytest.raises(FileError, match=words):
        read_picture(make(tmp_path / "picture.png"), (28, 28))  # type: ignore[operator]


def test_a_network_that_takes_no_pictures_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.npy"):
        read_picture(text(tmp_path / "a.png"), (4,))
