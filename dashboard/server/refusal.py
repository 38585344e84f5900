"""Refuses a request at the door, an ordinary one or a WebSocket, with a status and a sentence."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

_POLICY, _LATER = 1008, 1013  # why a WebSocket is closed, as its protocol has it


async def refuse(scope: Scope, receive: Receive, send: Send, sentence: str, status: int) -> None:
    """Answer with the sentence; nothing that the request carries is read, and no connection is taken up.

    Of a WebSocket that is not taken up the server makes a plain 403: no browser shows a page more.
    """
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).close(_POLICY if status == HTTPStatus.FORBIDDEN else _LATER, sentence)
    else:
        await PlainTextResponse(sentence, status)(scope, receive, send)
