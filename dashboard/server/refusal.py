"""Refuses a request, HTTP or WebSocket, with a status and a sentence."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

_POLICY, _LATER = 1008, 1013  # close codes of the WebSocket protocol


async def refuse(scope: Scope, receive: Receive, send: Send, sentence: str, status: int) -> None:
    """Answer with the sentence, without reading the request's body or accepting its connection.

    The server turns a WebSocket that is not accepted into a plain 403; browsers show no details.
    """
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).close(_POLICY if status == HTTPStatus.FORBIDDEN else _LATER, sentence)
    else:
        await PlainTextResponse(sentence, status)(scope, receive, send)
