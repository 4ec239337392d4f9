"""``python -m tools.screenshots``: the pictures of ``docs/screenshots``, of the program itself, without a
display."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnviz.session import Session

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
SIZE = 1600, 1000
TIMES = 30
"""Frames until everything has been measured and drawn."""


@dataclass(frozen=True)
class Shot:
    """``theme``, the ``sample`` or the ``lesson`` with its card and step, and what is looked at."""

    name: str
    theme: str
    sample: str = "digits"
    example: int = 5
    select: tuple[int, int | tuple[int, int, int]] | None = None
    seconds: float = 1e9
    level: str = ""
    page: str = "run"
    lesson: tuple[str, int, int] | None = None
    presents: bool = False
    toy: str = ""
    steps: int = 0
    """Steps of training on the toy set."""


SHOTS = (
    Shot("main-dark", "dark", select=(2, 3), seconds=4.0),
    Shot("microscope-light", "light", select=(2, 3), level="MICROSCOPE"),
    Shot("lab-dark", "dark", select=(1, 6), page="lab"),
    Shot("convolution-dark", "dark", sample="digits-cnn", select=(1, (0, 6, 4))),
    Shot("training-dark", "dark", page="train", toy="spirals", steps=1200),
    Shot("step-light", "light", sample="worked-example", example=0, page="step"),
    Shot("lesson-light", "light", lesson=("neurons", 11, 0)),
    Shot("presenting-dark", "dark", lesson=("neurons", 13, 1), presents=True),
)


def main() -> int:
    """Take those that are named, or all."""
    wanted = set(sys.argv[1:]) or {shot.name for shot in SHOTS}
    with tempfile.TemporaryDirectory() as folder:
        _alone(Path(folder))
        for shot in SHOTS:
            if shot.name in wanted:
                _take(shot)
                print(f"{shot.name}.png")
    sys.stdout.flush()
    # Whatever threads there are needn't be taken down in order.
    os._exit(0)


def _alone(folder: Path) -> None:
    """A display of the pictures' size that nobody sees, and none of the person's own settings."""
    screen = folder / "screen.json"
    width, height = SIZE
    one = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    screen.write_text(json.dumps({"screens": [{**one, "logicalDpi": 96, "logicalBaseDpi": 96}]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
    os.environ["NNVIZ_REDUCED_MOTION"] = "0"
    for kind in ("CONFIG", "STATE", "CACHE", "DATA"):
        os.environ[f"XDG_{kind}_HOME"] = str(folder / kind.lower())


def _train(session: Session, shot: Shot) -> None:
    """Take so many steps on a toy set."""
    from nnviz.data import toys
    from nnviz.data.sources import Preparation

    toy = toys.start(shot.toy)
    session.training.use(toys.points(toy), toy, Preparation())
    session.training.set_pace(None)
    session.training.play()
    session.training.wait(shot.steps)
    session.training.pause()


def _take(shot: Shot) -> None:
    from PySide6.QtWidgets import QWidget

    from nnviz import formats
    from nnviz.document import Target, edits
    from nnviz.scene.view.levels import Level
    from nnviz.session import Session
    from nnviz.session.lecture import Place
    from nnviz.ui import app, settings
    from nnviz.ui.clock import FrameClock
    from nnviz.ui.window.main_window import MainWindow

    application = app.application()
    settings.set_theme(shot.theme)
    session = Session(edits.choose_sample(formats.open_any(shot.sample)[0], shot.example))
    session.set_theme(shot.theme)
    window = MainWindow(session)
    window.resize(*SIZE)
    clock = FrameClock(session, window)
    clock.add(window)
    window.show()

    def frames(seen: Callable[[], QWidget]) -> None:
        for _ in range(TIMES):
            clock.tick()
            application.processEvents()
            window.background.worker.wait()
            seen().repaint()

    frames(lambda: window)
    if shot.lesson is not None:
        name, card, step = shot.lesson
        window.commands.open_lesson(name)
        session.go_to(Place(card, step))
    else:
        if shot.toy:
            _train(session, shot)
        session.set_page(shot.page)
        session.select(None if shot.select is None else Target(*shot.select))
        session.seek(shot.seconds)
        session.set_step_view(replace(session.view.step, seconds=shot.seconds))
        frames(lambda: window)
        if shot.level:
            window.run.canvas.zoom.go(Level[shot.level])
    if shot.presents:
        window.commands.present()
    shown = window.presenting.show
    seen: QWidget = window if shown is None else shown.hall
    frames(lambda: seen)
    seen.grab().save(str(FOLDER / f"{shot.name}.png"))
    window.presenting.stop()
    clock.stop()
    window.background.close()
    window.hide()


if __name__ == "__main__":
    sys.exit(main())
