"""Abbreviations: those that an article defines, and the common ones of the press.

"cải cách hành chính (CCHC)" makes the two forms mean the same in that article. A short form whose letters are the
initials of the words before it defines itself; English letters ("Chỉ số … (PAPI)") need the table or the noun that
heads the long form. What an article defines goes before what is common.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from corpus.spans import Span
from nlp.language.abbreviation_table import COMMON, HEADS, PASSED_OVER
from nlp.language.orthography import canonical, fold, strip_marks
from nlp.language.terms import syllables

_MAX_SYLLABLES: Final = 25
_MAX_NAME: Final = 14  # syllables of a name found by its head noun alone
_SHORT: Final = r"(?:[A-ZĐƯ]{2,}(?: [A-ZĐƯ]{2,}){1,2}|[A-ZĐƯ]\w*(?:[&.,/\-] ?[A-ZĐƯ0-9]\w*){0,4})"
_LEAD_IN: Final = r"(?:(?:sau đây )?(?:viết|gọi) tắt(?: là)?:? ?|tiếng Anh(?: là)?:? ?)?"
_LONG_THEN_SHORT: Final = re.compile(rf"\(\s*{_LEAD_IN}[“\"]?({_SHORT})[”\"]?\s*\)")
_SHORT_THEN_LONG: Final = re.compile(rf"(?<!\w)({_SHORT})\s*\(([^()\n]{{5,160}})\)")
_STANDS_FOR: Final = re.compile(
    rf"(?<!\w)({_SHORT}) là (?:từ |cụm từ |tên )?viết tắt (?:của|cho)(?: cụm từ| từ)?:? ?[“\"]?([^“”\"()\n.;]{{5,160}})"
)
_WORD: Final = re.compile(r"[^\W_]+")
_CLAUSE_END: Final = re.compile(r"[.;:()“”\"\n]")
_ROMAN: Final = re.compile(r"[IVXLC]+\Z")


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a text gives a long form and its abbreviation."""

    long: Span
    short: Span


def find_definitions(text: str) -> tuple[Definition, ...]:
    """The definitions in a text, in order of their short forms.

    >>> text = "Chỉ số hài lòng của người dân (SIPAS) và cải cách hành chính (CCHC)"
    >>> [(d.long.of(text), d.short.of(text)) for d in find_definitions(text)]
    [('Chỉ số hài lòng của người dân', 'SIPAS'), ('cải cách hành chính', 'CCHC')]
    """
    found = {definition.short: definition for definition in _definitions(text)}
    return tuple(found[short] for short in sorted(found))


def _definitions(text: str) -> Iterator[Definition]:
    for match in _SHORT_THEN_LONG.finditer(text):
        yield from _after(text, Span(*match.span(1)), Span(*match.span(2)))
    for match in _STANDS_FOR.finditer(text):
        short = Span(*match.span(1))
        if _is_short(match[1]):
            yield Definition(_cut_at_comma(text, Span(*match.span(2)), match[1]), short)
    for match in _LONG_THEN_SHORT.finditer(text):
        short = Span(*match.span(1))
        if _is_short(match[1]):
            long = _before(text, match.start(), match[1])
            if long is not None:
                yield Definition(long, short)


