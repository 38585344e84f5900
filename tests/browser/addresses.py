"""An address for every page of the app, used by the tests and for the screenshots."""

from collections.abc import Mapping
from urllib.parse import urlencode

from scoring import Review, review
from tests.browser.serving import ROOT


def addresses(found: Review) -> dict[str, str]:
    """Name -> address, with clinics of this review: the best, the one with the most flags, and one without a score."""
    scores = found.scores
    places = (scores["score"].argmax(), scores["flags"].str.count(";").argmax(), scores["score"].isna().argmax())
    best, flagged, unscored = (scores["clinic_id"].iloc[place] for place in places)
    return {
        "explore": "/",
        "compare": f"/compare?{urlencode({'compare': [best, flagged, unscored]}, doseq=True)}",
        "clinic": f"/clinic?{urlencode({'clinic': best})}",
        "clinic-flagged": f"/clinic?{urlencode({'clinic': flagged})}",
        "clinic-unscored": f"/clinic?{urlencode({'clinic': unscored})}",
        "data": "/data",
        "data-values": "/data?part=Values",
        "data-problems": "/data?part=Problems",
        "data-clinics": "/data?part=Clinics",
        "method": "/method",
    }


ADDRESSES: Mapping[str, str] = addresses(review(ROOT / "data" / "clinics.csv"))
