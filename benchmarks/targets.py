"""The budgets: for each measured name its direction and its bound."""

AT_MOST, AT_LEAST = "≤", "≥"

TARGETS: dict[str, tuple[str, float]] = {
    "frame.playback_10k_ms_p95": (AT_MOST, 4),
    "frame.playback_10k_vs_naive": (AT_LEAST, 500),
    "frame.playback_535k_ms_p95": (AT_MOST, 6),
    "frame.drag_weight_10k_ms_p95": (AT_MOST, 8),
    "frame.first_cache_10k_vs_naive": (AT_LEAST, 20),
    "frame.refine_stall_ms_p99": (AT_MOST, 16),
    "frame.open_535k_ms": (AT_MOST, 500),
    "frame.drag_535k_ms_p95": (AT_MOST, 8),
    "frame.drag_100k_units_ms_p95": (AT_MOST, 33),
    "frame.lab_drag_ms_p95": (AT_MOST, 8),
    "gradients.measured_ms": (AT_MOST, 200),
    "gradients.drag_ms_p95": (AT_MOST, 8),
    "frame.slide_cell_ms_p95": (AT_MOST, 16),
    "frame.training_p95_ms": (AT_MOST, 33),
    "train.window_share": (AT_LEAST, 0.7),
    "frame.surface_ms": (AT_MOST, 8),
    "frame.pad_ms": (AT_MOST, 16),
    "frame.stroke_ms_p95": (AT_MOST, 16),
    "engine.mlp_b1_vs_torch": (AT_MOST, 0.6),
    "engine.mlp_b256_vs_torch": (AT_MOST, 1.2),
    "engine.grid10k_vs_torch": (AT_MOST, 0.8),
    "engine.lenet_b1_vs_torch": (AT_MOST, 0.5),
    "engine.lenet_b64_vs_torch": (AT_MOST, 1.1),
    "engine.train_2881_vs_torch": (AT_LEAST, 10),
    "engine.train_lenet_b64_vs_torch": (AT_MOST, 1.2),
    "lesson.card_ms_max": (AT_MOST, 100),
    "expression.judged_ms": (AT_MOST, 20),
    "expression.refused_ms": (AT_MOST, 20),
    "start.window_ms": (AT_MOST, 1000),
    "size.executable_mb": (AT_MOST, 215),
    "export.fps_1080p": (AT_LEAST, 30),
}


def met(name: str, value: float) -> bool | None:
    """Whether ``value`` keeps the budget of ``name``; None when it has none."""
    if name not in TARGETS:
        return None
    direction, bound = TARGETS[name]
    return value <= bound if direction == AT_MOST else value >= bound
