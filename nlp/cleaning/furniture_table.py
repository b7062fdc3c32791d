"""How Vietnamese news sites word what stands around an article. Tables without logic.

Phrases are in the canonical form of :func:`nlp.language.orthography.canonical` (lower case, "hòa", "ủy"). They are the
language's ways of saying a thing, not the lines of one site.
"""

from __future__ import annotations

from typing import Final

# fmt: off
#: Words of buttons and bars. A line made of nothing but these (and digits and signs) is furniture of that kind.
BUTTONS: Final[dict[str, tuple[str, ...]]] = {
    "share": (
        "chia sẻ bài viết", "chia sẻ bài", "chia sẻ tin này", "chia sẻ lên", "chia sẻ qua", "chia sẻ", "share this",
        "share", "facebook", "messenger", "zalo", "twitter", "tweet", "linkedin", "pinterest", "telegram", "viber",
        "whatsapp", "lotus", "google news", "google+", "youtube", "tiktok", "instagram", "gửi email", "gửi mail",
        "gửi cho bạn bè", "gửi bạn bè", "gửi tin này", "gửi bài viết", "in bài viết", "in bài", "in tin",
        "in trang này", "in trang", "bản in", "xem bản in", "print", "copy link", "copy", "sao chép liên kết",
        "sao chép link", "sao chép đường dẫn", "đã sao chép", "lưu bài viết", "lưu bài", "lưu tin", "lưu tin này",
        "lưu vào", "yêu thích", "cỡ chữ", "cỡ chữ bài viết", "kích cỡ chữ", "phóng to", "thu nhỏ", "thu nhỏ chữ",
        "phóng to chữ", "nhỏ vừa lớn", "font size", "a-a+", "a+", "a-", "chế độ đọc", "tương phản", "theo dõi trên",
        "theo dõi chúng tôi", "theo dõi chúng tôi trên", "theo dõi báo trên", "đọc trên app", "follow us",
    ),
    "player": (
        "nghe nội dung bài viết", "lắng nghe bài viết", "nghe bài báo", "nghe bài viết tại đây", "nghe bài viết",
        "nghe đọc bài", "nghe tin", "nghe audio", "nghe bản tin", "phiên bản âm thanh", "giọng nữ", "giọng nam",
        "miền bắc", "miền nam", "tốc độ đọc", "tốc độ phát", "tốc độ", "current time", "duration", "loaded", "progress",
        "stream type", "live", "remaining time", "playback rate", "mute", "unmute", "play video", "play", "pause",
        "fullscreen", "video player is loading", "video player", "bấm để nghe", "toàn màn hình", "tắt tiếng",
        "bật tiếng", "this is a modal window", "chất lượng tự động",
    ),
    "comments": (
        "bình luận bài viết", "gửi bình luận", "viết bình luận", "xem thêm bình luận", "ý kiến của bạn",
        "ý kiến bạn đọc", "gửi ý kiến", "gửi phản hồi", "ý kiến bình luận", "bạn đọc bình luận", "bình luận của bạn",
        "nội dung bình luận", "bình luận facebook", "viết phản hồi", "phản hồi bài viết", "mã bảo mật", "mã xác nhận",
        "mã xác thực", "nhập mã", "nhập mã xác nhận", "nhập nội dung", "nhập nội dung bình luận", "nội dung *",
        "họ tên *", "họ và tên *", "email *", "tên của bạn", "email của bạn", "tối thiểu 10 chữ", "tiếng việt có dấu",
        "không chứa liên kết", "mới nhất", "cũ nhất", "quan tâm nhất", "nhiều người thích nhất", "tải lại",
        "đánh giá bài viết", "đánh giá của bạn", "chấm điểm bài viết", "chưa có bình luận",
        "hiện chưa có bình luận nào", "chưa có bình luận nào", "hãy là người đầu tiên bình luận", "gửi đi", "làm lại",
    ),
    "login": (
        "đăng nhập", "đăng xuất", "đăng ký tài khoản", "quên mật khẩu", "tạo tài khoản", "đăng ký nhận tin",
        "đăng ký nhận bản tin", "nhận bản tin", "đăng ký bản tin", "nhập email của bạn", "nhập địa chỉ email",
        "theo dõi bản tin", "tài khoản của tôi",
    ),
    "navigation": (
        "trang chủ", "trang nhất", "đầu trang", "lên đầu trang", "về đầu trang", "trở lại đầu trang", "về trang chủ",
        "sơ đồ trang", "sơ đồ cổng", "sơ đồ site", "liên hệ quảng cáo", "liên hệ tòa soạn", "tòa soạn", "đặt báo",
        "đặt mua báo dài hạn", "đặt mua báo", "đặt lịch khám", "tra cứu kết quả", "tra cứu", "tải về",
        "văn bản đính kèm", "tệp đính kèm", "file đính kèm", "tài liệu đính kèm", "báo in", "đọc báo in", "báo giấy",
        "rss", "tin nhanh", "danh mục", "tất cả chuyên mục", "bài trước", "bài sau", "bài tiếp theo", "trang trước",
        "trang sau", "quay lại", "trở về", "xem tiếp", "xem tất cả", "ẩn/hiện menu", "đóng menu", "thủ tục hành chính",
        "văn bản", "văn bản chỉ đạo", "hỏi đáp", "thư viện ảnh", "thư viện video", "liên kết website", "liên kết web",
        "english", "tiếng việt", "điều khoản sử dụng", "chính sách bảo mật", "chính sách quyền riêng tư",
    ),
    "advert": (
        "quảng cáo", "advertisement", "advertising", "ads by", "đọc tiếp", "tài trợ", "nội dung tài trợ",
        "tắt quảng cáo", "đóng quảng cáo", "bỏ qua quảng cáo", "chấp nhận cookie", "chấp nhận tất cả", "tôi đồng ý",
        "từ chối tất cả",
    ),
    "poll": ("thăm dò ý kiến", "bình chọn", "xem kết quả", "biểu quyết", "gửi bình chọn"),
}

