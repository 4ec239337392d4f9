"""A run that goes on in a session: begun, followed, ended; what comes of it is put into the document."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.document import training_edits as edits
from nnviz.document.training import Run, Training
from nnviz.engine.graph import describe
from nnviz.errors import NNVizError
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


class Running:
    """The run and the step where it stands are the document's. What goes on lives on a thread of its own; the
    session takes what comes of it when time advances."""

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
        total = going_on.total(recipe, samples, run.steps if run else 0)
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

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Meanwhile no step begins, or only after long: for a window that draws. Two threads that both want
        Python get in each other's way at every call into Qt."""
        drive = self._drive
        if drive is None:
            yield
            return
        drive.frame_is_over.clear()
        try:
            yield
        finally:
            drive.frame_is_over.set()

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
        """Stand still, and say why; without a reason what was said last is out of date, too."""
        self._stop(why)
        if not why:
            self._note = ""

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
            is_new = begin.begins_anew(document, training)
            note = words.began(run, is_new, document.is_trained())
        assert training.data is not None
        following = edits.with_run(training, run, run.steps + 1)
        if not self._session.may(document, replace(document, training=following)):
            return
        lesson = begin.lesson_of(run, training.data)
        samples = len(lesson.learned[1])
        until = going_on.until(run, samples, steps)
        note = note or words.batch_taken(run.recipes[-1][1], samples)
        drive = Drive(run, lesson, until, self._pace)
        if run.name != self._played or self._session.undo_label != TRAIN:
            self._token = ("train", next(self._tokens))
        self._training_before, self._played, self._note = training, run.name, note
        self._since, self._last = EVERY, None
        self._drive = drive
        # A session that nobody has any more trains no more.
        self._goes_with = weakref.finalize(self, drive.abandon)
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
        assert snapshot is not None, "the thread leaves one when it ends"
        if why:
            self._note = words.stopped(snapshot.run.kept[-1].step, why)
        self._took(snapshot)

    def _took(self, snapshot: Snapshot) -> None:
        self._last = snapshot
        if snapshot.is_over and self._drive is not None:
            self._drive.wait()
            self._drive = None
            self._goes_with.detach()
        self._put(snapshot)
        if snapshot.is_over:
            self._note = self._said_at_end(snapshot) or self._note
            self._announce(Change.TRAINING)

    def _said_at_end(self, snapshot: Snapshot) -> str:
        run, training = snapshot.run, self._session.document.training
        if snapshot.error is not None:
            return words.failed(run, snapshot.error)
        if run.trouble is not None:
            layer = run.network.layer(run.trouble.layer)
            return words.ran_away(run.trouble, describe(run.trouble.layer, layer), run.kept[-1].step)
        if training is None or training.data is None or not self._is_through(run, training.data):
            return ""
        return words.through(run, going_on.learned_nothing(run, training.data))

    def _is_through(self, run: Run, data: Dataset) -> bool:
        return run.steps == going_on.total(run.recipes[-1][1], len(data.training), run.steps)

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
