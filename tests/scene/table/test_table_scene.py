"""What the page of a table says, on real files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz.data import tables
from nnviz.data.sources import Preparation
from nnviz.engine import Network
from nnviz.scene.table import columns, guesses, measure
from nnviz.scene.table.build import Known, TableScene, build
from nnviz.training import proposal

CASES = Path(__file__).parents[2] / "data" / "tables" / "cases"


def known(name: str | Path, preparation: Preparation | None = None, **changed: object) -> Known:
    """A table as it is guessed, with some choices changed."""
    path = CASES / name
    guess = tables.guess(path)
    choices = replace(guess.choices, **changed)
    preview = tables.preview(path, choices)
    preparation = preparation or Preparation("standardize", 0.2)
    table = None if preview.problem else tables.read(path, choices)
    data = None if table is None else tables.dataset(table, preparation)
    network = None if data is None else proposal.network_for(data)
    return Known(guess, choices, preview, table, data, preparation, network)


def scene(name: str | Path, **changed: object) -> TableScene:
    return build(known(name, **changed))


def test_the_guess_is_one_sentence() -> None:
    made = scene("grain_deccomma.csv")
    assert made.target == "kind"
    assert made.sources[0] == "from area, perimeter and length"
    assert made.sources[-1] == "from 3 columns"
    assert made.summary == "210 rows, 4 columns, nothing missing"


@pytest.fixture
def pixels(tmp_path: Path) -> Path:
    """Rows of 64 whole numbers from 0 to 16, and a digit's name."""
    random = np.random.default_rng(0)
    rows = random.integers(0, 17, (200, 64))
    lines = [",".join([*map(str, row), f"d{place % 10}"]) for place, row in enumerate(rows)]
    path = tmp_path / "pixels.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_many_columns_are_named_in_part(pixels: Path) -> None:
    made = scene(pixels, picture=None)
    assert made.sources[0] == "from x1, x2, x3, x4, x5, x6 and 58 more"
    assert scene(pixels).sources[0] == "from pictures of 8 × 8 pixels"


def test_each_guess_has_its_reason() -> None:
    delimiter, decimal, header, encoding = scene("grain_deccomma.csv").questions
    assert [one.text for one in delimiter.answers] == [",", ";", "tab", "space", "|"]
    assert (delimiter.chosen, delimiter.reason[0], delimiter.holds) == (
        ";",
        "4 columns in all 211 lines",
        True,
    )
    # The choices are the file's own number.
    assert [one.text for one in decimal.answers] in (["17,47", "17.47"], ["17.47", "17,47"])
    assert (decimal.chosen, decimal.reason) == (",", ("630 of 630 numbers read", "all 630 read"))
    assert (header.chosen, encoding.chosen) == (True, "utf-8")


def test_an_answer_that_does_not_hold_says_so() -> None:
    path = CASES / "grain_deccomma.csv"
    guess = tables.guess(path, tables.Given(decimal="."))
    asked = guesses.questions(guess, guess.choices, tables.preview(path, guess.choices))[1]
    assert asked.chosen == "."
    assert not asked.holds


def test_lines_are_shown_with_their_marks() -> None:
    first, second = scene("grain_deccomma.csv").strips
    assert (first.number, second.number, first.delimiter) == (1, 2, ";")
    assert ["".join(piece.text for piece in cell) for cell in second.cells][:2] == ["17,47", "16,45"]
    assert [piece.text for piece in second.cells[0] if piece.is_marked] == [","]


def test_a_histogram_counts_every_row_once() -> None:
    made = known("grain_deccomma.csv")
    head = columns.head(made.preview, made.guess, made.choices, 0)
    counts = made.preview.columns[0].histogram
    assert head.bars.shape == (12, 2)
    assert counts.sum() == 210
    assert np.allclose(head.bars * counts.sum(axis=1).max(), counts)
    assert head.ends == ("10.04", "21.98")
    assert (head.missing, head.is_missing) == ("0 missing", False)


def test_a_target_shows_its_classes() -> None:
    made = known("grain_deccomma.csv")
    head = columns.head(made.preview, made.guess, made.choices, 3)
    assert [(text.name, text.count, text.pattern) for text in head.texts] == [
        ("large", 94, 0),
        ("small", 116, 1),
    ]


@pytest.mark.parametrize("name", ["missing.csv", "na.csv", "nan.csv", "qm.csv", "inf.csv"])
def test_what_is_missing_is_counted_and_what_is_done_about_it_said(name: str) -> None:
    made = known(name)
    head = columns.head(made.preview, made.guess, made.choices, 2)
    assert (head.missing, head.is_missing, head.remedy) == ("1 missing", True, "rows dropped")
    assert "1 row left out" in " ".join(build(made).notes)
    filled = known(name, missing="median")
    head = columns.head(filled.preview, filled.guess, filled.choices, 2)
    assert head.remedy == "median instead"
    assert filled.data is not None
    assert len(filled.data) == len(made.data or ()) + 1


