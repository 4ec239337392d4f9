"""Which display is whose."""

from dataclasses import dataclass

import pytest

from nnviz.ui.present.displays import for_class, for_presenter, name_of


@dataclass(frozen=True)
class Screen:
    called: str

    def name(self):
        return self.called

    def manufacturer(self):
        return ""

    def model(self):
        return ""


LAPTOP, BEAMER, THIRD = Screen("eDP-1"), Screen("HDMI-1"), Screen("DP-2")


@pytest.mark.parametrize(
    ("screens", "own", "remembered", "taken", "other"),
    [
        ([LAPTOP], LAPTOP, "", LAPTOP, None),
        ([LAPTOP, BEAMER], LAPTOP, "", BEAMER, LAPTOP),
        ([LAPTOP, BEAMER], BEAMER, "", LAPTOP, BEAMER),
        ([LAPTOP, BEAMER], LAPTOP, "eDP-1", LAPTOP, BEAMER),
        ([LAPTOP, BEAMER, THIRD], LAPTOP, "DP-2", THIRD, LAPTOP),
        ([LAPTOP, BEAMER], LAPTOP, "DP-2", BEAMER, LAPTOP),
        ([BEAMER], BEAMER, "DP-2", BEAMER, None),
    ],
)
def test_the_class_has_the_chosen_display_and_the_presenter_another(screens, own, remembered, taken, other):
    assert for_class(screens, own, remembered) is taken
    assert for_presenter(screens, taken, own) is other


def test_a_display_is_remembered_by_name_and_maker():
    assert name_of(LAPTOP) == "eDP-1"
