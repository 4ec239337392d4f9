"""A model whose arrays have a batch first, as a Network of layers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.engine import Network
from nnviz.engine.arrays import Array, Shape
from nnviz.engine.functions import activations
from nnviz.engine.graph import INPUT, Input
from nnviz.engine.layers.base import Layer
from nnviz.engine.layers.table import Activation, from_options
from nnviz.engine.operators import operator
from nnviz.errors import FileError, ShapeError
from nnviz.formats.onnx.evaluation import run_node, run_step
from nnviz.formats.onnx.model import Model, Node
from nnviz.formats.onnx.operators import TRANSLATORS
from nnviz.formats.onnx.parts import Fed, PlannedPart, fused, part_of
from nnviz.formats.onnx.step import Call, OperatorStep

# They give places and yes-or-no, which no layer passes on.
_NO_LAYERS = frozenset({"MaxPoolIndices", "DropoutMask"})


@dataclass(frozen=True)
class Assembled:
    """A network, and for each of the model's outputs the number of the layer that gives it."""

    network: Network
    outputs: tuple[int, ...]


def assemble(model: Model, shapes: Sequence[Shape]) -> Assembled:
    """The model as a network, for inputs of these shapes, the batch first.

    Raises :class:`FileError` or :class:`ShapeError` where its arrays aren't batches of examples.
    """
    dtypes = {tensor.dtype for tensor in model.inputs}
    if len(dtypes) != 1 or not dtypes <= {np.dtype(np.float32), np.dtype(np.float64)}:
        raise FileError(f"{model.file} takes other inputs than float32 or float64 numbers of one kind.")
    if any(len(shape) < 2 for shape in shapes) or len({shape[0] for shape in shapes}) != 1:
        raise FileError(f"{model.file} has an input that is no batch of examples.")
    assembly = _Assembly(model, shapes)
    for node in model.nodes:
        assembly.add(node)
    return assembly.finish()


