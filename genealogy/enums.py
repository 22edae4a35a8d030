"""Named choices of the gia phả, with the words the editors see."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from genealogy.domain.memorials import ShortMonthPolicy
from genealogy.domain.viewer import LivingPolicy, Mark


class Sex(TextChoices):
    """Sex as the book records it."""

    MALE = "m", _("nam")
    FEMALE = "f", _("nữ")
    UNKNOWN = "u", _("không rõ")


class LivingState(TextChoices):
    """What the record itself says; the presumption is a derived column."""

    LIVING = "living", _("còn sống")
    DECEASED = "deceased", _("đã mất")
    UNKNOWN = "unknown", _("không rõ")


class Visibility(TextChoices):
    """The explicit mark on a record; it always wins over the general rule."""

    DEFAULT = Mark.DEFAULT.value, _("theo quy định chung")
    PUBLIC = Mark.PUBLIC.value, _("công khai")
    MEMBERS = Mark.MEMBERS.value, _("chỉ thành viên")
    EDITORS = Mark.EDITORS.value, _("chỉ người biên soạn")


class LivingVisibility(TextChoices):
    """What strangers see of the living."""

    HIDDEN = LivingPolicy.HIDDEN.value, _("không hiện gì")
    NAME_ONLY = LivingPolicy.NAME_ONLY.value, _("chỉ hiện họ tên, đời, chi")


class ShortMonth(TextChoices):
    """When giỗ falls on the 30th and the month has 29 days this year."""

    LAST_DAY = ShortMonthPolicy.LAST_DAY.value, _("cúng ngày cuối tháng (29)")
    FIRST_OF_NEXT = ShortMonthPolicy.FIRST_OF_NEXT.value, _("cúng mùng 1 tháng sau")
    SKIP = ShortMonthPolicy.SKIP.value, _("không cúng năm ấy")


class KinshipRegion(TextChoices):
    """Which region's words of kinship the clan uses."""

    NORTH = "north", _("miền Bắc, Thanh Hoá")
    CENTRAL = "central", _("miền Trung")
    SOUTH = "south", _("miền Nam")


class NameOrder(TextChoices):
    """How full names are written."""

    SURNAME_FIRST = "surname_first", _("họ trước (Dương Văn An)")
    GIVEN_FIRST = "given_first", _("tên trước (Anna Dupont)")


class OrdinalStyle(TextChoices):
    """How branches are numbered."""

    NONE = "none", _("không đánh số")
    ARABIC = "arabic", _("1, 2, 3")
    ROMAN = "roman", _("I, II, III")
    SINO = "sino", _("Nhất, Nhị, Tam")
    STEM = "stem", _("Giáp, Ất, Bính")
    SENIOR = "senior", _("Trưởng, Thứ, Ba")


class Membership(TextChoices):
    """How a person belongs to the clan; derived from the links."""

    LINEAGE = "lineage", _("nội tộc")
    WIFE = "wife", _("dâu")
    HUSBAND = "husband", _("rể")
    MATERNAL = "maternal", _("cháu ngoại")
    UNCONNECTED = "unconnected", _("chưa nối")


class NameKind(TextChoices):
    """The many names of one person (domain.md 1.5)."""

    HUY = "huy", _("húy")
    TU = "tu", _("tự")
    HIEU = "hieu", _("hiệu")
    THUY = "thuy", _("thụy")
    PHAP_DANH = "phap_danh", _("pháp danh")
    SAINT = "saint", _("tên thánh")
    EVERYDAY = "everyday", _("thường gọi")
    HAN_NOM = "han_nom", _("Hán Nôm")
    TITLE = "title", _("tước hiệu, học vị")
    TEMPLE = "temple", _("miếu hiệu")
    ERA = "era", _("niên hiệu")
    FORMER = "former", _("tên cũ")
    MARRIED = "married", _("tên theo chồng")
    OTHER = "other", _("tên khác")


class UnionKind(TextChoices):
    """What joined the couple."""

    MARRIAGE = "marriage", _("hôn nhân")
    PARTNERSHIP = "partnership", _("chung sống")
    UNKNOWN = "unknown", _("không rõ")


