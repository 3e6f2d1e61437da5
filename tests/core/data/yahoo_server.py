"""A Yahoo on the loopback address: what it answers is set by the test; nothing leaves the machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

from yfinance._http import new_session

DAY = 86_400
OPENING = 1_704_292_200  # 2024-01-03 14:30 UTC, 9:30 in New York, a Wednesday


class FakeYahoo:
    """Answers chart and search requests; `trouble` is "", "rate_limit", "html", "server_error" or "empty"."""

    def __init__(self):
        self.trouble = ""
        self.exchange = "NMS"
        self.days = [0, 1, 2, 5, 6]  # Wednesday to Friday, Monday, Tuesday
        self.session_end = OPENING + 6 * DAY + 6 * 3600
        self.asked = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def session(self):
        """A yfinance session that finds Yahoo here."""
        port = self.server.server_address[1]

        class Loopback(type(new_session())):
            def request(self, method, url, *args, **kwargs):
                target = urlparse(url)
                return super().request(method, f"http://127.0.0.1:{port}{target.path}", *args, **kwargs)

        return Loopback()

    def reply(self, path, query):
        """Status, content type and body."""
        if "getcrumb" in path:
            return 200, "text/plain", "crumb"
        if self.trouble == "rate_limit":
            return 429, "text/plain", "Too Many Requests"
        if self.trouble == "html":
            return 200, "text/html", "<html>We'll be back</html>"
        if self.trouble == "server_error":
            return 500, "text/html", "<html>Internal Server Error</html>"
        if path.startswith("/v8/finance/chart/"):
            symbol = path.rsplit("/", 1)[1]
            if symbol == "NOSUCH":
                error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
                return 404, "application/json", json.dumps({"chart": {"result": None, "error": error}})
            return 200, "application/json", json.dumps(self.chart(symbol) | self._nothing())
        if path == "/v1/finance/search":
            quotes = [
                {"symbol": "AAPL", "longname": "Apple Inc.", "exchDisp": "NASDAQ", "quoteType": "EQUITY"},
                {"symbol": "APLE", "shortname": "Apple Hospitality", "exchange": "NYQ"},
                {"name": "a private company without a symbol"},
            ]
            return 200, "application/json", json.dumps({"quotes": quotes, "news": []})
        if path.startswith("/v10/finance/quoteSummary"):
            return 404, "application/json", json.dumps({"quoteSummary": {"result": None, "error": None}})
        return 200, "application/json", json.dumps({"quoteResponse": {"result": [], "error": None}})

    def _nothing(self):
        """A share that is known but was not traded."""
        if self.trouble != "empty":
            return {}
        about = self.chart("X")["chart"]["result"][0] | {"timestamp": [], "indicators": {"quote": [{}]}}
        return {"chart": {"result": [about], "error": None}}

    def chart(self, symbol):
        stamps = [OPENING + day * DAY for day in self.days]
        prices = [100.0 + n for n in range(len(stamps))]
        meta = {
            "currency": "USD",
            "symbol": symbol,
            "exchangeName": self.exchange,
            "instrumentType": "EQUITY",
            "exchangeTimezoneName": "America/New_York",
            "priceHint": 2,
            "validRanges": ["1d", "6mo", "1y", "2y", "5y", "10y", "max"],
            "currentTradingPeriod": {
                "regular": {
                    "start": stamps[-1],
                    "end": self.session_end,
                    "timezone": "EST",
                    "gmtoffset": -18000,
                }
            },
        }
        quote = {
            "open": prices,
            "high": [price + 2 for price in prices],
            "low": [price - 2 for price in prices],
            "close": [price + 1 for price in prices],
            "volume": [1000] * len(prices),
        }
        adjusted = [{"adjclose": [(price + 1) / 2 for price in prices]}]
        result = {
            "meta": meta,
            "timestamp": stamps,
            "events": {},
            "indicators": {"quote": [quote], "adjclose": adjusted},
        }
        return {"chart": {"result": [result], "error": None}}

    def _handler(self):
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                address = urlparse(self.path)
                fake.asked.append(address.path)
                status, kind, body = fake.reply(address.path, parse_qs(address.query))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            do_POST = do_GET

            def log_message(self, *args):
                pass

        return Handler
