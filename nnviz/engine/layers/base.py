"""What every layer can do: infer shapes, run forward, run backward, explain one unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import numpy as np

from nnviz.engine import initializers
from nnviz.engine.arrays import Array, Shape, shape_text, sum_to
from nnviz.engine.explanation import Parts
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.layers.windows import Windows
from nnviz.engine.numbers import shown
from nnviz.engine.steps import Chain
from nnviz.errors import OptionError, ShapeError

Parameters = Mapping[str, Array]
Index = tuple[int, ...]
ActivationLike = str | ActivationFunction | Mapping[str, Any]

Phase = Literal["multiply", "sum", "activate", "scan", "pool", "pass", "centre", "scale", "stretch", "shift"]
Role = Literal["learns", "reshapes", "acts", "joins"]
Alignment = Literal["same", "flat", "stacked", "mixed"]


@dataclass(frozen=True)
class Option:
    """An option that a person may change: its name in the code, what people call it, and the values that are
    offered; without any it is a whole number."""

    name: str
    text: str
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True, init=False)
class Layer:
    """One step of a network. A layer is its options alone; the numbers it learns live in the Network.

    Arrays have the batch first; shapes are without it. ``name`` lets other layers refer to this one,
    and ``inputs`` lists the names of the layers that feed it ("input" is the network's input);
    without ``inputs`` it is fed by the layer before it.

    The class attributes are the facts about a kind of layer. Whoever needs to know one asks for it, and never
    for ``kind``: then a new kind needs no change but its own class.
    """

    kind: ClassVar[str]

    # Its words, as an activation function has its own.
    summary: ClassVar[str] = ""  # half a line: "the largest of each window"
    does: ClassVar[str] = ""  # a sentence, where a unit is something other than inputs times weights
    told: ClassVar[str] = ""  # the same as one sentence for the whole layer, of 90 letters at most
    formula: ClassVar[str] = ""  # LaTeX, where a unit is something other than inputs times weights
    unit: ClassVar[str] = "value"  # what one unit is called
    passing: ClassVar[str] = ""  # what its one phase is called where that isn't passing on: "Add"

    # What it computes.
    phases: ClassVar[tuple[Phase, ...]] = ("pass",)  # in order; "pass" is all at once
    fully_connected: ClassVar[bool] = False  # each unit weighs every input: "weight" is (inputs, units)
    has_kernels: ClassVar[bool] = False  # each unit weighs a window: "weight" is (units, channels, h, w)
    slides: ClassVar[bool] = False  # a window slides over images; then there is :meth:`windows`
    reduces: ClassVar[Literal["sum", "largest", "mean"]] = "sum"  # how many products become one z
    copies: ClassVar[bool] = False  # z is its one input, number by number in flat order
    piecewise_linear: ClassVar[bool] = False  # z in its inputs, so that each input has an exact share of z
    affine: ClassVar[bool] = False  # z in its inputs, in use: what stays of the sum once f(z) = z
    # Which units of its inputs a unit is made of: "same", the unit at the same place of each; "flat", the one
    # with the same number in flat order; "stacked", one of the inputs laid one behind the other; or "mixed".
    alignment: ClassVar[Alignment] = "mixed"
    measures_sample: ClassVar[bool] = False  # a unit also takes a mean over all units of its input
    keeps_channels: ClassVar[bool] = False  # a channel is made of the same channel of its one input alone

    # What it takes, and what a person can do with it.
    input_count: ClassVar[tuple[int, float]] = (1, 1)  # fewest and most layers that may feed it
    joins: ClassVar[bool] = False  # branches meet in it
    input_rank: ClassVar[int | None] = None  # 1: it takes a row of numbers alone, 3: images alone
    role: ClassVar[Role | None] = None  # what it is added to a network for; None: it isn't offered
    starting_options: ClassVar[Mapping[str, Any]] = MappingProxyType({})  # of one that a person adds
    size_option: ClassVar[str] = ""  # the option that says how many units or channels it has
    changeable: ClassVar[tuple[Option, ...]] = ()  # the options that a person may change, in reading order

    # What training needs to know.
    untrained: ClassVar[frozenset[str]] = frozenset()  # parameters that gradient descent leaves alone
    # Parameters taken from data before training: a new start of all weights keeps them.
    measured: ClassVar[frozenset[str]] = frozenset()
    trainable: ClassVar[bool] = True  # False where there is no backward pass

    name: str | None
    inputs: tuple[str, ...] | None
    activation: ActivationFunction | None = field(
        default=None, repr=False, kw_only=True
    )  # None: a layer without one

    def __init__(self, *, name: str | None = None, inputs: Sequence[str] | None = None) -> None:
        self._set(name, inputs)

    def _set(self, name: str | None, inputs: Sequence[str] | str | None, **options: object) -> None:
        """Fill the frozen fields; the one place that does."""
        if name is not None and (not isinstance(name, str) or not name):
            raise OptionError(f"A layer's name is a word, not {shown(name)}.")
        if isinstance(inputs, str):
            inputs = (inputs,)
        if inputs is not None and not isinstance(inputs, (tuple, list)):
            raise OptionError(f"A layer's inputs are a list of names, not {shown(inputs)}.")
        for one in inputs or ():
            if not isinstance(one, str):
                raise OptionError(f"A layer's inputs are names, not {shown(one)}.")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "inputs", None if inputs is None else tuple(inputs))
        for option, value in options.items():
            object.__setattr__(self, option, value)

    @property
    def is_input(self) -> bool:
        """Whether its values come from outside: no layer feeds it."""
        return self.input_count[1] == 0

    @property
    def label(self) -> str:
        """Which layer of its kind it is: its kind, or for an operator the operation's name."""
        return self.kind

    @property
    def sign(self) -> str:
        """What stands between the numbers that arrive at a unit: "+" where they are added; often nothing."""
        return ""

    @property
    def silences(self) -> float:
        """The share of its values that training turns to 0, each by chance."""
        return 0.0

    @property
    def follows_batches(self) -> float:
        """How far one step of training moves what is stored of the batches towards the new one, 0 to 1."""
        return 0.0

    @property
    def passes_on(self) -> bool:
        """Whether every number goes on unchanged: a = x in flat order."""
        return self.copies and self.activation is None

    @property
    def keeps_range(self) -> bool:
        """Whether its values are chosen from its input's, or lie between them: outside training nothing
        larger comes out."""
        return self.passes_on or self.reduces != "sum"

    def averaged(self) -> "Layer | None":
        """The layer that takes the mean where this one takes the largest; None for all others."""
        return None

    def options(self) -> dict[str, Any]:
        """The constructor's arguments, ready for JSON; ``layers.from_options`` makes the layer again."""
        options: dict[str, Any] = {}
        for option in fields(self):
            value = getattr(self, option.name)
            if option.name in ("name", "inputs", "activation") and value is None:
                continue
            if isinstance(value, ActivationFunction):
                value = value.options()
            options[option.name] = list(value) if isinstance(value, tuple) else value
        return options

    def activation_of(self, unit: Index, parameters: Parameters) -> ActivationFunction | None:
        """The activation function as ``unit`` has it: with its own α where α is learned."""
        return self.activation

    def parameter_shapes(self, input_shapes: Sequence[Shape]) -> dict[str, Shape]:
        """Name -> shape of each parameter."""
        return {}

    def initial_parameters(
        self, input_shapes: Sequence[Shape], random: np.random.Generator
    ) -> dict[str, Array]:
        """The parameters before any training; the same generator state gives the same numbers."""
        return {}

    def output_shape(self, input_shapes: Sequence[Shape]) -> Shape:
        """The shape that comes out. Raises :class:`ShapeError`, worded to follow "Layer 3 (Dense) "."""
        raise NotImplementedError

    def windows(self, shape: Shape) -> Windows:
        """Where the window stops on images of ``shape`` = (C, H, W), in a layer that slides one."""
        raise NotImplementedError

    def input_channels(self, channel: int, channels: int) -> range:
        """Which of its input's ``channels`` the window of an output channel covers."""
        return range(channel, channel + 1)

    def forward(self, inputs: Sequence[Array], parameters: Parameters) -> tuple[Array, Array]:
        """(z, a) of a batch, NumPy's warnings being silenced by the caller.

        Without an activation function z and a are the same array.
        """
        raise NotImplementedError

    def activate(self, z: Array, parameters: Parameters) -> Array:
        """a = f(z); z itself for a layer without an activation function."""
        return z

    def forward_training(
        self, inputs: Sequence[Array], parameters: Parameters, random: np.random.Generator
    ) -> tuple[Array, Array, Any]:
        """(z, a, memory) while training; ``memory`` is whatever :meth:`backward` wants to find again."""
        return (*self.forward(inputs, parameters), None)

    def backward_activation(
        self, gradient: Array, z: Array, a: Array, parameters: Parameters
    ) -> tuple[Array, dict[str, Array]]:
        """(∂L/∂z, ∂L/∂parameters of the activation function) from ``gradient`` = ∂L/∂a."""
        return gradient, {}

    def backward(
        self,
        gradient: Array,
        inputs: Sequence[Array],
        parameters: Parameters,
        memory: Any = None,
        downward: bool = True,
    ) -> tuple[list[Array], dict[str, Array]]:
        """(∂L/∂input for each input, ∂L/∂parameter by name) from ``gradient`` = ∂L/∂z.

        ``memory`` is what :meth:`forward_training` gave; without it the layer differentiates ``forward``.
        With ``downward`` False nobody wants ∂L/∂input, and the list may be empty.
        """
        raise NotImplementedError

    def factors(
        self, name: str, index: Index, gradient: Array, inputs: Sequence[Array]
    ) -> tuple[Array, Array] | None:
        """(∂L/∂z, what came in) whose products add up to ∂L/∂parameter ``name``[``index``], both (N,) or (N,
        rows, columns) of windows; None where it isn't such a sum. ``gradient`` is ∂L/∂z of all units."""
        return None

    def constant_part(self, gradient: Array, gradients: Mapping[str, Array], parameters: Parameters) -> float:
        """What the layer adds whatever comes in, its bias, times what it weighs: Σ ∂L/∂b · b.

        ``gradient`` is ∂L/∂z, and ``gradients`` are those of the parameters, as :meth:`backward` gave them.
        """
        return float((parameters["bias"] * gradients["bias"]).sum()) if "bias" in gradients else 0.0

    def running(self, parameters: Parameters, memory: Any) -> dict[str, Array]:
        """New values of the untrained parameters after a training pass, such as batch norm's running mean."""
        return {}

    def penalized(self, parameter: str) -> bool:
        """Whether weight decay and L1, L2 penalties apply to this parameter: to weights, not to biases."""
        return parameter == "weight"

    def chain_in_training(self, batch: Array, x: float, unit: Index, parameters: Parameters) -> Chain | None:
        """The steps that training takes on ``x`` with a batch of what comes in; None where they stay."""
        return None

    def explain(self, inputs: Sequence[Array], z: Array, unit: Index, parameters: Parameters) -> Parts:
        """One unit's arithmetic for one sample; ``inputs`` and ``z`` are without the batch axis."""
        value = inputs[0][unit] if self.copies else z[unit]
        one = np.ones((1,), z.dtype)
        return Parts(inputs=value.reshape(1), weights=one, products=value.reshape(1), origins=((0, unit),))


@dataclass(frozen=True, init=False)
class ActivatedLayer(Layer):
    """A layer that ends in an activation function, whose α is a parameter of the layer when it is learned."""

    unit = "neuron"

    activation: ActivationFunction

    def _learned_shapes(self, output_shape: Shape) -> dict[str, Shape]:
        """One α a unit, or one a channel of an image, where the activation function learns it."""
        if not self.activation.learned:
            return {}
        return {"alpha": (output_shape[0],) + (1,) * (len(output_shape) - 1)}

    def _learned_values(self, output_shape: Shape) -> dict[str, Array]:
        return {
            name: np.full(shape, self.activation.parameters[name])
            for name, shape in self._learned_shapes(output_shape).items()
        }

    def _function(self, parameters: Parameters) -> ActivationFunction:
        if self.activation.learned:
            return self.activation.with_alpha(parameters["alpha"])
        return self.activation

    def activate(self, z: Array, parameters: Parameters) -> Array:
        return self._function(parameters).forward(z)

    def activation_of(self, unit: Index, parameters: Parameters) -> ActivationFunction | None:
        if self.activation.learned:
            return self.activation.with_alpha(float(parameters["alpha"].reshape(-1)[unit[0]]))
        return self.activation

    def backward_activation(
        self, gradient: Array, z: Array, a: Array, parameters: Parameters
    ) -> tuple[Array, dict[str, Array]]:
        function = self._function(parameters)
        learned: dict[str, Array] = {}
        if function.learned:
            # PReLU: ∂a/∂α = min(z, 0), summed over everything that shares the α.
            learned["alpha"] = sum_to(gradient * np.minimum(z, 0), parameters["alpha"].shape)
        return function.backward(z, a, gradient), learned


def weight_of(
    rule: str,
    activation: ActivationFunction,
    random: np.random.Generator,
    shape: Shape,
    fans: tuple[int, int],
) -> Array:
    """A new weight array by the rule named, "auto" being the one that suits the activation function."""
    name = initializers.for_activation(activation.name) if rule == "auto" else rule
    return initializers.get(name)(random, shape, *fans)


def check_initializer(rule: str) -> str:
    if rule != "auto":
        initializers.get(rule)
    return rule


def same_shape(input_shapes: Sequence[Shape]) -> Shape:
    """The shape of all inputs, or a :class:`ShapeError` where they differ."""
    first = input_shapes[0]
    for shape in input_shapes[1:]:
        if shape != first:
            raise ShapeError(
                f"takes inputs of one shape, but gets {' and '.join(map(shape_text, input_shapes))}."
            )
    return first