class UnionStatus(TextChoices):
    """How the union stands or ended."""

    CURRENT = "current", _("đang là vợ chồng")
    WIDOWED = "widowed", _("goá")
    DIVORCED = "divorced", _("ly hôn")
    UNKNOWN = "unknown", _("không rõ")


class UnionRole(TextChoices):
    """Who a member is in the union."""

    HUSBAND = "husband", _("chồng")
    WIFE = "wife", _("vợ")
    PARTNER = "partner", _("bạn đời")


class Standing(TextChoices):
    """The place of a wife in her husband's house (thứ bậc)."""

    NONE = "", _("không ghi")
    PRINCIPAL = "principal", _("chính thất")
    SUCCESSOR = "successor", _("kế thất")
    SECONDARY = "secondary", _("thứ thất")
    CONCUBINE = "concubine", _("thiếp")


class ParentKind(TextChoices):
    """What makes somebody the parent."""

    BIRTH = "birth", _("con đẻ")
    ADOPTED = "adopted", _("con nuôi")
    FOSTER = "foster", _("con nuôi dưỡng")
    STEP = "step", _("con riêng của vợ hoặc chồng")
    HEIR = "heir", _("lập tự, thừa tự")
    UNKNOWN = "unknown", _("không rõ")


class EventType(TextChoices):
    """What happened. Graves are burial events, because a grave may be moved."""

    BIRTH = "birth", _("sinh")
    BAPTISM = "baptism", _("rửa tội")
    ADOPTION = "adoption", _("nhận nuôi")
    MARRIAGE = "marriage", _("cưới")
    DIVORCE = "divorce", _("ly hôn")
    EDUCATION = "education", _("học hành, khoa bảng")
    OCCUPATION = "occupation", _("nghề nghiệp, chức vụ")
    TITLE = "title", _("phong tước, phong hàm")
    REIGN = "reign", _("trị vì")
    RESIDENCE = "residence", _("cư trú")
    MIGRATION = "migration", _("di cư")
    MILITARY = "military", _("quân ngũ")
    AWARD = "award", _("khen thưởng")
    DEATH = "death", _("mất")
    BURIAL = "burial", _("an táng")
    REBURIAL = "reburial", _("cải táng, quy tập")
    CREMATION = "cremation", _("hoả táng")
    OTHER = "other", _("việc khác")


GRAVE_EVENTS = (EventType.BURIAL, EventType.REBURIAL, EventType.CREMATION)


class ImportState(TextChoices):
    """Where an import stands; readers see its people only when applied."""

    STAGING = "staging", _("đang đọc tệp")
    STAGED = "staged", _("chờ duyệt")
    APPLYING = "applying", _("đang ghi vào gia phả")
    APPLIED = "applied", _("đã nhập")
    REFUSED = "refused", _("bị từ chối")
    UNDOING = "undoing", _("đang hoàn tác")
    UNDONE = "undone", _("đã hoàn tác")


class Severity(TextChoices):
    """How bad a finding is."""

    ERROR = "error", _("lỗi")
    WARNING = "warning", _("cảnh báo")
    INFO = "info", _("lưu ý")


class ChangeKind(TextChoices):
    """Why a set of changes was made."""

    EDIT = "edit", _("sửa")
    PROPOSAL = "proposal", _("đề nghị")
    MERGE = "merge", _("gộp")
    IMPORT = "import", _("nhập tệp")
    UNDO = "undo", _("hoàn tác")


class ChangeState(TextChoices):
    """Where a set of changes stands."""

    PROPOSED = "proposed", _("chờ duyệt")
    APPLIED = "applied", _("đã áp dụng")
    REJECTED = "rejected", _("không duyệt")
    REVERTED = "reverted", _("đã hoàn tác")


class ChangeAction(TextChoices):
    """What was done to one row."""

    CREATE = "create", _("thêm")
    UPDATE = "update", _("sửa")
    DELETE = "delete", _("xoá")


