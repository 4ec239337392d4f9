"""Files whose names hold markup, placeholders, control characters and turns of direction."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec.inspect

from nnviz import formats
from nnviz.data.sources import Embedded, PictureFolder, TableFile
from nnviz.data.tables import Choices
from nnviz.document import Document, LessonCopy, View, structure
from nnviz.document.lab import Lab, LabView, Stack
from nnviz.document.new import from_network
from nnviz.document.sandbox import Sandbox
from nnviz.document.training import StepView, TrainView
from nnviz.engine import OwnFunction
from nnviz.engine.functions import activations
from nnviz.errors import FileError
from nnviz.formats import schema
from tests.documents import small
from tests.trainings import training

CONTROLS = "\x1b[31m\x00\t\r\n\x7f\x9b2J\u2028"
TURNS = "\u202eabc\u2066\u202bdef"
MARKUP = "<img src='{0}'><b>x</b> <a href='{0}'>y</a> &lt; &amp; &File [red]x[/] [link={0}]l[/link] [*]"

SOURCES = (
    TableFile("waves.csv", "0" * 64, Choices(comment="#", kinds=("number", "target"))),
    PictureFolder("waves", 8, 1, sha256="0" * 64),
)
"""Examples that lie elsewhere."""
SHORT = "<b>\x1b</b>&F\u202ea"
"""One that has room in every sentence."""

Place = tuple[str | int, ...]
Plant = Callable[[Any, str], None]


def text(bait: object = "bait.png") -> str:
    """All of it in one text; ``bait`` is the file that markup would open."""
    return f"{MARKUP.format(bait)} {CONTROLS} {TURNS}"


def written(path: Path, draft: bool = True) -> Path:
    """A file that holds everything a document can hold, a sandbox and a lab too, and a draft if asked."""
    document = small()
    network, score = document.network, document.score
    assert score is not None
    document = replace(
        document,
        sandbox=Sandbox(padding="same"),
        trained=MappingProxyType(network.parameters()),
        overrides=MappingProxyType({}),
        view=View(
            page="elsewhere",
            lab=LabView(part="softmax", stack=Stack(start="he", input="normal")),
            train=TrainView("examples"),
            step=StepView(parameter=(1, "weight", (0, 0)), reading="nudges"),
        ),
        lab=Lab(
            cards=(OwnFunction("max(0.1*z, z)"), activations.get("relu")),
            replaced=((1, activations.get("tanh")),),
        ),
        score=replace(score, layers=network.layers),
        lesson=LessonCopy("waves", "# Waves"),
        training=replace(training()[0], source=Embedded("waves")),
    )
    formats.save(structure.set_options(document, 1, {"units": 4}) if draft else document, path)
    return path


def trained(words: str) -> tuple[Document, list[str]]:
    """A document on the Train page whose run, examples and classes have ``words`` and a number for a name,
    and these names."""
    kept = training()[0]
    run, data = kept.runs[0], kept.data
    assert data is not None
    names = [f"{words}{number}" for number in range(6)]
    data = replace(data, name=names[0], class_names=(names[1], names[2]), input_names=(names[3], names[4]))
    run = replace(run, name=names[5], data=names[0], branch_of=None, trouble=None, before=None)
    document = from_network(run.network.with_parameters(run.kept[-1].parameters), title="Mine")
    document = replace(
        document,
        data=data.unseen,
        input_names=data.input_names,
        output_names=data.class_names,
        trained=MappingProxyType(document.network.parameters()),
        training=replace(kept, data=data, source=Embedded(names[0]), runs=(run,)),
    )
    return document, names


def opens(path: Path, to: Path, words: str = text(), draft: bool = True) -> tuple[Path, dict[Place, str]]:
    """A file with ``words`` and a number in every place that takes any text, and what stands where."""
    raw, found = content(written(path, draft)), {}
    for number, (place, _) in enumerate(places(raw)):
        try:
            formats.open_any(with_content(path, planted(raw, place, f"{words}{number}"), to))
        except FileError:
            continue
        found[place] = f"{words}{number}"
    for place, name in found.items():
        raw = planted(raw, place, name)
    return with_content(path, raw, to), found


def content(path: Path) -> dict[str, Any]:
    """The ``document.json`` of a file."""
    with zipfile.ZipFile(path) as archive:
        found: dict[str, Any] = json.loads(archive.read("document.json"))
    return found


def with_content(path: Path, changed: dict[str, Any], to: Path) -> Path:
    """The same file with another ``document.json``."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(to, "w") as other:
        for name in archive.namelist():
            held = json.dumps(changed).encode() if name == "document.json" else archive.read(name)
            other.writestr(name, held)
    return to


