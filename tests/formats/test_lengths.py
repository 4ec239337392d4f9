"""Names and texts of a file are bounded where they are read; what couldn't be read again isn't written."""

from __future__ import annotations

from dataclasses import replace

import msgspec.inspect
import pytest

from nnviz import formats
from nnviz.data import tables
from nnviz.errors import FileError, InputError
from nnviz.formats import schema
from nnviz.plaintext import LONGEST_NAME
from tests import planted

LONGEST = {("about",): 10_000, ("notes",): 1_000_000}


def bounds(kind: object, found: list[object]) -> list[object]:
    """Every bound of a text in the schema; None where there is none."""
    if isinstance(kind, msgspec.inspect.StrType):
        found.append(kind.max_length)
    for name in ("fields", "types", "item_types"):
        for part in getattr(kind, name, ()):
            bounds(getattr(part, "type", part), found)
    for name in ("item_type", "key_type", "value_type"):
        if hasattr(kind, name):
            bounds(getattr(kind, name), found)
    return found


def test_every_text_of_the_schema_has_a_bound():
    found = bounds(msgspec.inspect.type_info(schema.DocumentPart), [])
    assert len(found) > 15
    assert None not in found


def from_source(whole, source):
    """What a file says whose examples come from there."""
    document = formats.open_any(whole)[0]
    document = replace(document, training=replace(document.training, source=source))
    formats.save(document, whole.with_name("from.nnviz"))
    return planted.content(whole.with_name("from.nnviz"))


@pytest.fixture
def whole(tmp_path):
    return planted.written(tmp_path / "whole.nnviz")


def test_a_file_that_holds_all_texts_is_tried(whole):
    raw = planted.content(whole)
    steps = {step for place, _ in planted.places(raw) for step in place}
    steps |= set(planted.content(planted.written(whole, draft=False)))
    for source in planted.SOURCES:
        steps |= {step for place, _ in planted.places(from_source(whole, source)) for step in place}
    assert {name.partition(".")[2] for name in planted.fields()} <= steps


@pytest.mark.parametrize("source", [None, *planted.SOURCES], ids=lambda source: type(source).__name__)
def test_longer_is_refused_in_one_sentence_wherever_it_stands(whole, tmp_path, source):
    raw = planted.content(whole) if source is None else from_source(whole, source)
    for place, _ in planted.places(raw):
        if source is not None and place[:2] != ("training", "source"):
            continue
        longest = LONGEST.get(place, LONGEST_NAME)
        changed = planted.planted(raw, place, "x" * (longest + 1))
        with pytest.raises(FileError) as refused:
            formats.open_any(planted.with_content(whole, changed, tmp_path / "long.nnviz"))
        assert "\n" not in str(refused.value)
        assert len(str(refused.value)) < 300, place
        assert f"{longest:,} characters" in str(refused.value), place


@pytest.mark.parametrize("letter", ["x", "中", "🙂", "ש"])
def test_as_long_as_it_may_be_is_kept_whole(whole, tmp_path, letter):
    raw = planted.content(whole)
    for place, value in {("title",): LONGEST_NAME, ("output_names", 0): LONGEST_NAME, **LONGEST}.items():
        raw = planted.planted(raw, place, letter * value)
    document = formats.open_any(planted.with_content(whole, raw, tmp_path / "long.nnviz"))[0]
    formats.save(document, tmp_path / "again.nnviz")
    again = formats.open_any(tmp_path / "again.nnviz")[0]
    assert (again.title, again.about) == (letter * LONGEST_NAME, letter * 10_000)
    assert again.notes == letter * 1_000_000
    assert again.output_names[0] == letter * LONGEST_NAME


@pytest.mark.parametrize("name", ["x" * (LONGEST_NAME + 1), "half\ud800"])
def test_what_could_not_be_opened_again_is_not_saved(whole, name):
    before = whole.read_bytes()
    document = formats.open_any(whole)[0]
    with pytest.raises(FileError, match="can't be saved"):
        formats.save(replace(document, title=name), whole)
    assert whole.read_bytes() == before


def test_a_value_of_a_table_is_bounded(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(f"a,b\n1,y\n2,{'x' * LONGEST_NAME}\n3,y\n", encoding="utf-8")
    assert tables.read(path).class_names == ("y", "x" * LONGEST_NAME)
    path.write_text(f"a,b\n1,x\n2,{'x' * (LONGEST_NAME + 1)}\n3,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 3"):
        tables.read(path)
