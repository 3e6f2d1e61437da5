"""A take-home script from its templates."""

from collections.abc import Sequence
from pathlib import Path

from core.takehome.recurrent import layer_sections
from core.takehome.settings import Settings, settings_block
from core.takehome.template import Choices, about, filled, imports, sections, source

TEMPLATES = Path(__file__).with_name("templates")


def written(
    folder: Path,
    before: Sequence[str],
    after: Sequence[str],
    *,
    cell: str,
    packages: str,
    settings: Settings,
    choices: Choices,
    stepped: bool = False,
) -> str:
    """Write a script: head, settings, functions.

    Args:
        folder: Of the task's templates, among them its `settings.py`; others are those of all tasks.
        before: Names of those that come before the recurrent layer.
        after: Names of those that come after it. What the last one says of itself, the script says too.
        packages: What has to be installed.
        stepped: See `layer_sections`.
    """
    first, last = ([_template(folder, name) for name in names] for names in (before, after))
    functions = [section for path in first for section in sections(path, choices)]
    functions += layer_sections(cell, choices, stepped=stepped)
    functions += [section for path in last for section in sections(path, choices)]
    said = {"ABOUT": about(last[-1]).strip("\n"), "PACKAGES": packages}
    paths = (TEMPLATES / "settings.py", folder / "settings.py")  # a task's own say more
    top = [
        filled(source(TEMPLATES / "head.py"), said),
        imports([*first, *last, *TEMPLATES.glob("*.py")], "\n".join(functions)),
        settings_block(paths, settings, choices),
    ]
    return "\n\n\n".join(["\n\n".join(top), *functions]) + "\n"


def _template(folder: Path, name: str) -> Path:
    own = folder / f"{name}.py"
    return own if own.exists() else TEMPLATES / own.name
