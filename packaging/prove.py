"""Proves the executable in dist/: it computes, draws a picture, opens its window, and keeps to its size."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from benchmarks.display import environment, seconds_to_window, virtual_display
from benchmarks.size import PROGRAM, ROOT, megabytes
from benchmarks.targets import TARGETS

EXECUTABLE = str(PROGRAM / "nnviz")


def main() -> int:
    # Another folder, so that nothing of the checkout can help.
    with virtual_display() as display, tempfile.TemporaryDirectory() as folder:
        env = environment(display, Path(folder))
        prove_numbers(folder, env)
        prove_picture(folder, env)
        print(f"window: complete after {seconds_to_window([EXECUTABLE], env):.1f} s")
    size, bound = megabytes(PROGRAM), TARGETS["size.executable_mb"][1]
    print(f"size: {size:.1f} MB unpacked (at most {bound:g})")
    return 0 if size <= bound else 1


def output_of(command: list[str], folder: str, env: dict[str, str]) -> str:
    return subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


def prove_numbers(folder: str, env: dict[str, str]) -> None:
    same_numbers("digits", folder, env)
    same_numbers(onnx_model(Path(folder)), folder, env)


def onnx_model(folder: Path) -> str:
    """A model of one operator, written by the onnx package."""
    from onnx import TensorProto, helper

    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3]) for name in "xy"]
    graph = helper.make_graph([helper.make_node("Softmax", ["x"], ["y"])], "model", ends[:1], ends[1:])
    path = folder / "model.onnx"
    path.write_bytes(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]).SerializeToString()
    )
    return str(path)


def same_numbers(file: str, folder: str, env: dict[str, str]) -> None:
    arguments = ["run", file, "--json"]
    frozen = json.loads(output_of([EXECUTABLE, *arguments], folder, env))
    checkout = json.loads(output_of([sys.executable, str(ROOT / "main.py"), *arguments], folder, env))
    if frozen != checkout:
        raise SystemExit("the executable and the checkout compute different numbers")
    print(f"run {Path(file).name}: {frozen['prediction']}, as the checkout")


def prove_picture(folder: str, env: dict[str, str]) -> None:
    picture = Path(folder) / "x.png"
    output_of([EXECUTABLE, "render", "digits", "--out", str(picture)], folder, env)
    with Image.open(picture) as image:
        colours = len(image.convert("RGB").getcolors(maxcolors=image.width * image.height) or [])
        if colours < 100:
            raise SystemExit(f"the picture has {colours} colours: it can't be a network")
        print(f"render: {image.width} x {image.height}, {colours} colours")
    drawing = Path(folder) / "digits.svg"
    output_of([EXECUTABLE, "render", "digits", "--out", str(drawing)], folder, env)
    text = drawing.read_text(encoding="utf-8")
    if "@font-face" not in text or "<text" not in text:
        raise SystemExit("the drawing has no words, or not the letters to set them in")
    print(f"render: {len(text):,} bytes of SVG")


if __name__ == "__main__":
    raise SystemExit(main())
