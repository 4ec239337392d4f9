"""Documents for the scene's tests: the shapes of the bundled samples and some at the edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.document import CurrentInput, Document, Target
from nnviz.document.tracing import trace as trace_of
from nnviz.engine import Dense, Network, Trace
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.places import Layout
from nnviz.scene.time.playback import Moment, Timeline, timeline
from nnviz.scene.values.frame import frame
from nnviz.scene.values.model import Frame
from nnviz.scene.values.prepare import Prepared, prepare
from nnviz.scene.values.scales import Scales, measure

DIGITS = tuple("0123456789")
SIZES = [(560, 400), (640, 900), (920, 816), (1144, 816), (1920, 600), (3840, 2160)]


def document(
    sizes: Sequence[int],
    *,
    hidden: str = "relu",
    output: str = "softmax",
    image: tuple[int, int] | None = None,
    task: str = "classes",
    inputs: tuple[str, ...] = (),
    outputs: tuple[str, ...] = (),
    seed: int = 0,
) -> Document:
    """A dense network with random weights and biases, looking at random values of which some are 0."""
    layers = [Dense(n, hidden) for n in sizes[1:-1]] + [Dense(sizes[-1], output)]
    network = Network.build((sizes[0],), layers, seed=seed)
    random = np.random.default_rng(seed)
    biases = {
        key: random.normal(size=array.shape).astype(np.float32)
        for key, array in network.parameters().items()
        if key.endswith("bias")
    }
    x = np.maximum(random.normal(0.2, 0.5, sizes[0]), 0.0).astype(np.float32)
    return Document(
        network=network.with_parameters(biases),
        title="made for a test",
        input=CurrentInput(np.minimum(x, 1.0)),
        image_shape=image,
        task=task,
        input_names=inputs,
        output_names=outputs,
    )


def samples() -> dict[str, Document]:
    """Networks shaped and named as the bundled samples are, and wider ones."""
    flowers = ("setosa", "versicolor", "virginica")
    measures = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
    return {
        "neuron": document(
            (2, 1), output="sigmoid", task="values", inputs=("sunny", "weekend"), outputs=("go out",)
        ),
        "xor": document(
            (2, 4, 1), hidden="tanh", output="sigmoid", inputs=("a", "b"), outputs=("different",)
        ),
        "iris": document((4, 8, 3), inputs=measures, outputs=flowers),
        "sine": document(
            (1, 8, 8, 1), hidden="tanh", output="identity", task="values", inputs=("x",), outputs=("sin x",)
        ),
        "digits": document((64, 16, 10), image=(8, 8), outputs=DIGITS),
        "mnist": document((784, 64, 10), image=(28, 28), outputs=DIGITS),
        "big": document((784, 512, 256, 10), image=(28, 28), outputs=DIGITS),
        "letters": document((784, 1024, 26), image=(28, 28), outputs=tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        "deep": document((8, 8, 8, 8, 8, 8, 8, 8, 8, 8)),
        "six by 45": document((45, 45, 45, 45, 45, 45)),
        "one to one": document((1, 1), output="identity", task="values"),
    }


@dataclass(frozen=True)
class Scene:
    """All that a canvas has in hand for one document."""

    document: Document
    layout: Layout
    trace: Trace
    scales: Scales
    timeline: Timeline
    prepared: Prepared

    def seconds(self, layer: int, phase: str, progress: float) -> float:
        """When a share of a phase has passed."""
        found = next(p for p in self.timeline.phases if (p.layer, p.name) == (layer, phase))
        return found.start + progress * found.seconds

    def moment(self, layer: int, phase: str, progress: float) -> Moment:
        """That moment of the pass."""
        return self.timeline.moment(self.seconds(layer, phase, progress))

    def at(self, layer: int, phase: str, progress: float, reduced_motion: bool = False) -> Frame:
        """The frame at a share of a phase."""
        return self.at_seconds(self.seconds(layer, phase, progress), reduced_motion)

    def at_seconds(self, seconds: float, reduced_motion: bool = False) -> Frame:
        """The frame at a time."""
        return frame(self.prepared, self.timeline, self.timeline.moment(seconds), reduced_motion)

    def end(self) -> Frame:
        """The last frame."""
        return self.at_seconds(self.timeline.seconds)


def scene(
    shown: Document, selection: Target | None = None, size: tuple[float, float] = (920.0, 816.0)
) -> Scene:
    """A document's scene on a canvas."""
    trace = trace_of(shown)
    layout, scales = arrange(shown, size), measure(shown, trace)
    prepared = prepare(layout, shown, trace, selection, scales)
    return Scene(shown, layout, trace, scales, timeline(shown.network), prepared)
