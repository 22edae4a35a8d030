"""Names, places and trades for invented clans."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WIFE_SURNAMES: Final = _words(
    "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Lý Đinh Mai Trịnh Lương Cao Tạ Hà"
)
MALE_MIDDLES: Final = _words("Văn Đình Quang Công Hữu Đức Bá Trọng Duy Xuân Ngọc Thế Danh")
FEMALE_MIDDLES: Final = ("Thị", "Thị", "Thị", "Thị Ngọc", "Thị Thu", "Thị Minh", "Ngọc")
MALE_GIVEN: Final = _words(
    "An Bình Cường Dũng Đạt Giang Hải Hiếu Hoà Hùng Huy Khánh Khoa Kiên Lâm Lộc Long Lực Mạnh Nam "
    "Nghĩa Nhân Phong Phú Phúc Quân Quý Sơn Tài Tâm Thành Thắng Thiện Thịnh Thọ Tín Toàn Trí Trung "
    "Tuấn Tùng Vinh Vĩnh Vượng"
)
FEMALE_GIVEN: Final = _words(
    "Ái Anh Bích Cúc Dung Đào Hà Hạnh Hằng Hiền Hoa Hồng Huệ Hương Lan Liên Loan Mai Mận Mơ Nga "
    "Ngà Nhàn Nhung Oanh Phượng Quyên Sen Tâm Thảo Thoa Thơm Thu Thuận Thuỷ Tình Tuyết Vân Xuân Yến"
)
COURTESY: Final = _words("Minh Chính Trực Thuần Ôn Nhã Tĩnh Cẩn Hậu Khiêm Đôn Phác")
VILLAGES: Final = tuple(
    f"Làng {first} {second}"
    for first in ("Yên", "Phú", "Đông", "Thượng", "Hạ", "Vĩnh")
    for second in ("Lộc", "Thịnh", "Mỹ", "Khê", "Lâm", "Xá", "Phong", "Định")
)
DISTRICTS: Final = ("tổng Nội", "tổng Ngoại", "tổng Thượng", "tổng Trung")
OFFICES: Final = ("Lý trưởng", "Thầy đồ", "Thợ mộc", "Làm ruộng", "Thầy thuốc", "Giáo viên")
