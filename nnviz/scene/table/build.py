"""All of the page but its columns, which are made where they are seen."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.data import Dataset
from nnviz.data.sources import Preparation
from nnviz.data.tables import Choices, Guess, Preview, Table
from nnviz.engine import Network
from nnviz.plaintext import visible
from nnviz.scene.table import aside, drawing, guesses, measure, raw, title
from nnviz.scene.table.measure import ToBeat, Told

DOUBT = "Doubt a guess? Press it: the table follows at once. Your file stays as it is."
UNMEASURED = "All of it is being read; then it is measured what the columns tell."
SCALES = {"standardize": "Standardise", "minmax": "0 to 1", "none": "As they are"}
SCALES_TOLD = {
    "standardize": "Each column's mean becomes 0 and its deviation 1, by the rows to learn from",
    "minmax": "Each column's least number becomes 0 and its largest 1, by the rows to learn from",
    "none": "Every column stays as it is",
}


@dataclass(frozen=True, eq=False)
class TableScene:
    """What the page shows. ``target`` is the name of what is learned; empty: nothing is chosen. ``problem``
    says why no network can learn from it; then ``drawn`` and ``to_beat`` may be None. ``notes`` are sentences
    about what isn't plain."""

    target: str
    sources: tuple[str, ...]
    summary: str
    questions: tuple[guesses.Question, ...]
    strips: tuple[raw.Strip, ...]
    aside: aside.Aside
    drawn: drawing.Drawn | None
    told: Told
    notes: tuple[str, ...]
    to_beat: ToBeat | None
    problem: str
    has_bad_lines: bool
    scale: str
    picture: tuple[int, int] | None
    is_picture: bool


@dataclass(frozen=True)
class Measured:
    """What is measured of examples."""

    told: Told
    to_beat: ToBeat


@dataclass(frozen=True, eq=False)
class Known:
    """What the page is made of. ``table`` and ``data`` are None where it can't be learned from, or isn't read
    before it is wanted; ``choices`` are those that are chosen. ``measured`` is what was measured of ``data``
    beforehand."""

    guess: Guess
    choices: Choices
    preview: Preview
    table: Table | None
    data: Dataset | None
    preparation: Preparation
    network: Network | None
    trouble: str = ""
    measured: Measured | None = None


def build(known: Known) -> TableScene:
    """The page of a table."""
    guess, choices, preview = known.guess, known.choices, known.preview
    target = choices.target
    problem = known.trouble or preview.problem
    picture = guess.picture.value
    return TableScene(
        "" if target is None else visible(preview.columns[target].name),
        title.sources(preview, choices),
        title.summary(preview, None if known.table is None else len(known.table.targets)),
        guesses.questions(guess, choices, preview),
        raw.strips(preview.lines, choices.delimiter),
        aside.aside(known.data, known.preparation, preview),
        _drawn(known),
        _told(known),
        notes(known),
        _to_beat(known),
        problem,
        bool(preview.bad_lines) and choices.ragged == "refuse",
        known.preparation.scale,
        picture if isinstance(picture, tuple) else None,
        choices.picture is not None,
    )


def notes(known: Known) -> tuple[str, ...]:
    """What isn't plain: skipped lines, columns left out and why, rows dropped or filled."""
    guess, choices, preview = known.guess, known.choices, known.preview
    found = list(guess.notes[:1]) if choices.comment else []
    for column, kind, seen in zip(guess.columns, choices.kinds, preview.columns, strict=True):
        if kind == "out":
            why = f": {column.why}" if column.kind == "out" else ""
            found.append(f"{visible(column.name)} is left out{why}.")
        elif kind == "category":
            found.append(
                f"{visible(column.name)} becomes {seen.distinct:,} inputs, one for each of its texts."
            )
    return (*found, *preview.notes)


def input_names(known: Known) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """(the names of the columns that are learned from, which of them each input comes from)."""
    kinds = known.choices.kinds
    used = [place for kind in ("number", "category") for place, one in enumerate(kinds) if one == kind]
    names = tuple(known.preview.columns[place].name for place in used)
    origin: list[int] = []
    wide = len(known.table.input_names) if known.table is not None else 0
    for place, column in enumerate(used):
        count = 1
        if kinds[column] == "category":
            prefix = f"{names[place]} = "
            at = len(origin)
            listed = known.table.input_names[at:] if known.table is not None else ()
            count = next((n for n, one in enumerate(listed) if not one.startswith(prefix)), len(listed))
        origin += [place] * count
    return names, tuple(origin[:wide])


def _drawn(known: Known) -> drawing.Drawn | None:
    network = known.network
    if network is None:
        return None
    classes = known.preview.classes if known.table is None else known.table.class_names
    target = known.choices.target
    outputs = tuple(map(visible, classes)) or (
        () if target is None else (visible(known.preview.columns[target].name),)
    )
    if known.table is not None:
        inputs = tuple(map(visible, known.table.input_names))
    else:
        inputs = tuple(map(visible, input_names(known)[0]))
    if known.choices.picture is not None:
        inputs = ()
    return drawing.Drawn(network, inputs, outputs)


def _told(known: Known) -> Told:
    if known.trouble or known.preview.problem:
        return Told("", (known.trouble or known.preview.problem,), "")
    if known.data is None:
        return Told("", (UNMEASURED,), "")
    if known.measured is not None:
        return known.measured.told
    return measured(known.data, known).told


def _to_beat(known: Known) -> ToBeat | None:
    if known.data is None:
        return None
    return measure.to_beat(known.data) if known.measured is None else known.measured.to_beat


def measured(data: Dataset, known: Known) -> Measured:
    """What is measured of the examples of a table; of millions that takes a while."""
    names, origin = input_names(known)
    return Measured(measure.told(data, names, origin), measure.to_beat(data))
