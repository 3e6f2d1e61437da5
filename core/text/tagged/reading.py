"""Read the tagged sentences that people bring, in a process of its own; what begins with _ runs there."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.data.encodings import decode
from core.errors import Refusal, UserError
from core.sandbox.answers import Attached
from core.text.tagged.choices import AS_BROUGHT, TaggedChoices
from core.text.tagged.dataset import TaggedSentences, tagged_to_parquet
from core.text.tagged.facts import TaggedFacts
from core.text.tagged.lines import Layout, read_sentences
from core.text.tagged.made import Brought, tagged, where

UPLOAD = "upload"
LARGEST = 60 << 20  # bytes of a file
HEAD = 12  # lines that are shown


@dataclass(frozen=True)
class TaggedRead:
    """Tagged sentences as some choices have them: their facts, or why there are none."""

    head: tuple[str, ...]  # how the first file begins
    layout: Layout | None  # None where it could not be told
    facts: TaggedFacts | None  # the sentences come attached
    refusal: Refusal | None

    def get(self) -> TaggedFacts:
        """The facts; raises the refusal."""
        if self.facts is None:
            raise (self.refusal or Refusal("tagged_empty", {})).error()
        return self.facts


def read_files(
    body: bytes,
    sizes: Sequence[int],
    names: Sequence[str],
    parts: Sequence[str],
    called: str,
    choices: TaggedChoices = AS_BROUGHT,
) -> Attached:
    """To be called apart: a `TaggedRead` of files.

    Args:
        body: All files, one behind the other.
        sizes: Bytes of each.
        parts: What each is for, of `choices.PARTS`.
        called: What all of them together are called.
    """
    bodies, start = [], 0
    for size in sizes:
        bodies.append(body[start : start + size])
        start += size
    head: tuple[str, ...] = ()
    layout: Layout | None = None
    try:
        head = tuple(line[:200] for line in _text(bodies[0]).split("\n")[:HEAD])
        _, layout = read_sentences(_text(bodies[0]), choices)
        data = load_tagged(list(zip(bodies, names, parts, strict=True)), called, choices)
    except UserError as error:
        return Attached(TaggedRead(head, layout, None, Refusal(error.key, error.facts)), b"")
    return Attached(TaggedRead(head, layout, data.facts(), None), tagged_to_parquet(data))


def load_tagged(
    files: Sequence[tuple[bytes, str, str]], called: str, choices: TaggedChoices = AS_BROUGHT
) -> TaggedSentences:
    """Read files here.

    Args:
        files: Content, name and part of each.

    Raises:
        UserError: What is wrong with them; with the file's name, where there are several.
    """
    brought, many = [], len(files) > 1
    for body, name, part in files:
        try:
            brought.append(Brought(read_sentences(_text(body), choices)[0], part, name if many else ""))
        except UserError as error:
            if not many or "line" not in error.facts:
                raise
            line = where(error.facts["line"], name)
            raise UserError(error.key, **error.facts | {"line": line}) from error
    return tagged(brought, name=called, source=UPLOAD)


def _text(body: bytes) -> str:
    if len(body) > LARGEST:
        raise UserError("file_too_large", size_mb=round(len(body) / 2**20, 1), limit_mb=LARGEST >> 20)
    return decode(body)[0]
