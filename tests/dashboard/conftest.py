"""A small review whose every figure can be checked by eye."""

from datetime import date

import pytest

from scoring import Review, review

CLINICS = b"""clinic_id,name,city,state,postal_code,credentials,products,targets,imaging,as_of
alpha,Alpha Spine,Tampa,FL,33607,MD; PM&R; pain medicine,PRP,disc; facet; SIJ; nerve; muscle,fluoro; sono,2026-05-01
beta,Beta Joint,Denver,CO,80202,MD,PRP; exosomes,disc,ultrasound,2026-05-01
gamma,Gamma Clinic,Tampa,Florida,33607,,PRP,facet,fluoroscopy,2026-05-01
delta,Delta Care,Reno,NV,00501,,,,,
echo,Echo Back,Reno,NV,89501,DC; RN,stem cells,disc,none,2020-01-01
"""


@pytest.fixture
def clinics() -> Review:
    """Five clinics: four with a score, one whose record states nothing."""
    return review(CLINICS, reviewed_on=date(2026, 11, 1))
