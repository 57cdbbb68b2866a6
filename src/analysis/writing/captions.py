"""What a report's tables and figures are called: said once, so that a notebook only arranges.

An exhibit is the keywords that ``page.table`` or ``page.figure`` takes besides the frame or the
chart: ``page.table(rows, **about.claims)``.
"""


def table(name: str, caption: str, *needs: str, **more) -> dict:
    """A table: its download's name, its caption, and the returns that it is made from.

    ``more`` goes to ``page.table`` as it is: ``open=False``, ``note="..."``.
    """
    return {"name": name, "caption": caption, "needs": list(needs), **more}


def figure(name: str, subtitle: str, *needs: str) -> dict:
    """A figure: its data's name, its statistical subtitle, and the returns it is made from."""
    return {"name": name, "subtitle": subtitle, "needs": list(needs)}
