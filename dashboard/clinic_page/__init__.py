"""The parts of the Clinic page."""
