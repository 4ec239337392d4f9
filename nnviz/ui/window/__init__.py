"""The window itself: top bar, pages, menus, questions, files, and unsaved work."""
