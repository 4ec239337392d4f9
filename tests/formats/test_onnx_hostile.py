"""Models that are damaged or mean harm: one line that says what is wrong, before anything is allocated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz.errors import InputError, NNVizError
from nnviz.formats.onnx import network, run
from tests.formats.onnx_models import model, node, write

X = np.ones((2, 3), np.float32)
W = np.ones((3, 4), np.float32)


def refused(file: Path, match: str, inputs: list[np.ndarray] | None = None) -> None:
    """Both doors refuse the file with one line that fits ``match``."""
    for door in (lambda: run(file, [X] if inputs is None else inputs), lambda: network(file)):
        with pytest.raises(NNVizError, match=match) as caught:
            door()
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(100), b"not a model\n" * 50, bytes(1000), b"\x08\x07"]
)
def test_what_is_no_model(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(content)
    refused(file, "is no ONNX model")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    refused(tmp_path / "none.onnx", "No such file")
    refused(tmp_path, "can't be read")


def test_a_model_cut_short_anywhere(tmp_path: Path) -> None:
    whole = model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": W}).SerializeToString()
    file = tmp_path / "model.onnx"
    for length in range(0, len(whole), 3):
        file.write_bytes(whole[:length])
        with pytest.raises(NNVizError) as caught:
            run(file, [X])
        assert "\n" not in str(caught.value)


def test_every_operator_it_cannot_take_is_listed(tmp_path: Path) -> None:
    nodes = [
        node("LSTM", "x w r", "a"),
        node("Relu", "a", "b"),
        node("Erf", "b", "c"),
        node("Erf", "c", "d"),
        node("Attention", "d", "y", domain="com.example"),
    ]
    file = write(tmp_path, model(nodes, {"x": (2, 3)}))
    refused(file, r"uses 3 operators that nnviz can't take: Erf \(2\), LSTM, com\.example\.Attention\.$")


def test_an_operator_that_its_opset_does_not_have(tmp_path: Path) -> None:
    refused(write(tmp_path, model([node("Gelu", "x")], {"x": (2, 3)}, opset=17)), "can't take: Gelu")


@pytest.mark.parametrize("opset", [1, 5, 9999])
def test_opsets_outside_of_what_it_knows(opset: int, tmp_path: Path) -> None:
    made = model([node("Relu", "x")], {"x": (2, 3)})
    made.opset_import[0].version = opset
    refused(write(tmp_path, made), f"opset {opset}; nnviz takes 6 to")


def _cycle() -> Any:
    return model([node("Add", "x b", "a"), node("Relu", "a", "b"), node("Relu", "b")], {"x": (2, 3)})


def _dangling() -> Any:
    return model([node("Add", "x ghost")], {"x": (2, 3)})


def _no_such_output() -> Any:
    return model([node("Relu", "x", "z")], {"x": (2, 3)})


def _twice() -> Any:
    return model([node("Relu", "x"), node("Tanh", "x")], {"x": (2, 3)})


def _line_break() -> Any:
    return model([node("Relu", "x", "a\nb"), node("Relu", ["a\nb"])], {"x": (2, 3)})


def _double() -> Any:
    return model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": W.astype(np.float64)})


def _half() -> Any:
    return model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": W.astype(np.float16)})


def _huge_constant() -> Any:
    made = model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": W})
    made.graph.initializer[0].dims[:] = [2**40, 2**40]
    return made


def _negative_constant() -> Any:
    made = model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": W})
    made.graph.initializer[0].dims[:] = [-3, -4]
    return made


def _short_constant() -> Any:
    made = model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": W})
    made.graph.initializer[0].raw_data = made.graph.initializer[0].raw_data[:-4]
    return made


def _no_type() -> Any:
    made = model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": W})
    made.graph.initializer[0].data_type = 99
    return made


def _huge_pad() -> Any:
    return model([node("Pad", "x p")], {"x": (2, 3)}, {"p": np.array([0, 0, 0, 2**62])})


def _computed_shape() -> Any:
    return model([node("Relu", "x", "r"), node("Reshape", "x r")], {"x": (2, 3)})


def _mismatch() -> Any:
    return model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": np.ones((5, 4), np.float32)})


def _unknown_attribute() -> Any:
    return model([node("Relu", "x", slope=1.0)], {"x": (2, 3)})


def _wrong_attribute() -> Any:
    return model([node("LeakyRelu", "x", alpha="much")], {"x": (2, 3)})


def _axis() -> Any:
    return model([node("Softmax", "x", axis=7)], {"x": (2, 3)})


def _text_input() -> Any:
    made = model([node("Identity", "x")], {"x": (2, 3)})
    made.graph.input[0].type.tensor_type.elem_type = 8
    return made


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (_cycle, "feeds itself in a circle"),
        (_dangling, 'Add "y" takes "ghost", which nothing gives'),
        (_no_such_output, 'gives out "y", which nothing computes'),
        (_twice, 'the name "y" to 2 things'),
        (_line_break, "names that can't be printed"),
        (_double, "mixes float32 and float64 numbers|mixes float32 numbers with others"),
        (_half, "float16 numbers; nnviz takes float32 and float64"),
        (_huge_constant, "limit is"),
        (_negative_constant, "size below 0"),
        (_short_constant, "fewer or more numbers than its shape needs"),
        (_no_type, "unknown type 99"),
        (_huge_pad, "The output would hold"),
        (_computed_shape, "computes its shape as it runs|whole numbers as its shape"),
        (_mismatch, "can't multiply 2 × 3 by 5 × 4"),
        (_unknown_attribute, "Unrecognized attribute: slope"),
        (_wrong_attribute, "alpha"),
        (_axis, "names axis 7 of an array of 2 axes"),
        (_text_input, "holds string numbers"),
    ],
)
def test_a_model_that_makes_no_sense(make: Callable[[], Any], match: str, tmp_path: Path) -> None:
    refused(write(tmp_path, make()), match)


@pytest.mark.parametrize(
    ("operator", "attributes", "match"),
    [
        ("MaxPool", {"kernel_shape": [9, 9]}, "stretches over 9 of only 6"),
        ("MaxPool", {"kernel_shape": [2, 2], "strides": [0, 1]}, "stride"),
        ("MaxPool", {"kernel_shape": [2, 2], "pads": [2, 0, 0, 0]}, "nothing but padding"),
        ("MaxPool", {"kernel_shape": [2]}, "for each image axis"),
        ("MaxPool", {"kernel_shape": [2, 2], "dilations": [10**12, 1]}, "stretches over"),
        ("AveragePool", {"kernel_shape": [2, 2], "pads": [2**62, 0, 0, 0]}, "limit is|nothing but padding"),
        ("AveragePool", {"kernel_shape": [2, 2], "auto_pad": "SOMEHOW"}, "SAME_UPPER"),
        ("LRN", {"size": 0}, "can't compare 0 channels"),
        ("Flatten", {"axis": 9}, "names axis 9"),
        ("Transpose", {"perm": [0, 1, 1, 2]}, "in the order"),
    ],
)
def test_options_that_make_no_sense(
    operator: str, attributes: dict[str, Any], match: str, tmp_path: Path
) -> None:
    file = write(tmp_path, model([node(operator, "x", **attributes)], {"x": (1, 2, 6, 6)}))
    refused(file, match, [np.ones((1, 2, 6, 6), np.float32)])


@pytest.mark.parametrize(
    ("inputs", "match"),
    [
        ([], 'takes "x", but gets 0 inputs'),
        ([X, X], 'takes "x", but gets 2 inputs'),
        ([X.astype(np.float64)], "float32 numbers"),
        ([np.ones((2, 4), np.float32)], "takes any × 3 as .*, not 2 × 4"),
        ([np.ones(3, np.float32)], "takes any × 3 as .*, not 3"),
    ],
)
def test_inputs_that_do_not_fit(inputs: list[np.ndarray], match: str, tmp_path: Path) -> None:
    file = write(tmp_path, model([node("Relu", "x")], {"x": ("n", 3)}))
    with pytest.raises(InputError, match=match):
        run(file, inputs)


def _with_data_at(location: str, **entries: str) -> Any:
    """A model whose weights are said to lie in a file of their own."""
    from onnx import TensorProto

    made = model([node("MatMul", "x w")], {"x": (2, 3)}, {"w": W})
    tensor = made.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, **entries}.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    return made


def test_data_in_the_models_own_folder_are_read(tmp_path: Path) -> None:
    weights = np.arange(12, dtype=np.float32).reshape(3, 4)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "w.bin").write_bytes(b"head" + weights.tobytes() + b"tail")
    file = write(tmp_path, _with_data_at("parts/w.bin", offset="4", length="48"))
    np.testing.assert_array_equal(run(file, [X])[0], X @ weights)


@pytest.mark.parametrize(
    "location",
    ["../w.bin", "parts/../../w.bin", "..\\w.bin", "C:\\w.bin", "C:w.bin", "//host/w.bin", "", "link.bin"],
)
def test_data_outside_of_the_models_folder_are_refused(location: str, tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(W.tobytes())
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "link.bin").symlink_to(tmp_path / "w.bin")
    refused(write(folder, _with_data_at(location)), "in the model's own folder only")


def test_data_at_an_absolute_path_are_refused_even_inside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(W.tobytes())
    refused(write(tmp_path, _with_data_at(str(tmp_path / "w.bin"))), "in the model's own folder only")


@pytest.mark.parametrize(
    ("entries", "match"),
    [
        ({"offset": "8"}, "missing or too short"),
        ({"offset": "-8"}, "damaged"),
        ({"length": "12"}, "needs 48 bytes"),
        ({"length": "much"}, "damaged"),
    ],
)
def test_data_that_are_too_short(entries: dict[str, str], match: str, tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(W.tobytes())
    refused(write(tmp_path, _with_data_at("w.bin", **entries)), match)
