"""What a network is trained with, and its runs: from the document to the file and back."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from nnviz.data import Dataset, catalogue, sources
from nnviz.data.sources import Preparation, Source
from nnviz.data.split import prepared
from nnviz.data.tables.model import Choices
from nnviz.document.training import DIGITS, PARTS, READINGS, StepView, Training, TrainView
from nnviz.engine import Recipe
from nnviz.engine.learning import losses, optimizers, schedules
from nnviz.formats import runs, stored, training_parts
from nnviz.formats.archive import PartSource
from nnviz.formats.parts import DataPart
from nnviz.formats.stored import require

MOST_EMBEDDED = 20 * 2**20
"""Bytes of examples that a file holds; larger ones stay where they came from."""
MOST = 1e9


def part_of(
    training: Training | None, sink: runs.Sink, store: stored.Store
) -> training_parts.TrainingPart | None:
    """Write the arrays; return what ``document.json`` says."""
    if training is None:
        return None
    return training_parts.TrainingPart(
        source_part(training.source),
        training_parts.PreparationPart(
            **{field.name: getattr(training.preparation, field.name) for field in fields(Preparation)}
        ),
        recipe_part(training.recipe),
        _examples_part(training, store),
        [
            runs.part_of(run, number, recipe_part, sink, store, training.step)
            for number, run in enumerate(training.runs, start=1)
        ],
        training.run,
        training.step,
    )


def training_of(part: training_parts.TrainingPart | None, archive: PartSource) -> Training | None:
    """The value that was written.

    Raises:
        NNVizError: something in it is damaged or doesn't fit; a FileError follows the file's name.
    """
    if part is None:
        return None
    preparation = Preparation(
        **{field.name: getattr(part.preparation, field.name) for field in fields(Preparation)}
    )
    share = preparation.share
    require(share is None or 0 <= share <= 0.5, "it holds out an impossible share of its examples")
    source = source_of(part.source)
    made = tuple(
        runs.run_of(one, number, recipe_of, archive) for number, one in enumerate(part.runs, start=1)
    )
    require(part.run is None or 0 <= part.run < len(made), "its network belongs to a run that isn't there")
    require(len({run.name for run in made}) == len(made), "two of its runs have one name")
    return Training(
        _examples_of(part, source, preparation, archive),
        source,
        preparation,
        recipe_of(part.recipe),
        made,
        part.run,
        max(part.step, 0),
    )


# where examples come from

_SOURCES: Mapping[type[Any], type[Any]] = {
    sources.Bundled: training_parts.BundledPart,
    sources.Toy: training_parts.ToyPart,
    sources.TableFile: training_parts.TableFilePart,
    sources.PictureFolder: training_parts.PictureFolderPart,
    sources.Embedded: training_parts.EmbeddedPart,
}


def source_part(source: Source) -> training_parts.SourcePart:
    """A source's fields under the kind's own tag."""
    part = _SOURCES[type(source)]
    found: training_parts.SourcePart = part(
        **{field.name: _plain(getattr(source, field.name)) for field in fields(source)}
    )
    return found


def _plain(value: Any) -> Any:
    """How a table is read is a part of its own."""
    if not isinstance(value, Choices):
        return value
    return training_parts.ChoicesPart(**{field.name: getattr(value, field.name) for field in fields(value)})


def source_of(part: training_parts.SourcePart) -> Source:
    """The value that was written."""
    kind = next(value for value, written in _SOURCES.items() if isinstance(part, written))
    found: Source = kind(**{name: _valued(getattr(part, name)) for name in part.__struct_fields__})
    return found


def _valued(part: Any) -> Any:
    if not isinstance(part, training_parts.ChoicesPart):
        return part
    return Choices(**{name: getattr(part, name) for name in part.__struct_fields__})


def _examples_part(training: Training, store: stored.Store) -> DataPart | None:
    data = training.data
    if data is None or isinstance(training.source, sources.Bundled):
        return None
    if data.inputs.nbytes + data.targets.nbytes > MOST_EMBEDDED:
        return None
    return stored.data_part(data, store, "training_")


def _examples_of(
    part: training_parts.TrainingPart, source: Source, preparation: Preparation, archive: PartSource
) -> Dataset | None:
    if isinstance(source, sources.Bundled):
        return prepared(catalogue.get(source.name), preparation)
    written = part.data
    if written is None:
        return None
    inputs = stored.floats(archive, written.inputs)
    targets = stored.targets(archive, written.targets)
    require(len(inputs) > 0 and len(targets) == len(inputs), "its training examples don't fit their targets")
    require(0 <= written.held_out <= len(inputs), "it holds out more examples than it has")
    return Dataset(written.name, inputs, targets, written.class_names, written.input_names, written.held_out)


# recipes


def recipe_part(recipe: Recipe) -> training_parts.RecipePart:
    """A recipe, its optimiser, loss and schedule as a name and options."""
    return training_parts.RecipePart(
        recipe.epochs,
        recipe.batch_size,
        _options(recipe.optimizer),
        _options(recipe.loss),
        _options(recipe.schedule),
        recipe.seed,
        recipe.l1,
        recipe.l2,
        recipe.clip,
        recipe.frozen_layers,
        recipe.frozen_biases,
    )


def recipe_of(part: training_parts.RecipePart) -> Recipe:
    """The recipe that was written.

    Raises:
        NNVizError: an option isn't known or makes no sense.
    """
    return Recipe(
        part.epochs,
        part.batch_size,
        _made(part.optimizer, optimizers.get),
        _made(part.loss, losses.get),
        part.seed,
        _made(part.schedule, schedules.get),
        part.l1,
        part.l2,
        part.clip,
        None,
        part.frozen_layers,
        part.frozen_biases,
    )


def _options(value: Any) -> dict[str, Any]:
    """A named dataclass as its name and fields; a field that is one itself, likewise."""
    options = {field.name: getattr(value, field.name) for field in fields(value)}
    return {"name": value.name} | {
        key: _options(one) if is_dataclass(one) else one for key, one in options.items()
    }


def _made(options: Mapping[str, Any], get: Callable[..., Any]) -> Any:
    require(isinstance(options.get("name"), str), "a recipe in it names no optimiser, loss or schedule")
    rest = {
        key: _made(value, get) if isinstance(value, dict) else value
        for key, value in options.items()
        if key != "name"
    }
    return get(options["name"], **rest)


# what is looked at


def train_view_part(view: TrainView) -> training_parts.TrainViewPart | None:
    """What is looked at on the Train page; None where it is as it always begins."""
    if view == TrainView():
        return None
    return training_parts.TrainViewPart(**{field.name: getattr(view, field.name) for field in fields(view)})


def train_view_of(part: training_parts.TrainViewPart | None) -> TrainView:
    """What was looked at; what can't be looked at any more begins anew."""
    if part is None:
        return TrainView()
    found = {name: getattr(part, name) for name in part.__struct_fields__}
    if found["part"] not in PARTS:
        found["part"] = TrainView().part
    found["smoothing"] = min(max(found["smoothing"], 0), 10_001)
    return TrainView(**found)


def step_view_part(view: StepView) -> training_parts.StepViewPart | None:
    """What is looked at in a step that is opened up; its end in time is written as nothing."""
    if view == StepView():
        return None
    seconds = view.seconds if math.isfinite(view.seconds) else None
    return training_parts.StepViewPart(
        seconds, view.parameter, view.example, view.reading, view.digits, view.target
    )


def step_view_of(part: training_parts.StepViewPart | None) -> StepView:
    """What was looked at."""
    if part is None:
        return StepView()
    seconds = math.inf if part.seconds is None else min(max(part.seconds, 0.0), MOST)
    reading = part.reading if part.reading in READINGS else READINGS[0]
    digits = min(max(part.digits, DIGITS[0]), DIGITS[-1])
    return StepView(seconds, part.parameter, part.example, reading, digits, part.target)
