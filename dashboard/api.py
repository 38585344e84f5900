"""The API: the clinics behind a page's address, as CSV or JSON, computed by the same code as the page.

`GET /api/datasets/<id>.csv` and `.json` take the parameters of the page's address (`q`, `near`, `within`, `state`, ...,
`who`, `rubric`, `sort`), plus `page` and `rows`. Only the example and published datasets are served: an upload stays
private.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import parameters
from dashboard.browser.revalidation import tagged_response
from dashboard.datasets import loading, published_datasets
from dashboard.datasets.loading import NotServed
from dashboard.filters import FILTERS, NEAR, from_widgets
from dashboard.link_words import one_number, shortened
from dashboard.parameters import DATA, PAGE, RUBRIC, RUBRICS, SORT
from dashboard.safe_text import printable
from dashboard.view import View
from publishing import About, Predecessor
from scoring import QUESTIONS, BadSettings, vocabulary
from scoring.reports import counted, exports

ROOT, PATH = "/api", "/api/datasets"
ROWS, DEFAULT_ROWS, MOST_ROWS = "rows", 1_000, 10_000
_FAULT = "These clinics could not be prepared, which is an error in this program; please tell the host of this page."
_ASK = "Ask for <dataset>.csv or <dataset>.json."
_log = logging.getLogger(__name__)
_PREDECESSOR = "predecessor"
_RETRY_SECONDS = "60"  # the longest that reading a large file takes
_REFUSED_METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def routes() -> list[Route]:
    """The routes of the API."""
    return [
        Route(f"{PATH}/{{name}}", dataset, methods=["GET"]),
        Route(ROOT, unknown),
        Route(f"{ROOT}/{{rest:path}}", unknown),
        Route(ROOT, method_not_allowed, methods=_REFUSED_METHODS),
        Route(f"{ROOT}/{{rest:path}}", method_not_allowed, methods=_REFUSED_METHODS),
    ]


def unknown(_request: Request) -> Response:
    """404 for any other address of the API; the platform would answer 200 with the document of a page."""
    return _refused(404, _ASK)


def method_not_allowed(_request: Request) -> Response:
    """405 for every other method than GET and HEAD, in JSON as every refusal."""
    response = _refused(405, "The API is read only: ask with GET.")
    response.headers["Allow"] = "GET, HEAD"
    return response


def dataset(request: Request) -> Response:
    """A page of a dataset's clinics, filtered, weighted, and sorted as requested; 4xx, 500, or 503 with a sentence."""
    try:
        return _page_response(request)
    except Exception:  # noqa: BLE001 - last resort: the log has the cause
        _log.exception("A request to the API could not be answered")
        return _refused(500, _FAULT)


def _page_response(request: Request) -> Response:
    """The response with the page, or 400, 404, 410, or 503 with a sentence."""
    name, _, kind = request.path_params["name"].rpartition(".")
    if kind not in _KINDS:
        return _refused(404, _ASK)
    try:
        view, rows, page, pages = _requested_page(name, _link(request))
    except NotServed as reason:
        return _refused(reason.status, str(reason))
    except (BadSettings, ValueError) as reason:
        return _refused(400, str(reason))
    content = exports.clinics_csv(view.review, rows) if kind == "csv" else _json(view, rows, name, page, pages)
    # Clients must ask again every time: a dataset may be withdrawn.
    headers = {"Cache-Control": "no-cache", "X-Total-Count": str(view.figures.clinics)}
    return tagged_response(request, content, _KINDS[kind], headers | _next(request, page, pages))


def _link(request: Request) -> dict[str, list[str]]:
    """Parameter -> values. Raises `ValueError` with a sentence for letters that are not in UTF-8."""
    try:
        unquote_to_bytes(request.url.query).decode()
    except UnicodeDecodeError:
        raise ValueError("The parameters: expected letters in UTF-8, percent-encoded.") from None
    link: dict[str, list[str]] = {}
    for key, value in request.query_params.multi_items():
        link.setdefault(key, []).append(value)
    return link


