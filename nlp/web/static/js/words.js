// Every text of the page, Vietnamese and English. A table: no logic but the look-up.
const WORDS = {
  "skip": ["Tới nội dung", "Skip to content"],
  "home": ["hỏi báo, về trang đầu", "hỏi báo, to the start page"],
  "main-nav": ["Chính", "Main"],
  "nav-read": ["Đọc", "Read"],
  "nav-library": ["Thư viện", "Library"],
  "nav-annotate": ["Gán nhãn", "Annotate"],
  "nav-evaluate": ["Đánh giá", "Evaluate"],
  "other-language": ["English", "Tiếng Việt"],
  "theme": ["Giao diện: {theme}", "Theme: {theme}"],
  "theme-auto": ["theo máy", "as the system"],
  "theme-light": ["sáng", "light"],
  "theme-dark": ["tối", "dark"],
  "close": ["Đóng", "Close"],
  "start-title": ["Đọc nhanh một bài báo. Hỏi, và thấy chỗ trả lời.", "Read an article fast. Ask, and see where the answer stands."],
  "start-lead": [
    "Dán bài vào đây. Phần thừa của trang được bỏ đi, bài được tóm tắt từ chính câu chữ của nó, câu trả lời chỉ đúng chỗ làm chứng.",
    "Paste a Vietnamese article. The clutter of its page goes, the summary keeps its own words, and each answer points at its evidence."],
  "source-label": ["Nội dung bài báo, hoặc địa chỉ của bài", "The article's text, or its address"],
  "source-placeholder": ["Dán bài báo, hoặc một địa chỉ https://…", "Paste an article, or an address https://…"],
  "read-article": ["Đọc bài", "Read it"],
  "reading": ["Đang đọc bài", "Reading the article"],
  "choose-file": ["Chọn tệp…", "Choose a file…"],
  "source-hint": [".txt .md .html .pdf .docx, hoặc kéo tệp thả vào trang", ".txt .md .html .pdf .docx, or drop a file on the page"],
  "source-empty": ["Hãy dán nội dung bài, một địa chỉ, hoặc chọn một tệp.", "Paste an article or an address, or choose a file."],
  "open-articles": ["Đang mở", "Open now"],
  "samples": ["Chưa có bài? Thử một bài mẫu", "No article at hand? Try a sample"],
  "drop-here": ["Thả tệp vào đây", "Drop the file here"],
  "another-article": ["Bài khác", "Another article"],
  "show-dropped": ["Hiện phần đã bỏ ({count})", "Show what was dropped ({count})"],
  "nothing-dropped": ["Không bỏ dòng nào", "Nothing was dropped"],
  "untitled": ["(không có tiêu đề)", "(untitled)"],
  "syllables": ["{count} chữ", "{count} syllables"],
  "original": ["bài gốc", "original"],
  "panel": ["Tóm tắt và hỏi đáp", "Summary and questions"],
  "panes": ["Đổi khung", "Switch pane"],
  "pane-paper": ["Bài báo", "Article"],
  "pane-panel": ["Tóm tắt và hỏi", "Summary and questions"],
  "summary": ["Tóm tắt", "Summary"],
  "summary-length": ["Độ dài bản tóm tắt", "Length of the summary"],
  "short": ["Ngắn", "Short"],
  "medium": ["Vừa", "Medium"],
  "long": ["Dài", "Long"],
  "summary-hint": ["Trỏ hoặc chạm vào một câu để thấy nguồn của nó trong bài.", "Point at a sentence to see its source in the article."],
  "sentence-source": ["Xem nguồn của câu {n} trong bài", "Show the source of sentence {n} in the article"],
  "unfaithful": ["Nên kiểm tra lại: câu này nêu số hoặc tên mà bài không có.", "Check this: it states a number or a name that the article does not."],
  "no-summary": ["Bài không có câu nào tóm tắt được.", "The article has no sentence to sum it up with."],
  "copy-cited": ["Chép kèm trích dẫn", "Copy with citation"],
  "copied": ["Đã chép.", "Copied."],
  "summarising": ["Đang tóm tắt", "Summing up"],
  "ask-title": ["Hỏi bài này", "Ask this article"],
  "question-label": ["Câu hỏi", "Question"],
  "question-placeholder": ["Ví dụ: Ai chủ trì cuộc họp?", "In Vietnamese: Ai chủ trì?"],
  "follow-placeholder": ["Hỏi tiếp: còn năm 2020?", "Go on: còn năm 2020?"],
  "ask": ["Hỏi", "Ask"],
  "suggestions": ["Câu hỏi gợi ý", "Suggested questions"],
  "answers": ["Các câu trả lời", "Answers"],
  "looking": ["Đang tìm trong bài", "Looking in the article"],
  "not-in-article": ["Không có trong bài", "Not in the article"],
  "not-in-article-why": ["Bài này không viết điều được hỏi.", "The article does not say."],
  "score": ["độ tin cậy {score}", "score {score}"],
  "normalized": ["hiểu là {value}", "read as {value}"],
  "rank": ["hạng {rank}", "rank {rank}"],
  "rank-of": ["hạng {rank} trên {of}", "rank {rank} of {of}"],
  "understood-as": ["hiểu câu hỏi là: {question}", "question taken as: {question}"],
  "show-evidence": ["Xem chỗ làm chứng trong bài", "Show the evidence in the article"],
  "candidates": ["Phương án khác ({count})", "Other candidates ({count})"],
  "near-misses": ["Chỗ gần nhất trong bài ({count})", "Nearest places in the article ({count})"],
  "remove": ["Xóa", "Remove"],
  "answered": ["{question} Trả lời: {answer}", "{question} Answer: {answer}"],
  "export": ["Xuất bài, tóm tắt, hỏi đáp:", "Export article, summary, answers:"],
  "evidence": ["Dẫn chứng", "Evidence"],
  "questions": ["Hỏi đáp", "Questions"],
  "take-span": ["Lấy làm đáp án", "Take as answer"],
  "annotate-first": ["Hãy mở một bài trước, rồi gán nhãn cho nó.", "Open an article first, then annotate it."],
  "annotate": ["Gán nhãn bài này", "Annotate this article"],
  "author": ["Tên người gán nhãn", "Annotator's name"],
  "new-question": ["Câu hỏi mới", "New question"],
  "edit-question": ["Sửa câu hỏi", "Edit the question"],
  "answer-spans": ["Đáp án: bôi chọn trong bài, hoặc gõ đúng chữ của bài", "Answers: select in the article, or type its exact words"],
  "add": ["Thêm", "Add"],
  "span-missing": ["Bài không có đúng đoạn chữ này.", "The article does not have these exact words."],
  "save": ["Lưu", "Save"],
  "cancel": ["Thôi", "Cancel"],
  "saved": ["Đã lưu.", "Saved."],
  "reference-summary": ["Tóm tắt mẫu", "Reference summary"],
  "use-machine": ["Lấy bản của máy", "Take the machine's"],
  "notes": ["Đã gán nhãn bài này", "Annotations of this article"],
  "no-notes": ["Chưa có chú giải nào.", "Nothing yet."],
  "hidden-answer": ["Đáp án của {author} được ẩn để bạn trả lời độc lập.", "{author}'s answer is hidden so that you answer on your own."],
  "answer-too": ["Tôi cũng trả lời", "I answer it too"],
  "edit": ["Sửa", "Edit"],
  "conflict-theirs": ["Bản đang lưu của {author}:", "What {author} saved:"],
  "overwrite": ["Ghi đè bằng bản của tôi", "Overwrite with mine"],
  "take-theirs": ["Lấy bản đang lưu", "Take theirs"],
  "download-questions": ["Tải questions.jsonl", "Download questions.jsonl"],
  "download-summaries": ["Tải summaries.jsonl", "Download summaries.jsonl"],
  "name-first": ["Hãy điền tên người gán nhãn.", "Fill in the annotator's name."],
  "question-first": ["Hãy điền câu hỏi.", "Fill in the question."],
  "answer-first": ["Hãy chọn một đáp án trong bài, hoặc đánh dấu “không có trong bài”.", "Select an answer, or tick “not in the article”."],
  "evaluate": ["Đánh giá", "Evaluation"],
  "agreement": ["Hai người gán nhãn giống nhau đến đâu", "How far two annotators agree"],
  "agreement-why": [
    "Tính trên những câu mà cả hai cùng trả lời. κ cho biết họ đồng ý bài có trả lời hay không, đã trừ phần trùng nhau do may rủi.",
    "Over the questions that both answered. κ tells whether they agree that the article answers at all, chance taken off."],
  "no-agreement": ["Chưa có câu hỏi nào được hai người cùng trả lời.", "No question has been answered by two people yet."],
  "annotators": ["Hai người", "Annotators"],
  "shared-questions": ["Câu chung", "Shared"],
  "report": ["Báo cáo đánh giá", "Evaluation report"],
  "no-report": ["Chưa mở báo cáo nào. Lập báo cáo rồi mở máy chủ với --report:", "No report is open. Make one, then serve it with --report:"],
  "open-report": ["Mở báo cáo ở trang riêng", "Open the report on its own page"],
  "library": ["Thư viện", "Library"],
  "library-search": ["Tìm hoặc hỏi trong cả thư viện", "Search or ask the whole library"],
  "search": ["Tìm", "Search"],
  "since": ["Từ ngày", "Since"],
  "until": ["Đến ngày", "Until"],
  "source": ["Nguồn", "Source"],
  "any-source": ["mọi nguồn", "any source"],
  "ask-library": ["Hỏi thư viện", "Ask the library"],
  "not-in-library": ["Không có trong thư viện", "Not in the library"],
  "undated": ["không rõ ngày", "undated"],
  "disagree": ["Các bài nói khác nhau.", "The articles differ."],
  "found-count": ["{count} bài", "{count} articles"],
  "token-title": ["Mã truy cập", "Access token"],
  "token-why": ["Máy chủ này cần mã truy cập (HOIBAO_TOKEN). Mã chỉ được giữ tới khi đóng thẻ này.", "This server needs its access token (HOIBAO_TOKEN). It is kept until this tab closes."],
  "token-label": ["Mã", "Token"],
  "token-send": ["Vào", "Enter"],
  "no-connection": ["Không liên lạc được với máy chủ. Hãy xem nó còn chạy không, rồi thử lại.", "The server cannot be reached. See whether it still runs, then try again."],
  "role-caption": ["Chú thích ảnh", "Caption"],
  "role-pull_quote": ["Trích lại", "Pull quote"],
  "step-drop_banners": ["tên chuyên mục, biểu ngữ phía trên bài", "section name or banner above the article"],
  "step-drop_related_links": ["danh sách bài liên quan", "list of related articles"],
  "step-drop_share_bars": ["nút chia sẻ", "share buttons"],
  "step-drop_comment_form": ["khung bình luận", "comment form"],
  "step-drop_counters": ["bộ đếm truy cập", "visitor counter"],
  "step-drop_image_names": ["tên tệp ảnh", "name of an image file"],
  "step-drop_imprint": ["thông tin tòa soạn, bản quyền", "imprint, copyright"],
  "step-drop_invitations": ["lời mời theo dõi", "invitation to follow"],
  "step-drop_navigation": ["điều hướng của trang", "navigation of the site"],
  "step-drop_player": ["trình phát âm thanh, video", "audio or video player"],
  "step-drop_polls": ["thăm dò ý kiến", "poll"],
  "step-drop_tags": ["từ khóa, thẻ", "keywords, tags"],
  "step-drop_adverts": ["quảng cáo", "advertisement"],
  "step-drop_attachments": ["tệp đính kèm", "attachments"],
  "step-drop_contacts": ["địa chỉ liên hệ của trang", "contacts of the site"],
  "step-drop_login": ["đăng nhập, đăng ký", "login, subscription"],
  "step-drop_markup": ["mã của trang", "markup"],
  "step-drop_link_names": ["tên liên kết", "name of a link"],
  "step-drop_repeats": ["lặp lại một đoạn của bài", "repeats a passage of the article"],
};

let language = 0;

export function languageName() { return language ? "en" : "vi"; }

export function setLanguage(name) {
  language = name === "en" ? 1 : 0;
  document.documentElement.lang = languageName();
}

export function has(key) { return key in WORDS; }

/** The text of `key` in the page's language, its {fields} filled in. */
export function t(key, fields = {}) {
  const text = WORDS[key]?.[language] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? String(fields[name]) : whole));
}

/** Writes the language into everything under `root` that names a text. */
export function translate(root = document) {
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
}

export function number(value, digits = 0) {
  return new Intl.NumberFormat(languageName(), { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
}

/** An ISO 8601 date or moment as people read it; what is not one stays as it is. */
export function day(iso) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  if (!match) return iso ?? "";
  if (!language) return `${+match[3]}/${+match[2]}/${match[1]}`; // as Vietnamese papers write it; browsers do not
  const date = new Date(Date.UTC(+match[1], match[2] - 1, +match[3]));
  return new Intl.DateTimeFormat(languageName(), { dateStyle: "long", timeZone: "UTC" }).format(date);
}