class FeastKind(TextChoices):
    """How the day of a clan feast is found each year."""

    LUNAR_DAY = "lunar_day", _("ngày âm lịch cố định")
    MEMORIAL = "memorial", _("theo ngày giỗ của một người")
    SOLAR_TERM = "solar_term", _("theo tiết khí")


class Audience(TextChoices):
    """For whose eyes counters are stored."""

    PUBLIC = "public", _("khách")
    MEMBERS = "members", _("thành viên")
    EDITORS = "editors", _("người biên soạn")


class MemberScope(TextChoices):
    """Whose full record a member of the clan sees among the living."""

    CLOSE = "close", _("chỉ nhà mình: cha mẹ, vợ chồng, anh chị em, con")
    STEPS = "steps", _("người thân trong số bước đã định")
    BRANCH = "branch", _("cả chi của mình")


class RequestState(TextChoices):
    """Where something a member asked for stands."""

    ASKED = "asked", _("chờ duyệt")
    ACCEPTED = "accepted", _("đã nhận")
    REFUSED = "refused", _("không nhận")


class BranchOfficeKind(TextChoices):
    """What somebody does for a branch."""

    EDITOR = "editor", _("trưởng chi, biên tập chi: duyệt và sửa")
    REVIEWER = "reviewer", _("người duyệt: chỉ duyệt")


class ProposalKind(TextChoices):
    """What a member's proposal is about."""

    CORRECTION = "correction", _("sửa điều sai")
    CHILD = "child", _("thêm con")
    SPOUSE = "spouse", _("thêm vợ hoặc chồng")
    DEATH = "death", _("báo người mất")
    PHOTO = "photo", _("gửi ảnh")
    SOURCE = "source", _("gửi nguồn tư liệu")
    HOUSEHOLD = "household", _("khai một nhà")


class ProposalState(TextChoices):
    """Where a proposal stands."""

    OPEN = "open", _("chờ duyệt")
    ACCEPTED = "accepted", _("đã nhận")
    PARTLY = "partly", _("nhận một phần")
    REJECTED = "rejected", _("không nhận")
    WITHDRAWN = "withdrawn", _("đã rút")


class ItemState(TextChoices):
    """Where one thing of a proposal stands."""

    OPEN = "open", _("chờ duyệt")
    ACCEPTED = "accepted", _("đã nhận")
    REJECTED = "rejected", _("không nhận")


class ProposalAction(TextChoices):
    """What one item of a proposal does to the book when it is accepted."""

    SET_FIELD = "set_field", _("sửa một mục")
    ADD_CHILD = "add_child", _("thêm con")
    ADD_SPOUSE = "add_spouse", _("thêm vợ hoặc chồng")
    ADD_PARENT = "add_parent", _("thêm cha hoặc mẹ")
    SET_EVENT = "set_event", _("ghi ngày tháng, sự kiện")
    SET_MEMORIAL = "set_memorial", _("ghi ngày giỗ")
    ADD_NAME = "add_name", _("thêm tên")
    ADD_PICTURE = "add_picture", _("thêm ảnh")
    ADD_SOURCE = "add_source", _("thêm nguồn")


class ConsentScope(TextChoices):
    """What a living person lets the clan show."""

    MEMBERS = "members", _("ghi trong gia phả, thành viên thấy theo quy định chung")
    PUBLIC = "public", _("mọi người đều thấy")


class DutyKind(TextChoices):
    """What the law lets somebody ask of those who hold data about them."""

    HIDE = "hide", _("ẩn tôi")
    ERASE = "erase", _("xoá tôi")
    EXPORT = "export", _("cho tôi biết đang giữ gì")
    CORRECT = "correct", _("sửa điều sai về tôi")
    WITHDRAW = "withdraw", _("rút lời đồng ý")


class DutyState(TextChoices):
    """Where such a request stands."""

    OPEN = "open", _("mới nhận")
    ANSWERED = "answered", _("đã trả lời")
    DONE = "done", _("đã xong")
    REFUSED = "refused", _("từ chối")


class PrintKind(TextChoices):
    """What can be printed in the background (bản in)."""

    POSTER = "poster", _("phả đồ treo tường")
    BOOK = "book", _("sách gia phả")
