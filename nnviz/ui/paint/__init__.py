"""From a scene to pixels. Nothing here knows a widget: screen, picture files and films share it."""
