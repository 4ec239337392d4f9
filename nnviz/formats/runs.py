"""Training runs: their curves and the steps that can be gone back to, as parts of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import numpy as np

from nnviz.data.scaling import Standardization
from nnviz.document.training import Curves, Run, Trouble
from nnviz.engine import Checkpoint, Network, Recipe
from nnviz.engine.layers import table as layers
from nnviz.formats.archive import PartSource
from nnviz.formats.parts import LayerPart, NetworkPart
from nnviz.formats.stored import Store, closed, floats, require, wholes
from nnviz.formats.training_parts import KeptPart, RecipePart, RunPart, ScalingPart, TroublePart

MOST_WRITTEN = 8 * 2**20
"""Bytes of kept steps that a file holds of a run: a file is sent about."""


class Sink(Protocol):
    """Where arrays go."""

    def add_weights(self, name: str, arrays: Mapping[str, np.ndarray]) -> None: ...


def part_of(
    run: Run,
    number: int,
    recipe_part: Callable[[Recipe], RecipePart],
    sink: Sink,
    store: Store,
    step: int,
) -> RunPart:
    """Write a run's arrays; return what ``document.json`` says of it. ``step`` is one that must be there."""
    kept = thinned(run.kept, (step, run.curves.best), MOST_WRITTEN)
    sink.add_weights(_file(number), _arrays(kept))
    curves, where = run.curves, f"data/run_{number}"
    looks = np.stack(
        [curves.training_loss, curves.training_score, curves.validation_loss, curves.validation_score]
    )
    trouble = run.trouble
    return RunPart(
        run.name,
        NetworkPart(
            tuple(run.network.input_shape),
            [LayerPart(layer.kind, layer.options()) for layer in run.network.layers],
            run.network.dtype.name,  # type: ignore[arg-type]
            run.network.seed,
        ),
        [(start, recipe_part(recipe)) for start, recipe in run.recipes],
        store(f"{where}_losses.npy", curves.losses),
        store(f"{where}_checks.npy", curves.checks),
        store(f"{where}_looks.npy", looks.astype(np.float32)),
        [KeptPart(one.step, one.epoch, one.position, one.memory_step) for one in kept],
        run.metric,  # type: ignore[arg-type]
        None if trouble is None else TroublePart(trouble.step, trouble.layer, trouble.unit, trouble.what),
        run.branch_of,
        _scaling_part(run.before),
        _scaling_part(run.after),
        run.data,
    )


def run_of(part: RunPart, number: int, recipe_of: Callable[[RecipePart], Recipe], archive: PartSource) -> Run:
    """The run that was written.

    Raises:
        NNVizError: it is damaged; a FileError follows the file's name.
    """
    made = [layers.from_options(one.kind, one.options) for one in part.network.layers]
    network = Network.build(part.network.input_shape, made, part.network.seed, part.network.dtype)
    kept = _kept(part.kept, network, archive.weights(_file(number)))
    recipes = tuple((start, recipe_of(recipe)) for start, recipe in part.recipes)
    require(bool(recipes) and recipes[0][0] == 0, "a run in it doesn't say how it began")
    trouble = part.trouble
    return Run(
        part.name,
        network.with_parameters(kept[0].parameters),
        recipes,
        _curves(part, archive),
        kept,
        None if trouble is None else Trouble(trouble.step, trouble.layer, trouble.unit, trouble.what),
        part.metric,
        part.branch_of,
        _scaling_of(part.before),
        _scaling_of(part.after),
        part.data,
    )


def thinned(kept: Sequence[Checkpoint], wanted: Sequence[int | None], most: int) -> tuple[Checkpoint, ...]:
    """At most ``most`` bytes of kept steps, evenly spread; the first, the last and those at the ``wanted``
    steps are always among them."""
    must = {kept[0].step, kept[-1].step, *(step for step in wanted if step is not None)} if kept else set()
    every = 1
    while True:
        chosen = tuple(one for place, one in enumerate(kept) if place % every == 0 or one.step in must)
        if every >= len(kept) or sum(one.nbytes for one in chosen) <= most:
            return chosen
        every *= 2


def _file(number: int) -> str:
    return f"run_{number}.safetensors"


def _arrays(kept: Sequence[Checkpoint]) -> dict[str, np.ndarray]:
    return {
        f"{one.step}/{kind}/{name}": array
        for one in kept
        for kind, arrays in (("parameters", one.parameters), ("memory", one.memory))
        for name, array in arrays.items()
    }


def _kept(
    parts: Sequence[KeptPart], network: Network, arrays: Mapping[str, np.ndarray]
) -> tuple[Checkpoint, ...]:
    steps = [part.step for part in parts]
    require(bool(parts) and steps[0] == 0 and steps == sorted(set(steps)), "a run's kept steps are mixed up")
    found: dict[tuple[int, str], dict[str, np.ndarray]] = {}
    for key, array in arrays.items():
        number, _, rest = key.partition("/")
        kind, _, name = rest.partition("/")
        require(number.isascii() and number.isdigit(), f"a run has no {key}")
        found.setdefault((int(number), kind), {})[name] = closed(array)
    shapes = {key: array.shape for key, array in network.parameters().items()}
    for step in steps:
        own = {key: array.shape for key, array in found.get((step, "parameters"), {}).items()}
        require(own == shapes, f"the weights of step {step} don't fit their network")
    return tuple(
        Checkpoint(
            part.step,
            part.epoch,
            part.position,
            MappingProxyType(found[part.step, "parameters"]),
            MappingProxyType(found.get((part.step, "memory"), {})),
            part.memory_step,
        )
        for part in parts
    )


def _curves(part: RunPart, archive: PartSource) -> Curves:
    checks = wholes(archive, part.checks)
    looks = floats(archive, part.looks)
    require(checks.ndim == 1 and looks.shape == (4, len(checks)), "a run's curves don't fit each other")
    losses = floats(archive, part.losses)
    require(losses.ndim == 1, "a run's losses are no curve")
    return Curves(losses, checks, looks[0], looks[2], looks[1], looks[3])


def _scaling_part(scaling: Standardization | None) -> ScalingPart | None:
    if scaling is None:
        return None
    return ScalingPart(tuple(scaling.mean.tolist()), tuple(scaling.deviation.tolist()))


def _scaling_of(part: ScalingPart | None) -> Standardization | None:
    if part is None:
        return None
    require(len(part.mean) == len(part.deviation) and all(part.deviation), "a run's scaling makes no sense")
    return Standardization(np.array(part.mean, np.float64), np.array(part.deviation, np.float64))
