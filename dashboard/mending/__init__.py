"""The parts of the Data page: bringing a file, what was understood of it, and mending what was not."""
