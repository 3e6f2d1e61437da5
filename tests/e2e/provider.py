"""A provider of sign-in on this machine: whoever comes is the person it was told."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


class Provider:
    """OpenID Connect, as much of it as signing in takes."""

    def __init__(self):
        self.person, self.nonce = "ann", ""
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def _handler(provider):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked = urlsplit(self.path)
                if asked.path == "/authorize":
                    query = {name: values[0] for name, values in parse_qs(asked.query).items()}
                    provider.nonce = query["nonce"]
                    back = urlencode({"code": "once", "state": query["state"]})
                    self.send_response(302)
                    self.send_header("Location", f"{query['redirect_uri']}?{back}")
                    self.end_headers()
                else:
                    self._tell({"/jwks": provider.keys}.get(asked.path, provider.metadata)())

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self._tell({"access_token": "x", "token_type": "Bearer", "id_token": provider.token()})

            def _tell(self, what):
                body = json.dumps(what).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

    def metadata(self):
        places = {"authorization": "authorize", "token": "token"}
        return {
            "issuer": self.url,
            **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in places.items()},
            "jwks_uri": f"{self.url}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self):
        numbers = self.key.public_key().public_numbers()
        return {"keys": [{"kty": "RSA", "kid": "1", "alg": "RS256", "use": "sig",
                          "n": _number(numbers.n), "e": _number(numbers.e)}]}  # fmt: skip

    def token(self):
        """A signed JWT that says who this is."""
        now = int(time.time())
        claims = {"iss": self.url, "sub": f"id of {self.person}", "aud": "unrolled", "iat": now,
                  "exp": now + 600, "nonce": self.nonce, "name": self.person}  # fmt: skip
        head = {"alg": "RS256", "kid": "1", "typ": "JWT"}
        said = ".".join(_plain(json.dumps(part).encode()) for part in (head, claims))
        signature = self.key.sign(said.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{said}.{_plain(signature)}"


def _plain(body):
    return urlsafe_b64encode(body).rstrip(b"=").decode()


def _number(value):
    return _plain(value.to_bytes((value.bit_length() + 7) // 8, "big"))
