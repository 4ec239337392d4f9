"""What is to be drawn, as plain arrays: layout, playback, edges, frames, picking."""
