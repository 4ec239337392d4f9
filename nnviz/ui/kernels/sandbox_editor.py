"""How the parts of the page change what the sandbox shows."""

from __future__ import annotations

from nnviz.document import edits
from nnviz.document.sandbox import Sandbox
from nnviz.session import Session


class SandboxEditor:
    """The sandbox of a session's document, and the one way to put another in its place."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def sandbox(self) -> Sandbox:
        """What is there now."""
        return self.session.document.sandbox or Sandbox()

    def put(self, sandbox: Sandbox, label: str, merge: object | None = None) -> None:
        """Show another sandbox: one undo step, or one with all of the same ``merge``."""
        self.session.apply(edits.set_sandbox, sandbox, merge=merge, label=label)

    def put_cell(self, row: int, column: int, value: float, merge: object | None = None) -> None:
        """Change one number of the kernel, where it is another."""
        if value != self.sandbox.kernel[row][column]:
            self.put(self.sandbox.with_cell(row, column, value), "Change a kernel cell", merge)

    def put_window(self, row: int, column: int, merge: object | None = None) -> None:
        """Look at another window, where it is another."""
        moved = self.sandbox.with_window(row, column)
        if moved.window != self.sandbox.window:
            self.put(moved, "Move the window", merge)

    def hold(self) -> None:
        """The pointer takes hold of something."""
        self.session.hold()

    def release(self) -> None:
        """The pointer lets go."""
        self.session.release()
