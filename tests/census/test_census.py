"""Every text of every page can be read: large enough, whole, apart from others, in a colour that stands out.

``known.txt`` holds what is wrong today. A finding that isn't in it fails, and so does one that is in it and
has gone: the list only grows shorter.
"""

from __future__ import annotations

import pytest

from tests.census import known
from tests.census.findings import findings
from tests.census.pages import SAMPLES, SIZES, THEMES, Shown, visits
from tests.census.recorder import Recorder


def census(sample: str, size: tuple[int, int]) -> tuple[set[str], dict[str, list[str]]]:
    """The findings of a sample in a window of one size, as lines, and the texts of each of its pages."""
    place = f"{sample} | {size[0]} x {size[1]}"
    found: list[tuple[str, str, str]] = []
    texts: dict[str, list[str]] = {}
    with Recorder().listening() as recorder:
        shown = Shown.of(sample, size)
        try:
            for theme in THEMES:
                for page in visits(shown, theme):
                    read = recorder.texts(shown.window)
                    texts[page] = [text.string for text in read]
                    found += [(page, str(one), theme) for one in findings(read, shown.picture())]
        finally:
            shown.close()
    return known.lines(place, found, THEMES), texts


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_is_harder_to_read_than_it_was(qapp, request, monkeypatch, sample, size):
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    place = f"{sample} | {size[0]} x {size[1]}"
    found, texts = census(sample, size)
    assert all(len(words) > 20 for words in texts.values()), "a page that says nothing was not read"
    if request.config.getoption("--update-census", default=False):
        known.record(place, found)
    before = known.recorded(place)
    new, gone = sorted(found - before), sorted(before - found)
    said = [f"new: {line}" for line in new] + [f"mended, take it out of the list: {line}" for line in gone]
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_the_list_is_in_order_and_about_what_is_looked_at():
    lines = known.FILE.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    places = {f"{sample} | {width} x {height}" for sample in SAMPLES for width, height in SIZES}
    assert {" | ".join(line.split(" | ")[:2]) for line in lines} <= places
