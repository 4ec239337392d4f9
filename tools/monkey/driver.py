"""Takes step after step in the program's own window; each event is drawn before the next, or isn't."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from nnviz.ui import app
from tools.monkey.dialogs import Answers
from tools.monkey.faults import Faults
from tools.monkey.opening import opened
from tools.monkey.steps import WEIGHTS
from tools.monkey.virtual_time import TIME, RealTimer
from tools.monkey.walk import FRAME, JOURNAL, Plan, Result, chances


class Driver:
    """One window, one walk."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        self._numbers = plan.numbers()
        self._result = Result()
        self._journal = os.open(folder / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self._app = app.application()
        self._stage = opened(plan.network, folder, chances(plan.seed, -1))
        self._faults = Faults()
        self._faults.install()
        self._answers = Answers(self._stage, self._note, self._faults.add)

    def walk(self) -> Result:
        """Until the events are used up, the steps are, or something breaks."""
        self._answers.look()
        RealTimer.singleShot(0, self._go)
        self._app.exec()
        self._result.faults = tuple(self._faults.found)
        return self._result

    def close(self) -> None:
        """Take the window down as the program does."""
        stage = self._stage
        stage.session.pause()
        stage.session.training.pause()
        stage.clock.stop()
        stage.window.hide()
        stage.window.deleteLater()
        RealTimer.singleShot(0, lambda: self._app.exit(0))
        self._app.exec()

    # stepping

    def _go(self) -> None:
        """Some steps in one turn of the loop, then the next turn."""
        if self._is_over():
            self._app.exit(0)
            return
        try:
            for number in self._numbers:
                self._take(number)
                if self._is_over() or self._stage.random.random() < 0.4:
                    break
            else:
                self._result.events = self._plan.events
        finally:
            RealTimer.singleShot(0, self._go)

    def _is_over(self) -> bool:
        is_broken = bool(self._faults.found) and not self._plan.keeps_going
        return is_broken or self._result.events >= self._plan.events

    def _take(self, number: int) -> None:
        random = self._stage.random = chances(self._plan.seed, number)
        self._result.step = number
        step = random.choices(tuple(WEIGHTS), tuple(WEIGHTS.values()))[0]
        self._note(f"step {number}: {step.__name__}")
        popup = QApplication.activePopupWidget()
        if popup is not None and random.random() < 0.6:
            # An open menu takes all keys and clicks: most of the walk would be spent in menus.
            popup.close()
        if not self._stage.window.isActiveWindow():
            # No desktop does it here, as it would after a menu, a dialog or a press.
            self._stage.window.activateWindow()
        for _ in step(self._stage):
            self._note(f"  {self._result.events}: {self._stage.hands.said}")
            self._result.events += 1
            self._pause()
            if self._is_over():
                return
        if not self._stage.window.isVisible():
            self._stage.window.show()

    def _pause(self) -> None:
        """Draw the event before the next one, or only let time pass, or nothing."""
        chance = self._stage.random.random()
        if chance < 0.45:
            return
        if chance < 0.65:
            self._note("  drawn")
        elif chance < 0.85:
            self._note("  tick")
            TIME.advance(FRAME)
            return
        elif chance < 0.99:
            self._note("  tick, drawn")
            TIME.advance(FRAME)
        else:
            self._note("  long after, grabbed")
            TIME.advance(600)
            self._grab()
        QApplication.processEvents()

    def _grab(self) -> None:
        """Draw something at once, outside Qt's own order."""
        window = self._stage.window
        seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
        self._stage.random.choice([window, *seen]).grab()

    def _note(self, text: str) -> None:
        os.write(self._journal, f"{text}\n".encode())