#: Words that are a button in a bar but may be a heading of the article when alone.
WEAK_BUTTONS: Final = (
    "bình luận", "thích", "like", "gửi", "hủy", "đóng", "trả lời", "lưu", "in", "email", "mail", "print", "video",
    "ảnh", "podcast", "audio", "x", "a", "aa", "ad", "ads", "theo dõi", "follow", "đăng ký", "tìm kiếm", "search",
    "menu", "giới thiệu", "liên hệ", "góp ý", "họ tên", "họ và tên", "tiêu đề", "nội dung", "điện thoại", "hotline",
    "fanpage", "ứng dụng", "app", "báo lỗi", "nghe", "xem", "copy", "qr", "tin mới", "thứ", "và", "hoặc", "sáng", "tối",
    "font", "size", "bằng", "trên", "tại đây", "lượt", "lượt đánh giá",
)

#: Names of the sections of a newspaper or a portal.
SECTIONS: Final = (
    "thời sự - chính trị", "thời sự", "chính trị - xã hội", "chính trị", "xã hội", "kinh tế - xã hội", "kinh tế",
    "kinh doanh", "tài chính", "chứng khoán", "ngân hàng", "bất động sản", "thị trường", "doanh nghiệp", "doanh nhân",
    "đầu tư", "khởi nghiệp", "tiêu dùng", "nông nghiệp", "nông thôn mới", "nông thôn", "công nghiệp", "công thương",
    "văn hóa - giải trí", "văn hóa - xã hội", "văn hóa", "văn nghệ", "văn học nghệ thuật", "giải trí", "âm nhạc",
    "phim", "sao", "thể thao", "bóng đá", "bóng đá việt nam", "bóng đá quốc tế", "giáo dục", "tuyển sinh", "du học",
    "khoa học - công nghệ", "khoa học và công nghệ", "khoa học", "công nghệ", "chuyển đổi số", "số hóa", "khoa giáo",
    "y tế dự phòng", "y tế", "sức khỏe", "đời sống", "gia đình", "giới trẻ", "nhịp sống trẻ", "du lịch", "ẩm thực",
    "pháp luật", "an ninh trật tự", "an ninh - trật tự", "quốc phòng - an ninh", "an ninh quốc phòng",
    "an ninh - quốc phòng", "quốc phòng", "an ninh", "giao thông", "môi trường", "tài nguyên", "khí tượng", "thời tiết",
    "quốc tế", "thế giới", "xây dựng đảng", "xây dựng chính quyền", "đảng và cuộc sống", "nhân ái", "bạn đọc",
    "nhịp cầu bạn đọc", "tòa soạn - bạn đọc", "diễn đàn", "ý kiến", "góc nhìn", "bình luận", "phóng sự", "phóng sự ảnh",
    "ký sự", "xe", "ô tô - xe máy", "ô tô", "multimedia", "media", "infographic", "infographics", "longform",
    "emagazine", "e-magazine", "megastory", "podcast", "video", "ảnh", "photo", "truyền hình", "phát thanh",
    "tin tức - sự kiện", "tin tức sự kiện", "tin tức", "tin hoạt động", "sự kiện", "tin mới", "tin nóng",
    "tin trong tỉnh", "trong tỉnh", "trong nước", "địa phương", "tin địa phương", "dân tộc - tôn giáo", "dân tộc",
    "tôn giáo", "lao động - việc làm", "lao động", "việc làm", "công đoàn", "an sinh xã hội", "bảo hiểm xã hội",
    "bảo hiểm", "cải cách hành chính", "hội nhập", "biển đảo", "miền núi", "kiểm sát", "tòa án", "hồ sơ", "giới thiệu",
    "liên hệ", "menu", "tìm kiếm", "đăng ký", "chuyên đề", "chuyên mục", "chính sách", "đoàn thể", "mặt trận",
    "quân sự", "nghệ thuật", "di sản", "lịch sử", "giao lưu",
)

