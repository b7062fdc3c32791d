"""Every text of the command line, Vietnamese and English. A table: no logic but the look-up."""

from __future__ import annotations

import re
from typing import Final, Literal

from nlp.console.english import ENGLISH_ERRORS

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

TEXTS: dict[str, tuple[str, str]] = {
    # ── help ─────────────────────────────────────────────────────────────────────────────────────────────────────
    "program": (
        "hoibao (hỏi báo): làm sạch, tóm tắt và hỏi đáp bài báo tiếng Việt, có dẫn chứng, chạy ngoại tuyến.",
        "hoibao (ask the newspaper): cleans, summarises and questions Vietnamese articles, with evidence, offline.",
    ),
    "exit-codes": (
        "Mã thoát: 0 xong (kể cả khi câu trả lời là “không có trong bài”), 2 sai cách dùng, 3 đầu vào hỏng, "
        "4 thiếu hoặc hỏng mô hình, 5 điểm dưới mức chuẩn (evaluate check), 130 bị ngắt bằng Ctrl-C.",
        "Exit codes: 0 done (also when the article does not say), 2 usage, 3 bad input, 4 model missing or damaged, "
        "5 score below the baseline (evaluate check), 130 Ctrl-C.",
    ),
    "usage": ("cách dùng: ", "usage: "),
    "group-commands": ("các lệnh", "commands"),
    "metavar-command": ("LỆNH", "COMMAND"),
    "metavar-task": ("VIỆC", "TASK"),
    "group-arguments": ("đối số", "arguments"),
    "group-options": ("tùy chọn", "options"),
    "help": ("in hướng dẫn này rồi thoát", "show this help and exit"),
    "version": ("in phiên bản rồi thoát", "show the version and exit"),
    "lang": (
        "ngôn ngữ của thông báo: vi hoặc en (mặc định lấy từ HOIBAO_LANG, rồi vi)",
        "language of messages: vi or en",
    ),
    "ask": (
        "hỏi một hay nhiều bài; không có -q thì mở dấu nhắc hỏi đáp",
        "ask one or more articles; without -q opens a prompt",
    ),
    "summarise": ("tóm tắt một hay nhiều bài", "summarise one or more articles"),
    "clean": ("làm sạch một trang, giữ lại bài báo", "clean a page down to its article"),
    "evaluate": ("chấm điểm trên bài đã gán nhãn", "score on annotated articles"),
    "evaluate-qa": (
        "chấm hỏi đáp: EM, F1, có và không có trong bài",
        "score question answering: EM, F1, answerable and not",
    ),
    "evaluate-summary": ("chấm tóm tắt: ROUGE-1/2/L bên cạnh LEAD", "score summaries: ROUGE-1/2/L beside LEAD"),
    "evaluate-report": (
        "lập báo cáo HTML, JSON, Markdown so sánh các hệ",
        "write an HTML, JSON and Markdown report comparing systems",
    ),
    "evaluate-diff": (
        "so hai tệp dự đoán: câu nào tốt lên, câu nào kém đi",
        "compare two prediction files by question",
    ),
    "evaluate-check": (
        "so điểm với mức chuẩn; thoát mã 5 nếu tụt",
        "compare scores with a baseline; exit 5 when they fell",
    ),
    "evaluate-validate": (
        "kiểm tra tệp gán nhãn, chỉ từng lỗi theo số dòng",
        "explain each fault of an annotated file by its line",
    ),
    "evaluate-sample": ("rút ngẫu nhiên một số câu để xem tận mắt", "draw some questions for a spot check"),
    "models": ("liệt kê bộ đọc và bộ tóm tắt", "list readers and summarisers"),
    "serve": (
        "mở trang web và API trên máy này; cần hoibao[web]",
        "open the page and the API on this machine; needs hoibao[web]",
    ),
    "serve-host": (
        "địa chỉ để lắng nghe (mặc định 127.0.0.1); ngoài máy này thì phải đặt HOIBAO_TOKEN",
        "address to listen on (default 127.0.0.1); beyond this machine HOIBAO_TOKEN must be set",
    ),
    "serve-port": ("cổng (mặc định 8000; 0 là cổng trống bất kỳ)", "port (default 8000; 0 takes any free one)"),
    "serve-library": ("thư viện để tìm và hỏi trên trang", "library to search and ask on the page"),
    "serve-notes": (
        "thư mục lưu chú giải (mặc định ./annotations, tạo khi lưu lần đầu)",
        "folder for annotations (default ./annotations, made on the first save)",
    ),
    "serve-report": ("thư mục của evaluate report để xem trên trang", "folder of an evaluate report to show"),
    "serving": ("hoibao đang chạy ở {address} (Ctrl-C để dừng)", "hoibao is running at {address} (Ctrl-C stops it)"),
    "port-value": ("một số từ 0 đến 65535", "a number from 0 to 65535"),
    "source": (
        "tệp .txt, .md, .html, .pdf, .docx, địa chỉ http(s), hoặc - cho đầu vào chuẩn",
        "a .txt, .md, .html, .pdf or .docx file, an http(s) address, or - for standard input",
    ),
    "question": ("câu hỏi (có thể lặp lại)", "a question (may be repeated)"),
    "questions": ('tệp JSONL, mỗi dòng {{"id", "question"}}', 'a JSONL file, one {{"id", "question"}} a line'),
    "json": ("in JSON, mỗi kết quả một dòng", "print JSON, one result a line"),
    "reader": ("bộ đọc: {names} hoặc hf:TÊN (mặc định {default})", "reader: {names} or hf:NAME (default {default})"),
    "summariser": (
        "bộ tóm tắt: {names} hoặc hf:TÊN (mặc định {default})",
        "summariser: {names} or hf:NAME (default {default})",
    ),
    "top": ("số phương án khác được nêu (mặc định 5)", "how many candidates to give (default 5)"),
    "offline": ("không dùng mạng, kể cả để tải mô hình", "never use the network, not even for a model"),
    "sentences": (
        "số câu của bản tóm tắt (mặc định: small tự chọn 1–3, các bộ khác 3)",
        "sentences in the summary (default: small chooses 1–3, the others give 3)",
    ),
    "words": ("số tiếng của bản tóm tắt", "Vietnamese syllables in the summary"),
    "headline": ("đề xuất ba tít cho mỗi bài", "propose three headlines for each article"),
    "facts": (
        "bảng dữ kiện để kiểm tra: ai, khi nào, ở đâu, bao nhiêu",
        "a sheet of facts to check: who, when, where, how many",
    ),
    "fact-who": ("Ai", "Who"),
    "fact-when": ("Khi nào", "When"),
    "fact-where": ("Ở đâu", "Where"),
    "fact-how-many": ("Bao nhiêu", "How many"),
    "explain": ("nói bước nào bỏ dòng nào", "say which step dropped what"),
    "data": ("tệp dữ liệu: JSONL (.xz), SQuAD/ViQuAD JSON, CSV/TSV", "data: JSONL (.xz), SQuAD/ViQuAD JSON, CSV/TSV"),
    "predictions": ("ghi dự đoán ra tệp JSONL này", "write predictions to this JSONL file"),
    "from": ("chấm dự đoán có sẵn trong tệp này, không chạy bộ đọc", "score the predictions in this file"),
    "limit": ("chỉ lấy N mục (rút ngẫu nhiên theo --seed)", "take N items only (drawn at random by --seed)"),
    "seed": ("hạt giống ngẫu nhiên (mặc định 1)", "random seed (default 1)"),
    "out": ("thư mục ghi báo cáo", "folder for the report"),
    "baseline": ("tệp điểm chuẩn (JSON)", "baseline scores (JSON)"),
    "tolerance": (
        "được kém mức chuẩn bao nhiêu điểm (mặc định 0,5)",
        "points a score may fall below the baseline (default 0.5)",
    ),
    "split": ("chỉ lấy phần dev hoặc test của bộ có chia", "take only the dev or test split"),
    "number": ("số câu cần rút (mặc định 50)", "how many to draw (default 50)"),
    "stdin-once": ("- (đầu vào chuẩn) chỉ dùng được một lần", "- (standard input) can be used only once"),
    "stdin-question": (
        "khi bài đến từ đầu vào chuẩn (-), hãy cho câu hỏi bằng -q hoặc --questions",
        "with the article on standard input (-), give the questions with -q or --questions",
    ),
    "task-reader": ("bộ đọc", "reader"),
    "task-summariser": ("tóm tắt", "summariser"),
    # ── libraries ────────────────────────────────────────────────────────────────────────────────────────────────
    "library": (
        "thư viện: nhiều bài báo trong một thư mục, tìm và hỏi được",
        "libraries: a searchable folder of articles",
    ),
    "library-add": (
        "thêm tệp, thư mục, mẫu tên, JSONL, địa chỉ trang, sitemap hay RSS vào thư viện",
        "add files, folders, patterns, JSONL, pages, sitemaps or RSS feeds",
    ),
    "library-build": (
        "dựng thư viện lớn thành nhiều mảnh, song song, từ JSONL hoặc Parquet; chạy lại thì làm tiếp",
        "build a large library in shards, in parallel, from JSONL or Parquet; resumes",
    ),
    "library-built": (
        "Xong {shards} mảnh ({skipped} đã có từ trước): thư viện có {articles} bài, {passages} đoạn; "
        "{failed} dòng lỗi (ghi ở shards/*.errors.jsonl); ở {folder}.",
        "{shards} shards ({skipped} from before): {articles} articles, {passages} passages; "
        "{failed} rows at fault (in shards/*.errors.jsonl); in {folder}.",
    ),
    "no-articles": (
        "cần ít nhất một bài báo, nhưng không nguồn nào cho bài nào. Hãy kiểm tra đường dẫn và nội dung các tệp.",
        "expected at least one article, but no source gave any. Check the paths and what the files hold.",
    ),
    "shard-rows": ("số dòng mỗi mảnh (mặc định 50000)", "rows a shard (default 50000)"),
    "library-list": ("liệt kê các bài, mới nhất trước", "list the articles, newest first"),
    "library-show": ("in một bài, nơi lấy và các bài gần giống", "show an article, its origins and near-duplicates"),
    "library-remove": ("bỏ một hay nhiều bài", "remove articles"),
    "library-check": ("kiểm tra kho bài và chỉ mục", "check the store and the index"),
    "library-stats": (
        "{articles} bài, {passages} đoạn, {links} cặp gần giống; ngày {first_day}–{last_day}; "
        "kho {store_bytes} byte, chỉ mục {index_bytes} byte",
        "{articles} articles, {passages} passages, {links} near-duplicate pairs; days {first_day}–{last_day}; "
        "store {store_bytes} bytes, index {index_bytes} bytes",
    ),
    "library-statistics": ("thư viện có gì, lớn bao nhiêu", "what a library holds and how large it is"),
    "library-folder": ("thư mục thư viện", "the library's folder"),
    "library-source": (
        "tệp, thư mục, mẫu tên (*.txt), JSONL (.xz), địa chỉ http(s), sitemap hay RSS",
        "a file, folder, pattern (*.txt), JSONL (.xz), http(s) address, sitemap or RSS feed",
    ),
    "library-name": ("mã bài (hoặc phần đầu) hay nơi lấy bài", "an article's id (or its beginning) or origin"),
    "library-added": (
        "Thêm {added} bài, thay {replaced}, đã có {known}; bỏ qua {skipped} tệp không phải bài, {failed} lỗi.",
        "Added {added}, replaced {replaced}, known {known}; skipped {skipped} other files, {failed} failed.",
    ),
    "library-removed": ("Đã bỏ {count} bài.", "Removed {count}."),
    "library-rebuilt": ("Đã dựng lại chỉ mục: {count} đoạn.", "Rebuilt the index: {count} passages."),
    "library-sound": ("Thư viện nguyên vẹn.", "The library is sound."),
    "library-origin": ("Lấy từ: {origin}", "From: {origin}"),
    "library-near": ("Gần giống {share}%: {id}", "{share}% alike: {id}"),
    "library-no-source": ("(không rõ nguồn)", "(no source)"),
    "library-progress": ("đang thêm bài", "adding"),
    "evaluate-library": ("chấm hỏi đáp trên nhiều bài: nhóm câu trả lời và bài dẫn", "score questions across articles"),
    "evaluate-retrieval": ("chấm tìm kiếm: recall@k, MRR@10 bên cạnh bm25s", "score retrieval beside bm25s"),
    "texts": ("chỉ lấy N bài đầu của mỗi tệp tin tức", "take the first N articles of each news file"),
    "batch": (
        "làm một việc cho nhiều bài: JSONL, Parquet hoặc thư mục; chạy lại thì làm tiếp",
        "one task over many rows: JSONL, Parquet or a folder of them; resumes",
    ),
    "batch-summarise": ("tóm tắt từng dòng", "summarise every row"),
    "batch-ask": ("hỏi từng dòng", "question every row"),
    "batch-clean": ("làm sạch từng dòng", "clean every row"),
    "batch-input": ("tệp .jsonl, .jsonl.xz, .parquet hoặc thư mục có các tệp ấy", "a data file or a folder of them"),
    "batch-output": ("thư mục kết quả", "folder for the results"),
    "batch-question": (
        "câu hỏi cho mọi dòng, ngoài “question” của dòng (có thể lặp lại)",
        "a question for every row, besides its own (may be repeated)",
    ),
    "engine": ("local, hoặc ray cho nhiều máy (cần hoibao[ray])", "local, or ray for several machines (hoibao[ray])"),
    "batch-done": (
        "Xong {shards} mảnh ({skipped} đã có từ trước): {rows} dòng kết quả, {failed} dòng lỗi, ở {output}.",
        "{shards} shards ({skipped} from before): {rows} rows, {failed} at fault, in {output}.",
    ),
    "library-option": ("hỏi cả thư viện này, thay cho SOURCE", "ask this library, in place of SOURCE"),
    "library-query": ("tóm tắt điều thư viện nói về câu này (cùng --library)", "what to summarise (with --library)"),
    "since": ("chỉ lấy bài đăng từ ngày này (2023, 2023-05, 2023-05-12)", "only articles published from this day on"),
    "until": ("chỉ lấy bài đăng đến hết ngày này", "only articles published up to this day"),
    "source-option": ("chỉ lấy bài của nguồn có các từ này", "only articles whose source has these words"),
    "date-value": ("ngày kiểu 2023, 2023-05 hoặc 2023-05-12", "a day like 2023, 2023-05 or 2023-05-12"),
    "source-or-library": ("cần SOURCE hoặc --library (chỉ một trong hai)", "needs either SOURCE or --library"),
    "query-and-library": ("--query và --library phải đi cùng nhau", "--query and --library go together"),
    "only-with-library": ("{option} chỉ dùng cùng --library", "{option} goes with --library only"),
    "not-in-library": ("không có trong thư viện", "not in the library"),
    "library-disagree": ("Các bài nói khác nhau về cùng một thời điểm.", "The articles disagree about the same time."),
    "library-waiting": (
        "Lưu ý: {count} bài trong thư viện chưa vào chỉ mục nên chưa được hỏi tới (một lệnh thêm bài đang chạy, hoặc "
        "đã dừng giữa chừng). Hãy đợi lệnh ấy xong, hoặc chạy: qa_cli.py library check {folder} --repair",
        "Note: {count} articles of the library are not indexed yet and were not asked (an add is running, or was cut "
        "off). Wait for it to end, or run: qa_cli.py library check {folder} --repair",
    ),
    "library-articles": ("{count} bài", "{count} articles"),
    "library-more": ("… và {count} bài nữa", "… and {count} more"),
    "more-faults": (
        "… và {count} lỗi nữa (ghi tất cả bằng --errors TỆP)",
        "… and {count} more (--errors FILE keeps all)",
    ),
    "workers": ("số tiến trình chạy song song (mặc định: mọi lõi)", "processes to use (default: every core)"),
    "errors": ("ghi mỗi lỗi thành một dòng JSON vào tệp này", "write every fault as a row of this file"),
    "repair": ("dựng lại chỉ mục từ kho bài", "build the index again from the store"),
    # ── results ──────────────────────────────────────────────────────────────────────────────────────────────────
    "not-in-article": ("không có trong bài", "not in the article"),
    "answer-score": ("độ tin cậy {score}", "score {score}"),
    "other-candidates": ("phương án khác", "other candidates"),
    "untitled": ("(không có tiêu đề)", "(untitled)"),
    "prompt": ("Hỏi> ", "Ask> "),
    "prompt-hello": (
        "Đã đọc: {titles}. Gõ câu hỏi rồi Enter; hỏi tiếp kiểu “còn SIPAS?” cũng được. Ctrl-D để thoát.",
        "Read: {titles}. Type a question and Enter; follow-ups work too. Ctrl-D ends.",
    ),
    "dropped": ("bỏ", "dropped"),
    "marked": ("đánh dấu", "marked"),
    "rewritten": ("sửa", "rewritten"),
    "line": ("dòng {line}", "line {line}"),
    "nothing-to-explain": (
        "Không bước nào bỏ, sửa hay đánh dấu dòng nào: cả trang là thân bài.",
        "No step dropped, changed or marked a line: the whole page is body text.",
    ),
    "valid": ("{path}: hợp lệ", "{path}: valid"),
    "fault": ("{path}, dòng {line}: {message}", "{path}, line {line}: {message}"),
    "check-passed": (
        "Không điểm nào tụt quá {tolerance} so với {baseline}.",
        "No score fell more than {tolerance} below {baseline}.",
    ),
    "check-failed": (
        "Điểm tụt quá {tolerance} so với {baseline}:",
        "Scores fell more than {tolerance} below {baseline}:",
    ),
    "written": ("Đã ghi {path}", "Wrote {path}"),
    "interrupted": ("Đã dừng theo yêu cầu.", "Stopped as asked."),
    "system": (
        "Cần đọc và ghi được tệp, nhưng hệ điều hành báo: {found}. Hãy kiểm tra quyền truy cập và chỗ trống trên đĩa.",
        "expected to read and write files, found: {found}. Check permissions and free space.",
    ),
    "error": ("Lỗi: {message}", "Error: {message}"),
    # ── the argument parser's own complaints ─────────────────────────────────────────────────────────────────────
    "missing-arguments": ("còn thiếu: {0}", "missing: {0}"),
    "invalid-choice": ("{0} không nhận {1}; hãy chọn một trong: {2}", "{0} does not take {1}; choose one of: {2}"),
    "unrecognised": ("không hiểu: {0}", "not understood: {0}"),
    "one-argument": ("{0} cần một giá trị theo sau", "{0} needs a value after it"),
    "some-arguments": ("{0} cần ít nhất một giá trị", "{0} needs at least one value"),
    "not-together": ("{0} không đi cùng {1}", "{0} does not go with {1}"),
    "invalid-value": ("{0} không nhận giá trị {2} (cần {1})", "{0} does not take the value {2} (expected {1})"),
    "see-help": ("Xem cách dùng: {program} --help", "See: {program} --help"),
    "positive-integer": ("một số nguyên dương", "a positive integer"),
    "number-value": ("một số không âm", "a number of at least 0"),
    "language-name": ("vi hoặc en", "vi or en"),
}


#: Where the Vietnamese message names a line of a file.
_AT_LINE: Final = re.compile(r"[^\n]{1,400}?, dòng \d+(?=[:,])")


def error_text(error: BaseException, lang: Language) -> str:
    """The message of an error of ours; in English by its code, with its subject (a path, a name) before it."""
    if lang == "vi":
        return str(error)
    line = _AT_LINE.match(str(error))
    subject = (getattr(error, "subject", "") or (line[0] if line else "")).replace(", dòng ", ", line ")
    message = ENGLISH_ERRORS.get(getattr(error, "code", ""), str(error))
    return f"{subject}: {message}" if subject else message


def text(key: str, lang: Language, /, *positions: object, **names: object) -> str:
    """The text of ``key`` in ``lang``, its ``{fields}`` filled in."""
    return TEXTS[key][LANGUAGES.index(lang)].format(*positions, **names)
