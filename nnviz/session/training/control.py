"""Training behind the window: what the transport does."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from nnviz.data import Dataset
from nnviz.data.sources import Preparation, Source
from nnviz.document import Document
from nnviz.document import training_edits as edits
from nnviz.document.training import Run, Training
from nnviz.engine import Recipe
from nnviz.errors import NNVizError, OptionError
from nnviz.kept import Kept
from nnviz.scene.train import words
from nnviz.session.changes import Change
from nnviz.session.training.drive import Drive, Snapshot
from nnviz.session.training.state import RunState
from nnviz.training import begin, going_on
from nnviz.training.scaling import same_unit

if TYPE_CHECKING:
    from nnviz.session.session import Session

EVERY = 0.1
"""Seconds between two pictures of a run that goes on."""
TRAIN = "Train"
PACE = 100.0
"""Steps a second at first: a small network would be through before anybody has looked."""


class TrainingControl:
    """Plays, pauses, rewinds and branches the training of a session's document.

    The run and the step where it stands are the document's. What goes on lives on a thread of its own; the
    session takes what comes of it when time advances.
    """

    def __init__(self, session: Session, announce: Callable[[Change], None]) -> None:
        # The session has this one: it goes when nobody has the session any more.
        self._of, self._announce = weakref.ref(session), announce
        self._drive: Drive | None = None
        self._training_before: Training | None = None
        self._tokens = count()
        self._token: object = None
        self._played = ""
        self._since = 0.0
        self._pace: float | None = PACE
        self._note = ""
        self._last: Snapshot | None = None
        self._is_own = False
        self._begun: Kept[Training | NNVizError] = Kept()
        self._reason: Kept[str | None] = Kept()

    @property
    def _session(self) -> Session:
        session = self._of()
        assert session is not None, "it is asked for by way of its session"
        return session

    # what is there

    @property
    def is_running(self) -> bool:
        """Whether steps are being taken."""
        return self._drive is not None

    @property
    def training(self) -> Training | None:
        """What is trained with: the document's, or what the page begins with; None where nothing can be."""
        found = self._found()
        return found if isinstance(found, Training) else None

    @property
    def run(self) -> Run | None:
        """The run that the network belongs to, with its curves; while it goes on, as last taken."""
        training = self._session.document.training
        return None if training is None else training.current

    @property
    def state(self) -> RunState:
        """How it stands."""
        document, found = self._session.document, self._found()
        if not isinstance(found, Training):
            return RunState(pace=self._pace, has_examples=False, why_not=str(found), note=self._note)
        run, step = found.current, found.step if found.run is not None else 0
        samples = len(found.data.training) if found.data is not None else 0
        recipe = found.recipe
        last = self._last if self.is_running else None
        speed = last.steps_per_second if last else 0.0
        total = recipe.steps(samples) if samples else 0
        measured = min(self._pace or speed, speed or self._pace or 0.0)
        left = max(total - step, 0) / measured if measured else None
        return RunState(
            self.is_running,
            step,
            run.steps if run else 0,
            step // recipe.steps_per_epoch(samples) if samples else 0,
            total,
            speed,
            self._pace,
            left,
            last.check_every if last else going_on.check_every(run),
            run.trouble if run else None,
            samples > 0,
            self._why_not(document, found),
            self._note,
        )

    def _found(self) -> Training | NNVizError:
        """The document's training, or what it begins with, or why it can't."""
        document = self._session.document
        if document.training is not None:
            return document.training
        # New weights make no difference.
        return self._begun.get(lambda: _begun(document), (document.data,), document.network.layers)

    def _why_not(self, document: Document, training: Training) -> str | None:
        if self.is_running:
            return None
        causes = (document.network, document.draft, training.data, training.recipe)
        return self._reason.get(lambda: going_on.reason(document, training), causes)

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
        """Go to the last kept step at which all was finite."""
        self._stop("")
        run = self.run
        if run is not None:
            self.seek(going_on.last_good(run))

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
        """Take the next steps by another recipe, also while a run goes on; its seed is that of the next run.
        Changes with the same ``merge`` are one undo step.

        Raises:
            NNVizError: it doesn't suit the network or the examples; the one before stays.
        """
        training = self._training()
        going_on.check(self._session.document, replace(training, recipe=recipe))
        if self._drive is None:
            self._apply(edits.set_recipe, training, recipe, merge=merge, label="Change training")
            return
        self._drive.change(recipe)
        self._session.carry(edits.set_recipe, training, recipe, token=self._token, label=TRAIN, is_over=False)

    def use(self, data: Dataset, source: Source, preparation: Preparation) -> None:
        """Train with other examples.

        Raises:
            NNVizError: they don't fit.
        """
        self._stop("other examples were chosen")
        training = going_on.with_data(self._session.document, data, source, preparation)
        self._apply(edits.set_training, training, label="Use examples")

    def prepare(self, preparation: Preparation) -> None:
        """Prepare the examples in another way.

        Raises:
            NNVizError: there are none.
        """
        self._stop("the examples were prepared anew")
        training = going_on.prepared_anew(self._training(), preparation)
        self._apply(edits.set_training, training, label="Prepare examples")

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

    # what the session tells

    def advance(self, seconds: float) -> None:
        """Let time pass: take what came of the run, ten times a second."""
        if self._drive is None:
            return
        self._since += seconds
        if self._since >= EVERY or not self._drive.is_alive:
            self._since = 0.0
            snapshot = self._drive.take()
            if snapshot is not None:
                self._took(snapshot)

    def made_way(self, before: Document, after: Document) -> bool:
        """Whether the run that went on had to stop because of an edit, which then is to be made anew."""
        if self._drive is None or self._is_own:
            return False
        if after.network is before.network and after.draft is before.draft:
            return False
        is_same = before.network.layers == after.network.layers
        self._stop(
            "a weight was changed" if is_same and after.draft is before.draft else "the layers changed"
        )
        return True

    def stop(self, why: str = "") -> None:
        """Stand still, and say why."""
        self._stop(why)

    # inside

    def _training(self) -> Training:
        found = self._found()
        if not isinstance(found, Training):
            raise found
        return found

    def _apply(self, edit: Callable[..., Document], *args: object, **options: object) -> None:
        self._is_own = True
        try:
            self._session.apply(edit, *args, **options)  # type: ignore[arg-type]
        finally:
            self._is_own = False

    def _start(self, steps: int | None) -> None:
        """Begin to take so many steps; 0: to the end of the epoch, None: of the recipe's epochs."""
        if self._drive is not None:
            return
        document = self._session.document
        training = self._training()
        going_on.check(document, training)
        run = going_on.to_go_on(document, training)
        note = ""
        if not run.name:
            taken = tuple(one.name for one in training.runs)
            run = replace(run, name=words.run_name(run.recipes[-1][1], run.steps, taken))
            note = words.began(run, begin.begins_anew(document, training))
        assert training.data is not None
        lesson = begin.lesson_of(run, training.data)
        until = going_on.until(run, len(lesson.learned[1]), steps)
        drive = Drive(run, lesson, until, self._pace)
        if run.name != self._played or self._session.undo_label != TRAIN:
            self._token = ("train", next(self._tokens))
        self._training_before, self._played, self._note = training, run.name, note
        self._since, self._last = EVERY, None
        self._drive = drive
        drive.start()
        self._announce(Change.TRAINING)

    def _wait(self) -> None:
        if self._drive is not None:
            snapshot = self._drive.wait()
            assert snapshot is not None
            self._took(snapshot)

    def _stop(self, why: str) -> None:
        if self._drive is None:
            return
        snapshot = self._drive.stop()
        if snapshot is None:
            self._drive = None
            return
        if why:
            self._note = words.stopped(snapshot.run.kept[-1].step, why)
        self._took(snapshot)

    def _took(self, snapshot: Snapshot) -> None:
        self._last = snapshot
        if snapshot.is_over and self._drive is not None:
            self._drive.wait()
            self._drive = None
        self._put(snapshot)
        if snapshot.is_over:
            self._note = words.at_end(snapshot.run, snapshot.error) or self._note
            self._announce(Change.TRAINING)

    def _put(self, snapshot: Snapshot) -> None:
        """Put how the run stands into the document."""
        run, at = snapshot.run, snapshot.run.kept[-1]
        training = self._session.document.training or self._training_before
        assert training is not None
        if at.step == 0 and training.current is None:
            return  # not a step was taken
        training = edits.with_run(training, run, at.step)
        network = begin.result(run, at)
        score = going_on.score_at(run, training, network, at.step)
        session, before = self._session, self._session.document.network
        looked_at = session.view.selection
        is_over = snapshot.is_over
        session.carry(edits.stand, training, network, score, token=self._token, label=TRAIN, is_over=is_over)
        if looked_at is not None and len(network.layers) != len(before.layers):
            session.select(same_unit(looked_at, before, network))

    def _stand(self, training: Training, index: int, step: int, merge: object = None) -> None:
        """Let the network be that of a kept step of run ``index``."""
        run = training.runs[index]
        at = run.nearest(step)
        if training.run == index and training.step == at.step and going_on.follows(self._session.document):
            return
        network = begin.result(run, at)
        stood = replace(training, run=index, step=at.step)
        score = going_on.score_at(run, stood, network, at.step)
        self._note = words.rewound(run, at.step)
        label = "Rewind training" if merge else "Choose run"
        self._apply(edits.stand, stood, network, score, merge=merge, label=label)


def _begun(document: Document) -> Training | NNVizError:
    try:
        return begin.begin(document)
    except NNVizError as error:
        return error
