"""Picture files as inputs. Sizes are checked before a picture is unpacked."""

from __future__ import annotations

import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from nnviz.data.drawing import prepare_drawing
from nnviz.errors import InputError, PictureError

LARGEST = 40_000_000
"""Pixels of a picture at most."""
MOST_SIDE = 2048
"""Pixels of the longer side that are looked at."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pgm", ".ppm")
"""How the names of pictures end."""
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")


_DAMAGE = (
    *(ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, AttributeError, OverflowError),
    *(struct.error, zlib.error, RuntimeError, MemoryError, ZeroDivisionError, AssertionError),
)
"""What Pillow's decoders raise for files that are cut off, mixed up or made to harm."""
_ONE_AT_A_TIME = threading.RLock()
"""Python's filters of warnings belong to all threads: whoever changes them for a moment must be alone."""
PAPER, PAPER_SHARE, MOST_INK = 0.1, 0.9, 0.5
"""A drawing's border is paper: so much of it lies so near to its median; and at most so much of it is ink."""


@dataclass(frozen=True)
class Glance:
    """What the head of a picture says of it: pixels, whether it can only be grey, whether it moves."""

    width: int
    height: int
    is_grey: bool
    is_animated: bool


def glance(path: Path) -> Glance:
    """Read the head of a picture alone, which takes no time, whatever its size.

    Raises:
        PictureError: it isn't a picture, is too large, or can't be read.
    """
    with _opened(path) as image:
        is_grey = image.mode in ("1", "L", "LA", "La", "F") or image.mode.startswith("I")
        return Glance(image.width, image.height, is_grey, bool(getattr(image, "is_animated", False)))


def read_picture(
    path: Path, input_shape: tuple[int, ...], data: bytes | None = None, is_drawn: bool = True
) -> np.ndarray:
    """Prepare a picture as a network's input: float32 of ``input_shape``, 0..1.

    For one channel the picture counts as a drawing: dark ink on light paper, or the reverse, cut out and
    placed as the drawing pad's is. For three channels, or where it isn't ``is_drawn``, it is fitted into the
    size, in colour or grey.

    Args:
        path: a picture file, or what the picture is called where ``data`` is its content.
        input_shape: (height, width) or (channels, height, width).
        data: the content of a file that lies nowhere.

    Raises:
        PictureError: it isn't a picture, is too large, or can't be read.
        InputError: the network takes no pictures.
    """
    channels = 1 if len(input_shape) == 2 else input_shape[0]
    if len(input_shape) not in (2, 3) or channels not in (1, 3):
        raise InputError("This network's input is no picture; give the numbers as a .npy file.")
    image = _open(path, data)
    if channels == 1 and is_drawn:
        return prepare_drawing(ink(image), input_shape)
    return fitted(_on_white(image), (channels, *input_shape[-2:])).reshape(input_shape)


def fitted(image: Image.Image, shape: tuple[int, ...]) -> np.ndarray:
    """A picture, as :func:`colours` gives it, as float32 of ``shape`` (1 or 3, height, width), 0..1.

    All of it is kept, in its proportions; what then is missing at two sides takes the colour that the
    picture's own border has most. Grey is the luma of ITU-R BT.601.
    """
    channels, height, width = shape
    mode = "RGB" if channels == 3 else "L"
    plain = image if image.mode == mode else image.convert(mode)
    if plain.size != (width, height):
        plain = ImageOps.pad(plain, (width, height), color=_border(plain))
    pixels = np.asarray(plain, np.float32).reshape(height, width, channels) / np.float32(255)
    return np.asarray(np.ascontiguousarray(np.moveaxis(pixels, -1, 0)))


def colours(path: Path, data: bytes | None = None, enough: int | None = None) -> Image.Image:
    """A picture in colour as it is meant to be seen: upright, on white where it is transparent.

    Args:
        path: a picture file, or what the picture is called where ``data`` is its content.
        data: the content of a file that lies nowhere.
        enough: so many pixels a side are enough: of a large photograph no more are unpacked than needed.

    Raises:
        PictureError: it isn't a picture, is too large, or can't be read.
    """
    return _on_white(_open(path, data, enough))


