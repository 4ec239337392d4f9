"""Controls that lie over the canvas or along its edge."""
