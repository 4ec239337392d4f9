"""The same network trained with several activation functions, side by side."""

from nnviz.ui.lab.choices.view import ChoicesView

__all__ = ["ChoicesView"]
