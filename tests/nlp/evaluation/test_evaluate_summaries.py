from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.records import Article, Role
from corpus.summaries import SourceText, SummaryItem, read_summaries
from nlp.evaluation.evaluate_summaries import ROUGES, evaluate_summaries, faithfulness, oracle
from nlp.evaluation.metrics import Tokenizer, mean, rouge
from nlp.evaluation.signature import Signature
from nlp.evaluation.summary_sources import articles_of, sentences_of

SIGNATURE = Signature("thử#0123456789ab", "rouge", "máy")
BODY = ("Sáng nay trời mưa to.", "Tỉnh xếp thứ 3 về PAPI. Năm ngoái xếp thứ 9.", "Ông Nam vui mừng.")
ITEM = SummaryItem("1", (SourceText("Tỉnh vào tốp ba", BODY),), ("Tỉnh xếp thứ 3 về PAPI, ông Nam vui.",))


def last_sentence(_: SummaryItem, articles: tuple[Article, ...]) -> str:
    return sentences_of(articles[-1])[-1]


def test_articles_are_built_as_the_cleaner_builds_them() -> None:
    (article,) = articles_of(ITEM)
    assert article.title == "Tỉnh vào tốp ba"
    assert [block.span.of(article.text) for block in article.blocks_of(Role.BODY)] == list(BODY)
    assert len(sentences_of(article)) == 4


def test_the_system_stands_beside_lead_and_oracle() -> None:
    report = evaluate_summaries([ITEM], last_sentence, signature=SIGNATURE)
    assert [name for name, _ in report.systems] == ["máy", "LEAD-1", "LEAD-2", "LEAD-3", "ORACLE-3"]
    texts = {name: outcomes[0].text for name, outcomes in report.systems}
    assert texts["máy"] == "Ông Nam vui mừng."
    assert texts["LEAD-2"] == "Sáng nay trời mưa to. Tỉnh xếp thứ 3 về PAPI."
    assert texts["ORACLE-3"] == "Tỉnh xếp thứ 3 về PAPI. Ông Nam vui mừng."
    assert report.predictions[0].text == texts["máy"]
    best = report.outcomes("ORACLE-3")[0].syllable.rouge_1
    assert all(outcomes[0].syllable.rouge_1 <= best for _, outcomes in report.systems)
    assert set(report.scores) == {f"rouge_{n}.{kind}" for n in "12l" for kind in ("syllable", "ascii")}


def test_the_lead_of_several_articles_is_that_of_the_first() -> None:
    item = SummaryItem("1", (SourceText("", ("Một.",)), SourceText("", ("Tỉnh xếp thứ 3.",))), ("Tỉnh xếp thứ 3.",))
    report = evaluate_summaries([item], last_sentence, signature=SIGNATURE)
    assert report.outcomes("LEAD-3")[0].text == "Một."
    assert report.outcomes("ORACLE-3")[0].text == "Tỉnh xếp thứ 3."


def test_nothing_to_score_is_an_error() -> None:
    with pytest.raises(SourceError):
        evaluate_summaries([], last_sentence, signature=SIGNATURE)


def test_a_model_named_like_a_baseline_is_refused() -> None:
    with pytest.raises(ValueError, match="LEAD-1"):
        evaluate_summaries([ITEM], last_sentence, signature=Signature("thử#0", "rouge", "LEAD-1"))


def test_oracle_stops_when_nothing_is_gained() -> None:
    assert oracle(["a b c", "d e f", "x y"], ["a b c d e f"], most=3) == ["a b c", "d e f"]
    assert oracle(["a b c", "d e f"], ["a b c d e f"], most=1) == ["a b c"]
    assert oracle([], ["a"]) == []
    assert oracle(["x"], ["a"]) == []


def test_invented_figures_are_unfaithful() -> None:
    source = "Tỉnh xếp thứ 3 về PAPI."
    assert faithfulness("Tỉnh đứng thứ 3.", source) == 1
    assert faithfulness("Tỉnh đứng thứ 3. Tỉnh đạt 99 điểm.", source) == 0.5


def test_lead_of_the_news_comes_near_the_published_figures(shared: Path) -> None:
    items = list(read_summaries(shared / "data/summaries_dev/vietnews_dev_2000.jsonl.xz"))
    for kind, published in ((Tokenizer.SYLLABLE, (27.2, 14.4, 20.6)), (Tokenizer.ASCII, (53.1, 22.5, 32.7))):
        scores = [rouge(item.documents[0].body[0], item.references, kind) for item in items]
        found = [100 * mean(getattr(score, name) for score in scores) for name in ROUGES]
        assert found == pytest.approx(published, abs=0.3)
