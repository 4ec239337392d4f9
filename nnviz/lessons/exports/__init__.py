"""The questions of a lesson as files for learning platforms."""

from nnviz.lessons.exports.gift import gift
from nnviz.lessons.exports.items import Exported, LeftOut
from nnviz.lessons.exports.moodle import Picture, moodle_xml

__all__ = ["Exported", "LeftOut", "Picture", "gift", "moodle_xml"]
