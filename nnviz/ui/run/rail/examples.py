"""What is known about the document's examples: true class, the network's verdict, ranges. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.document.tracing import predict
from nnviz.plaintext import visible
from nnviz.scene.words import names, numbers


@dataclass(frozen=True)
class Verdict:
    """One example: what it truly is, what the network says, whether that is right (None: it is a value)."""

    number: int
    truth: str
    says: str
    is_right: bool | None
    is_unseen: bool

    @property
    def short(self) -> str:
        """A few words for beside the number."""
        if self.is_right is None:
            return self.truth
        return f"{self.truth} ✓" if self.is_right else f"{self.truth}, says {self.says}"

    @property
    def sentence(self) -> str:
        """All of it in words."""
        seen = "never seen in training" if self.is_unseen else "seen in training"
        if self.is_right is None:
            return f"Sample {self.number}, {seen}: true value {self.truth}; the network says {self.says}."
        judgement = "right" if self.is_right else "wrong"
        return f"Sample {self.number}, {seen}: “{self.truth}”. The network says “{self.says}”: {judgement}."


def verdict(document: Document, number: int) -> Verdict:
    """Run the network on example ``number`` of the document's data."""
    data = document.data
    assert data is not None
    output = predict(document, data.inputs[number : number + 1])[0].ravel()
    target = data.targets[number]
    is_unseen = number >= len(data) - data.held_out
    if document.task != "classes":
        truth, says = (
            ", ".join(numbers.number(v, 2) for v in np.ravel(values)) for values in (target, output)
        )
        return Verdict(number, truth, says, None, is_unseen)
    truth_index = int(np.ravel(target)[0])
    if not np.isfinite(output).all():
        return Verdict(number, names.class_name(document, truth_index), "NaN", False, is_unseen)
    said = int(output.argmax()) if len(output) > 1 else int(output[0] >= 0.5)
    return Verdict(
        number,
        names.class_name(document, truth_index),
        names.class_name(document, said),
        said == truth_index,
        is_unseen,
    )


def longest_short(document: Document) -> str:
    """The longest that a verdict's few words may become; empty where they are a value."""
    data = document.data
    if document.task != "classes" or data is None:
        return ""
    names = sorted((visible(name) for name in data.class_names or document.output_names), key=len)
    return f"{names[-1]}, says {names[-2]}" if len(names) > 1 else ""


def bounds(document: Document, layer: int = 0) -> list[tuple[float, float]]:
    """Smallest and largest value of each feature of the input at ``layer`` in the data; −1 to 1 where there
    is none, as there is of further inputs."""
    count = int(np.prod(document.network.shapes[layer]))
    if layer or document.data is None or not len(document.data):
        return [(-1.0, 1.0)] * count
    table = document.data.inputs.reshape(len(document.data), -1)
    lows, highs = np.nanmin(table, axis=0), np.nanmax(table, axis=0)
    return [
        (float(low), float(high if high > low else low + 1)) for low, high in zip(lows, highs, strict=True)
    ]
