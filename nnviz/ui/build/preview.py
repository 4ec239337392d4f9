"""What a drop would do, before the release."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document, structure
from nnviz.document.plan import DraftPlan, plan
from nnviz.errors import NNVizError
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.ui.build.words import shape_given, size_words


@dataclass(frozen=True)
class Dragged:
    """What is being dragged: a new layer of ``kind``, or row ``number`` of the list."""

    kind: str
    number: int = 0


@dataclass(frozen=True)
class Preview:
    """The gap's words. ``is_possible`` is False where nothing would happen on release."""

    sentence: str
    detail: str
    shape: str
    plus: str
    plus_detail: str
    total: str
    is_possible: bool
    is_warning: bool


def preview(document: Document, before: DraftPlan, held: Dragged, at: int) -> Preview:
    """Work out what dropping ``held`` as number ``at`` would come to."""
    try:
        if held.number:
            after = plan(structure.move_layer(document, held.number, at))
        else:
            after = plan(structure.add_layer(document, held.kind, at))
    except NNVizError as problem:
        return Preview(str(problem), "", "", "", "", "", False, True)
    line = after.lines[at - 1]
    added = after.parameter_count - before.parameter_count
    sentence, is_warning = _sentence(before, after, held, at)
    detail = size_words(line.shape) if line.is_real and line.shape is not None else ""
    starts = sum(
        other.parameter_count
        for other in after.lines
        if not other.kept and other.parameter_count and _was_kept(before, other.row.id)
    )
    own = "all new" if added and not held.number else ""
    then = f"with {line.layer.kind}" if not held.number else "after the move"
    return Preview(
        sentence,
        detail,
        shape_given(line),
        f"{added:+,}".replace("-", "−"),
        f"{starts:,} start again" if starts else own,
        f"{amount(before.parameter_count, 'parameter')}, {after.parameter_count:,} {then}" if added else "",
        True,
        is_warning,
    )


def _sentence(before: DraftPlan, after: DraftPlan, held: Dragged, at: int) -> tuple[str, bool]:
    """What the drop would do to the shapes, and whether that is a warning."""
    line, found = after.lines[at - 1], after.mismatch
    if held.number == at:
        return "Drop: back where it was.", False
    if found is not None and found.number == at:
        return "Drop: it will not fit here.", True
    if found is not None and before.mismatch is None:
        return f"Drop: {names.kind(after.lines[found.number - 1].layer)} will not fit.", True
    if not line.is_real:
        return "Drop: known when the rest fits.", False
    if line.input_shapes and line.shape == line.input_shapes[0]:
        return "Drop: the shape stays.", False
    return "Drop: the shape changes.", False


def _was_kept(before: DraftPlan, row: int) -> bool:
    return any(line.row.id == row and line.kept for line in before.lines)
