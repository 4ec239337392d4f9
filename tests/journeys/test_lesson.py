"""A lesson by hand: presented with a remote from the first card to the last, both closing questions answered,
the lecture saved and opened again, its handout exported."""

import json
import subprocess
import sys

import pytest

from nnviz import formats
from nnviz.lessons import shelf, text
from tests.journeys.conftest import MAIN, wait_until

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]

NON_LINEARITY = 1391, 673
IDENTITY = 592, 356
MORE_LAYERS = 208, 948
RELU = 1391, 578
"""Where these stand in a window of 1600 × 1000: answers of the panel, buttons of the lab."""
MOST_PRESSES = 400


@pytest.fixture
def cards():
    return [card.title for card in text.read(shelf.bundled("neurons")).cards]


class Kept:
    """What the program remembers of the lesson."""

    def __init__(self, home) -> None:
        self.file = home / "state" / "nnviz" / "lessons.json"

    def at(self, title: str) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        kept = {"version": 1, "lessons": {"neurons": {"done": [], "card": title, "step": 0}}}
        self.file.write_text(json.dumps(kept), encoding="utf-8")

    @property
    def part(self) -> dict:
        if not self.file.exists():
            return {}
        return json.loads(self.file.read_text(encoding="utf-8"))["lessons"].get("neurons", {})

    def wait_for_card(self, title: str) -> None:
        wait_until(lambda: self.part.get("card") == title, f"the card {title!r}")

    def wait_until_done(self, title: str) -> None:
        wait_until(lambda: title in self.part.get("done", ()), f"{title!r} to be done")


def test_a_remote_leads_from_the_first_card_to_the_last(start, tmp_path, cards):
    hands, kept = start("lesson", "neurons"), Kept(tmp_path)
    hands.place()
    hands.window("– nnviz")
    hands.do("key", "F5")
    wait_until(lambda: hands.log_says("presenting on"), "the show")
    hands.window("nnviz presents")
    for _ in range(MOST_PRESSES // 10):
        hands.do("key", "--repeat", 10, "--delay", 60, "Page_Down")
        if kept.part.get("card") == cards[-1]:
            break
    kept.wait_for_card(cards[-1])
    hands.do("key", "b", "b", "w", "w", "l", "l")
    hands.do("key", "Escape")
    wait_until(lambda: hands.log_says("no longer presenting"), "the end of the show")
    hands.quit()


def test_both_closing_questions_are_answered_by_hand(start, tmp_path, cards):
    first, second = cards[18], cards[19]
    kept = Kept(tmp_path)
    kept.at(first)
    hands = start("lesson", "neurons")
    hands.place()
    hands.window("– nnviz")
    # The page behind is covered until there is an answer: the button can't be pressed yet.
    hands.do("mousemove", *IDENTITY, "click", 1, "sleep", 0.5)
    assert first not in kept.part["done"]
    hands.do("mousemove", *NON_LINEARITY, "click", 1, "sleep", 1)
    hands.do("mousemove", *IDENTITY, "click", 1)
    kept.wait_until_done(first)
    hands.do("key", "ctrl+Page_Down")
    kept.wait_for_card(second)
    for _ in range(4):
        hands.do("mousemove", *MORE_LAYERS, "click", 1, "sleep", 0.5)
    wait_until(lambda: kept.part.get("step") == 1, "the second step")
    hands.do("sleep", 1, "mousemove", *RELU, "click", 1, "sleep", 0.5)
    hands.do("key", "ctrl+Page_Down")
    kept.wait_for_card(cards[20])
    kept.wait_until_done(second)
    hands.quit()


def test_a_lecture_is_saved_and_opened_on_its_card(start, tmp_path, cards):
    kept, path = Kept(tmp_path), tmp_path / "lecture.nnviz"
    kept.at(cards[5])
    hands = start("lesson", "neurons")
    hands.place()
    hands.window("– nnviz")
    hands.save_as(path)
    saved = formats.open_any(path)[0]
    assert (saved.lesson.name, saved.lesson.card) == ("neurons", 5)
    hands.quit()
    again = start(path)
    again.place()
    again.window("– nnviz")
    again.do("key", "ctrl+Page_Down")
    again.do("sleep", 1)
    again.save_again(path)
    assert formats.open_any(path)[0].lesson.card == 6
    again.quit()


def test_its_handout_is_exported_with_its_fonts(tmp_path, cards):
    out = tmp_path / "handout.pdf"
    command = [sys.executable, str(MAIN), "lesson", "export", "neurons", "--out", str(out)]
    subprocess.run([*command, "--notes", "--answers"], check=True, timeout=120)
    if subprocess.run(["which", "pdffonts"], capture_output=True).returncode:
        pytest.skip("pdffonts isn't there")
    told = subprocess.run(["pdffonts", str(out)], check=True, capture_output=True, text=True).stdout
    fonts = told.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), told
