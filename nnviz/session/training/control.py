"""Training behind the window: what the transport does."""

from __future__ import annotations

from dataclasses import replace

from nnviz.data import Dataset
from nnviz.data.sources import Preparation, Source
from nnviz.document import training_edits as edits
from nnviz.engine import Recipe
from nnviz.errors import OptionError
from nnviz.scene.train.curves import last_good
from nnviz.session.changes import Change
from nnviz.session.training.running import TRAIN, Running
from nnviz.training import begin, going_on
from nnviz.training.choosing import chosen, original


class TrainingControl(Running):
    """Plays, pauses, rewinds and branches the training of a session's document."""

    # transport

    def play(self) -> None:
        """Take steps until the recipe's epochs are over; from an earlier step as a branch.

        Raises:
            NNVizError: nothing can be trained; everything stays as it is.
        """
        self._start(None)

    def pause(self) -> None:
        """Stand still where the run has come to."""
        self._stop("")

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_running:
            self.pause()
        else:
            self.play()

    def step(self) -> None:
        """Take one step and stand still.

        Raises:
            NNVizError: nothing can be trained.
        """
        self._stop("")
        self._start(1)
        self._wait()

    def epoch(self) -> None:
        """Go on to the end of the epoch.

        Raises:
            NNVizError: nothing can be trained.
        """
        self._stop("")
        self._start(0)

    def wait(self, step: int | None = None) -> None:
        """Stand by until the run has come to so many steps, or to its end by itself, and take what came."""
        if self._drive is None:
            return
        if step is None:
            self._wait()
            return
        self._drive.wait_for(step)
        snapshot = self._drive.take()
        assert snapshot is not None, "it has been waited for"
        self._took(snapshot)

    def reset(self) -> None:
        """Go back to the initial weights of the run."""
        self.seek(0)

    def seek(self, step: int) -> None:
        """Go to the kept step that is nearest to ``step`` in the run; several in a row are one undo step."""
        self._stop("")
        training = self._session.document.training
        if training is None or training.current is None or training.run is None:
            return
        self._stand(training, training.run, step, merge=("rewind", training.current.name))

    def to_best(self) -> None:
        """Go to the step with the lowest validation loss."""
        self._stop("")
        run = self.run
        if run is not None and run.curves.best is not None:
            self.seek(run.curves.best)

    def back_to_good(self) -> None:
        """Go back from where numbers ran away: to the kept step with the lowest validation loss before it."""
        self._stop("")
        good = None if self.run is None else last_good(self.run)
        if good is not None:
            self.seek(good)

    def set_pace(self, steps_per_second: float | None) -> None:
        """Take so many steps a second; None: as many as there can be.

        Raises:
            OptionError: that is no pace.
        """
        if steps_per_second is not None and not 0 < steps_per_second < float("inf"):
            raise OptionError(f"A pace is a number of steps a second above 0, not {steps_per_second}.")
        self._pace = steps_per_second
        if self._drive is not None:
            self._drive.set_pace(steps_per_second)
        self._announce(Change.TRAINING)

    # what is trained with

    def change(self, recipe: Recipe, merge: object | None = None) -> None:
        """Take the next steps by another recipe, also while a run goes on. Another seed draws new weights:
        the next run begins with these; one that goes on keeps its own. Changes with one ``merge`` are one
        undo step.

        Raises:
            NNVizError: it doesn't suit the network or the examples; the one before stays.
        """
        training = self._training()
        going_on.check(self._session.document, replace(training, recipe=recipe))
        if self._drive is None:
            if recipe.seed != training.recipe.seed:
                network = begin.redrawn(self._session.document, recipe.seed)
                self._apply(edits.start_from, training, recipe, network, merge=merge, label="New weights")
                return
            self._apply(edits.set_recipe, training, recipe, merge=merge, label="Change training")
            return
        self._drive.change(recipe)
        self._session.carry(edits.set_recipe, training, recipe, token=self._token, label=TRAIN, is_over=False)

    @property
    def dropout(self) -> float:
        """The share of a hidden layer's values that training silences; of several the largest."""
        return max((layer.silences for layer in self._session.document.network.layers), default=0.0)

    def set_dropout(self, rate: float) -> None:
        """Let training silence this share of every hidden layer's values; 0: none. It changes the layers, so
        a run that goes on stops.

        Raises:
            NNVizError: that is no rate from 0 to below 1.
        """
        self._session.apply(edits.set_dropout, rate, label="Set dropout")

    def use(
        self,
        data: Dataset,
        source: Source,
        preparation: Preparation,
        *,
        is_painted: bool = False,
        merge: object | None = None,
        label: str = "Use examples",
    ) -> None:
        """Train with other examples: the network is kept where it fits them, else one that fits is made.
        ``is_painted``: they are those of before, changed by hand.

        Raises:
            NNVizError: nothing can learn from them.
        """
        self._stop("points were painted" if is_painted else "other examples were chosen")
        self._apply(chosen, data, source, preparation, is_painted, merge=merge, label=label)

    def prepare(self, preparation: Preparation, *, merge: object | None = None) -> None:
        """Prepare the examples in another way.

        Raises:
            NNVizError: there are none.
        """
        self._stop("the examples were prepared anew")
        training = self._training()
        data = original(training)
        self._apply(chosen, data, training.source, preparation, merge=merge, label="Prepare examples")

    # runs

    def choose_run(self, index: int) -> None:
        """Show what came of another run: its last step.

        Raises:
            OptionError: there is no such run.
        """
        self._stop("")
        training = self._session.document.training
        if training is None or not 0 <= index < len(training.runs):
            raise OptionError(f"There is no run number {index}.")
        self._stand(training, index, training.runs[index].kept[-1].step)

    def rename_run(self, index: int, name: str) -> None:
        """Give a run another name.

        Raises:
            OptionError: there is no such run, or the name isn't free.
        """
        self._stop("")
        self._apply(edits.rename_run, index, name)

    def remove_run(self, index: int) -> None:
        """Forget a run; the network stays as it is.

        Raises:
            OptionError: there is no such run.
        """
        self._stop("")
        self._apply(edits.remove_run, index)