def _is_short(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    return upper >= 2 and 2 * upper > len(letters) and len(letters) <= 14 and not _ROMAN.match(text)


def _letters(short: str) -> str:
    return "".join(_plain(letter) for letter in canonical(short) if letter.isalpha())


def _plain(letter: str) -> str:
    """A vowel without its marks, since "QLDA" spells "án" with A; đ stays apart from d."""
    return letter if letter == "đ" else strip_marks(letter)


def _initial(word: str) -> str:
    return _plain(canonical(word)[0])


def _after(text: str, short: Span, inside: Span) -> Iterator[Definition]:
    """ "PAPI (Chỉ số hiệu quả …)": what stands in the brackets spells or heads the short form."""
    long = inside.trim(text)
    words = [match[0] for match in _WORD.finditer(long.of(text))]
    if not _is_short(short.of(text)) or not 2 <= len(words) <= _MAX_SYLLABLES:
        return
    if _align(_letters(short.of(text)), words) == 0 or _head_of(canonical(long.of(text))):
        yield Definition(long, short)


def _head_of(long: str) -> str | None:
    return next((head for head in HEADS if long.startswith(head + " ")), None)


def _cut_at_comma(text: str, long: Span, short: str) -> Span:
    """The long form up to the first comma at which it spells the short form, else up to the first comma."""
    piece = long.of(text)
    ends = [match.start() for match in re.finditer(",", piece)] + [len(piece)]
    for end in ends:
        words = [match[0] for match in _WORD.finditer(piece[:end])]
        if _align(_letters(short), words) == 0:
            return Span(long.start, long.start + end).trim(text)
    return Span(long.start, long.start + ends[0]).trim(text)


def _before(text: str, bracket: int, short: str) -> Span | None:
    """The long form that ends where the bracket opens: by initials, by the table, by its head noun."""
    low = max(0, bracket - 8 * _MAX_SYLLABLES)
    begin = max((match.end() for match in _CLAUSE_END.finditer(text, low, bracket)), default=low)
    words = list(_WORD.finditer(text, begin, bracket))[-_MAX_SYLLABLES:]
    if len(words) < 2:
        return None
    first = _align(_letters(short), [word[0] for word in words])
    if first is None:
        first = _by_table(short, [word[0] for word in words])
    if first is None and short.isupper() and "." not in short and not fold(short).startswith("tp "):
        first = _by_head(words, text)
    if first is None and len(short) >= 3 and short.isupper():
        first = _align(_letters(short), [word[0] for word in words], skipped=1)
    return None if first is None else Span(words[first].start(), words[-1].end())


def _align(letters: str, words: list[str], skipped: int = 0) -> int | None:
    """The index of the word with which the long form begins, when the last words' initials spell ``letters``.

    Small words may be passed over, and ``skipped`` others inside ("đơn vị vật nuôi", ĐVN). Read from the end, so that
    the shortest long form wins.

    >>> _align("qlda", "Ban Quản lý dự án".split())
    1
    >>> _align("khđt", "Sở Kế hoạch và Đầu tư".split()) is None  # K, H, Đ, T are the initials of four syllables
    False
    """
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and _initial(words[at]) != letter:
            small = canonical(words[at]) in PASSED_OVER
            if not small and (not skipped or at == len(words) - 1):
                break
            skipped -= not small
            at -= 1
        if at < 0 or _initial(words[at]) != letter:
            return None
    return at if len(letters) >= 2 else None


def _by_table(short: str, words: list[str]) -> int | None:
    folded = [fold(word) for word in words]
    for known, long in COMMON:
        parts = [fold(part) for part in syllables(long)]
        if fold(known) == fold(short) and folded[-len(parts) :] == parts:
            return len(words) - len(parts)
    return None


def _by_head(words: list[re.Match[str]], text: str) -> int | None:
    """Where a name begins: at "Chỉ số", else at the last capitalised head noun, else at the last in small letters."""
    low = [canonical(word[0]) for word in words]
    heads = [
        (at, head)
        for at in range(len(low) - 1)
        if (head := _head_of(" ".join(low[at:]))) and "," not in text[words[at].start() : words[-1].end()]
    ]
    indexes = [at for at, head in heads if head.endswith("chỉ số")]
    capitalised = [at for at, _ in heads if words[at][0][0].isupper() and len(words) - at <= _MAX_NAME]
    small = [at for at, head in heads if " " in head and len(words) - at <= _MAX_NAME - 4]
    return next((found[-1] for found in (indexes, capitalised, small) if found), None)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Short forms and their meanings, to be looked up in both directions, marks and case aside."""

    pairs: tuple[tuple[str, str], ...]
    _keys: tuple[tuple[str, str, str, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = tuple((_form_key(short), _form_key(long), short, long) for short, long in self.pairs)
        object.__setattr__(self, "_keys", keys)

    def meanings(self, short: str) -> tuple[str, ...]:
        """The long forms of ``short``, the likeliest first; empty when it is not known.

        >>> common().meanings("cchc")
        ('cải cách hành chính',)
        """
        key = _key(short)
        return tuple(long for known, _, _, long in self._keys if known == key)

    def shorts(self, long: str) -> tuple[str, ...]:
        """The short forms of ``long``."""
        key = _key(long)
        return tuple(short for _, known, short, _ in self._keys if known == key)

    def headed_by(self, syllable: str) -> dict[str, tuple[str, ...]]:
        """Short forms whose long form begins with this folded syllable, and the long form's syllables; all folded.

        >>> common().headed_by("huy")["hcv"]
        ('huy', 'chuong', 'vang')
        """
        parts = ((short, tuple(long.split(" "))) for short, long, _, _ in self._keys)
        return {short: long for short, long in parts if long[0] == syllable}

    def expand(self, text: str) -> tuple[str, ...]:
        """The other form of each abbreviation and each long form that ``text`` holds, each once.

        A short form in small letters counts only when it cannot be taken for a Vietnamese syllable.

        >>> common().expand("kết quả CCHC và thủ tục hành chính")
        ('cải cách hành chính', 'TTHC')
        """
        return tuple(dict.fromkeys(other for _, other in self.pairs_in(text)))

    def pairs_in(self, text: str) -> Iterator[tuple[str, str]]:
        """Each abbreviation and each long form that ``text`` holds, with its other form; some more than once."""
        key = f" {_key(text)} "
        upper = f" {' '.join(_SYLLABLES_AND_SIGNS.findall(text))} "
        for short_key, long_key, short, long in self._keys:
            if f" {short_key} " in key and (_unlike_a_syllable(short) or f" {_spaced(short)} " in upper):
                yield short, long
            if f" {long_key} " in key:
                yield long, short

    def including(self, definitions: Iterable[tuple[str, str]]) -> Abbreviations:
        """These with ``(short, long)`` pairs of an article, which replace the common meanings of the same form."""
        own = tuple(dict.fromkeys(definitions))
        defined = {_form_key(short) for short, _ in own}
        return Abbreviations(own + tuple(pair for pair in self.pairs if _form_key(pair[0]) not in defined))


_SYLLABLES_AND_SIGNS: Final = re.compile(r"[^\W_]+")


def _spaced(text: str) -> str:
    return " ".join(_SYLLABLES_AND_SIGNS.findall(text))


def _key(text: str) -> str:
    """Folded, signs as spaces: "KH&ĐT", "kh-đt" and "kh đt" meet."""
    return " ".join(_SYLLABLES_AND_SIGNS.findall(fold(text)))


@functools.lru_cache(maxsize=4096)
def _form_key(form: str) -> str:
    """The key of a short or long form, kept: each question would fold the whole table anew. Never of a text."""
    return _key(form)


def _unlike_a_syllable(short: str) -> bool:
    """True for "CCHC" and "PAPI", false for "TH", "BAN" and "WHO"."""
    letters = fold("".join(letter for letter in short if letter.isalpha()))
    return len(letters) >= 4 or (len(letters) == 3 and not set(letters) & set("aeiouy"))


@functools.cache
def common() -> Abbreviations:
    """The common abbreviations of the press."""
    return Abbreviations(COMMON)


def abbreviations_of(texts: Iterable[str]) -> Abbreviations:
    """What these texts define, before what is common."""
    return common().including(
        (definition.short.of(text), definition.long.of(text)) for text in texts for definition in find_definitions(text)
    )
