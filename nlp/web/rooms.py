"""All that the routes share: the desk, the gates before it, the library, annotations, meters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.web.annotations import AnnotationStore
from nlp.web.desk import Desk
from nlp.web.gate import Gate
from nlp.web.library_desk import LibraryDesk
from nlp.web.meters import Meters
from nlp.web.settings import Settings

if TYPE_CHECKING:
    from nlp.assistant import Assistant

_READERS_OF_SOURCES = 4  # threads that wait for addresses and parse files


class Rooms:
    """One server's parts. ``working`` is the one thread that reads and answers, ``reading`` those that fetch."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        limits = settings.limits
        self.settings = settings
        self.desk = Desk(assistant, limits)
        self.library = LibraryDesk(settings.library, assistant)
        self.working = Gate(threads=1, most=limits.waiting, seconds=limits.working)
        self.reading = Gate(threads=_READERS_OF_SOURCES, most=limits.waiting, seconds=limits.working)
        self.annotations = AnnotationStore(settings.annotations)
        self.meters = Meters()

    def close(self) -> None:
        self.working.close()
        self.reading.close()
