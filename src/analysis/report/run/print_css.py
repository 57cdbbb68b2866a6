"""What every printed sheet of a page carries in its margins."""

import re


def sheet(marks: tuple[str, ...], *, title: str) -> str:
    """The rules that print a page's marks at the head of every sheet, title and number below."""
    look = "font: 7.5pt Arial, Helvetica, sans-serif; color: #4d555b"
    boxes = (
        ("top-left", _quoted(" · ".join(marks)), f"{look}; font-weight: 700"),
        ("bottom-left", _quoted(title), look),
        ("bottom-right", '"Page " counter(page) " of " counter(pages)', look),
    )
    inside = " ".join(f"@{place} {{ content: {what}; {how}; }}" for place, what, how in boxes)
    return f"\n@page {{ {inside} }}\n"


def _quoted(text: str) -> str:
    """A text as a CSS string that cannot end the string, the rule or the style element."""
    safe = re.sub(r'[\\"<>&\x00-\x1f]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{safe}"'
