"""What `message_batch.js` relies on in the platform."""

import re
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import streamlit_platform

SCRIPT = Path(streamlit_platform.__file__).parent / "browser" / "message_batch.js"
LISTENS = re.compile(r"websocket\.addEventListener\([`'\"]message[`'\"]")


def test_the_end_of_a_script_is_known_by_its_bytes() -> None:
    """The platform's message that no script is running has the bytes that the browser looks for."""
    message = ForwardMsg()
    message.session_status_changed.script_is_running = False
    (known,) = re.findall('SCRIPT_ENDED = "([^"]+)"', SCRIPT.read_text(encoding="utf-8"))
    assert ",".join(map(str, message.SerializeToString())) == known


def test_a_request_to_run_the_script_is_known_by_its_first_byte() -> None:
    """The browser says that it waits for an answer from the platform's request on, whose first byte it looks for."""
    request = BackMsg()
    request.rerun_script.query_string = "state=FL"
    (known,) = re.findall(r"ASKS = (\d+)", SCRIPT.read_text(encoding="utf-8"))
    assert request.SerializeToString()[0] == int(known)


def test_the_platform_listens_to_its_server_as_the_batch_expects() -> None:
    """The platform's client adds a listener to its socket; an assigned one would receive each message separately."""
    assert LISTENS.search(streamlit_platform.program())
