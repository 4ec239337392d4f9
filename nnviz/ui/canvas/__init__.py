"""The canvas: the network as it computes, drawn and touched."""

from nnviz.ui.canvas.view import CanvasView

__all__ = ["CanvasView"]
