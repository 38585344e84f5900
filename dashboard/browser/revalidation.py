"""Answers that a client may keep if it asks each time whether they are still the same (RFC 9110, section 13.1.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

_ANY = "*"
_TAGS = re.compile(r'"([^"]*)"')  # the quoted part of each tag, weak or strong


def tagged_response(request: Request, content: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """The content with its tag, or 304 without it if the client has it.

    The tag is weak: on its way the same content may be compressed, and its bytes are then others.
    """
    digest = sha256(content).hexdigest()[:32]
    all_headers = {"ETag": f'W/"{digest}"', **headers}
    known = ",".join(request.headers.getlist("If-None-Match"))
    if known.strip() == _ANY or digest in _TAGS.findall(known):
        # What compresses a whole answer adds this to it, and a 304 has to say the same.
        return Response(status_code=304, headers={**all_headers, "Vary": "Accept-Encoding"})
    return Response(content, media_type=media_type, headers=all_headers)
