"""Pictures of all kinds become the same inputs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnviz import formats
from nnviz.data import prepare_drawing
from nnviz.data.folders import FolderChoices, look, pictures_of, read
from nnviz.data.folders.choices import NotWantedError
from nnviz.data.pictures import read_picture
from nnviz.document.examples import are_drawn
from nnviz.errors import InputError
from nnviz.training.picture_proposal import document_for


def test_pictures_become_examples(animals: Path) -> None:
    data = read(animals, FolderChoices(8, 3))
    assert data.inputs.shape == (6, 3, 8, 8)
    assert data.inputs.dtype == np.float32
    assert data.class_names == ("cat", "dog")
    assert data.targets.tolist() == [0, 0, 0, 1, 1, 1]
    assert data.name == "animals"
    np.testing.assert_allclose(data.inputs[0].mean(axis=(1, 2)), [1, 0, 0])
    np.testing.assert_allclose(data.inputs[5].mean(axis=(1, 2)), [0, 0, 1])
    assert not data.inputs.flags.writeable


def test_nothing_is_cut_off_and_the_rest_has_the_colour_of_the_border(tmp_path: Path) -> None:
    """A wide picture: white with a red line at its very left and one at its right."""
    pixels = np.full((20, 80, 3), 255, np.uint8)
    pixels[:, :8] = pixels[:, -8:] = (255, 0, 0)
    for name in "ab":
        (tmp_path / name).mkdir()
        Image.fromarray(pixels).save(tmp_path / name / "wide.png")
    picture = read(tmp_path, FolderChoices(16, 3)).inputs[0]
    middle = picture[:, 8]
    assert middle[0, 0] > 0.9
    assert middle[1, 0] < 0.3
    assert middle[1, -1] < 0.3
    np.testing.assert_allclose(picture[:, 0], 1.0, atol=0.02)
    np.testing.assert_allclose(picture[:, -1], 1.0, atol=0.02)


def test_a_picture_opened_later_is_prepared_as_those_learned_from(animals: Path, digits: Path) -> None:
    data = read(animals, FolderChoices(16, 3))
    np.testing.assert_array_equal(read_picture(animals / "dog" / "0.png", (3, 16, 16)), data.inputs[3])
    drawn = read(digits)
    np.testing.assert_array_equal(read_picture(digits / "0" / "one.png", (1, 28, 28)), drawn.inputs[0])


def test_so_is_a_grey_one(tmp_path: Path) -> None:
    """The network that was made for grey photographs takes no ink."""
    noise = np.random.default_rng(0).integers(90, 256, (4, 40, 50)).astype(np.uint8)
    for number, each in enumerate(noise):
        (tmp_path / str(number % 2)).mkdir(exist_ok=True)
        Image.fromarray(each).save(tmp_path / str(number % 2) / f"{number}.png")
    data = read(tmp_path)
    document = document_for(data)
    assert not are_drawn(document)
    path = tmp_path / "0" / "2.png"
    picture = read_picture(path, data.inputs.shape[1:], is_drawn=are_drawn(document))
    np.testing.assert_array_equal(picture, data.inputs[1])


@pytest.mark.parametrize("sample", ["digits-cnn", "mnist-cnn", "digits", "mnist", "iris"])
def test_digits_are_drawn(sample: str) -> None:
    assert are_drawn(formats.open_any(sample)[0])


def test_drawings_are_prepared_as_the_pad_is(digits: Path) -> None:
    raster = 1 - np.asarray(Image.open(digits / "3" / "one.png"), np.float32) / 255
    np.testing.assert_allclose(read(digits).inputs[6], prepare_drawing(raster, (1, 28, 28)), atol=1e-6)


def _turned(path: Path, grey: np.ndarray) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(np.rot90(grey).copy()).save(path.with_suffix(".png"), exif=exif)


def _see_through(path: Path, grey: np.ndarray) -> None:
    alpha = Image.fromarray(255 - grey)
    black = Image.new("L", alpha.size, 0)
    Image.merge("LA", (black, alpha)).save(path.with_suffix(".png"))


def _sixteen(path: Path, grey: np.ndarray) -> None:
    Image.fromarray(grey.astype(np.uint16) * 257).save(path.with_suffix(".png"))


def _four_inks(path: Path, grey: np.ndarray) -> None:
    Image.fromarray(grey).convert("RGB").convert("CMYK").save(path.with_suffix(".tif"))


def _four_inks_jpeg(path: Path, grey: np.ndarray) -> None:
    Image.fromarray(grey).convert("RGB").convert("CMYK").save(path.with_suffix(".jpg"), quality=100)


def _palette(path: Path, grey: np.ndarray) -> None:
    Image.fromarray(grey).convert("P").save(path.with_suffix(".gif"))


def _moving(path: Path, grey: np.ndarray) -> None:
    first = Image.fromarray(grey).convert("P")
    first.save(path.with_suffix(".gif"), save_all=True, append_images=[Image.new("P", first.size, 9)])


KINDS = (_turned, _see_through, _sixteen, _four_inks, _four_inks_jpeg, _palette, _moving)


@pytest.mark.parametrize("save", KINDS)
@pytest.mark.parametrize("channels", [1, 3])
def test_every_kind_of_file_is_the_same_picture(tmp_path: Path, save: object, channels: int) -> None:
    down, across = np.mgrid[0:32, 0:32]
    grey = (4 * down + 3 * across).astype(np.uint8)
    for name in "ab":
        (tmp_path / name).mkdir()
        save(tmp_path / name / "x", grey)  # type: ignore[operator]
    data = read(tmp_path, FolderChoices(32, channels))
    for plane in data.inputs[0]:
        np.testing.assert_allclose(plane, grey / 255, atol=0.02)


def test_large_photographs_are_not_unpacked_whole(tmp_path: Path) -> None:
    """A gradient of 4,000 × 3,000 in a JPEG comes out as it would from all its pixels."""
    across = np.broadcast_to(np.linspace(0, 255, 4000), (3000, 4000)).astype(np.uint8)
    for name in "ab":
        (tmp_path / name).mkdir()
        Image.fromarray(across).save(tmp_path / name / "x.jpg")
    plane = read(tmp_path, FolderChoices(32, 1)).inputs[0, 0]
    np.testing.assert_allclose(plane[16], (np.arange(32) + 0.5) / 32, atol=0.02)


def test_damaged_pictures_are_counted_and_left_out(animals: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (90, 90, 3)).astype(np.uint8)
    path = animals / "cat" / "0.png"
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:2000])
    found = pictures_of(look(animals))
    assert [(each.why, each.count, each.first) for each in found.left_out] == [("damaged", 1, "0.png")]
    assert found.data.targets.tolist() == [0, 0, 1, 1, 1]
    assert len(found.data.inputs) == 5


def test_a_class_of_damaged_pictures_is_none(digits: Path) -> None:
    for path in (digits / "4").iterdir():
        path.write_bytes(path.read_bytes()[:60])
    found = pictures_of(look(digits))
    assert len(found.data.class_names) == 10
    assert "4" not in found.data.class_names
    assert found.data.targets.max() == 9


def test_where_only_one_class_is_left_the_sentence_says_so(animals: Path) -> None:
    guess = look(animals)
    for path in (animals / "cat").iterdir():
        path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(InputError, match="fewer than two classes are left"):
        pictures_of(guess)


def test_more_than_memory_is_refused_before_anything_is_read(animals: Path) -> None:
    with pytest.raises(InputError, match="choose a smaller side"):
        pictures_of(look(animals), FolderChoices(20_000, 3))


def test_it_says_how_far_it_is_and_stops_when_nobody_waits(animals: Path) -> None:
    shares: list[float] = []
    read(animals, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with pytest.raises(NotWantedError):
        read(animals, is_wanted=lambda: False)
