"""The parts of the Data page: a file is uploaded, understood, and corrected."""
