"""The one article that all examples of the OpenAPI document speak of: send it, and the other examples work. Data."""

from __future__ import annotations

from typing import Final

BODY: Final = "Huyện Yên Lạc vừa gieo cấy xong 4.520 ha lúa."
SENT: Final = f"Chia sẻ Facebook Zalo\n\nVụ xuân ở Yên Lạc\n\nĐăng lúc: 08:30:00 12/04/2024 (GMT+7)\n\n{BODY}"
CLEANED: Final = SENT.partition("\n\n")[2]
ARTICLE_ID: Final = "241fe689407b"  # what the server makes of that text; a test holds it
QUESTION: Final = "Huyện gieo cấy bao nhiêu ha lúa?"
GIVEN: Final = "4.520"
BODY_START: Final = CLEANED.index(BODY)
GIVEN_START: Final = CLEANED.index(GIVEN)
