"""Which files of labelled texts an experiment has scored, and how what is to be used did there."""

from collections.abc import Sequence
from typing import Any

from core.store.findings import Finding, keep_finding, kept_finding, kept_findings
from core.store.store import Store
from core.tasks.sentiment.moved_texts import MovedTexts
from core.tasks.sentiment.new_texts.promised import Promised

KIND = "scored"


def record(
    store: Store, id: str, content: str, name: str, sent: str, found: Sequence[Promised],
    moved: MovedTexts | None,
) -> None:  # fmt: skip
    """Keep how a file was told; the same file told in the same way is kept once.

    Args:
        content: Hash of the file.
        sent: The method to be used; without it the first that told.
    """
    one = next((each for each in found if each.method == sent), None) or next(iter(found), None)
    if one is None:
        return
    body: dict[str, Any] = {
        "name": name, "method": one.method, "right": one.right, "labelled": one.labelled,
        "interval": [one.low, one.high], "promised": one.promised, "finding": one.finding,
        "moved": [each.name for each in moved.moved] if moved else [],
    }  # fmt: skip
    before = kept_finding(store.engine, id, KIND, content)
    if before is None or before.body != body:
        keep_finding(store.engine, id, KIND, body, key=content)


def recorded(store: Store, id: str) -> list[Finding]:
    """All of them, the newest first."""
    return kept_findings(store.engine, id, KIND)
