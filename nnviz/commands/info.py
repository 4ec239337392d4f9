"""nnviz info and nnviz samples: what a file holds, and which files come with nnviz."""

from __future__ import annotations

from typing import Any

from nnviz import formats
from nnviz.commands import plain, tables
from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.engine.numbers import amount
from nnviz.plaintext import visible
from nnviz.scene.words import names
from nnviz.scene.words.results import results


def info(file: str, as_json: bool = False) -> None:
    """Print what FILE holds.

    Raises:
        NNVizError: it can't be opened.
    """
    document, path = formats.open_any(file)
    found = _as_json(path.stem if path else file.lower(), document)
    if as_json:
        plain.write(found)
        return
    tables.say(f"{names.network(document)}\n{document.about}".strip())
    rows = [
        (
            str(layer["number"]),
            names.layer(document, layer["number"]),
            names.kind_and_function(document.network.layer(layer["number"])),
            f"{shape_text(layer['input_shape'])} → {shape_text(layer['output_shape'])}",
            f"{layer['parameters']:,}",
        )
        for layer in found["layers"]
    ]
    tables.print_rows(("", "layer", "kind", "shape", "parameters"), rows, right=(0, 4))
    tables.say(amount(found["parameters"], "parameter"))
    if document.score is not None and document.score_holds():
        tables.say(results(document.score)[0])
    if found["classes"]:
        tables.say(f"Classes: {', '.join(map(visible, found['classes']))}")


def samples() -> None:
    """Print the bundled samples: name, shape, parameters, what each shows."""
    rows = []
    for name in formats.samples():
        document = formats.open_any(name)[0]
        network = document.network
        has_maps = any(len(shape) == 3 for shape in network.shapes)
        ends = (network.input_shape, network.output_shape)
        sizes = " → ".join(map(shape_text, ends)) if has_maps else "-".join(map(shape_text, network.shapes))
        rows.append((name, sizes, f"{network.parameter_count:,}", document.about))
    tables.print_rows(("name", "shape", "parameters", "what it shows"), rows, right=(2,))


def _as_json(name: str, document: Document) -> dict[str, Any]:
    network = document.network
    found: dict[str, Any] = {
        "name": name,
        "title": document.title,
        "about": document.about,
        "input_shape": list(network.input_shape),
        "output_shape": list(network.output_shape),
        "parameters": network.parameter_count,
        "classes": list(document.output_names) if document.task == "classes" else [],
        "inputs": list(document.input_names),
        "outputs": list(document.output_names),
        "samples": 0 if document.data is None else len(document.data),
        "layers": [_layer(document, number) for number in range(1, len(network.layers) + 1)],
    }
    # Nothing is compared with another program's answers yet.
    found["reference"] = None
    score = document.score
    if score is not None and document.score_holds():
        parts = ("metric", "value", "count", "examples")
        found["score"] = {name: getattr(score, name) for name in parts}
        if score.metric == "accuracy":
            found["accuracy"] = score.value
    return found


def _layer(document: Document, number: int) -> dict[str, Any]:
    network = document.network
    layer = network.layer(number)
    options = layer.options()
    shapes = [list(network.shapes[source]) for source in network.sources(number)]
    return {
        "number": number,
        "name": layer.name,
        "kind": layer.kind,
        "input_shape": shapes[0] if shapes else None,
        "output_shape": list(network.shapes[number]),
        "parameters": sum(array.size for array in network.layer_parameters(number).values()),
        "activation": options.pop("activation", None),
    } | {key: value for key, value in options.items() if key != "name"}
