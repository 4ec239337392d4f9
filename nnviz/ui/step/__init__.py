"""The page of one training step that is opened up."""

from nnviz.ui.step.page import StepPage

__all__ = ["StepPage"]
