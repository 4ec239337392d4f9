"""Documents whose network has several inputs: traced, changed, saved and run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.cli import main
from nnviz.document import CurrentInput, Document, Target, edits, new
from nnviz.document.tracing import predict, trace
from nnviz.engine import Input, Network
from nnviz.errors import FileError, InputError, NNVizError, OptionError
from nnviz.session import Session
from tests import documents
from tests.graphs import two_inputs


def by_hand(network: Network, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """What ``two_inputs`` gives, computed here."""
    p = {key: array.astype(float) for key, array in network.parameters().items()}
    left = np.maximum(first @ p["1.weight"] + p["1.bias"], 0)
    right = np.tanh(second @ p["3.weight"] + p["3.bias"])
    scores = np.concatenate([left, right]) @ p["5.weight"] + p["5.bias"]
    return np.exp(scores) / np.exp(scores).sum()


def test_the_trace_takes_every_input() -> None:
    document = two_inputs()
    wanted = by_hand(document.network, *document.inputs())
    np.testing.assert_allclose(trace(document).output[0], wanted, rtol=1e-5)
    np.testing.assert_array_equal(trace(document)[2].a[0], document.input.others[0])
    batch = np.stack([document.input.values] * 3)
    np.testing.assert_allclose(predict(document, batch), np.stack([wanted] * 3), rtol=1e-5)


def test_inputs_left_out_are_zeros() -> None:
    document = two_inputs()
    plain = replace(document, input=CurrentInput(document.input.values))
    wanted = by_hand(document.network, document.input.values, np.zeros(2))
    np.testing.assert_allclose(trace(plain).output[0], wanted, rtol=1e-5)


def test_one_number_of_a_further_input_changes() -> None:
    session = Session(two_inputs())
    before = session.document
    session.apply(edits.set_value, 2, (1,), -3.0, label="Change an input")
    first, second = session.document.inputs()
    assert second.tolist() == [before.input.others[0][0], -3.0]
    assert not second.flags.writeable
    np.testing.assert_array_equal(first, before.input.values)
    np.testing.assert_allclose(session.trace.output[0], by_hand(before.network, first, second), rtol=1e-5)
    session.undo()
    assert session.document is before


def test_the_first_input_changes_and_the_others_stay() -> None:
    document = two_inputs()
    changed = edits.set_value(document, 0, (2,), 0.25)
    assert changed.input.values[2] == 0.25
    np.testing.assert_array_equal(changed.input.others[0], document.input.others[0])


def test_what_does_not_fit_is_refused() -> None:
    document = two_inputs()
    with pytest.raises(OptionError, match="Layer 1 computes"):
        edits.set_value(document, 1, (0,), 1.0)
    with pytest.raises(OptionError, match="no neuron"):
        edits.set_value(document, 2, (2,), 1.0)
    with pytest.raises(InputError, match="in layer 2"):
        edits.set_input(document, CurrentInput(np.zeros(3), others=(np.zeros(3),)))
    with pytest.raises(InputError, match="has 2 inputs, not 3"):
        edits.set_input(document, CurrentInput(np.zeros(3), others=(np.zeros(2), np.zeros(2))))
    with pytest.raises(OptionError, match="type an input"):
        edits.set_override(document, Target(2, 0), "a", 1.0)


def test_a_value_from_outside_explains_itself() -> None:
    document = two_inputs()
    why = trace(document).explain(2, 1)
    assert why.products.tolist() == [why.z] == [document.input.others[0][1]]
    assert why.origins == (None,)


@pytest.mark.parametrize("spread", [1.0, 0.125])
def test_every_input_is_saved(tmp_path: Path, spread: float) -> None:
    document = edits.set_value(two_inputs(), 2, (0,), spread)
    formats.save(document, tmp_path / "two.nnviz")
    again = formats.open_any(tmp_path / "two.nnviz")[0]
    documents.assert_same(again, document)
    np.testing.assert_array_equal(again.input.others[0], document.input.others[0])
    formats.save(again, tmp_path / "again.nnviz")
    assert (tmp_path / "again.nnviz").read_bytes() == (tmp_path / "two.nnviz").read_bytes()


def test_a_file_with_too_few_inputs_is_damaged(tmp_path: Path) -> None:
    document = two_inputs()
    wrong = replace(document, input=replace(document.input, others=(np.zeros(3, np.float32),)))
    formats.save(wrong, tmp_path / "wrong.nnviz")
    with pytest.raises(FileError, match="further inputs don't fit"):
        formats.open_any(tmp_path / "wrong.nnviz")


def test_the_python_door_takes_a_list() -> None:
    network = two_inputs().network
    first, second = np.ones(3), np.full((5, 2), 2.0)
    document = new.from_network(network, [first, second[0]])
    assert [values.tolist() for values in document.inputs()] == [[1, 1, 1], [2, 2]]
    with pytest.raises(InputError, match="has 2 inputs, 3 and 2; 1 came"):
        new.from_network(network, first)
    with pytest.raises(InputError, match="same number"):
        new.as_batches(network, [first, second])


# The command line


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Document, Path]:
    document = two_inputs()
    path = tmp_path / "two.nnviz"
    formats.save(document, path)
    return document, path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict:
    assert main(["run", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_run_takes_a_file_for_each_input(
    capsys: pytest.CaptureFixture[str], saved: tuple[Document, Path], tmp_path: Path
) -> None:
    document, path = saved
    first, second = np.array([0.5, -1.0, 2.0]), np.array([3.0, 0.25])
    np.save(tmp_path / "first.npy", first)
    np.save(tmp_path / "second.npy", second)
    found = run(capsys, path, "--input", tmp_path / "first.npy", "--input", tmp_path / "second.npy")
    np.testing.assert_allclose(found["output"], by_hand(document.network, first, second), rtol=1e-5)
    assert found["layers"][1]["a"] == second.tolist()


@pytest.mark.parametrize("named", [True, False])
def test_run_takes_one_archive_of_all_inputs(
    capsys: pytest.CaptureFixture[str], saved: tuple[Document, Path], tmp_path: Path, named: bool
) -> None:
    document, path = saved
    first, second = np.random.default_rng(1).random((4, 3)), np.random.default_rng(2).random((4, 2))
    if named:
        np.savez(tmp_path / "all.npz", more=second, input=first)
    else:
        np.savez_compressed(tmp_path / "all.npz", first, second)
    found = run(capsys, path, "--input", tmp_path / "all.npz")
    wanted = [by_hand(document.network, a, b) for a, b in zip(first, second, strict=True)]
    np.testing.assert_allclose(found["output"], wanted, rtol=1e-5)


def test_run_without_an_input_takes_those_of_the_file(
    capsys: pytest.CaptureFixture[str], saved: tuple[Document, Path]
) -> None:
    document, path = saved
    wanted = by_hand(document.network, *document.inputs())
    np.testing.assert_allclose(run(capsys, path)["output"], wanted, rtol=1e-5)


def test_run_says_how_many_inputs_there_are(
    capsys: pytest.CaptureFixture[str], saved: tuple[Document, Path], tmp_path: Path
) -> None:
    np.save(tmp_path / "x.npy", np.zeros(3))
    (tmp_path / "bad.npz").write_bytes(b"PK nothing")
    np.savez(tmp_path / "words.npz", np.array(["a"]), np.zeros(2))
    for given, words in (
        ("x.npy", "has 2 inputs; give --input once for each"),
        ("bad.npz", "isn't a .npz file"),
        ("words.npz", "where plain numbers belong"),
    ):
        assert main(["run", str(saved[1]), "--input", str(tmp_path / given)]) == 2
        said = capsys.readouterr().err
        assert said.startswith("nnviz: ")
        assert words in said
        assert said.count("\n") == 1


def test_inputs_of_other_shapes_are_refused_when_they_are_set() -> None:
    network = Network.build((2,), [Input((3,), name="i")])
    with pytest.raises(NNVizError):
        new.from_network(network, [np.zeros(2), np.zeros(2)])