def looks_drawn(image: Image.Image) -> bool:
    """Whether it is ink on paper, light or dark: its border is of one shade, and most of it is paper."""
    strokes = ink(image)
    border = np.concatenate([strokes[0], strokes[-1], strokes[:, 0], strokes[:, -1]])
    is_paper = bool(np.mean(border <= PAPER) >= PAPER_SHARE)
    return is_paper and 0 < float(np.mean(strokes > 0.5)) <= MOST_INK


def ink(image: Image.Image) -> np.ndarray:
    """How much ink is on each pixel, (height, width) floats 0..1; the paper is what the border shows most."""
    grey = np.asarray(_on_white(image).convert("L"), np.float32) / np.float32(255)
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = float(np.median(border))
    strokes = np.clip((paper - grey if paper > 0.5 else grey - paper) / max(paper, 1 - paper), 0.0, 1.0)
    return np.asarray(strokes)


def _border(image: Image.Image) -> int | tuple[int, ...]:
    """The median colour of the pixels at the border."""
    pixels = np.asarray(image)
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    found = np.median(edge, axis=0).astype(int)
    return int(found) if found.ndim == 0 else tuple(int(part) for part in found)


def _open(path: Path, data: bytes | None = None, enough: int | None = None) -> Image.Image:
    with _opened(path, data) as image:
        if enough is not None:
            # A JPEG can be unpacked at a half, a quarter or an eighth of its size; others pay no heed.
            image.draft(None, (2 * enough, 2 * enough))
        return _reduced(ImageOps.exif_transpose(image))


@contextmanager
def _opened(path: Path, data: bytes | None = None) -> Iterator[Image.Image]:
    """The picture with its head read and its size checked, and nothing unpacked yet."""
    source = path if data is None else BytesIO(data)
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            # What Pillow thinks of a file's tags is nothing that the person at the terminal asked for.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=FORMATS) as image:
                if image.width * image.height > LARGEST:
                    raise PictureError(_too_large(path), "too large")
                yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureError(_too_large(path), "too large") from None
    except UnidentifiedImageError:
        raise PictureError(_no_picture(path), "no picture") from None
    except OSError as problem:
        if problem.errno is not None:
            raise PictureError(f"{path} can't be read: {problem.strerror}.", "unreadable") from None
        raise PictureError(_damaged(path), "damaged") from None
    except _DAMAGE:
        raise PictureError(_damaged(path), "damaged") from None


def _reduced(image: Image.Image) -> Image.Image:
    """At most so large that the copies on the way to a network's input stay small: inputs are smaller yet."""
    factor = -(-max(image.size) // MOST_SIDE)
    if factor < 2:
        return image
    if image.mode == "P" or image.mode == "PA":
        image = image.convert("RGBA")
    elif image.mode.startswith("I;"):
        image = image.convert("I")
    elif image.mode == "1":
        image = image.convert("L")
    return image.reduce(factor)


def _no_picture(path: Path) -> str:
    return f"{path.name} isn't a picture that can be read; save it as PNG."


def _damaged(path: Path) -> str:
    return f"{path.name} is damaged: it can't be unpacked. Save it again as PNG."


def _too_large(path: Path) -> str:
    return f"{path.name} has more than {LARGEST:,} pixels; make it smaller first."


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits and more brought to 8, which Pillow by itself cuts off at 255; a value that the file
    names as transparent becomes white, the paper.

    Whole numbers reach from 0 to 65,535, as in PNG, TIFF and PGM, others from 0 to 1; or to their largest.
    """
    if not image.mode.startswith("I") and image.mode != "F":
        return image
    values = np.nan_to_num(np.asarray(image, np.float64))
    reach = 65535.0 if image.mode != "F" else 1.0
    reach = max(reach, float(values.max(initial=0)))
    grey = np.clip(np.round(values * (255 / reach)), 0, 255).astype(np.uint8)
    clear = image.info.get("transparency")
    if isinstance(clear, int):
        grey[values == clear] = 255
    return Image.fromarray(grey)


def _on_white(image: Image.Image) -> Image.Image:
    """The picture in colour, with white behind what is transparent."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    layers = _eight_bits(image).convert("RGBA")
    white = Image.new("RGBA", layers.size, "white")
    return Image.alpha_composite(white, layers).convert("RGB")