def test_a_column_says_what_the_network_becomes() -> None:
    made = known("grain_deccomma.csv")
    rows = columns.kinds(made.guess, made.choices, 2, lambda choices: "-".join(choices.kinds))
    assert [row.text for row in rows] == ["Number", "Category", "Target", "Leave out"]
    assert rows[0].is_chosen
    assert rows[3].line == "number-number-out-target"
    assert not rows[1].is_possible, "205 different texts are no categories"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("short.csv", "Line 22 has 3 values where the others have 5."),
        (
            "const.csv",
            "k is “A” in every row, so there is nothing to tell apart; choose another column to predict.",
        ),
        ("onerow.csv", "onerow.csv has one row; give it several rows of each class."),
        ("three.csv", "three.csv has 3 rows, each of another class; give it several rows of each."),
    ],
)
def test_what_cannot_be_learned_from_is_said_in_a_sentence(name: str, sentence: str) -> None:
    made = scene(name)
    assert made.problem == sentence
    assert made.to_beat is None
    assert made.has_bad_lines == (name == "short.csv")


def test_a_line_too_short_can_be_left_out() -> None:
    made = scene("short.csv", ragged="drop")
    assert (made.problem, made.has_bad_lines) == ("", False)
    assert any("too few or too many" in note for note in made.notes)


def test_rows_kept_aside_are_counted_by_class() -> None:
    made = known("grain_deccomma.csv").data
    assert made is not None
    shown = scene("grain_deccomma.csv").aside
    assert (shown.learned[0], shown.judged, shown.even[0]) == (
        "168 to learn from",
        "42",
        "same shares in both",
    )
    assert (shown.left[0], shown.right[0]) == ("75 large, 93 small", "19 large, 23 small")
    nothing = build(known("grain_deccomma.csv", Preparation("none", 0.0))).aside
    assert (nothing.learned[0], nothing.judged, nothing.share) == ("210 to learn from", "0", 0.0)


def test_what_columns_tell_is_the_share_of_variance_between_classes() -> None:
    made = known("grain_deccomma.csv").data
    assert made is not None
    learned = made.training
    found = measure.explained(learned, np.arange(3), 3)
    for column in range(3):
        values = learned.inputs[:, column].astype(float)
        groups = [values[learned.targets == one] for one in (0, 1)]
        # The textbook's other way: 1 − what is left within the classes.
        within = sum(len(group) * group.var() for group in groups)
        assert found[column] == pytest.approx(1 - within / (len(values) * values.var()), abs=1e-9)
    assert (
        scene("grain_deccomma.csv").told.rest[0]
        == "area sets them apart; perimeter and length hardly differ."
    )
    # It never looks at what is kept aside.
    spoiled = replace(made, inputs=made.inputs.copy())
    spoiled.inputs[-made.held_out :] = 1e6
    assert np.array_equal(measure.explained(spoiled.training, np.arange(3), 3), found)


def test_of_values_it_is_the_squared_correlation() -> None:
    made = known("flats.csv").data
    assert made is not None
    learned = made.training
    found = measure.explained(learned, np.arange(3), 3)
    for column in range(3):
        r = np.corrcoef(learned.inputs[:, column].astype(float), learned.targets[:, 0].astype(float))[0, 1]
        assert found[column] == pytest.approx(r * r, abs=1e-6)


def test_what_is_to_be_beaten_is_measured_on_what_is_kept_aside() -> None:
    grain = scene("grain_deccomma.csv").to_beat
    assert grain is not None
    assert (grain.text, grain.line) == ("54.8%", "to beat: always “small”")
    made = known("flats.csv").data
    assert made is not None
    error = np.abs(made.unseen.targets - made.training.targets.astype(float).mean()).mean()
    flats = measure.to_beat(made)
    assert flats.text == f"±{error:,.0f}"


def test_the_drawing_is_of_the_networks_own_weights() -> None:
    made = scene("grain_deccomma.csv").drawn
    assert made is not None
    assert (made.sizes, made.line) == ("3-8-2", "50 parameters, weights from seed 0")
    assert (made.inputs, made.outputs) == (("area", "perimeter", "length"), ("large", "small"))
    edges = made.drawing().edges
    weights = made.network.parameters()
    assert len(edges) == 3 * 8 + 8 * 2
    for gap, source, target, weight, _ in edges:
        assert weight == pytest.approx(float(weights[f"{int(gap) + 1}.weight"][int(source), int(target)]))


def test_a_wide_network_is_drawn_in_part_and_says_so(pixels: Path) -> None:
    made = scene(pixels).drawn
    assert made is not None
    layers = made.drawing(6).layers
    assert [len(layer.places) for layer in layers] == [5, 5, 5]
    assert [layer.more for layer in layers] == [59, 27, 5]
    assert isinstance(made.network, Network)


def test_columns_left_out_say_why() -> None:
    assert "column 6 is left out: it holds no value." in scene("trailing.csv").notes
    assert "glaze becomes 3 inputs, one for each of its texts." in scene("clay_text.csv").notes
    assert scene("comment.csv").notes[0].startswith("1 line skipped")