#: What opens a list of other articles. The whole line, a colon or arrows aside.
RELATED_HEADINGS: Final = (
    "xem thêm", "đọc thêm", "xem ngay", "xem tiếp", "đọc tiếp", "tham khảo thêm", "tin liên quan", "tin, bài liên quan",
    "tin bài liên quan", "các tin bài liên quan", "các tin liên quan", "bài liên quan", "bài viết liên quan",
    "các bài viết liên quan", "nội dung liên quan", "chủ đề liên quan", "đừng bỏ lỡ", "đừng bỏ qua", "không thể bỏ qua",
    "đặt mua báo", "đặt báo dài hạn", "sự kiện liên quan", "tin cùng chuyên mục", "bài cùng chuyên mục",
    "cùng chuyên mục", "cùng chủ đề", "tin cùng chủ đề", "cùng tác giả", "bài cùng tác giả", "có thể bạn quan tâm",
    "bạn có thể quan tâm", "có thể bạn chưa biết", "bạn quan tâm", "dành cho bạn", "đề xuất cho bạn", "gợi ý cho bạn",
    "tin khác", "các tin khác", "bài khác", "các bài khác", "tin tức khác", "những tin khác", "các tin đã đưa",
    "tin đã đưa", "tin mới", "tin mới nhất", "tin mới cập nhật", "tin mới hơn", "tin cũ hơn", "những tin mới hơn",
    "những tin cũ hơn", "các tin mới hơn", "các tin cũ hơn", "tin đọc nhiều", "tin xem nhiều", "bài đọc nhiều",
    "đọc nhiều", "đọc nhiều nhất", "xem nhiều", "xem nhiều nhất", "tin nổi bật", "bài nổi bật", "nổi bật", "tin nóng",
    "tin hot", "video nổi bật", "video liên quan", "video hot", "tiêu điểm", "tin tiêu điểm", "tin trong ngày",
    "mời đọc thêm", "mời bạn đọc thêm", "mời bạn xem thêm", "bạn đọc quan tâm", "được quan tâm", "đang được quan tâm",
    "thăm dò ý kiến", "thông tin cần biết", "thông tin doanh nghiệp", "thông báo", "tin tài trợ", "tin cùng mục",
    "các tin cùng chuyên mục", "bài viết khác", "bài viết mới", "các bài viết khác", "sự kiện nổi bật",
    "đang đọc nhiều", "tin mới trong ngày", "mới nhất", "liên kết website", "liên kết web", "liên kết",
)

#: Headings of a visitors' counter, and its labels.
COUNTER_HEADINGS: Final = (
    "truy cập", "lượt truy cập", "số lượt truy cập", "số lượng truy cập", "thống kê truy cập", "thống kê lượt truy cập",
    "thống kê", "thống kê website", "bộ đếm truy cập", "tổng lượt truy cập", "số người truy cập", "khách truy cập",
    "lượng truy cập", "đếm lượt truy cập", "thông tin truy cập", "tình hình truy cập",
)
COUNTER_LABELS: Final = (
    "hôm nay", "hôm qua", "trong ngày", "trong tuần", "trong tháng", "trong năm", "tuần này", "tuần trước", "tuần qua",
    "tháng này", "tháng trước", "tháng qua", "năm nay", "năm này", "năm trước", "tất cả", "tổng cộng", "tổng số",
    "tổng", "tổng truy cập", "tổng lượt truy cập", "tổng số lượt truy cập", "tổng số truy cập", "tổng lượt",
    "lượt truy cập", "lượt truy cập hôm nay", "số lượt truy cập", "truy cập", "truy cập hôm nay", "đang truy cập",
    "đang online", "đang trực tuyến", "đang xem", "người online", "online", "trực tuyến", "khách online", "khách",
    "khách viếng thăm", "thành viên", "thành viên online", "lượt xem", "lượt đọc", "số lượt xem", "số lần đọc",
    "số lần xem", "lượt xem bài", "máy chủ tìm kiếm", "ip của bạn", "ip", "view", "views", "xem",
)

