"""Drafts in files that are damaged or made up: refused in a sentence, or opened and worked out."""

import json
import zipfile

import pytest

from nnviz import formats
from nnviz.document import structure
from nnviz.document.plan import plan
from nnviz.errors import NNVizError


@pytest.fixture
def damaged(tmp_path):
    """Save a document with a draft, change the draft's JSON, open it again."""

    def open_with(change):
        document, _ = formats.open_any("iris")
        document = structure.set_options(document, 1, {"units": 9})
        document = structure.add_layer(document, "Flatten", 2)
        saved, made_up = tmp_path / "saved.nnviz", tmp_path / "made_up.nnviz"
        formats.save(document, saved)
        with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made_up, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                if name == "document.json":
                    whole = json.loads(content)
                    change(whole["draft"])
                    content = json.dumps(whole).encode()
                target.writestr(name, content)
        return formats.open_any(made_up)[0]

    return open_with


def row(number, **parts):
    return lambda draft: draft["rows"][number].update(parts)


@pytest.mark.parametrize(
    "change",
    [
        row(0, source=99),
        row(0, source=-1),
        row(0, id=0),
        row(0, id=2),
        row(0, layer={"kind": "Dense", "options": {"units": 0}}),
        row(0, layer={"kind": "Nothing", "options": {}}),
        row(0, layer={"kind": "Dense", "options": {"units": 3, "inputs": ["later"]}}),
        lambda draft: draft.update(rows=[]),
        lambda draft: draft.update(count=-1),
        lambda draft: draft.update(next_id=1),
        lambda draft: draft["rows"][0]["origin"].update(input_shapes=[]),
        lambda draft: draft["rows"][0]["origin"].update(input_shapes=[[0]]),
        lambda draft: draft["rows"][0]["origin"].update(input_shapes=[[7]]),
        lambda draft: draft["rows"][0]["origin"]["parameters"].update(weight="weights/9.weight"),
        lambda draft: draft["rows"][0]["origin"]["parameters"].update(weight="weights/1.bias"),
        lambda draft: draft["rows"][0]["origin"]["parameters"].update(nothing="weights/1.bias"),
    ],
)
def test_what_can_not_be_is_refused_in_one_line(damaged, change):
    with pytest.raises(NNVizError) as refused:
        damaged(change)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "layer",
    [
        {"kind": "Dense", "options": {"units": 10**9}},
        {"kind": "Conv2D", "options": {"filters": 3, "kernel": 3}},
        {"kind": "Add", "options": {"inputs": ["input", "input"]}},
        {"kind": "Input", "options": {"shape": [5]}},
    ],
)
@pytest.mark.parametrize("source", [0, 1, 3])
def test_a_made_up_row_is_worked_out(damaged, layer, source):
    opened = damaged(row(0, layer=layer, source=source))
    worked_out = plan(opened)
    assert worked_out.lines[0].layer.kind == layer["kind"]
    for _ in range(3):
        opened = structure.insert_fix(opened)
    assert plan(opened).lines


def test_nothing_changed_opens_as_it_was(damaged):
    opened = damaged(lambda draft: None)
    assert [line.why for line in plan(opened).lines if line.parameter_count] == [
        "went from 8 to 9 neurons",
        "now takes 9 numbers, not 8 numbers",
    ]
