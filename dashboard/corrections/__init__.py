"""The parts of the Data page: a file is brought, understood, and corrected."""
