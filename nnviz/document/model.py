"""What is saved (Document), what is looked at (View) and where playback stands (Moment): frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from nnviz.data import Dataset
from nnviz.document.draft import Draft
from nnviz.document.lab import Lab, LabView
from nnviz.document.labels import one_line
from nnviz.document.sandbox import Sandbox
from nnviz.document.training import StepView, Training, TrainView
from nnviz.engine import Layer, Network

Unit = int | tuple[int, int, int]
"""A dense unit's number, or (channel, row, column) in an image layer."""


@dataclass(frozen=True)
class Target:
    """One thing on the canvas: unit ``unit`` of layer ``layer``; layer 0 is the input."""

    layer: int
    unit: Unit


@dataclass(frozen=True)
class Override:
    """A value that replaces what a unit computed: its pre-activation ``"z"`` or its activation ``"a"``."""

    kind: str
    value: float


@dataclass(frozen=True, eq=False)
class CurrentInput:
    """The input the network looks at now.

    ``values`` has the network's input shape, without a batch axis. ``origin`` says where it came from:
    ``"sample"`` (then ``sample`` is its number), ``"drawing"`` (then ``drawing`` is the pad's raster, floats
    0..1, (height, width)), ``"typed"`` or ``"file"``. ``others`` are the values of the network's further
    ``Input`` layers in their order; empty where there are none, or where they are all 0.
    """

    values: np.ndarray
    origin: str = "typed"
    sample: int | None = None
    drawing: np.ndarray | None = None
    others: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True)
class Score:
    """A result measured on examples that training never saw.

    ``metric`` is ``"accuracy"`` (share correct, 0..1) or ``"r2"`` (coefficient of determination);
    ``examples`` names them for people: "unseen digits". ``layers`` are the layers that it was measured with:
    of the same weights under another activation function nothing is known.
    """

    metric: str
    value: float
    count: int
    examples: str
    layers: tuple[Layer, ...] = ()


@dataclass(frozen=True)
class Camera:
    """What part of the canvas is seen: its middle as fractions of the layout, and the magnification."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0


@dataclass(frozen=True)
class View:
    """What is looked at. ``seconds`` is the place on the timeline at speed 1; ``theme`` is dark, light or
    empty (follow the person's own setting). ``page`` is run, build, lab, kernels, train or step; ``tint``
    says over what the scale of activation colours goes: unit, layer or network.

    ``unfolded`` are the layers that a person opened where a large network folds them. ``paths`` through the
    selected neuron go ``"back"`` or ``"forward"`` or are ``"hidden"``; ``reasons`` for its value, in place of
    its steps, are ``"shown"`` or ``"hidden"``; empty: as suits the network's size. ``heat``: weights as
    pictures of cells in place of lines. ``row`` is the id of the build page's chosen row, 0 the input.
    ``channel`` is the input channel that a window's arithmetic shows in detail, counted from 0.

    ``masked``: the inspector hides what the pass hasn't reached, for a quiz. ``narrated``: a sentence says
    what happens. ``pinned``: the selection was chosen after time last moved, so that its window is looked
    at, not the one that time has come to. ``training``: an opened unit shows what training would compute in
    its place. Files keep neither of these two. ``lab`` is what is looked at in the lab,
    ``train`` on the Train page, ``step`` in one step of training that is opened up."""

    camera: Camera = Camera()
    selection: Target | None = None
    seconds: float = 0.0
    theme: str = ""
    page: str = "run"
    tint: str = "layer"
    unfolded: frozenset[int] = frozenset()
    paths: str = ""
    reasons: str = ""
    heat: bool = False
    row: int = 0
    channel: int = 0
    masked: bool = False
    narrated: bool = True
    pinned: bool = False
    training: bool = False
    lab: LabView = field(default_factory=LabView)
    train: TrainView = field(default_factory=TrainView)
    step: StepView = field(default_factory=StepView)


@dataclass(frozen=True)
class LessonCopy:
    """The lesson that a document was saved from: its file's ``name`` without the ending, its whole ``text``,
    and the card and the step that were open, from 0."""

    name: str
    text: str
    card: int = 0
    step: int = 0


@dataclass(frozen=True, eq=False)
class Document:
    """All that a file keeps. An edit makes a new one that shares every untouched array.

    ``image_shape`` is (height, width) where a flat input is an image of one channel, row by row; None where
    it is no image, or where the network's own input shape says so. ``input_names`` names input features
    (empty for images), ``output_names`` the outputs: class names, or the names of regression values.
    ``task`` is ``"classes"`` or ``"values"``. ``trained`` holds the parameters that "Back to the trained
    weights" restores, keyed as ``Network.parameters()``. ``sandbox`` is what the kernel sandbox shows;
    None where nobody changed anything there. ``draft`` is the list of layers while it is being changed; None
    where it is as it was. ``lab`` is what was laid out in the activation lab; None where nobody changed
    anything there. ``lesson`` is the lesson on a card of which the document was saved; None: on none.
    ``training`` is what the Train page keeps; None where nobody has trained there.
    """

    network: Network
    title: str
    input: CurrentInput
    image_shape: tuple[int, int] | None = None
    task: str = "classes"
    about: str = ""
    input_names: tuple[str, ...] = ()
    output_names: tuple[str, ...] = ()
    data: Dataset | None = None
    overrides: Mapping[Target, Override] = field(default_factory=lambda: MappingProxyType({}))
    trained: Mapping[str, np.ndarray] = field(default_factory=lambda: MappingProxyType({}))
    score: Score | None = None
    view: View = View()
    notes: str = ""
    draft: Draft | None = None
    sandbox: Sandbox | None = None
    lab: Lab | None = None
    lesson: LessonCopy | None = None
    training: Training | None = None

    def __post_init__(self) -> None:
        # Names come from files of all kinds; what shows them has one line for each.
        for kind in ("input_names", "output_names"):
            names = getattr(self, kind)
            plain = one_line(names)
            if plain is not names:
                object.__setattr__(self, kind, plain)

    def inputs(self) -> tuple[np.ndarray, ...]:
        """The values of each of the network's inputs, without a batch axis, in the order of their layers."""
        further = self.network.input_layers[1:]
        others = self.input.others or tuple(np.zeros(self.network.shapes[n], np.float32) for n in further)
        return self.input.values, *others

    def input_of(self, layer: int) -> np.ndarray:
        """The values of input layer number ``layer``; 0 is the network's first input."""
        return self.inputs()[self.network.input_layers.index(layer)]

    def is_trained(self) -> bool:
        """Whether the file knows trained weights."""
        return bool(self.trained)

    def shows_trained_weights(self) -> bool:
        """Whether every parameter is the very array that training left."""
        now = self.network.parameters()
        return bool(self.trained) and all(now.get(key) is value for key, value in self.trained.items())

    def score_holds(self) -> bool:
        """Whether the score was measured with this very network: with its weights and its layers."""
        score = self.score
        return score is not None and score.layers == self.network.layers and self.shows_trained_weights()
