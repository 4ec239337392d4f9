"""ONNX tensors as arrays: sizes are checked first, and data outside the file stays in the model's folder."""

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, check_size, count
from nnviz.errors import FileError, ShapeError

# ONNX's number for a type -> NumPy's name; what isn't here, nnviz doesn't compute in.
_TYPES = {
    1: "float32", 2: "uint8", 3: "int8", 4: "uint16", 5: "int16", 6: "int32",
    7: "int64", 9: "bool", 11: "float64", 12: "uint32", 13: "uint64",
}  # fmt: skip


def dtype_of(number: int, what: str) -> np.dtype[Any]:
    """NumPy's type for ONNX's type ``number``; ``what`` names the tensor in the :class:`FileError`."""
    if number not in _TYPES:
        import onnx

        known = number in onnx.TensorProto.DataType.values()
        name = onnx.TensorProto.DataType.Name(number).lower() if known else f"unknown type {number}"
        raise FileError(
            f"{what} holds {name} numbers; nnviz takes float32 and float64, so export it in one of them."
        )
    return np.dtype(_TYPES[number])


def array_of(tensor: Any, folder: Path, what: str) -> Array:
    """The values of a ``TensorProto``, read-only; ``folder`` is where the model lies.

    Raises :class:`FileError` where the data don't fit the shape, or lie outside of the folder.
    """
    import onnx

    shape = tuple(tensor.dims)
    dtype = dtype_of(tensor.data_type, what)
    if min(shape, default=0) < 0:
        raise FileError(f"{what} has a size below 0.")
    try:
        check_size(shape, what)
    except ShapeError as problem:
        raise FileError(str(problem)) from None
    if tensor.data_location == onnx.TensorProto.EXTERNAL:
        array = _external(tensor, folder, what, count(shape) * dtype.itemsize).view(dtype)
    else:
        try:
            array = onnx.numpy_helper.to_array(tensor)
        except (ValueError, TypeError):
            raise FileError(
                f"{what} holds fewer or more numbers than its shape needs; the file is damaged."
            ) from None
    if array.size != count(shape):
        raise FileError(f"{what} holds fewer or more numbers than its shape needs; the file is damaged.")
    array = array.reshape(shape).astype(dtype, copy=False)
    array.flags.writeable = False
    return array


def _external(tensor: Any, folder: Path, what: str, size: int) -> Array:
    """The raw bytes of a tensor kept in a file of its own beside the model."""
    entries = {str(entry.key): str(entry.value) for entry in tensor.external_data}
    file = _inside(folder, entries.get("location", ""), what)
    try:
        offset, length = int(entries.get("offset", 0)), int(entries.get("length", size))
    except ValueError:
        raise FileError(f"{what} doesn't say properly where its data lie; the file is damaged.") from None
    if offset < 0 or length != size:
        raise FileError(f"{what} needs {size:,} bytes, but its data have {length:,}; the file is damaged.")
    try:
        if not file.is_file() or file.stat().st_size < offset + size:
            raise FileError(f"{what} has its data in {file.name}, which is missing or too short.")
        with file.open("rb") as stream:
            stream.seek(offset)
            return np.frombuffer(stream.read(size), np.uint8).copy()
    except OSError as problem:
        raise FileError(
            f"{what} has its data in {file.name}, which can't be read: {problem.strerror}."
        ) from None


def _inside(folder: Path, location: str, what: str) -> Path:
    """The file at ``location``, which must lie in the model's folder, links followed."""
    parts = PurePosixPath(location.replace("\\", "/")).parts
    absolute = location.startswith(("/", "\\")) or PureWindowsPath(location).drive
    if not parts or absolute or ".." in parts or "\0" in location:
        raise FileError(
            f"{what} has its data at {location!r}; nnviz reads data in the model's own folder only."
        )
    file = folder.joinpath(*parts)
    if not file.resolve().is_relative_to(folder.resolve()):
        raise FileError(
            f"{what} has its data at {location!r}; nnviz reads data in the model's own folder only."
        )
    return file
