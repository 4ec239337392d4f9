"""From layout pixels to the screen and back, for a camera over a canvas."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Camera
from nnviz.scene.layout.places import Layout

SMALLEST_ZOOM = 0.25
LARGEST_ZOOM = 65_536.0
_NEAR = 1e-8
"""A camera so near to the whole network shows it exactly, whatever rounding a way in and out left behind."""

Point = tuple[float, float]
Size = tuple[float, float]


@dataclass(frozen=True)
class Transform:
    """``screen = layout · scale + offset``, in logical pixels."""

    scale: float
    dx: float
    dy: float

    def to_screen(self, point: Point) -> Point:
        """Where a layout point is seen."""
        return point[0] * self.scale + self.dx, point[1] * self.scale + self.dy

    def to_layout(self, point: Point) -> Point:
        """Which layout point is seen there."""
        return (point[0] - self.dx) / self.scale, (point[1] - self.dy) / self.scale


def transform(layout: Layout, camera: Camera, size: Size) -> Transform:
    """How ``camera`` shows ``layout`` on a screen of ``size``; at zoom 1 the whole layout just fits."""
    scale = camera.zoom * _fit_scale(layout, size)
    dx = size[0] / 2 - camera.x * layout.size[0] * scale
    dy = size[1] / 2 - camera.y * layout.size[1] * scale
    return Transform(scale, dx, dy)


def clamp(camera: Camera) -> Camera:
    """The nearest camera that is allowed: zoom 0.25 to 2048, its middle on the layout."""
    found = Camera(
        x=min(max(camera.x, 0.0), 1.0),
        y=min(max(camera.y, 0.0), 1.0),
        zoom=min(max(camera.zoom, SMALLEST_ZOOM), LARGEST_ZOOM),
    )
    off = (found.x - 0.5, found.y - 0.5, found.zoom - 1.0)
    return fit() if max(map(abs, off)) < _NEAR else found


def fit() -> Camera:
    """The camera that shows the whole layout."""
    return Camera()


def zoom_about(layout: Layout, camera: Camera, size: Size, point: Point, factor: float) -> Camera:
    """Zoom by ``factor`` so that what is under the screen point stays there, where :func:`clamp` lets it."""
    held = transform(layout, camera, size).to_layout(point)
    zoom = min(max(camera.zoom * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
    scale = zoom * _fit_scale(layout, size)
    middle_x = held[0] + (size[0] / 2 - point[0]) / scale
    middle_y = held[1] + (size[1] / 2 - point[1]) / scale
    return clamp(Camera(middle_x / layout.size[0], middle_y / layout.size[1], zoom))


def pan(layout: Layout, camera: Camera, size: Size, dx: float, dy: float) -> Camera:
    """Move the picture by (dx, dy) screen pixels."""
    scale = transform(layout, camera, size).scale
    return clamp(
        Camera(
            camera.x - dx / scale / layout.size[0],
            camera.y - dy / scale / layout.size[1],
            camera.zoom,
        )
    )


def focus(layout: Layout, point: Point, zoom: float) -> Camera:
    """The camera that has a layout point in its middle."""
    return clamp(Camera(point[0] / layout.size[0], point[1] / layout.size[1], zoom))


def between(start: Camera, end: Camera, share: float) -> Camera:
    """The camera ``share`` 0..1 of the way from one to another, zooming about one fixed point."""
    if share >= 1.0:
        return end
    zoom = start.zoom ** (1.0 - share) * end.zoom**share
    near, far = 1.0 / start.zoom, 1.0 / end.zoom
    # What is seen shrinks by 1 / zoom: the middle goes with it, or the goal would leave the screen.
    along = share if abs(near - far) < 1e-9 else (near - 1.0 / zoom) / (near - far)
    return Camera(start.x + (end.x - start.x) * along, start.y + (end.y - start.y) * along, zoom)


def _fit_scale(layout: Layout, size: Size) -> float:
    return min(size[0] / layout.size[0], size[1] / layout.size[1])
