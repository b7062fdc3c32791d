"""Characters that only look like something else, or like nothing. Tables without logic."""

from __future__ import annotations

from typing import Final

#: Everything some program takes for the end of a line, the two-character one first.
LINE_ENDS: Final = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")

#: Blanks of every width that stand for a plain space: tab, no-break, en, em, thin, ideographic, Braille blank, …
SPACES: Final = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3000\u3164\uffa0"
)

#: Characters without width that split a word for a machine only: soft hyphen, zero-width space and joiners,
#: direction marks, byte-order mark, the object sign that browsers copy in place of a picture.
INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb\ufffc"
)

#: C0 and C1 controls but for the line feed; NUL among them. Tab, VT, FF, CR and NEL never come this far.
CONTROLS: Final = "".join(map(chr, [*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)]))
