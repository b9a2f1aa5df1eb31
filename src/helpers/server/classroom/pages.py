"""The pages of a class: lessons for everybody, and the guides for whoever teaches."""

from __future__ import annotations

from helpers.server.classroom.handlers import Lesson
from helpers.server.classroom.vote import InRoom

# Open pages of whoever teaches: projector, guide, and the tabs that a guide opens.
PAGES_OF_TEACHER = 6


class RoomPage(InRoom, Lesson):
    """A lesson; for the browser that opened the presenter's address, also a guide."""

    def offers(self, name: str) -> bool:
        """Say whether there is such a page for this browser."""
        return super().offers(name) or (self.teaches and name in self.settings["guides"])

    @property
    def most_open(self) -> int:
        """How many pages this browser may have open."""
        return PAGES_OF_TEACHER if self.teaches else super().most_open

    def check_opening(self) -> None:
        """Refuse a page to who asks for too many; the guide never costs the class its screen."""
        if not self.teaches:
            super().check_opening()