#: How a line speaks to the reader about the site, as patterns for the beginning of the line.
INVITATIONS: Final = (
    r"(?:kính |xin )?mời (?:quý )?(?:bạn đọc|độc giả|quý vị|khán giả|thính giả|các bạn|bạn|vị)\b.{0,120}\b(?:xem"
    r"|đọc|đón|theo dõi|truy cập|gửi|vào chuyên mục|tham gia|bấm|chia sẻ)\b",
    r"(?:quý )?(?:bạn đọc|độc giả|quý vị)(?: quan tâm| nào)?(?:,? (?:có thể|hãy|vui lòng|xin))? (?:gửi|xem thêm"
    r"|xem chi tiết|đọc thêm|truy cập|bấm|click|nhấn|đăng ký|góp ý|phản ánh|theo dõi)\b.{0,160}"
    r"\b(?:tại đây|tòa soạn|hotline|email|hộp thư|chuyên mục|của báo|facebook|zalo|google news|youtube|trang web)\b",
    r"để (?:không bỏ lỡ|xem thêm|cập nhật|theo dõi|đọc thêm|xem lại|nhận)\b.{0,160}\b(?:mời (?:quý|bạn|độc)"
    r"|xin truy cập|hãy truy cập|hãy theo dõi|bấm vào|nhấn vào|tại đây)\b",
    r"bằng cách (?:nhấp|nhấn|bấm|click)\b.{0,160}\b(?:đồng ý|điều khoản)\b",
    r"bài viết (?:này )?thể hiện quan điểm\b",
    r"(?:hãy )?(?:theo dõi|đọc|xem|like|follow|subscribe)\b.{0,60}\btrên (?:google news|facebook|zalo|youtube"
    r"|tiktok|telegram|fanpage)\b",
    r"(?:hãy )?đăng ký (?:kênh|nhận|theo dõi)\b.{0,80}\b(?:youtube|bản tin|tin|email|thông báo|báo)\b",
    r"(?:nhấn|bấm|click)(?: chuột)?(?: vào)? (?:đây|link|nút)\b",
    r"(?:tải|cài đặt)(?: về)? (?:ứng dụng|app)\b.{0,40}\b(?:báo|đọc|đây)\b",
    r"(?:bạn )?(?:tham gia|gia nhập) (?:nhóm|group|kênh|cộng đồng)\b.{0,60}\b(?:của (?:báo|chúng tôi)|zalo"
    r"|telegram|tại đây)\b",
    r"(?:báo|chúng tôi|tòa soạn|bài viết)\b.{0,40}\btiếp tục (?:cập nhật|thông tin)\b.{0,60}$",
    r"(?:(?:sẽ )?tiếp tục cập nhật|đang (?:tiếp tục )?cập nhật|(?:đang )?cập nhật liên tục)(?: thông tin)?[.…!)]*$",
    r"mọi (?:thông tin|ý kiến|thắc mắc|góp ý|phản ánh|đóng góp)\b.{0,120}\b(?:xin|vui lòng|gửi"
    r"|liên hệ)\b.{0,80}\b(?:tòa soạn|hộp thư|hotline|email|đường dây nóng|địa chỉ|chúng tôi)\b",
    r"(?:bạn )?(?:đang (?:đọc|xem) bài viết|vừa đọc bài)\b",
    r"(?:xin )?(?:bạn )?(?:vui lòng|phải|cần|hãy) (?:đăng nhập|bật javascript|xác nhận bạn|gõ tiếng việt"
    r"|nhập (?:tiếng việt|họ tên|email|nội dung|mã))\b",
    r"(?:trình duyệt|your browser)\b.{0,60}\b(?:không hỗ trợ|does not support|html5|javascript)\b",
    r"(?:website|trang web|trang|chúng tôi|bằng (?:cách|việc))\b.{0,120}\bcookies?\b",
    r"(?:bình luận|ý kiến) của bạn sẽ (?:được|hiển thị)\b",
    r"(?:hiện tại |hiện )?(?:chưa có|không có) bình luận\b",
    r"bạn còn \d+\D{0,20}ký tự",
    r"thư tin ?hãy nhận\b",
    r"bài viết này được tạo và dịch\b",
)

