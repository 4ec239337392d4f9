"""The training step that a session's document opens up, computed when asked for and then kept."""

from __future__ import annotations

from nnviz.document import Document, View
from nnviz.errors import NNVizError
from nnviz.kept import Kept
from nnviz.scene.step import blocks
from nnviz.scene.step.blocks import Block
from nnviz.scene.step.subject import Subject, telling
from nnviz.training.opened import Opened, opened


class OpenedStep:
    """Keeps the last one, and the last example of it."""

    def __init__(self) -> None:
        self._opened: Kept[Opened | NNVizError] = Kept()
        self._subject: Kept[Subject] = Kept()
        self._blocks: Kept[tuple[Block, ...]] = Kept()

    def of(self, document: Document, view: View) -> Opened | NNVizError:
        """The step, or why there is none."""
        causes = (document.network, document.input, document.data, document.training)
        return self._opened.get(lambda: _tried(document, view.step.target), causes, view.step.target)

    def subject(self, document: Document, view: View) -> Subject | None:
        """The step with the example that is looked at; None where there is none."""
        found = self.of(document, view)
        if isinstance(found, NNVizError):
            return None
        step, example = found.step, view.step.example
        if example is None or not 0 <= example < len(step.targets):
            example = telling(step)
        digits = view.step.digits
        return self._subject.get(
            lambda: Subject(found.document, step, example, digits), (found,), (example, digits)
        )

    def blocks(self, document: Document, view: View) -> tuple[Block, ...]:
        """The stretches of its time; empty where there is no step."""
        subject = self.subject(document, view)
        if subject is None:
            return ()
        return self._blocks.get(lambda: blocks.blocks(subject), (subject.step,))


def _tried(document: Document, target: tuple[float, ...] | None) -> Opened | NNVizError:
    try:
        return opened(document, target)
    except NNVizError as error:
        return error
