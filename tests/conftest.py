"""What holds for every test."""

from hypothesis import HealthCheck, settings

# A slow or shared machine is no finding: properties are about values, never about time.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
