"""What stands on the canvas at a moment: values, edges, pulses, the sentence that says it."""
