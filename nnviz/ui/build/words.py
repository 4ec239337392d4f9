"""What the build page says: options in a line, shapes, the sentence about weights."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from nnviz.document import Document
from nnviz.document.plan import DraftPlan
from nnviz.document.planned import PlannedLayer
from nnviz.document.reasons import changes, option_text
from nnviz.engine import Layer
from nnviz.engine.arrays import Shape, shape_text
from nnviz.scene.words import names
from nnviz.scene.words.counting import acts, amount, of_shape, part
from nnviz.scene.words.numbers import whole
from nnviz.scene.words.pictures import picture_shape

UNKNOWN = "?"
"""Stands for whatever a row past a mismatch would give."""
OPTION_NAMES: Mapping[str, str] = MappingProxyType(
    {"units": "neurons", "kernel": "kernel", "filters": "filters", "rate": "rate"}
)


def options_text(line: PlannedLayer) -> str:
    """A row's second line: "3 × 3, padding 1, ReLU"."""
    layer = line.layer
    parts = [*_window_words(layer.options(), layer), *_other_words(layer.options(), line)]
    return ", ".join(parts) or layer.summary


def _window_words(options: Mapping[str, Any], layer: Layer) -> list[str]:
    if not isinstance(options.get("kernel"), list):
        return []
    kernel, stride = options["kernel"], options["stride"]
    size = shape_text(kernel)
    words = [size if layer.has_kernels else f"windows of {size}"]
    usual = [1, 1] if layer.has_kernels else kernel
    if stride != usual:
        words.append(f"stride {_pair(stride)}")
    if options["padding"] not in ("valid", 0):
        words.append(f"padding {_pair(options['padding'])}")
    if options["dilation"] != [1, 1]:
        words.append(f"dilation {_pair(options['dilation'])}")
    if options.get("groups", 1) > 1:
        words.append(amount(options["groups"], "group"))
    return words


def _other_words(options: Mapping[str, Any], line: PlannedLayer) -> list[str]:
    words = []
    if "rate" in options:
        words.append(f"rate {whole(options['rate'])}, acts only while training")
    if line.layer.activation is not None:
        words.append(names.function(line.layer.activation))
    if len(line.sources) > 1:
        words.append(f"of layers {' and '.join(str(source) for source in line.sources)}")
    return words


def _pair(value: object) -> str:
    if isinstance(value, list) and len(set(value)) == 1:
        return str(value[0])
    return option_text(value)


def input_text(document: Document) -> str:
    """The input row's second line."""
    shape = picture_shape(document)
    if shape is not None:
        colours = "" if shape[0] == 1 else f", {amount(shape[0], 'channel')}"
        return f"{of_shape(shape[1:], 'pixel')}{colours}"
    return names.units(document, 0)


def gives_title(document: Document) -> str:
    """The head of the column of pictures: "What it gives for this 7"."""
    data, sample = document.data, document.input.sample
    if data is not None and sample is not None and data.class_names and data.targets.dtype.kind in "iu":
        return f"What it gives for this {names.class_name(document, int(data.targets[sample]))}"
    return "What it gives for this drawing" if document.input.origin == "drawing" else "What it gives"


def shape_words(line: PlannedLayer, plan: DraftPlan) -> tuple[str, bool]:
    """The shape column, and whether it is a warning."""
    found = plan.problem
    if found is not None and line.number == found.number and found.taken:
        return found.taken, True
    return shape_given(line), found is not None and line.number in (found.number, found.source)


def shape_given(line: PlannedLayer) -> str:
    """The shape that comes out; "?" as long as what runs in doesn't fit."""
    return shape_text(line.shape) if line.is_real and line.shape is not None else UNKNOWN


def size_words(shape: Shape) -> str:
    """A shape in words: "16 maps of 14 × 14", "a list of 784"."""
    if len(shape) == 3:
        return f"{amount(shape[0], 'map')} of {shape_text(shape[1:])}"
    return f"a list of {shape[0]:,}" if len(shape) == 1 else shape_text(shape)


def before_words(line: PlannedLayer) -> str:
    """What a layer was before the change: "kernel was 3 × 3 before this change"."""
    origin = line.row.origin
    if origin is None:
        return "added, was not there before"
    for name, before, _ in changes(origin, line.layer):
        return f"{OPTION_NAMES.get(name, name)} was {before} before this change"
    return line.layer.summary


def kept_sentence(plan: DraftPlan, seed: int) -> tuple[str, str]:
    """How many layers keep their weights, and why the others don't."""
    learned = [line for line in plan.lines if line.parameter_count]
    new = [line for line in learned if not line.kept]
    head = f"Weights kept: {part(len(learned) - len(new), len(learned), 'layer')}."
    if not learned:
        return "No layer has weights.", ""
    if not new:
        return head, "Nothing starts again."
    if all(line.row.is_reset for line in new):
        which = "All" if len(new) == len(learned) else "All others"
        return head, f"{which} were reset: the same start as ever, seed {seed}."
    first = new[0]
    count = amount(first.parameter_count, "number")
    if first.row.origin is None:
        text = f"{names.kind(first.layer)} is new: its {count} start from seed {seed}."
    else:
        text = f"{names.kind(first.layer)} {first.why}, so its {count} start again."
    rest = len(new) - 1
    return head, text + (f" {rest} more {acts(rest, 'start')} again too." if rest else "")


def shape_words_of_input(plan: DraftPlan) -> str:
    """The input's shape."""
    first = plan.lines[0]
    return shape_text(first.input_shapes[0]) if first.input_shapes and first.sources == (0,) else ""
