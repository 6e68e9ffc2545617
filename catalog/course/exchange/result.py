"""What a page shows of an exchange: the sentences, the picture, the contents, and what lies behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.course.exchange.contents import Contents, contents_of_exchange
from catalog.course.exchange.picture import Picture, picture
from catalog.course.exchange.record import Exchange
from catalog.course.exchange.sentences import happened
from catalog.course.exchange.text import short_key


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the reader predicted before the run, and what came true.

    ``undecided`` says, where nothing did, why this session could not decide it, and ``first`` names the operation that
    makes a session that can.
    """

    given: str
    right: str | None
    undecided: str = ""
    first: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether the two are the same."""
        return self.given == self.right


@dataclass(frozen=True, slots=True)
class Result:
    """What the page shows of a run."""

    exchange: Exchange
    prediction: Prediction | None = None

    @property
    def sentences(self) -> list[str]:
        """What happened."""
        return happened(self.exchange)

    @property
    def picture(self) -> Picture:
        """The round trip."""
        return picture(self.exchange)

    @property
    def contents(self) -> Contents:
        """The contents before, in memory, and in the store."""
        return contents_of_exchange(self.exchange)

    @property
    def short_key_after(self) -> str:
        """The first characters of the session key that the answer sent."""
        sent = self.exchange.session_cookie
        return short_key(sent.value if sent else None)
