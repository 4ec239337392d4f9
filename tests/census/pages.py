"""Every page of a window, one after the other, as a person comes to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nnviz import assets, formats
from nnviz.document import Target
from nnviz.document.lab import LabView, Stack
from nnviz.document.training import StepView, TrainView
from nnviz.engine import Network
from nnviz.scene.view.levels import Level
from nnviz.session import Session
from nnviz.ui import app, settings
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.main_window import MainWindow

SAMPLES = ("digits", "digits-cnn", "iris", "xor")
SIZES = ((1600, 1000), (1920, 1080), (1280, 720))
THEMES = ("dark", "light")
MIDWAY = 0.6
"""The share of the pass after which it is looked at on its way."""


@dataclass
class Shown:
    """A window with a sample in it."""

    window: MainWindow
    session: Session
    clock: FrameClock

    @classmethod
    def of(cls, sample: str, size: tuple[int, int]) -> Shown:
        """Open a bundled sample in a window of that size, at the end of the pass."""
        app.adopt(QApplication.instance())
        settings.set_theme(THEMES[0])
        document, path = formats.open_any(sample)
        session = Session(document, path)
        session.set_theme(THEMES[0])
        window = MainWindow(session)
        window.resize(*size)
        clock = FrameClock(session, window)
        clock.add(window)
        window.show()
        shown = cls(window, session, clock)
        shown.settle()
        return shown

    def settle(self) -> None:
        """Let what moves arrive, and what is drawn in slices be drawn."""
        self.clock.tick()
        while self.session.is_flying:
            self.session.advance(1.0)
            self.clock.tick()
        QApplication.processEvents()
        self.window.run.canvas.settle()
        QApplication.processEvents()

    def picture(self) -> QImage:
        """What is on the screen."""
        return self.window.grab().toImage()

    def close(self) -> None:
        """Take the window away."""
        self.session.pause()
        self.clock.stop()
        self.window.hide()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def visits(shown: Shown, theme: str) -> Iterator[str]:
    """Go to page after page in a theme; yields the name of each once it stands."""
    session = shown.session
    session.set_theme(theme)
    end = session.timeline.seconds
    hidden, output = _units(session)
    for name, go in (
        ("run", _chosen(shown, None, end)),
        ("run, an output chosen", _chosen(shown, output, end)),
        ("run, a hidden neuron chosen", _chosen(shown, hidden, end)),
        ("run, on its way", _chosen(shown, hidden, MIDWAY * end)),
        ("blocks", _level(shown, Level.BLOCKS, hidden)),
        ("neuron", _level(shown, Level.NEURON, hidden)),
        ("microscope", _level(shown, Level.MICROSCOPE, hidden)),
        ("microscope of an output", _level(shown, Level.MICROSCOPE, output)),
        ("slope", _level(shown, Level.SLOPE, hidden)),
        ("build", lambda: session.set_page("build")),
        ("kernels", lambda: session.set_page("kernels")),
        ("lab, functions", _lab(shown, hidden)),
        ("lab, z over the data", _lab(shown, hidden, z=-2.0, histogram="layer")),
        ("lab, table", _lab(shown, hidden, table=True)),
        ("lab, gradients", _lab(shown, hidden, part="gradients", layer=3)),
        ("lab, gradients of the network", _lab(shown, hidden, part="gradients", source="network")),
        ("lab, starts", _lab(shown, hidden, part="gradients", by_start=True, stack=Stack(layers=50))),
        ("lab, trained", _lab(shown, hidden, learned=True)),
        ("lab, softmax", _lab(shown, hidden, part="softmax", score=1)),
        ("lab, dying", _lab(shown, hidden, part="dying")),
        ("lab, why a bend", _lab(shown, hidden, part="bend")),
        ("train", _train(shown)),
        ("train, data", _train(shown, part="data")),
        ("train, examples", _train(shown, part="examples")),
        ("step", _step(shown)),
        ("step, on its way", _step(shown, seconds=4.4, digits=6)),
        ("step, nudges", _step(shown, reading="nudges")),
        ("a table", _table(shown)),
    ):
        go()
        shown.settle()
        yield name


def _chosen(shown: Shown, unit: Target | None, seconds: float) -> Callable[[], None]:
    """The whole network, at a time of the pass."""

    def go() -> None:
        shown.session.set_page("run")
        shown.settle()
        shown.window.run.canvas.zoom.go(Level.NETWORK)
        shown.session.select(unit)
        shown.session.seek(seconds)

    return go


def _lab(shown: Shown, unit: Target, **looked_at: object) -> Callable[[], None]:
    """A part of the lab, with everything measured that it shows."""

    def go() -> None:
        session = shown.session
        session.select(unit)
        session.set_page("lab")
        session.set_lab_view(replace(LabView(), **looked_at))  # type: ignore[arg-type]
        shown.settle()
        shown.window.background.worker.wait()

    return go


def _train(shown: Shown, **looked_at: object) -> Callable[[], None]:
    """A part of the Train page, before the first step, with the whole network."""

    def go() -> None:
        shown.session.set_page("run")
        shown.settle()
        shown.window.run.canvas.zoom.go(Level.NETWORK)
        shown.session.set_page("train")
        shown.session.set_train_view(replace(TrainView(), **looked_at))  # type: ignore[arg-type]
        shown.settle()
        shown.window.background.worker.wait()

    return go


def _step(shown: Shown, **looked_at: object) -> Callable[[], None]:
    """One training step, opened up; by default all of it."""

    def go() -> None:
        shown.session.set_page("step")
        shown.session.set_step_view(replace(StepView(), **looked_at))  # type: ignore[arg-type]

    return go


def _table(shown: Shown) -> Callable[[], None]:
    """A table before a network learns from it."""

    def go() -> None:
        shown.window.commands.open(assets.path("data/iris.csv"))
        for _ in range(2):
            shown.window.background.worker.wait()
            QApplication.processEvents()
            shown.clock.tick()

    return go


def _level(shown: Shown, level: Level, unit: Target) -> Callable[[], None]:
    """A level of the zoom, at the end of the pass."""

    def go() -> None:
        shown.session.seek(shown.session.timeline.seconds)
        shown.window.run.canvas.zoom.go(level, unit)

    return go


def _units(session: Session) -> tuple[Target, Target]:
    """A neuron in the middle of the first layer that computes, and the one that says most."""
    network: Network = session.document.network
    shape = network.shapes[1]
    hidden = shape[0] // 2 if len(shape) == 1 else tuple(side // 2 for side in shape)
    last = len(network.layers)
    return Target(1, hidden), Target(last, int(session.trace[last].a[0].argmax()))
