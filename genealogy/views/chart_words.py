"""What the tree explorer says, for the script that draws it: it has no catalogue of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _


def explorer_words() -> dict[str, str]:
    """Give the texts by the names the script asks for; `{0}`, `{1}` are filled in there."""
    return {**_on_the_drawing(), **_in_the_panel(), **_when_it_fails()}


def _on_the_drawing() -> dict[str, str]:
    return {
        "title": _("Phả đồ quanh {0}"),
        "tree": _("Phả đồ, dùng phím mũi tên để đi từ người này sang người kia"),
        "generation": _("Đời {0}"),
        "generationLower": _("đời {0}"),
        "opaque": _("Người đang sống"),
        "opaqueLabel": _("Người đang sống, không hiện tên"),
        "more": _("+{0} người"),
        "moreUnknown": _("Xem tiếp"),
        "openBranch": _("Mở {0} người con cháu của {1}"),
        "openBranchUnknown": _("Mở con cháu của {0}"),
        "fold": _("Gập con cháu của {0}"),
        "children": _("{0} con"),
        "linkCard": _("xem ở {0}"),
        "adopted": _("con nuôi"),
        "heir": _("thừa tự"),
        "foster": _("con nuôi dưỡng"),
        "step": _("con riêng"),
        "spouses": _("vợ chồng: {0}"),
        "focus": _("đang xem"),
        "loading": _("Đang mở…"),
        "loaded": _("Đã mở thêm {0} người dưới {1}."),
        "folded": _("Đã gập con cháu của {0}."),
        "nothingMore": _("Không còn ai dưới {0} mà bạn xem được."),
        "shown": _("Đang xem {0} người"),
        "ofClan": _("trong {0} người bạn xem được"),
        "moved": _("Phả đồ quanh {0}, {1} người."),
        "dropped": _("Các nhánh ở xa đã gập lại cho nhẹ máy."),
        "noneInRange": _("Khoảng đời này không có ai đang mở. Bạn thử khoảng rộng hơn."),
        "people": _("{0} người"),
        "span": _("đời {0} đến {1}"),
        "overview": _("Toàn cảnh các chi"),
        "overviewNone": _("Họ này chưa chia chi."),
        "wholeClan": _("Cả họ"),
    }


def _in_the_panel() -> dict[str, str]:
    return {
        "openPage": _("Trang của người này"),
        "center": _("Xem quanh người này"),
        "pathTo": _("Đường nối với {0}"),
        "pathFrom": _("Tìm đường nối từ đây"),
        "pathPick": _("Chọn người thứ hai: bấm vào một ô hoặc tìm tên."),
        "pathNone": _("Chưa tìm thấy đường nối giữa {0} và {1} trong phần bạn xem được."),
        "pathWords": _("{0} gọi {1} là {2}; {1} gọi {0} là {3}."),
        "pathPlain": _("Đường nối giữa {0} và {1}"),
        "pathClear": _("Bỏ đường nối"),
        "pathPage": _("Xem cách xưng hô"),
        "openOne": _("Mở con cháu"),
        "foldOne": _("Gập con cháu"),
        "close": _("Đóng"),
        "found": _("{0} kết quả"),
        "foundNone": _("Không thấy ai tên “{0}”. Bạn thử bớt họ hoặc tên đệm."),
        "searching": _("Đang tìm…"),
        "sonOf": _("con ông {0}"),
        "fullScreen": _("Toàn màn hình"),
        "leaveFullScreen": _("Thoát toàn màn hình"),
        "listOf": _("Danh sách con cháu {0}"),
        "zoom": _("Cỡ hình {0} phần trăm"),
    }


def _when_it_fails() -> dict[str, str]:
    return {
        "retry": _("Thử lại"),
        "errorOffline": _("Máy đang mất mạng. Phần đã mở vẫn xem được; có mạng lại bạn thử tiếp."),
        "errorServer": _("Máy chủ chưa trả lời được. Bạn chờ một lát rồi thử lại."),
        "errorMissing": _("Không tìm thấy người này, hoặc bạn chưa được xem."),
        "errorBusy": _("Bạn vừa mở quá nhanh. Chờ một phút rồi thử lại."),
        "errorNetwork": _("Chưa tải được. Bạn kiểm tra mạng rồi thử lại."),
    }
