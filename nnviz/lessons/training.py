"""What a card trains with: examples, recipe, and steps that are behind the network when it opens."""

from __future__ import annotations

from dataclasses import replace

from nnviz.data import catalogue, toys
from nnviz.data.sources import TOYS, Bundled, Preparation
from nnviz.data.split import prepared
from nnviz.document import Document, examples
from nnviz.document import training_edits as edits
from nnviz.document.training import Training
from nnviz.engine.learning import optimizers
from nnviz.lessons.model import TrainWish
from nnviz.scene.train.words import run_name
from nnviz.training import begin, plane_proposal
from nnviz.training.advanced import advanced


def trained(document: Document, wish: TrainWish) -> Document:
    """``document`` as the card wants to train it.

    Raises:
        NNVizError: it has no examples, they don't fit it, or it can't be trained.
    """
    if wish.data in TOYS:
        document, training = _on_the_plane(document, wish.data)
    elif wish.data is not None:
        data = examples.fit(document, prepared(catalogue.get(wish.data), Preparation()))
        training = Training(data, Bundled(wish.data), Preparation(), begin.recipe_for(document.network, data))
    else:
        training = document.training or begin.begin(document)
    training = _with_recipe(training, wish)
    document = edits.set_training(document, training)
    return _advanced(document, training, wish.steps) if wish.steps else document


def _on_the_plane(document: Document, kind: str) -> tuple[Document, Training]:
    """A network that fits a toy set, and the set."""
    toy = toys.start(kind)
    data = toys.points(toy)
    made = plane_proposal.document_for(data)
    recipe = begin.recipe_for(made.network, data)
    return replace(made, view=document.view), Training(data, toy, Preparation(), recipe)


def _with_recipe(training: Training, wish: TrainWish) -> Training:
    recipe = replace(training.recipe, **dict(wish.recipe))  # type: ignore[arg-type]
    rate = {} if wish.rate is None else {"rate": wish.rate}
    if wish.optimizer is not None:
        recipe = replace(recipe, optimizer=optimizers.get(wish.optimizer, **rate))
    elif rate:
        recipe = replace(recipe, optimizer=replace(recipe.optimizer, **rate))
    return replace(training, recipe=recipe)


def _advanced(document: Document, training: Training, steps: int) -> Document:
    run = begin.first_run(document, training)
    run = replace(run, name=run_name(training.recipe))
    data = training.data
    assert data is not None, "a run has begun on it"
    run = advanced(run, begin.lesson_of(run, data), steps)
    at = run.kept[-1]
    return edits.stand(document, edits.with_run(training, run, at.step), begin.result(run, at))
