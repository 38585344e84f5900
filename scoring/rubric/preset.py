"""Weights that a reader may choose at once, as rows of a rubric."""

from __future__ import annotations

from scoring.rubric.row import Points, Rule, Text


class Preset(Rule):
    """A weight from 0 to 100 for each of the four questions; `reason` says for which priorities."""

    title: Text
    who: Points
    what: Points
    where: Points
    how: Points

    @property
    def weights(self) -> dict[str, int]:
        """The weights, by question."""
        return {"who": self.who, "what": self.what, "where": self.where, "how": self.how}
