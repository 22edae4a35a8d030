"""The pictures of the demo by name, with the words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from home.demo.clips import film_ground
from home.demo.pictures import gatherings, indoors, old_places, places, things, works
from home.demo.pictures.canvas import Canvas

CREDIT = "Hình vẽ minh hoạ"


@dataclass(frozen=True)
class Picture:
    """A picture: what draws it, its title in the library, and its description."""

    draw: Callable[[Canvas], None]
    title: str
    alt: str

    def jpeg(self) -> bytes:
        """Return the drawn picture, 1600 x 1000 pixels."""
        canvas = Canvas()
        self.draw(canvas)
        return canvas.jpeg()


ALBUM = {
    "hall_at_dawn": Picture(
        places.hall_at_dawn,
        "Nhà thờ họ buổi sớm",
        "Nhà thờ họ hai tầng mái ngói đỏ giữa hai cây thông, bốn người mặc áo dài đứng trước sân.",
    ),
    "village_gate": Picture(
        places.village_gate,
        "Cổng làng, cây đa, giếng nước",
        "Cổng làng mái ngói bên cây đa cổ thụ, trước cổng có giếng và hai mẹ con đi trên đường.",
    ),
    "river_moon": Picture(
        places.river_moon,
        "Thuyền trên sông đêm trăng",
        "Chiếc thuyền có mui treo đèn trên sông dưới trăng tròn, xa xa là núi.",
    ),
    "rice_fields": Picture(
        places.rice_fields,
        "Lúa chín",
        "Đồng lúa chín vàng trước dãy đồi, một người đội nón đi trên đường nhỏ, cò bay trên trời.",
    ),
    "graves_under_pines": Picture(
        old_places.graves_under_pines,
        "Mộ tổ dưới rừng thông",
        "Ba ngôi mộ đá trên đồi thông, khói hương bay lên trước mộ giữa, con cháu đứng bên.",
    ),
    "areca_lane": Picture(
        old_places.areca_lane,
        "Ngõ cau nhà cũ",
        "Ngôi nhà năm gian cuối lối gạch giữa hai hàng cau, một bà cụ dắt cháu.",
    ),
    "stone_citadel": Picture(
        old_places.stone_citadel,
        "Cổng thành đá",
        "Cổng thành xây đá tảng ba vòm cuốn, trên có chòi mái ngói, ba người đi vào.",
    ),
    "book_and_brush": Picture(
        things.book_and_brush,
        "Sách và bút lông",
        "Cuốn sách chữ Hán mở trên bàn gỗ cạnh bút lông, nghiên mực và ống bút bên cửa sổ.",
    ),
    "lotus_pond": Picture(
        things.lotus_pond,
        "Đầm sen",
        "Đầm sen hồng đang nở, lá tròn nổi kín mặt nước, mặt trời trên dãy đồi.",
    ),
    "incense_urn": Picture(
        indoors.incense_urn,
        "Ban thờ tổ",
        "Ban thờ với lư hương ba nén đang cháy, hai cây nến đỏ và hai bình hoa cúc.",
    ),
    "tea_for_elders": Picture(
        indoors.tea_for_elders,
        "Ấm trà bên cành đào",
        "Ấm trà men lam và ba chén trà bốc khói trên khay gỗ, cành đào nở bên cửa sổ tròn.",
    ),
    "family_tree": Picture(
        things.family_tree,
        "Cây gia phả",
        "Cây lớn rễ sâu, trên cành là mười vòng tròn vẽ người các đời.",
    ),
    "lantern_procession": Picture(
        gatherings.lantern_procession,
        "Rước đèn về từ đường",
        "Đoàn người áo dài cầm đèn lồng đi lên nhà thờ sáng đèn trong đêm trăng khuyết.",
    ),
    "school_awards": Picture(
        gatherings.school_awards,
        "Trao giấy khen",
        "Bảy học sinh quàng khăn đỏ cầm giấy khen đứng trước phông đỏ có hình sách và sao.",
    ),
    "online_meeting": Picture(
        gatherings.online_meeting,
        "Họp trực tuyến",
        "Máy tính trên bàn hiện chín người đang họp, bên cạnh là tách trà và tờ giấy ghi chép.",
    ),
    "festival_drum": Picture(
        gatherings.festival_drum,
        "Trống hội ngày giỗ tổ",
        "Người áo đỏ đánh trống lớn giữa sân, cờ ngũ sắc hai bên, con cháu đứng quanh.",
    ),
    "roof_repair": Picture(
        works.roof_repair,
        "Lợp lại mái nhà thờ",
        "Thợ đội nón đứng trên giàn giáo tre lợp lại mái ngói nhà thờ, dưới sân xếp ngói và gỗ.",
    ),
    "planting_trees": Picture(
        works.planting_trees,
        "Trồng cây bên sông",
        "Bốn người đội nón trồng hàng cây non trên bờ cỏ cạnh sông.",
    ),
    "old_ink": Picture(
        works.old_ink,
        "Đọc phả cổ",
        "Cuốn phả chữ Hán mở trên bàn, kính lúp và cặp kính đặt trên trang giấy.",
    ),
    "film_moon": Picture(
        lambda canvas: film_ground(canvas, "moon"),
        "Từ đường đêm trăng",
        "Nhà thờ họ sáng đèn dưới trăng, hai cây thông hai bên.",
    ),
    "film_river": Picture(
        lambda canvas: film_ground(canvas, "river"),
        "Bến sông chiều",
        "Thuyền mui trên sông lúc mặt trời lặn, núi tím phía xa.",
    ),
}
