"""What a browser does to open a page and add files to it, without a browser."""

import http.client
import json
import secrets
from contextlib import ExitStack, contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from app.browsers import COOKIE


class Visit:
    """An open page.

    Args:
        port: Of a server on this machine.
        key: Of the browser; None for one that sends no cookies but Streamlit's.
        session: That it asks to go on with.
    """

    def __init__(self, port, key=None, session=None):
        self.port = port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/_stcore/health")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        self.token = answer.getheader("Set-Cookie").split(";")[0].split("=", 1)[1]
        self.cookies = f"_streamlit_xsrf={self.token}" + (f"; {COOKIE}={key:-<43}" if key else "")
        self.leaving = ExitStack()
        told = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            origin=f"http://127.0.0.1:{port}",
            subprotocols=["streamlit", self.token, *([session] if session else [])],
            additional_headers={"Cookie": self.cookies},
            max_size=None,
            open_timeout=60,
            close_timeout=0.5,  # what the page goes on to say is not read
        )
        self.socket = self.leaving.enter_context(told)

    def rerun(self):
        """Ask for the page; returns nothing, the answers come."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        self.socket.send(message.SerializeToString())

    def opened(self):
        """Run the page until its session is known; returns the session's number."""
        self.rerun()
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=60))
            if message.WhichOneof("type") == "new_session":
                return message.new_session.initialize.session_id

    def put(self, session, body, file=None, cookies=None, **headers):
        """Add a file to a session's page; returns status and text."""
        edge = secrets.token_hex(8)
        head = f'--{edge}\r\nContent-Disposition: form-data; name="f.csv"; filename="f.csv"\r\n\r\n'
        whole = head.encode() + body + f"\r\n--{edge}--\r\n".encode()
        given = {
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "X-Xsrftoken": self.token,
            "Cookie": cookies or self.cookies,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        address = f"/_stcore/upload_file/{session}/{file or secrets.token_hex(8)}"
        connection.request("PUT", address, body=whole, headers=given | headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def remove(self, session, file):
        """Take a file away again, as Streamlit's page does: it names the session in a body."""
        given = {"Content-Type": "application/json", "X-Xsrftoken": self.token, "Cookie": self.cookies}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        address, told = f"/_stcore/upload_file/{session}/{file}", json.dumps({"sessionId": session})
        connection.request("DELETE", address, body=told, headers=given)
        status = connection.getresponse().status
        connection.close()
        return status

    def close(self):
        """Leave."""
        self.leaving.close()


@contextmanager
def visiting(port, key=None, session=None):
    """A visit that ends."""
    visit = Visit(port, key, session)
    try:
        yield visit
    finally:
        visit.close()
