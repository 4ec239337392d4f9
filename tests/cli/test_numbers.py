"""Numbers on the command line are printed as the window prints them."""

from __future__ import annotations

import pytest

from nnviz import assets, formats
from nnviz.cli import main
from nnviz.scene.words.results import results
from tests.printed import CASES, FALSE_ZERO

SAMPLES = sorted(path.stem for path in assets.path("samples").glob("*.nnviz"))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", [*SAMPLES, *CASES])
def test_nothing_that_is_not_0_is_printed_as_0(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "run", str(CASES.get(name, name)))
    assert not FALSE_ZERO.search(text), text


def test_a_share_of_two_billionths(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "run", str(CASES["soft_arm"]))
    assert "2.1e−9" in text
    assert ">99.9%" in text
    assert "100%" not in text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_score_is_the_windows(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    score = formats.open_any(name)[0].score
    text = printed(capsys, "info", name)
    assert score is None or results(score)[0] in text


def test_mazurs_two_outputs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(CASES["mazur"])]) == 0
    assert "Result: 0.7514  0.7729" in capsys.readouterr().out
