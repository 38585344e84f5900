"""The two ways the store can refuse. Both texts are whole sentences, fit for the screen."""


class CannotPublish(ValueError):
    """The dataset is not published; the text says which limit it met and what to do."""


class StoreUnavailable(RuntimeError):
    """The store cannot be used; the text says so without its address or anything it holds."""
