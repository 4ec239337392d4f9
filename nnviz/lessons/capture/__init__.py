"""What is on screen as the block of a card: "Capture this". Placed again it shows the same."""

from nnviz.lessons.capture.weights import sample_of
from nnviz.lessons.capture.writing import block

__all__ = ["block", "sample_of"]
