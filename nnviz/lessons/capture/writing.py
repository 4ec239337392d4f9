"""The block itself: the network, what it looks at, where it stands, what is held."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnviz import formats
from nnviz.document import Document, View
from nnviz.document.lab import LabView
from nnviz.document.sandbox import Sandbox
from nnviz.lessons.capture.lab import lab
from nnviz.lessons.capture.spelled import number, unit
from nnviz.lessons.capture.weights import changed, sample_of
from nnviz.lessons.text.setups import PICTURES
from nnviz.scene.lab import steps
from nnviz.scene.time.playback import Timeline, timeline

MOST_VALUES = 16
"""So many typed numbers of an input are written."""
_NEAR = 1e-9

_OTHERS = {
    "unfolded": "the layers that were unfolded",
    "tint": "over what the colours go",
    "paths": "the paths through the neuron",
    "reasons": "the reasons for its value",
    "heat": "weights as a picture",
    "channel": "the channel of the window",
    "training": "what training would compute",
}
"""Fields of the view that no key sets, as they are said."""
_OF_LAB = {
    "starts": "the beginnings compared",
    "start_of": "whose they are",
    "bend_stage": "the product shown",
    "bend_cell": "its cell in hand",
}
"""The same of the lab's view."""


def block(document: Document, view: View, sample: str | None = None, level: str = "") -> str:
    """The ``nnviz`` block of a card that shows this. ``sample`` is the bundled network that was opened, where
    that is known; ``level`` is how near it is seen. What a block can't say stands in comments."""
    sample = sample_of(document, sample)
    fresh = None if sample is None else formats.open_any(sample)[0]
    lines = [
        *_network(document, sample),
        *_input(document, fresh),
        *_place(document, view, level),
        *_held(document),
        *changed(document, fresh),
        *lab(document, view),
        *_sandbox(document, view),
        *_left_out(view),
    ]
    return "\n".join(["```nnviz", *lines, "```", ""])


def _network(document: Document, sample: str | None) -> Iterator[str]:
    if sample is not None:
        yield f"sample: {sample}"
        return
    yield "# Save the network beside the lesson, and write its name here."
    yield "network: mine.nnviz"


def _input(document: Document, fresh: Document | None) -> Iterator[str]:
    current = document.input
    if any(values.any() for values in current.others):
        yield "# Not kept: the values of the further inputs."
    if current.origin == "sample" and current.sample is not None:
        yield f"input: {current.sample}"
    elif fresh is not None and np.array_equal(current.values, fresh.input.values):
        return
    elif not current.values.any() and (document.image_shape is not None or current.values.ndim == 3):
        yield "input: blank"
    elif current.origin == "drawing":
        yield "# The drawing isn't kept: it is drawn anew in each lesson."
        yield "input: drawn, else blank"
    elif current.values.size <= MOST_VALUES:
        yield f"input: values {', '.join(number(value) for value in current.values.ravel())}"
    else:
        yield f"# Not kept: the input's {current.values.size:,} values."


def _place(document: Document, view: View, level: str) -> Iterator[str]:
    if view.selection is not None:
        yield f"select: {unit(view.selection)}"
    yield f"page: {view.page}"
    if view.page == "lab":
        yield f"part: {view.lab.part}"
    if level:
        yield f"level: {level}"
    if view.page == "lab" and view.lab.part in steps.COUNTS:
        yield from _step(view.lab)
    else:
        yield from _moment(timeline(document.network), view.seconds)
    if view.masked:
        yield "hide: unreached"


def _moment(line: Timeline, seconds: float) -> Iterator[str]:
    if seconds <= 0 or seconds >= line.seconds:
        yield f"moment: {'start' if seconds <= 0 else 'end'}"
        return
    moment = line.moment(seconds)
    if _NEAR < moment.progress < 1 - _NEAR:
        yield "# Time stands within this part of the pass; a card begins at one of its ends."
    end = " end" if moment.progress > 0.5 else ""
    yield f"moment: layer {moment.layer} {moment.phase}{end}"


def _step(view: LabView) -> Iterator[str]:
    passed = steps.seconds(view) / steps.SECONDS
    if abs(passed - round(passed)) > _NEAR:
        yield "# Time stands within a step; a card begins at a step's end."
    yield f"moment: step {round(passed)}"


def _held(document: Document) -> Iterator[str]:
    held = [
        f"  - {override.kind} of {unit(target)} = {number(override.value)}"
        for target, override in document.overrides.items()
        if np.isfinite(override.value)
    ]
    if len(held) < len(document.overrides):
        yield "# Not kept: values that are held and are no numbers."
    if held:
        yield from ("hold:", *held)


def _sandbox(document: Document, view: View) -> Iterator[str]:
    sandbox = document.sandbox
    if view.page != "kernels" or sandbox is None:
        return
    if sandbox.picture in PICTURES:
        yield f"picture: {sandbox.picture}"
    fresh = Sandbox()
    names = ("kernel", "stride", "padding", "dilation")
    if sandbox.drawing is not None or any(getattr(sandbox, one) != getattr(fresh, one) for one in names):
        yield "# Not kept: the sandbox's kernel, its stride, its padding and what was drawn there."


def _left_out(view: View) -> Iterator[str]:
    kinds = [words for name, words in _OTHERS.items() if getattr(view, name) != getattr(View(), name)]
    if view.page == "lab":
        fresh = LabView()
        kinds += [words for name, words in _OF_LAB.items() if getattr(view.lab, name) != getattr(fresh, name)]
    if kinds:
        yield f"# Not kept: {', '.join(kinds)}."
