"""The desk's signs: our own line drawings on a grid of 20, stroke 1.5, round ends."""

from __future__ import annotations

DRAWINGS = {
    "today": '<circle cx="10" cy="10" r="3.4"/><path d="M10 2.6v1.6M10 15.8v1.6M2.6 10h1.6M15.8 10h1.6M4.8 4.8l1.1 1.1'
    'M14.1 14.1l1.1 1.1M15.2 4.8l-1.1 1.1M5.9 14.1l-1.1 1.1"/>',
    "inbox": '<path d="M3 11.5 5.4 4.6h9.2l2.4 6.9v3.9H3z"/><path d="M3 11.5h4l1.2 2h3.6l1.2-2h4"/>',
    "customers": '<path d="M3.5 16.5v-11l7-2v13M10.5 8h6v8.5M2.5 16.5h15"/>'
    '<path d="M6 8h2M6 11h2M6 14h2M13 11h1M13 14h1"/>',
    "search": '<circle cx="8.8" cy="8.8" r="5.2"/><path d="m12.8 12.8 4 4"/>',
    "settings": '<path d="M3 6h7M14 6h3M3 14h3M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>',
    "record": '<path d="M5 3.5h8.5L15.5 6v10.5H5z"/><path d="M7.5 8.5h5M7.5 11.5h5"/>',
    "person": '<circle cx="10" cy="7" r="3"/><path d="M4 17c.6-3.4 2.9-5 6-5s5.4 1.6 6 5"/>',
    "people": '<circle cx="7.5" cy="7.5" r="2.6"/><path d="M2.5 16c.4-2.9 2.3-4.3 5-4.3s4.6 1.4 5 4.3"/>'
    '<path d="M12.3 5.3a2.5 2.5 0 0 1 0 4.7M14.2 12.1c1.9.5 3 1.8 3.3 3.9"/>',
    "sign-out": '<path d="M11.5 3.5H4.5v13h7M8.5 10h8.5M14 7l3 3-3 3"/>',
    "check": '<path d="m4 10.5 4 4 8-9"/>',
    "close": '<path d="m5 5 10 10M15 5 5 15"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "more": '<path d="M5 10h.01M10 10h.01M15 10h.01"/>',
    "back": '<path d="m12 4.5-5.5 5.5 5.5 5.5"/>',
    "next": '<path d="m8 4.5 5.5 5.5-5.5 5.5"/>',
    "down": '<path d="m5 8 5 5 5-5"/>',
    "clock": '<circle cx="10" cy="10" r="6.8"/><path d="M10 6v4.2l2.8 1.8"/>',
    "note": '<path d="M4 4h12v8.5L12.5 16H4z"/><path d="M12.5 16v-3.5H16"/>',
    "reply": '<path d="M8 5 3.5 9.5 8 14"/><path d="M3.5 9.5H11c3.3 0 5.5 1.7 5.5 5.5"/>',
    "forward": '<path d="m12 5 4.5 4.5L12 14"/><path d="M16.5 9.5H9c-3.3 0-5.5 1.7-5.5 5.5"/>',
    "file": '<path d="M5.5 3h6l3.5 3.5V17h-9.5z"/><path d="M11.5 3v3.5H15"/>',
    "link": '<path d="M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-.9.9"/>'
    '<path d="M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l.9-.9"/>',
    "eye": '<path d="M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z"/><circle cx="10" cy="10" r="2.2"/>',
    "hidden": '<path d="M3.5 3.5l13 13M8 5.3A8 8 0 0 1 10 5c4.8 0 7.5 5 7.5 5a12 12 0 0 1-2 2.6'
    'M12.3 14.7A7 7 0 0 1 10 15c-4.8 0-7.5-5-7.5-5a12 12 0 0 1 2.8-3.3"/>',
    "shield": '<path d="M10 2.8 4 5v4.5c0 3.8 2.5 6.3 6 7.7 3.5-1.4 6-3.9 6-7.7V5z"/>',
    "key": '<circle cx="7" cy="13" r="3.3"/><path d="m9.4 10.6 6.6-6.6M13.5 6.5l2 2"/>',
    "warning": '<path d="M10 3.5 17.5 16.5h-15z"/><path d="M10 8.5v3.5M10 14.3h.01"/>',
    "info": '<circle cx="10" cy="10" r="6.8"/><path d="M10 9.3v4M10 6.7h.01"/>',
    "globe": '<circle cx="10" cy="10" r="6.8"/><path d="M3.2 10h13.6M10 3.2c2 2 3 4.2 3 6.8s-1 4.8-3 6.8'
    'c-2-2-3-4.2-3-6.8s1-4.8 3-6.8z"/>',
    "keyboard": '<path d="M2.5 5.5h15v9h-15z"/><path d="M5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M7 11.7h6"/>',
    "import": '<path d="M10 3v9M6.5 8.8 10 12.3l3.5-3.5M3.5 13.5v3h13v-3"/>',
    "work": '<path d="M4 5h12M4 10h12M4 15h7"/><path d="m13.5 15 1.3 1.3 2.7-2.9"/>',
}
