"""The addresses of the desk that can be looked at: those without an argument, and those of things that are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver, reverse

LEFT_OUT = ("api/", "languagetool")
"""Programs ask there, with keys."""


def names(resolver: URLResolver | None = None) -> Iterator[str]:
    """The names of all addresses that people look at."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) not in LEFT_OUT:
                yield from names(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name and not pattern.name.startswith(LEFT_OUT):
            yield pattern.name


def addresses(things: Mapping[str, object]) -> dict[str, str]:
    """Every address by its name; `things` are the arguments, by the longest word that a name begins with."""
    found = {}
    for name in names():
        takes = next(iter(get_resolver().reverse_dict.getlist(name)))[0][0][1]
        fitting = [word for word in things if name == word or name.startswith(f"{word}-")]
        if not takes:
            found[name] = reverse(name)
        elif fitting and things[max(fitting, key=len)] is not None:
            found[name] = reverse(name, args=[things[max(fitting, key=len)]])
    return found