def _requested_page(name: str, link: Mapping[str, Sequence[str]]) -> tuple[View, np.ndarray, int, int]:
    """The view, the positions of the clinics on the page, the page number, and the number of pages.

    Raises `ValueError` with a sentence for a parameter that is unknown or out of range.
    """
    known_keys = (*parameters.query_keys(), ROWS)
    if unknown := sorted(set(link) - set(known_keys)):
        unknown_keys = ", ".join(map(shortened, unknown[: parameters.MOST_UNKNOWN]))
        raise ValueError(f"Not known here: {unknown_keys}. Known: {', '.join(known_keys)}.")
    rows = one_number(link.get(ROWS, [str(DEFAULT_ROWS)]), 1, MOST_ROWS)
    if rows is None:
        raise ValueError(f"rows: expected a number from 1 to {MOST_ROWS:,}.")
    for key, entry in FILTERS.items():
        if refusal := entry.refusal(link.get(key, ())):
            raise ValueError(refusal)
    values = parameters.values(link)
    view = _view(name, values)
    matching = view.all_rows(values.get(SORT, view.usual_order))
    pages = max(math.ceil(len(matching) / rows), 1)
    page = values.get(PAGE, 1)
    if page > pages:
        raise ValueError(
            f"page: there {'is' if pages == 1 else 'are'} {counted(pages, 'page')} of {counted(rows, 'row')}."
        )
    return view, matching[(page - 1) * rows : page * rows], page, pages


def _view(name: str, values: Mapping[str, Any]) -> View:
    """The view that a page would show. Raises `NotServed`, `BadSettings`."""
    loaded = loading.shared(name, values.get(RUBRIC, RUBRICS[0]))
    review = loaded.review
    weights = {question: values.get(question, weight) for question, weight in review.rubric.weights.items()}
    filters = from_widgets(values.get)
    return View(review.with_weights(weights), filters, loaded.index)


def _json(view: View, rows: np.ndarray, name: str, page: int, pages: int) -> bytes:
    review = view.review
    summary = {
        DATA: name,
        "fingerprint": review.fingerprint,
        "recipe_fingerprint": review.recipe_fingerprint,
        RUBRIC: review.rubric.name,
        "rubric_version": review.rubric.version,
        "vocabulary_version": vocabulary().version,
        "reviewed_on": review.reviewed_on.isoformat(),
        "weights": {question: review.weights[question] for question in QUESTIONS},
        "clinics": view.figures.clinics,
        "scored": view.figures.scored,
        "median": view.figures.median,
        **_nearby(view),
        **_predecessor(name),
        "page": page,
        "pages": pages,
        "meaning": review.rubric.statements["what_it_measures"],
    }
    frame = exports.with_settings(exports.export_frame(review, rows), review)
    records = json.loads(frame.to_json(orient="records", force_ascii=False, double_precision=6))
    return json.dumps({**summary, "records": records}, ensure_ascii=False).encode()


def _nearby(view: View) -> dict[str, Any]:
    """The place that the clinics are near, and how many have no known place; empty without a place."""
    nearby = view.filters[NEAR]
    if nearby is None:
        return {}
    place = {"place": nearby.place.label, "latitude": nearby.place.latitude, "longitude": nearby.place.longitude}
    return {NEAR.key: place, "within_miles": nearby.miles, "without_place": view.unplaced}


def _predecessor(name: str) -> dict[str, Any]:
    """The edition before a published dataset, or why it is gone; empty if its publisher named none."""
    about = published_datasets.about(name)
    predecessor = about.predecessor if isinstance(about, About) else None
    if isinstance(predecessor, Predecessor):
        return {_PREDECESSOR: {DATA: predecessor.dataset, "published": predecessor.published.isoformat()}}
    return {_PREDECESSOR: {DATA: None, "why": predecessor.why}} if predecessor else {}


def _next(request: Request, page: int, pages: int) -> dict[str, str]:
    """The `Link` header to the next page; empty on the last one."""
    if page >= pages:
        return {}
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key != PAGE]
    return {"Link": f'<{request.url.path}?{urlencode([*pairs, (PAGE, page + 1)])}>; rel="next"'}


def _refused(status: int, sentence: str) -> Response:
    """The sentence, which may quote the link, without signs that change how the text beside them is read."""
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": _RETRY_SECONDS} if status == 503 else {})
    return JSONResponse({"error": printable(sentence)}, status_code=status, headers=headers)
