"""The two ways a review can be refused. Both texts are whole sentences, fit for the screen."""


class UnreadableFile(ValueError):
    """No records at all could be had from the source; the text says why and what to do."""


class BadSettings(ValueError):
    """A rubric, weights, columns or an output that cannot be used; the text says what was expected."""
