"""matplotlib's SVG made light: a page holds dozens, and nobody sees the digits left out."""

import re
from xml.etree import ElementTree

_FAMILY = "Arial, Helvetica, sans-serif"


def lighter(svg: bytes, *, size: float) -> str:
    """The SVG without metadata, wrappers, clip paths and needless digits; text is ``size`` high."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {
            key.rpartition("}")[2]: value
            for key, value in element.attrib.items()
            if key != "clip-path"
        }
    used = {e.get("href", "")[1:] for e in root.iter("use")}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("metadata", "style", "clipPath"):
                parent.remove(child)
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)
        element.tail = None
        if element.tag != "text":
            element.text = None
        _plain_attributes(element, size)
    _unwrap(root)
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": root.attrib["viewBox"],
        "width": _short(root.attrib["width"].removesuffix("pt"), 4 / 3),
        "height": _short(root.attrib["height"].removesuffix("pt"), 4 / 3),
        "font-family": _FAMILY,
        "font-size": f"{size:g}",
        "stroke-linejoin": "round",
    }
    return ElementTree.tostring(root, encoding="unicode")


def _plain_attributes(element: ElementTree.Element, size: float) -> None:
    """Turn a style into attributes, leave out what the root says, and shorten numbers."""
    rules = (rule.partition(":") for rule in element.attrib.pop("style", "").split(";") if rule)
    for key, _, value in rules:
        element.attrib[key.strip()] = value.strip()
    if element.tag == "text":
        element.attrib.pop("font-family", None)
        element.attrib.pop("transform", None)  # all text is horizontal and placed by x and y
        if element.get("font-size") == f"{size:g}px":
            element.attrib.pop("font-size")
        if element.get("text-anchor") == "start":
            element.attrib.pop("text-anchor")
    for key in ("d", "x", "y", "transform"):
        if key in element.attrib:
            squeezed = re.sub(
                r"-?\d+\.?\d*(?:e-?\d+)?", lambda n: _short(n[0]), element.attrib[key]
            )
            element.attrib[key] = re.sub(r"\s+", " ", squeezed).strip()


def _short(number: str, times: float = 1.0) -> str:
    short = f"{float(number) * times:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def _unwrap(parent: ElementTree.Element) -> None:
    children: list[ElementTree.Element] = []
    for child in list(parent):
        _unwrap(child)
        if child.tag in ("g", "defs") and not child.attrib and (child.tag == "g" or not len(child)):
            children.extend(child)
        else:
            children.append(child)
    parent[:] = children