class _Assembly:
    """Layers as they are found, node by node."""

    def __init__(self, model: Model, shapes: Sequence[Shape]) -> None:
        self.model = model
        self.dtype = model.inputs[0].dtype
        self.uses = model.uses()
        self.known: dict[str, Array] = dict(model.constants)
        self.shapes: dict[str, Shape] = {}
        self.numbers: dict[str, int] = {}  # a name of the model -> the layer that gives it; 0 is the input
        self.roots: dict[str, str] = {}  # a name that only repeats another -> that other
        self.parts: list[PlannedPart] = []
        self.sources: list[tuple[int, ...]] = []
        self.names: list[str] = []
        for number, (tensor, shape) in enumerate(zip(model.inputs, shapes, strict=True)):
            self.numbers[tensor.name], self.shapes[tensor.name] = number, shape
            if number:
                self._append(PlannedPart(Input, {"shape": shape[1:]}), (), tensor.name)

    def add(self, node: Node) -> None:
        """Take one node in: fold it where all it takes is known, else make layers of it."""
        if all(name in self.known for name in node.inputs if name):
            self.known.update(run_node(node, self.model.opset, self.known))
            return
        shapes = [self._shape(name) for name in node.inputs]
        for step in TRANSLATORS[node.operator](Call(node, self.model.opset, shapes, self.known)):
            self._add(step)

    def _add(self, step: OperatorStep) -> None:
        if all(name in self.known for name in step.arguments):
            self.known[step.output] = run_step(step, [self.known[name] for name in step.arguments])
            return
        fed = self._fed(step)
        self.shapes[step.output] = fed.output
        layers = [name for name in step.arguments if name not in self.known]
        if _changes_nothing(fed):
            self._repeat(step.output, layers[0])
        elif not self._joins(fed, layers):
            sources = tuple(self.numbers[name] for name in layers)
            self._append(part_of(fed), sources, step.node.name or step.output.rstrip("\0"))
            self.numbers[step.output] = len(self.parts)

    def _repeat(self, name: str, source: str) -> None:
        """Let ``name`` be one more name for ``source``; whoever takes either takes the same layer."""
        root = self.roots.get(source, source)
        self.roots[name] = root
        self.numbers[name] = self.numbers[source]
        self.uses[root] += self.uses[name] - 1

    def _joins(self, fed: Fed, layers: Sequence[str]) -> bool:
        """Whether the step became a part of a layer that is there already."""
        number, part = self._gate(fed.step, layers)
        if part is None and len(layers) == 1 and self._only_here(layers[0]):
            number = self.numbers[layers[0]]
            part = fused(self.parts[number - 1], fed)
        if part is None:
            return False
        self.parts[number - 1] = part
        self.numbers[fed.step.output] = number
        return True

    def _only_here(self, name: str) -> bool:
        """Whether a layer gives ``name`` and nothing else takes it."""
        return self.numbers[name] > 0 and self.uses[self.roots.get(name, name)] == 1

    def _gate(self, step: OperatorStep, layers: Sequence[str]) -> tuple[int, PlannedPart | None]:
        """x σ(x) is how PyTorch writes SiLU: the sigmoid's layer becomes that function."""
        if step.operation == "Mul" and len(layers) == 2:
            for x, gate in (layers, layers[::-1]):
                number = self.numbers[gate]
                sigmoid = PlannedPart(Activation, {"activation": activations.get("sigmoid")})
                if (
                    self._only_here(gate)
                    and self.parts[number - 1] == sigmoid
                    and self.sources[number - 1] == (self.numbers[x],)
                ):
                    return number, PlannedPart(Activation, {"activation": activations.get("silu")})
        return 0, None

    def _fed(self, step: OperatorStep) -> Fed:
        if step.operation in _NO_LAYERS:
            raise FileError(f"{step.node} gives out {step.output}, which holds no activations.")
        values = tuple(self.known.get(name) for name in step.arguments)
        if any(value is not None and value.dtype != self.dtype for value in values):
            raise FileError(f"{step.node} mixes {self.dtype} numbers with others.")
        shapes = tuple(self._shape(name) for name in step.arguments)
        try:
            output = operator.get(step.operation).output_shape(shapes, step.attributes)
        except ShapeError as problem:
            raise FileError(f"{step.node} {problem}") from None
        return Fed(step, shapes, values, output)

    def _shape(self, name: str) -> Shape:
        if name in self.known:
            return self.known[name].shape
        return self.shapes.get(name, ())

    def _append(self, part: PlannedPart, sources: tuple[int, ...], name: str) -> None:
        self.parts.append(part)
        self.sources.append(sources)
        self.names.append(name)

    def finish(self) -> Assembled:
        """Build the network. Its last layer gives the model's only, or last, output."""
        if any(name not in self.numbers for name in self.model.outputs):
            raise FileError(f"{self.model.file} gives out a constant, whatever it is fed.")
        outputs = [self.numbers[name] for name in self.model.outputs]
        if outputs[-1] != len(self.parts) or not self.parts:
            self._append(
                PlannedPart(Activation, {"activation": "identity"}), (outputs[-1],), self.model.outputs[-1]
            )
            outputs[-1] = len(self.parts)
        names = _distinct(self.names)
        layers: list[Layer] = []
        parameters: dict[str, Array] = {}
        for number, (part, sources, name) in enumerate(zip(self.parts, self.sources, names, strict=True), 1):
            chained = sources in ((), (number - 1,))
            inputs = None if chained else [INPUT if source == 0 else names[source - 1] for source in sources]
            layers.append(from_options(part.kind.kind, {**part.options, "name": name, "inputs": inputs}))
            for key, value in part.parameters.items():
                parameters[f"{number}.{key}"] = np.asarray(value, order="C")
        shape = self.shapes[self.model.inputs[0].name][1:]
        network = Network.build(shape, layers, dtype=self.dtype).with_parameters(parameters)
        return Assembled(network, tuple(outputs))


def _changes_nothing(fed: Fed) -> bool:
    """Identity, and a flattening of what is flat."""
    return fed.step.operation == "Identity" or (
        fed.step.operation in ("Flatten", "Reshape") and fed.output == fed.shapes[0]
    )


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, numbered where one occurs twice or is the network's own word for its input."""
    seen: Counter[str] = Counter([INPUT])
    taken, distinct = {INPUT, *names}, []
    for name in names:
        seen[name] += 1
        new, count = name, seen[name]
        while seen[name] > 1 and new in taken:
            new, count = f"{name}_{count}", count + 1
        taken.add(new)
        distinct.append(new)
    return distinct
