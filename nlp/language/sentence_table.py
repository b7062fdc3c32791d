"""Words that decide whether a full stop ends a sentence. Data only; all in lower case."""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Written with a full stop before what they belong to, hence never the last word of a sentence.
LEANING_ABBREVIATIONS: Final = _set("""
    tp tx tt ts ths gs pgs bs bsck bscki bsckii ks kts ds ncs cn cnkt gv gvc nsnd nsưt lm đgm
    đ/c mr mrs ms dr prof st mt nxb sđd cty đt đtdđ tel fax vs vd tm kt q p h x kp tdp gđ tgđ
    fig approx capt col gen lt sgt rev hon vol pp cf viz eds
""")

#: Of these, the ones that stand before a place name, but also alone ("Công an TP. Theo …", "thị trường TP. Các …").
PLACE_ABBREVIATIONS: Final = _set("tp tx tt q p h x")

#: Lean only on a figure that follows ("tr. 25"), and end a sentence otherwise.
LEANING_ON_FIGURES: Final = _set("tr đ sđt số tk mục điều khoản chương no art tập kỳ")

#: First words of sentences that do not begin a person's name: after an initial ("Nguyễn Văn T. Theo …") they say
#: that a new sentence has begun. Family names are left out ("Lê", "Mai", "Đinh", "Cao").
OPENERS: Final = _set("""
    theo sau khi trong tại đến tới ngày tháng năm ông bà anh chị em cô chú bác cơ công tuy nhưng song do vì nếu đây đó
    hiện trước từ với để các những một hai ba bốn vụ bị nạn qua lúc khoảng người tòa toà viện mẹ cha con vợ chồng sáng
    trưa chiều tối đêm được cùng ngoài bên về nhiều việc còn cả cũng thấy biết nghe ở và thế vậy bởi hôm nay rồi
    như riêng đồng đặc tuyên bản mặc dù thì nhờ đã đang sẽ chính chỉ không chưa chúng tôi ta họ nó hắn hành đối nhóm
    vào bằng hơn gần mỗi mọi kết thông báo cảnh trả nói chia phát tiếp cuối đầu vừa lợi nhận lo dựa căn xét trên dưới
    giữa nguyên đoàn đội quá tuổi lý khám kiểm cáo tổng tất sự cuộc cái điều ai gì nào sao tuần quý xe nhà
""")
