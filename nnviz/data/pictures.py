"""Picture files as inputs. Sizes are checked before a picture is unpacked."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from nnviz.data.drawing import prepare_drawing
from nnviz.errors import FileError, InputError

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


def read_picture(path: Path, input_shape: tuple[int, ...]) -> np.ndarray:
    """Prepare a picture as a network's input: float32 of ``input_shape``, 0..1.

    For one channel the picture counts as a drawing: dark ink on light paper, or the reverse, cut out and
    placed as the drawing pad's is. For three channels it is fitted into the size, in colour.

    Args:
        path: a picture file.
        input_shape: (height, width) or (channels, height, width).

    Raises:
        FileError: it isn't a picture, is too large, or can't be read.
        InputError: the network takes no pictures.
    """
    channels = 1 if len(input_shape) == 2 else input_shape[0]
    if len(input_shape) not in (2, 3) or channels not in (1, 3):
        raise InputError("This network's input is no picture; give the numbers as a .npy file.")
    image = _open(path)
    if channels == 1:
        return prepare_drawing(ink(image), input_shape)
    height, width = input_shape[1:]
    fitted = ImageOps.pad(_on_white(image), (width, height))
    return np.asarray(np.moveaxis(np.asarray(fitted, np.float32) / np.float32(255), -1, 0))


def colours(path: Path, data: bytes | None = None) -> Image.Image:
    """A picture in colour as it is meant to be seen: upright, on white where it is transparent.

    Args:
        path: a picture file, or what the picture is called where ``data`` is its content.
        data: the content of a file that lies nowhere.

    Raises:
        FileError: it isn't a picture, is too large, or can't be read.
    """
    return _on_white(_open(path, data))


def ink(image: Image.Image) -> np.ndarray:
    """How much ink is on each pixel, (height, width) floats 0..1; the paper is what the border shows most."""
    grey = np.asarray(_on_white(image).convert("L"), np.float32) / np.float32(255)
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = float(np.median(border))
    strokes = np.clip((paper - grey if paper > 0.5 else grey - paper) / max(paper, 1 - paper), 0.0, 1.0)
    return np.asarray(strokes)


def _open(path: Path, data: bytes | None = None) -> Image.Image:
    source = path if data is None else BytesIO(data)
    try:
        with warnings.catch_warnings():
            # What Pillow thinks of a file's tags is nothing that the person at the terminal asked for.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=FORMATS) as image:
                if image.width * image.height > LARGEST:
                    raise FileError(_too_large(path))
                return _reduced(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise FileError(_too_large(path)) from None
    except UnidentifiedImageError:
        raise FileError(f"{path.name} isn't a picture that can be read; save it as PNG.") from None
    except OSError as problem:
        if problem.errno is not None:
            raise FileError(f"{path} can't be read: {problem.strerror}.") from None
        raise FileError(f"{path.name} is damaged: it can't be unpacked. Save it again as PNG.") from None
    except _DAMAGE:
        raise FileError(f"{path.name} is damaged: it can't be unpacked. Save it again as PNG.") from None


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
    layers = _eight_bits(image).convert("RGBA")
    white = Image.new("RGBA", layers.size, "white")
    return Image.alpha_composite(white, layers).convert("RGB")
