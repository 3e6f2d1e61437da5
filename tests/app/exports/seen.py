"""What a browser would make of a report."""

from html.parser import HTMLParser

FETCHES = ("src", "href", "data", "action", "srcset", "poster")


class Seen(HTMLParser):
    """Its texts, its elements, and what it would fetch."""

    def __init__(self, body):
        super().__init__()
        self.texts, self.tags, self.fetched = [], [], []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.fetched += [value for name, value in attrs if name in FETCHES]

    def handle_data(self, data):
        if self.tags[-1:] not in (["script"], ["style"]):
            self.texts.append(data)
