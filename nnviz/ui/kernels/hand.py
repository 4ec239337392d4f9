"""How the parts of the page change what the sandbox shows."""

from __future__ import annotations

from nnviz.document import edits
from nnviz.document.sandbox import Sandbox
from nnviz.session import Session


class Hand:
    """The sandbox of a session's document, and the one way to put another in its place."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def sandbox(self) -> Sandbox:
        """What is there now."""
        return self.session.document.sandbox or Sandbox()

    def put(self, sandbox: Sandbox, label: str, gesture: object | None = None) -> None:
        """Show another sandbox: one undo step, or one a gesture."""
        self.session.apply(edits.set_sandbox, sandbox, gesture=gesture, label=label)

    def put_cell(self, row: int, column: int, value: float, gesture: object | None = None) -> None:
        """Change one number of the kernel, where it is another."""
        if value != self.sandbox.kernel[row][column]:
            self.put(self.sandbox.with_cell(row, column, value), "Change a kernel cell", gesture)

    def put_window(self, row: int, column: int, gesture: object | None = None) -> None:
        """Look at another window, where it is another."""
        moved = self.sandbox.with_window(row, column)
        if moved.window != self.sandbox.window:
            self.put(moved, "Move the window", gesture)

    def end(self) -> None:
        """The pointer was released."""
        self.session.end_gesture()