def places(raw: dict[str, Any]) -> Iterator[tuple[Place, Plant]]:
    """Every text in ``raw`` that the schema leaves free, and how another is put in its place."""
    yield from _places(raw, msgspec.inspect.type_info(schema.DocumentPart), ())


def fields() -> set[str]:
    """``Class.field`` of every text that the schema knows."""
    found: set[str] = set()
    _fields(msgspec.inspect.type_info(schema.DocumentPart), "", found)
    return found


def planted(raw: dict[str, Any], place: Place, value: str) -> dict[str, Any]:
    """A copy of ``raw`` with another text in one place."""
    copy: dict[str, Any] = json.loads(json.dumps(raw))
    next(plant for found, plant in places(copy) if found == place)(copy, value)
    return copy


def _places(value: Any, kind: Any, place: Place) -> Iterator[tuple[Place, Plant]]:
    if isinstance(kind, msgspec.inspect.UnionType):
        for one in [one for one in kind.types if _fits(value, one)][:1]:
            yield from _places(value, one, place)
    elif isinstance(kind, msgspec.inspect.StructType):
        for field in kind.fields:
            if field.encode_name in value:
                yield from _places(value[field.encode_name], field.type, (*place, field.encode_name))
    elif isinstance(value, str) and isinstance(kind, msgspec.inspect.StrType | msgspec.inspect.AnyType):
        yield place, lambda root, new: _put(root, place, new)
    elif isinstance(value, list | dict):
        yield from _inner_places(value, kind, place)


def _inner_places(value: Any, kind: Any, place: Place) -> Iterator[tuple[Place, Plant]]:
    if isinstance(value, list):
        kinds = getattr(kind, "item_types", None) or [getattr(kind, "item_type", kind)] * len(value)
        for number, (one, each) in enumerate(zip(value, kinds, strict=True)):
            yield from _places(one, each, (*place, number))
        return
    for key in list(value):
        yield (*place, key, "(key)"), lambda root, new, key=key: _rename(root, place, key, new)
        yield from _places(value[key], getattr(kind, "value_type", kind), (*place, key))


def _fits(value: Any, kind: Any) -> bool:
    kinds = {
        msgspec.inspect.StrType: str,
        msgspec.inspect.IntType: int,
        msgspec.inspect.StructType: dict,
        msgspec.inspect.TupleType: list,
        msgspec.inspect.VarTupleType: list,
        msgspec.inspect.ListType: list,
    }
    if getattr(kind, "tag_field", None) and isinstance(value, dict):
        return value.get(kind.tag_field) == kind.tag
    return isinstance(value, kinds.get(type(kind), ()))


def _put(root: Any, place: Place, new: str) -> None:
    for step in place[:-1]:
        root = root[step]
    root[place[-1]] = new


def _rename(root: Any, place: Place, key: str, new: str) -> None:
    for step in place:
        root = root[step]
    root[new] = root.pop(key)


def _fields(kind: Any, owner: str, found: set[str]) -> None:
    if isinstance(kind, msgspec.inspect.StrType | msgspec.inspect.AnyType):
        found.add(owner)
    elif isinstance(kind, msgspec.inspect.StructType):
        for field in kind.fields:
            _fields(field.type, f"{kind.cls.__name__}.{field.name}", found)
    else:
        parts = [getattr(kind, name, None) for name in ("item_type", "key_type", "value_type")]
        for part in (*parts, *getattr(kind, "types", ()), *getattr(kind, "item_types", ())):
            if part is not None:
                _fields(part, owner, found)
