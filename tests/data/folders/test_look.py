"""What is said of a folder of pictures before any is used."""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnviz.data.folders import FolderChoices, look
from nnviz.data.folders.choices import NotWantedError
from nnviz.errors import FileError, InputError


def left_out(path: Path) -> dict[str, tuple[int, str]]:
    return {each.why: (each.count, each.first) for each in look(path).left_out}


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def huge(path: Path) -> None:
    """A PNG that says it is 30,000 pixels wide and high, and would unpack to nothing."""
    head = struct.pack(">LLBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))))


def test_folders_are_classes(animals: Path) -> None:
    found = look(animals)
    assert [(each.name, len(each.files)) for each in found.classes] == [("cat", 3), ("dog", 3)]
    assert found.choices == FolderChoices(32, 3)
    assert found.count == 6
    assert found.left_out == ()
    assert found.notes == ()
    assert "20 × 60 to 40 × 40" in found.side_reason
    assert found.channels_reason == "6 of 6 looked at have colour"


def test_numbers_come_in_their_order_and_ink_is_seen(digits: Path) -> None:
    found = look(digits)
    assert [each.name for each in found.classes] == [str(number) for number in range(11)]
    assert found.choices == FolderChoices(28, 1, is_drawn=True)
    assert found.side_reason == "all are 28 × 28"
    assert found.channels_reason == "22 of 22 are ink on paper"


def test_grey_photographs_are_grey_but_not_drawn(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (2, 40, 50)).astype(np.uint8)
    for number, name in enumerate("ab"):
        (tmp_path / name).mkdir()
        Image.fromarray(noise[number]).convert("RGB").save(tmp_path / name / "x.png")
    found = look(tmp_path)
    assert (found.choices.channels, found.choices.is_drawn) == (1, False)
    assert found.channels_reason == "none of 2 looked at has colour"


def test_what_is_no_picture_is_counted_by_what_is_the_matter(animals: Path) -> None:
    (animals / "README.txt").write_text("of animals")
    cat = animals / "cat"
    (cat / "notes.txt").write_text("no picture")
    (cat / "list.csv").write_text("1,2")
    (cat / "nothing.png").touch()
    (cat / ".DS_Store").write_text("x")
    huge(cat / "huge.png")
    found = left_out(animals)
    assert found == {
        "loose": (1, "README.txt"),
        "hidden": (1, ".DS_Store"),
        "no picture": (2, "list.csv"),
        "empty": (1, "nothing.png"),
        "too large": (1, "huge.png"),
    }
    assert look(animals).count == 6


def test_links_into_nothing_and_pipes_are_left_out(animals: Path) -> None:
    os.symlink(animals / "nowhere.png", animals / "cat" / "a.png")
    os.mkfifo(animals / "cat" / "b.png")
    assert left_out(animals) == {"unreadable": (2, "a.png")}


def test_of_pictures_that_move_the_first_frame_counts(animals: Path) -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    frames[0].save(animals / "cat" / "moving.gif", save_all=True, append_images=frames[1:])
    assert look(animals).notes == ("Of 1 picture that moves the first frame counts.",)


def test_folders_in_folders_count_to_their_class(animals: Path) -> None:
    (animals / "dog" / "small").mkdir()
    shutil.copy(animals / "dog" / "0.png", animals / "dog" / "small" / "9.png")
    found = look(animals)
    assert [len(each.files) for each in found.classes] == [3, 4]
    assert found.notes == ("1 file in folders inside dog counts as dog.",)


def test_a_folder_that_only_holds_one_stands_for_it(animals: Path, tmp_path: Path) -> None:
    found = look(tmp_path)
    assert [each.name for each in found.classes] == ["cat", "dog"]
    assert found.path == tmp_path
    assert animals.parent == tmp_path


def test_train_and_test_are_put_together(animals: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(animals, whole / "train")
    shutil.copytree(animals, whole / "test")
    found = look(whole)
    assert [(each.name, len(each.files)) for each in found.classes] == [("cat", 6), ("dog", 6)]
    assert "were put together" in found.notes[0]


def test_a_class_with_one_picture_and_one_with_none(animals: Path) -> None:
    (animals / "owl").mkdir()
    (animals / "zebra").mkdir()
    Image.new("RGB", (9, 9)).save(animals / "zebra" / "only.png")
    found = look(animals)
    assert [each.name for each in found.classes] == ["cat", "dog", "zebra"]
    assert found.notes == (
        "owl holds no pictures, so it is no class.",
        "zebra has one picture: it isn't kept aside.",
    )


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda root: None, "is empty; choose a folder that holds one folder of pictures"),
        (lambda root: (root / "a.png").write_bytes(b"x"), "holds 1 file but no folders; put the pictures"),
        (lambda root: [(root / name).mkdir() for name in "ab"], "hold no pictures; choose"),
    ],
)
def test_what_is_no_set_of_pictures_is_refused(tmp_path: Path, make: object, words: str) -> None:
    root = tmp_path / "set"
    root.mkdir()
    make(root)  # type: ignore[operator]
    with pytest.raises(InputError, match=words):
        look(root)


def test_one_class_only_is_refused(animals: Path) -> None:
    shutil.rmtree(animals / "dog")
    with pytest.raises(InputError, match="All pictures in animals are of one class, cat; put a folder"):
        look(animals)


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="can't be read: No such file"):
        look(tmp_path / "gone")


def test_it_says_how_far_it_is_and_stops_when_nobody_waits(animals: Path) -> None:
    shares: list[float] = []
    look(animals, shares.append)
    assert shares[0] == 0
    with pytest.raises(NotWantedError):
        look(animals, is_wanted=lambda: False)
