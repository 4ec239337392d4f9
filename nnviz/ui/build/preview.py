"""What a drop would do, before the release."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document, structure
from nnviz.document.plan import Plan, plan
from nnviz.document.reasons import layer_name
from nnviz.engine.arrays import shape_text
from nnviz.errors import NNVizError
from nnviz.ui.build.words import size_words


@dataclass(frozen=True)
class Held:
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


def preview(document: Document, before: Plan, held: Held, at: int) -> Preview:
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
    shape = "" if line.shape is None else shape_text(line.shape)
    found = after.mismatch
    is_new_trouble = found is not None and before.mismatch is None
    if held.number == at:
        sentence = "Drop: back where it was."
    elif is_new_trouble and found is not None:
        odd = after.lines[found.number - 1].layer
        sentence = f"Drop: {layer_name(odd)} will not fit."
    elif line.input_shapes and line.shape == line.input_shapes[0]:
        sentence = "Drop: the shape stays."
    else:
        sentence = "Drop: the shape changes."
    detail = "" if line.shape is None else size_words(line.shape)
    starts = sum(
        other.parameter_count
        for other in after.lines
        if not other.kept and other.parameter_count and _was_kept(before, other.row.id)
    )
    own = "all new" if added and not held.number else ""
    return Preview(
        sentence,
        detail,
        shape,
        f"{added:+,}".replace("-", "−"),
        f"{starts:,} start again" if starts else own,
        f"{before.parameter_count:,} parameters, {after.parameter_count:,} with {line.layer.kind}",
        True,
        is_new_trouble,
    )


def _was_kept(before: Plan, row: int) -> bool:
    return any(line.row.id == row and line.kept for line in before.lines)
