"""The thread that takes the steps of a run, and the mailbox in which it leaves how the run stands."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from dataclasses import dataclass, replace

from nnviz.document.training import Run, Trouble
from nnviz.engine import Recipe, Trainer, TrainingDivergedError
from nnviz.training.begin import Lesson
from nnviz.training.kept import interval
from nnviz.training.recorder import Recorder

LOGGER = logging.getLogger("nnviz")
CHUNK = 0.002
"""Seconds of steps between two looks at what the window wants."""
TURN = 0.1
"""Seconds that a frame may hold the thread up."""
STALL = 0.1
"""Seconds of a chosen pace that are made up for at once, at most."""
_NEW = 0.3
"""How much one measured time counts beside those before it."""


@dataclass(frozen=True)
class Snapshot:
    """A run as it stood at the end of a chunk; its last kept step is where it stands. ``error`` is what
    stopped it and isn't a matter of numbers."""

    run: Run
    steps_per_second: float
    check_every: int
    is_over: bool = False
    error: Exception | None = None


class Drive:
    """Runs ``run`` on from its last kept step, until ``until`` steps or until it is stopped.

    All that goes in are frozen values, all that comes out are snapshots.
    """

    def __init__(self, run: Run, lesson: Lesson, until: int, pace: float | None = None) -> None:
        """Raises :class:`InputError` or :class:`OptionError` for what can't be trained."""
        at = run.kept[-1]
        recipe = run.recipes[-1][1]
        self._trainer = Trainer(run.network, lesson.learned, recipe, lesson.judged, at)
        self._run, self._until = run, until
        self._recorder = Recorder(run)
        self._lock = threading.Condition()
        self._pace = pace
        self._wanted_recipe: Recipe | None = None
        self._is_stopped = False
        self._is_wanted = True
        self._snapshot: Snapshot | None = None
        self._trouble: Trouble | None = None
        self._every = interval(
            0.0, 0.0 if pace is None else 1 / pace, recipe.steps_per_epoch(self._trainer.samples)
        )
        self._step_seconds = self._check_seconds = 0.0
        self._rate = _Rate()
        self.frame_is_over = threading.Event()
        self.frame_is_over.set()
        self._thread = threading.Thread(target=self._work, name="nnviz-training", daemon=True)

    # on the window's thread

    def start(self) -> None:
        """Begin."""
        # A thread that is ended while it computes takes the program down with it.
        atexit.register(self.stop)
        self._thread.start()

    def take(self) -> Snapshot | None:
        """The newest snapshot, once; another one is made soon."""
        with self._lock:
            snapshot, self._snapshot = self._snapshot, None
            self._is_wanted = True
        return snapshot

    def change(self, recipe: Recipe) -> None:
        """Take the next steps by another recipe."""
        with self._lock:
            self._wanted_recipe = recipe
            self._lock.notify_all()

    def set_pace(self, pace: float | None) -> None:
        """Steps a second from now on; None: as many as there can be."""
        with self._lock:
            self._pace = pace
            self._lock.notify_all()

    def abandon(self) -> None:
        """End the thread after the chunk that is under way: nobody waits for what comes of it."""
        with self._lock:
            self._is_stopped = True
            self._lock.notify_all()
        self.frame_is_over.set()

    def stop(self) -> Snapshot | None:
        """End the thread after the chunk that is under way; the run as it stands then."""
        self.abandon()
        return self.wait()

    def wait_for(self, step: int) -> None:
        """Until the run has come to ``step`` steps, or its end."""
        with self._lock:
            self._is_wanted = True
            self._lock.wait_for(lambda: self._has_come_to(step))

    def _has_come_to(self, step: int) -> bool:
        snapshot = self._snapshot
        has_come = snapshot is not None and (snapshot.is_over or snapshot.run.steps >= step)
        self._is_wanted = self._is_wanted or not has_come
        return has_come

    def wait(self) -> Snapshot | None:
        """Until the thread has ended by itself; the run as it stands then."""
        self._thread.join()
        atexit.unregister(self.stop)
        return self.take()

    @property
    def is_alive(self) -> bool:
        """Whether the thread is there."""
        return self._thread.is_alive()

    # on the thread

    def _work(self) -> None:
        error: Exception | None = None
        try:
            if not len(self._run.curves.checks):
                self._look()
            self._go()
        except TrainingDivergedError as diverged:
            self._lose(diverged)
        except Exception as reason:  # noqa: BLE001  # told on the window's thread
            error = reason
        try:
            self._finish()
        except Exception as reason:  # noqa: BLE001
            error = error or reason
        self._post(is_over=True, error=error)

    def _go(self) -> None:
        budget = _Budget()
        while self._trainer.step < self._until:
            with self._lock:
                if self._is_stopped:
                    return
                pace, recipe, self._wanted_recipe = self._pace, self._wanted_recipe, None
            if recipe is not None:
                self._change(recipe)
            count = min(self._chunk(), self._until - self._trainer.step)
            if pace is not None:
                count = min(count, budget.steps(pace))
                if not count:
                    self._rest(budget.seconds(), pace)
                    continue
                budget.took(count, pace)
            self._advance(count)
            if self._trainer.step % self._every == 0:
                self._look()
            if self._is_wanted:
                self._post()
            self.frame_is_over.wait(TURN)

    def _rest(self, seconds: float, pace: float) -> None:
        """Until the next step is due, or the window wants something else."""
        if self._is_wanted:
            self._post()
        with self._lock:
            if not self._is_stopped and self._wanted_recipe is None and self._pace == pace:
                self._lock.wait(seconds)

    def _chunk(self) -> int:
        to_look = self._every - self._trainer.step % self._every
        fits = int(CHUNK / self._step_seconds) if self._step_seconds else 1
        return max(min(fits, to_look), 1)

    def _advance(self, count: int) -> None:
        begun = time.monotonic()
        self._recorder.took(self._trainer.advance(count))
        self._rate.took(count)
        self._step_seconds = _mean(self._step_seconds, (time.monotonic() - begun) / count)

    def _look(self) -> None:
        """Look at the validation examples, and keep the step."""
        begun = time.monotonic()
        self._recorder.looked(self._trainer.step, self._trainer.check())
        self._recorder.keep(self._trainer.checkpoint())
        self._check_seconds = _mean(self._check_seconds, time.monotonic() - begun)
        if self._step_seconds:
            between = max(self._step_seconds, 1 / self._pace if self._pace else 0.0)
            batches = self._trainer.recipe.steps_per_epoch(self._trainer.samples)
            wanted = interval(self._check_seconds, between, batches)
            # Times vary; what is said of it shouldn't.
            if wanted > self._every or 4 * wanted <= self._every:
                self._every = wanted

    def _change(self, recipe: Recipe) -> None:
        # The order of the examples stays that of the run's seed.
        recipe = replace(recipe, seed=self._run.recipes[0][1].seed)
        step = self._trainer.step
        self._trainer.change(recipe)
        recipes = tuple(one for one in self._run.recipes if one[0] < step or not step)
        self._run = replace(self._run, recipes=(*recipes, (step, recipe)) if step else ((0, recipe),))

    def _lose(self, diverged: TrainingDivergedError) -> None:
        self._recorder.took(self._trainer.advance(0))
        self._trouble = Trouble(diverged.step, diverged.layer, diverged.unit, diverged.what)

    def _finish(self) -> None:
        """Where it ends can be gone back to, and its score is known."""
        if self._trouble is None and self._recorder.kept[-1].step != self._trainer.step:
            try:
                self._look()
            except TrainingDivergedError as diverged:
                self._lose(diverged)

    def _post(self, is_over: bool = False, error: Exception | None = None) -> None:
        kept = self._recorder.kept
        if not is_over and kept[-1].step != self._trainer.step:
            kept = (*kept, self._trainer.checkpoint())
        run = replace(self._run, curves=self._recorder.curves(), kept=kept, trouble=self._trouble)
        snapshot = Snapshot(run, self._rate.now(), self._every, is_over, error)
        with self._lock:
            self._snapshot, self._is_wanted = snapshot, False
            self._lock.notify_all()


class _Rate:
    """Steps a second, over about the last second."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._steps = 0
        self._last = 0.0

    def took(self, count: int) -> None:
        self._steps += count
        seconds = time.monotonic() - self._since
        if seconds >= 1:
            self._last, self._steps, self._since = self._steps / seconds, 0, time.monotonic()

    def now(self) -> float:
        seconds = time.monotonic() - self._since
        return self._last or (self._steps / seconds if seconds else 0.0)


class _Budget:
    """How many steps a pace allows by now; what was missed in a stall isn't made up for."""

    def __init__(self) -> None:
        self._next = time.monotonic()

    def steps(self, pace: float) -> int:
        late = time.monotonic() - self._next
        return 0 if late < 0 else int(min(late, STALL) * pace) + 1

    def took(self, count: int, pace: float) -> None:
        self._next = max(self._next, time.monotonic() - STALL) + count / pace

    def seconds(self) -> float:
        """Until the next step."""
        return max(self._next - time.monotonic(), 0.0)


def _mean(before: float, new: float) -> float:
    return new if not before else before + _NEW * (new - before)