#: Openings of the imprint that no article has, and of lines that an article may have but for the company they keep.
IMPRINT_OPENINGS: Final = (
    "bản quyền thuộc", "bản quyền của báo", "bản quyền ©", "bản quyền (c)", "bản quyền 20", "bản quyền bài viết",
    "bản quyền nội dung", "copyright", "(c) copyright", "©", "®", "ghi rõ nguồn", "vui lòng ghi rõ nguồn",
    "đề nghị ghi rõ nguồn", "yêu cầu ghi rõ nguồn", "phải ghi rõ nguồn", "nghiêm cấm sao chép", "cấm sao chép",
    "không sao chép", "không được sao chép", "nghiêm cấm tái bản", "mọi hành vi sao chép", "chỉ được phát hành lại",
    "chỉ được sử dụng lại", "khi phát hành lại", "giấy phép hoạt động báo chí", "giấy phép báo chí",
    "giấy phép xuất bản", "giấy phép thiết lập", "giấy phép trang thông tin", "giấy phép mạng xã hội",
    "giấy phép thông tin điện tử", "giấy phép hoạt động số", "giấy phép số", "số giấy phép", "gpxb", "gphđ",
    "powered by", "thiết kế bởi", "phát triển bởi", "thiết kế và phát triển", "xây dựng bởi", "all rights reserved",
    "toàn bộ bản quyền", "giữ bản quyền",
)
CONTACT_OPENINGS: Final = (
    "tổng biên tập", "phó tổng biên tập", "các phó tổng biên tập", "quyền tổng biên tập", "q. tổng biên tập", "tbt",
    "thư ký tòa soạn", "trưởng ban biên tập", "trưởng ban trị sự", "chịu trách nhiệm", "người chịu trách nhiệm",
    "phụ trách", "cơ quan chủ quản", "cơ quan của", "cơ quan ngôn luận", "tiếng nói của", "đơn vị chủ quản",
    "đơn vị quản lý", "tòa soạn", "trụ sở", "văn phòng đại diện", "địa chỉ", "đ/c:", "điện thoại", "đt:", "đt ", "tel",
    "fax", "email", "e-mail", "hotline", "đường dây nóng", "số điện thoại", "website", "hộp thư", "liên hệ",
    "quảng cáo", "báo giá", "phòng quảng cáo", "ban biên tập", "báo điện tử", "báo ", "tạp chí", "cổng thông tin",
    "trang thông tin điện tử", "trang tin", "chuyên trang", "cổng ttđt",
)
IMPRINT_MARKERS: Final = (
    "giấy phép", "bản quyền", "tổng biên tập", "tòa soạn", "điện thoại", "email", "e-mail", "fax", "ghi rõ nguồn",
    "phát hành lại", "cơ quan chủ quản", "trụ sở", "hotline", "copyright", "chịu trách nhiệm", "®", "©", "website",
    "sao chép", "chấp thuận bằng văn bản", "gp-", "/gp", "cơ quan của", "bộ thông tin và truyền thông", "cục báo chí",
    "báo điện tử", "địa chỉ", "đảng bộ", "tiếng nói",
)

#: How the masthead of a newspaper or of a portal begins.
MASTHEAD_OPENINGS: Final = (
    "báo ", "báo điện tử", "tạp chí", "cổng thông tin", "cổng ttđt", "trang thông tin", "trang tin", "đài phát thanh",
    "đài truyền hình", "đài pt", "cơ quan của", "cơ quan ngôn luận", "tiếng nói", "ủy ban nhân dân", "ubnd", "sở ",
    "bộ ", "cục ", "tổng cục", "hội ", "liên đoàn", "ban quản lý", "chuyên trang",
    "chào mừng", "hôm nay", "nhiệt liệt",
)

#: What begins a line of key words.
TAG_OPENINGS: Final = ("từ khóa", "tags", "tag", "keywords", "keyword", "thẻ", "chủ đề", "hashtag")

#: What a caption begins with and an ordinary sentence hardly ever does.
CAPTION_OPENINGS: Final = (
    "quang cảnh", "toàn cảnh", "một góc", "hình ảnh", "ảnh chụp", "ảnh cắt từ", "ảnh minh họa", "ảnh tư liệu", "ảnh:",
    "ảnh ", "các đại biểu dự", "các đại biểu tham", "các đại biểu tại", "các đại biểu chụp", "các đại biểu thực hiện",
    "đại biểu dự", "đại biểu tham dự", "hiện trường vụ", "tang vật", "số tang vật", "từ trái qua", "từ trái sang",
    "chân dung", "cận cảnh", "phối cảnh", "bản đồ", "biểu đồ", "đồ họa", "minh họa", "video:", "clip:", "infographic",
    "chụp ảnh lưu niệm",
)
