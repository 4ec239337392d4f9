"""Small files of every format that the mutations start from; all are made here or come with nnviz."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from nnviz import assets


def seeds(folder: Path) -> list[Path]:
    """Write them into ``folder``; one that can't be made for want of a package is left out."""
    made = [*_documents(folder), *_arrays(folder), *_pictures(folder), *_tables(folder), *_models(folder)]
    return sorted(made)


def _documents(folder: Path) -> list[Path]:
    found = []
    for name in ("neuron", "xor", "iris", "digits-cnn"):
        source = assets.path("samples") / f"{name}.nnviz"
        (folder / source.name).write_bytes(source.read_bytes())
        found.append(folder / source.name)
    return found


def _arrays(folder: Path) -> list[Path]:
    values = np.linspace(0, 1, 64, dtype=np.float32)
    np.save(folder / "a.npy", values)
    np.save(folder / "whole.npy", np.arange(64, dtype=np.uint8))
    np.savez(folder / "b.npz", input=values)
    return [folder / "a.npy", folder / "whole.npy", folder / "b.npz"]


def _pictures(folder: Path) -> list[Path]:
    grey = Image.fromarray((np.indices((24, 24)).sum(axis=0) * 5).astype(np.uint8))
    kinds = {
        "png": "PNG",
        "jpg": "JPEG",
        "gif": "GIF",
        "bmp": "BMP",
        "tif": "TIFF",
        "webp": "WEBP",
        "pgm": "PPM",
    }
    for suffix, kind in kinds.items():
        grey.save(folder / f"p.{suffix}", kind)
    deep = Image.fromarray((np.indices((12, 12)).sum(axis=0) * 2500).astype(np.uint16))
    deep.save(folder / "deep.png")
    return [*(folder / f"p.{suffix}" for suffix in kinds), folder / "deep.png"]


def _tables(folder: Path) -> list[Path]:
    text = "a,b,c,d,kind\n" + "".join(f"{i},{i / 3:.3f},-1e{i % 9},0.5,k{i % 3}\n" for i in range(12))
    (folder / "t.csv").write_text(text)
    return [folder / "t.csv"]


def _models(folder: Path) -> list[Path]:
    try:
        import onnx
        from onnx import TensorProto, helper, numpy_helper
    except ImportError:
        return []
    weight = numpy_helper.from_array(np.ones((4, 3), np.float32), "w")
    nodes = [helper.make_node("MatMul", ["x", "w"], ["y"]), helper.make_node("Relu", ["y"], ["z"])]
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, size])
        for name, size in (("x", 4), ("z", 3))
    ]
    graph = helper.make_graph(nodes, "g", ends[:1], ends[1:], [weight])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    (folder / "m.onnx").write_bytes(onnx.ModelProto.SerializeToString(model))
    return [folder / "m.onnx"]


def members(content: bytes) -> dict[str, bytes]:
    """What a zip holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
