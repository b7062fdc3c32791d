"""Words that say little about what a text is about. Data only, plus their unmarked spellings.

Kept to words that are function words in nearly every use: "công", "thành", "nhà" carry names and stay out.
"""

from __future__ import annotations

from typing import Final

from nlp.language.orthography import canonical, fold


def _set(words: str) -> frozenset[str]:
    return frozenset(canonical(words).split())


#: Syllables that ask: they shape the expected answer and are not expected beside it.
QUESTION_WORDS: Final = _set("ai gì nào đâu sao mấy bao nhiêu nao chi hả hử nhỉ à ư không chưa phải hay")

#: Function words: particles, prepositions, conjunctions, pronouns, auxiliaries.
FUNCTION_WORDS: Final = _set("""
    là và của có được các những cho với để từ trong ngoài trên dưới vào ra lên xuống đến tới về ở tại do vì nên bởi bằng
    thì mà nhưng song còn cũng đã đang sẽ vẫn cứ vừa mới từng rồi nữa lại này kia đó đây ấy nọ thế vậy như khi lúc nếu
    một mỗi mọi cả chỉ rất quá lắm hơn nhất bị phải cần nên hãy đừng chớ không chưa chẳng theo qua sau trước giữa cùng
    nhau mình tôi ta chúng họ nó hắn anh chị ông bà em cô chú bác người ai gì nào sao đâu mấy bao nhiêu việc sự cái con
    chiếc bản thân riêng ngay đều luôn thường hay hoặc tuy dù mặc nhiên bên cạnh đối hiện nay
    xin vâng ạ nhé nhỉ à ư ơi thôi đi làm cho biết rằng nói cụ thể thuộc gồm nhằm cách
    the of and to in a an is are was were for on by with
""")

#: All of them in unmarked spelling, for texts and questions without marks.
FOLDED_STOPWORDS: Final = frozenset(fold(word) for word in FUNCTION_WORDS | QUESTION_WORDS)
STOPWORDS: Final = FUNCTION_WORDS | QUESTION_WORDS
