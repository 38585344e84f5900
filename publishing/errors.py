"""The two errors of the store. Both texts are whole sentences, fit for the screen."""


class CannotPublish(ValueError):
    """The dataset was not published; the text says which limit it exceeds and what to do."""


class StoreUnavailable(RuntimeError):
    """The store is unavailable; the text reveals neither its address nor its content."""
