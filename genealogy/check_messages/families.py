"""Titles and sentences of the findings about parents, children and couples."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from genealogy.check_messages.people import Text

PARENTS: Final[dict[str, Text]] = {
    "cycle": (
        _("Tự là tổ tiên của mình"),
        _(
            "%(person)s và %(others)s nối vòng: người này là tổ tiên của người kia và ngược lại."
            " Hãy gỡ quan hệ cha con sai."
        ),
    ),
    "self_parent": (
        _("Tự là cha mẹ của mình"),
        _("%(person)s được ghi là cha hay mẹ của chính mình. Hãy gỡ quan hệ ấy."),
    ),
    "link_to_other_clan": (
        _("Cha mẹ thuộc dòng họ khác"),
        _("Cha hoặc mẹ của %(person)s thuộc sách của dòng họ khác. Hãy gỡ và nối lại."),
    ),
    "link_to_staged": (
        _("Cha mẹ chưa nhập xong"),
        _("Cha hoặc mẹ của %(person)s thuộc một lần nhập tệp chưa xong. Hãy gỡ và nối lại."),
    ),
    "several_lineages": (
        _("Tính dòng theo nhiều người"),
        _("%(person)s đang tính dòng theo %(count)s người. Hãy chọn một cha hoặc mẹ."),
    ),
    "two_birth_fathers": (
        _("Hai cha đẻ"),
        _("%(person)s có nhiều cha đẻ: %(others)s. Hãy sửa quan hệ của người là cha nuôi."),
    ),
    "two_birth_mothers": (
        _("Hai mẹ đẻ"),
        _("%(person)s có nhiều mẹ đẻ: %(others)s. Hãy sửa quan hệ của người là mẹ nuôi."),
    ),
    "parent_twice": (
        _("Một cha mẹ ghi hai lần"),
        _("%(other)s được ghi hai lần là cha mẹ của %(person)s. Hãy giữ một quan hệ."),
    ),
    "parent_not_in_union": (
        _("Cha mẹ không ở trong cặp đã chọn"),
        _(
            "%(person)s là con của cặp %(union)s, nhưng %(other)s không ở trong cặp ấy."
            " Hãy chọn lại ô “con của cặp”."
        ),
    ),
    "union_member_not_parent": (
        _("Cặp vợ chồng không phải cha mẹ"),
        _(
            "%(person)s là con của cặp %(union)s, nhưng %(other)s chưa được ghi là cha mẹ."
            " Hãy thêm quan hệ, hoặc chọn cặp khác."
        ),
    ),
    "links_to_two_unions": (
        _("Con đẻ của hai cặp"),
        _("Các quan hệ cha mẹ đẻ của %(person)s ghi những cặp khác nhau. Hãy chọn một cặp."),
    ),
    "parents_not_joined": (
        _("Cha mẹ chưa thành cặp"),
        _("Cha mẹ đẻ của %(person)s là %(others)s chưa được ghi là vợ chồng. Hãy lập cặp."),
    ),
    "parent_is_spouse": (
        _("Vừa là cha mẹ vừa là vợ chồng"),
        _("%(other)s vừa là cha mẹ vừa là vợ chồng của %(person)s. Hãy gỡ quan hệ sai."),
    ),
    "born_before_parent": (
        _("Sinh trước cha mẹ"),
        _("%(person)s sinh trước %(other)s là cha mẹ mình. Hãy sửa ngày, hoặc quan hệ."),
    ),
    "mother_dead_before_birth": (
        _("Sinh sau khi mẹ mất"),
        _("%(person)s sinh sau khi mẹ là %(other)s mất. Hãy sửa ngày, hoặc chọn mẹ khác."),
    ),
    "father_dead_before_birth": (
        _("Sinh lâu sau khi cha mất"),
        _("%(person)s sinh hơn mười tháng sau khi cha là %(other)s mất. Hãy sửa ngày."),
    ),
    "parent_gap_small": (
        _("Cha mẹ quá trẻ"),
        _("%(other)s mới %(years)s tuổi khi sinh %(person)s. Hãy xem lại ngày hoặc quan hệ."),
    ),
    "parent_gap_large": (
        _("Cha mẹ quá già"),
        _("%(other)s đã %(years)s tuổi khi sinh %(person)s. Có thể thiếu mất một đời ở giữa."),
    ),
    "young_father": (
        _("Cha trẻ"),
        _("%(other)s mới %(years)s tuổi khi sinh %(person)s. Nếu đúng thì bỏ qua."),
    ),
    "young_mother": (
        _("Mẹ trẻ"),
        _("%(other)s mới %(years)s tuổi khi sinh %(person)s. Nếu đúng thì bỏ qua."),
    ),
    "old_father": (
        _("Cha già"),
        _("%(other)s đã %(years)s tuổi khi sinh %(person)s. Hãy xem lại ngày sinh của hai người."),
    ),
    "old_mother": (
        _("Mẹ già"),
        _("%(other)s đã %(years)s tuổi khi sinh %(person)s. Có thể là con của người mẹ khác."),
    ),
    "born_before_mother_joined": (
        _("Con sinh trước khi mẹ về làm dâu"),
        _(
            "%(person)s sinh trước ngày cưới của %(other)s. Con riêng thì chọn quan hệ “con riêng”,"
            " không thì xem lại ngày hoặc mẹ."
        ),
    ),
    "generation_break": (
        _("Đời không liền với cha"),
        _(
            "%(person)s đang ở đời %(stored)s, còn cha mẹ là %(other)s thì phải là đời"
            " %(expected)s. Hãy nhờ người quản trị chạy rebuild_tree."
        ),
    ),
    "override_contradicts": (
        _("Đời đặt tay trái với cha"),
        _(
            "Đời đặt tay của %(person)s là %(stored)s, theo %(other)s thì là đời %(expected)s."
            " Hãy bỏ đời đặt tay nếu không có lý do."
        ),
    ),
    "membership_contradicts": (
        _("Nội tộc không hợp với cha"),
        _(
            "Dấu nội tộc của %(person)s không hợp với %(other)s là người tính dòng."
            " Hãy nhờ người quản trị chạy rebuild_tree."
        ),
    ),
    "lineage_through_mother": (
        _("Tính dòng theo mẹ khi đã biết cha"),
        _("%(person)s tính nội tộc theo mẹ là %(other)s dù đã ghi cha. Hãy xem lại ô tính dòng."),
    ),
    "birth_parents_missing": (
        _("Con nuôi chưa ghi cha mẹ đẻ"),
        _("%(person)s là con nuôi hoặc thừa tự mà chưa ghi cha mẹ đẻ. Hãy ghi thêm nếu biết."),
    ),
    "heir_outside_clan": (
        _("Thừa tự là người họ khác"),
        _("%(person)s được lập tự cho %(other)s nhưng cha đẻ không phải người trong họ."),
    ),
    "heir_is_female": (
        _("Thừa tự là nữ"),
        _("%(person)s được lập tự cho %(other)s mà ghi là nữ. Nếu lệ họ cho phép thì bỏ qua."),
    ),
    "heir_generation": (
        _("Thừa tự lệch đời"),
        _(
            "%(person)s ở đời %(stored)s, lập tự cho %(other)s thì phải là đời %(expected)s."
            " Hãy xem lại người được lập tự."
        ),
    ),
    "heir_counted_twice": (
        _("Con cháu có hai đường về tổ"),
        _(
            "%(person)s có cha đẻ và cha nuôi đều trong họ (%(others)s). Con cháu chỉ đếm theo"
            " người tính dòng; hãy xem đã chọn đúng người chưa."
        ),
    ),
    "surname_differs": (
        _("Khác họ với cha"),
        _(
            "%(person)s mang họ %(surname)s, cha là %(other)s mang họ %(expected)s. Đổi họ thì ghi"
            " họ cũ ở “tên cũ”, không thì sửa."
        ),
    ),
    "taboo_ancestor": (
        _("Trùng tên húy tổ tiên"),
        _("%(person)s trùng tên với %(other)s, tổ tiên cách %(steps)s đời. Hãy xem lại tên."),
    ),
    "taboo_founder": (
        _("Trùng tên thủy tổ"),
        _("%(person)s trùng tên với thủy tổ %(other)s. Hãy xem lại tên."),
    ),
    "two_eldest_sons_of_couple": (
        _("Một cặp có hai con trưởng"),
        _("%(others)s cùng một mẹ mà đều ghi là con thứ nhất. Hãy sửa ô “con thứ mấy”."),
    ),
    "two_eldest_sons": (
        _("Hai trưởng nam"),
        _(
            "%(person)s có nhiều con trai ghi thứ nhất: %(others)s. Hãy đánh số theo cả các bà,"
            " lệ con bà cả thì ghi ở “thứ bậc đặt tay”."
        ),
    ),
    "child_order_repeated": (
        _("Trùng số con thứ"),
        _("Các con của %(person)s là %(others)s cùng ghi là con thứ %(number)s. Hãy sửa."),
    ),
    "child_order_gap": (
        _("Thiếu số con thứ"),
        _("Các con đã ghi của %(person)s thiếu số %(missing)s. Hãy ghi thêm nếu sách có."),
    ),
    "children_out_of_order": (
        _("Thứ tự con trái ngày sinh"),
        _("%(other)s đứng trên %(last)s mà sinh sau. Hãy xem lại ngày sinh hoặc số con thứ."),
    ),
    "many_children": (
        _("Nhiều con"),
        _("%(person)s có %(count)s con. Có thể hai người cùng tên đã bị ghi làm một."),
    ),
}

COUPLES: Final[dict[str, Text]] = {
    "married_often": (
        _("Nhiều vợ hoặc chồng"),
        _("%(person)s có %(count)s cuộc hôn nhân. Nếu đúng thì bỏ qua."),
    ),
    "union_order_repeated": (
        _("Trùng thứ tự hôn nhân"),
        _("%(person)s có nhiều cuộc hôn nhân cùng thứ tự %(numbers)s. Hãy sửa ô thứ tự."),
    ),
    "union_order_gap": (
        _("Thiếu thứ tự hôn nhân"),
        _("Các cuộc hôn nhân của %(person)s thiếu số %(missing)s. Hãy ghi thêm hoặc đánh lại."),
    ),
    "unions_out_of_order": (
        _("Thứ tự hôn nhân trái ngày cưới"),
        _("Thứ tự các cuộc hôn nhân của %(person)s trái với ngày cưới. Hãy đánh lại."),
    ),
    "two_principal_wives": (
        _("Hai chính thất cùng lúc"),
        _(
            "%(person)s có hai chính thất là %(others)s. Bà sau cưới khi bà trước đã mất thì là"
            " kế thất, không thì là thứ thất."
        ),
    ),
    "union_of_other_clan": (
        _("Vợ chồng thuộc dòng họ khác"),
        _("%(person)s trong cặp %(union)s thuộc sách của dòng họ khác. Hãy gỡ và chọn lại."),
    ),
    "union_crowded": (
        _("Cặp có hơn hai người"),
        _("Cặp %(union)s có hơn hai người. Mỗi cuộc hôn nhân là một cặp riêng: hãy tách ra."),
    ),
    "union_empty": (
        _("Cặp không có ai"),
        _("Một cặp không có vợ cũng không có chồng, có %(count)s con. Hãy ghi người, hoặc xoá."),
    ),
    "union_of_one": (
        _("Cặp chỉ có một người, không con"),
        _("Cặp của %(person)s chưa ghi người kia, cũng không có con. Hãy ghi thêm hoặc xoá."),
    ),
    "female_husband": (
        _("Người chồng ghi là nữ"),
        _("%(person)s là chồng trong cặp %(union)s mà ghi giới tính nữ. Hãy sửa một trong hai."),
    ),
    "male_wife": (
        _("Người vợ ghi là nam"),
        _("%(person)s là vợ trong cặp %(union)s mà ghi giới tính nam. Hãy sửa một trong hai."),
    ),
    "same_sex_couple": (
        _("Hai người cùng giới"),
        _("Hai người trong cặp %(union)s cùng một giới tính. Ghi nhầm thì sửa, không thì bỏ qua."),
    ),
    "union_repeated": (
        _("Cặp ghi hai lần"),
        _("%(person)s và %(other)s đã có một cặp khác. Hãy dồn con về một cặp rồi xoá cặp kia."),
    ),
    "union_of_namesakes": (
        _("Hai vợ hoặc chồng cùng tên"),
        _("%(person)s có hai người vợ hoặc chồng cùng tên: %(others)s. Có thể là một người."),
    ),
    "spouse_is_child": (
        _("Vợ chồng là cha con"),
        _("%(person)s và %(other)s vừa là vợ chồng vừa là cha mẹ và con. Hãy gỡ quan hệ sai."),
    ),
    "close_kin_marriage": (
        _("Lấy người trong họ gần"),
        _(
            "%(person)s và %(other)s cùng là con cháu của %(last)s trong vòng %(generations)s đời."
            " Hãy xem lại quan hệ; sách chép đúng vậy thì bỏ qua."
        ),
    ),
    "kin_marriage": (
        _("Lấy người cùng huyết thống gần"),
        _(
            "%(person)s và %(other)s cùng huyết thống qua %(last)s trong vòng %(generations)s đời"
            " (kể cả bên ngoại). Hãy xem lại quan hệ."
        ),
    ),
    "spouse_same_surname": (
        _("Vợ chồng cùng họ"),
        _("%(person)s và %(other)s cùng mang họ %(surname)s. Hãy xem bà có bị ghi họ chồng không."),
    ),
    "spouse_generation": (
        _("Vợ chồng lệch đời"),
        _("%(person)s ở đời %(first)s, %(other)s ở đời %(second)s. Hãy xem lại đời đặt tay."),
    ),
    "marriage_before_birth": (
        _("Cưới trước khi sinh"),
        _("Cặp %(union)s: ngày cưới trước ngày sinh của %(person)s. Hãy sửa lại."),
    ),
    "marriage_after_death": (
        _("Cưới sau khi mất"),
        _("Cặp %(union)s: ngày cưới sau ngày mất của %(person)s. Hãy sửa lại."),
    ),
    "birth_equals_marriage": (
        _("Ngày cưới trùng ngày sinh"),
        _("Cặp %(union)s: ngày cưới đúng ngày sinh của %(person)s. Hãy xem có chép nhầm không."),
    ),
    "death_equals_marriage": (
        _("Ngày cưới trùng ngày mất"),
        _("Cặp %(union)s: ngày cưới đúng ngày mất của %(person)s. Hãy xem có chép nhầm không."),
    ),
    "divorce_before_marriage": (
        _("Ly hôn trước khi cưới"),
        _("Cặp %(union)s: ngày ly hôn trước ngày cưới. Hãy sửa lại."),
    ),
    "early_marriage": (
        _("Cưới sớm"),
        _("%(person)s cưới khi mới %(years)s tuổi (cặp %(union)s). Nếu đúng thì bỏ qua."),
    ),
    "late_marriage": (
        _("Cưới muộn"),
        _("%(person)s cưới khi đã %(years)s tuổi (cặp %(union)s). Nếu đúng thì bỏ qua."),
    ),
    "married_but_unmarried": (
        _("Có ngày cưới mà không ghi là hôn nhân"),
        _("Cặp %(union)s có sự kiện cưới mà loại không phải hôn nhân. Hãy sửa ô loại."),
    ),
    "spouse_gap": (
        _("Vợ chồng cách nhau nhiều tuổi"),
        _("%(person)s và %(other)s cách nhau %(years)s tuổi. Hãy xem lại năm sinh."),
    ),
    "long_widowhood": (
        _("Goá rất lâu"),
        _("%(person)s sống sau %(other)s %(years)s năm. Hãy xem lại năm mất của hai người."),
    ),
    "current_but_dead": (
        _("Đang là vợ chồng mà có người đã mất"),
        _("Cặp %(union)s ghi đang là vợ chồng mà %(person)s đã mất. Hãy chọn “goá”."),
    ),
    "widowed_but_living": (
        _("Ghi goá mà cả hai còn sống"),
        _("Cặp %(union)s ghi là goá mà cả hai đều ghi còn sống. Hãy sửa một trong hai."),
    ),
    "successor_without_first": (
        _("Kế thất mà không có bà trước"),
        _("%(person)s ghi là kế thất của %(other)s mà chưa có bà trước. Hãy ghi thêm bà trước."),
    ),
    "successor_too_early": (
        _("Kế thất cưới khi bà trước còn sống"),
        _("%(person)s là kế thất mà cưới trước khi %(other)s mất. Hãy xem lại thứ bậc hoặc ngày."),
    ),
    "children_too_close": (
        _("Hai con sinh quá gần nhau"),
        _("Hai con của cặp %(union)s là %(others)s sinh cách nhau %(days)s ngày. Hãy xem lại."),
    ),
    "children_far_apart": (
        _("Hai con cách nhau nhiều năm"),
        _(
            "Hai con của cặp %(union)s là %(others)s sinh cách nhau %(years)s năm."
            " Có thể thiếu con."
        ),
    ),
    "children_span": (
        _("Các con trải nhiều năm"),
        _(
            "Con đầu và con út của cặp %(union)s cách nhau %(years)s năm."
            " Hãy xem lại mẹ của các con."
        ),
    ),
    "union_event_flawed": (
        _("Ngày cưới, ly hôn có chỗ sai"),
        _("Cặp %(union)s, %(event)s “%(text)s”: %(reason)s. Hãy sửa lại ngày."),
    ),
    "union_event_unclear": (
        _("Ngày cưới, ly hôn chưa hiểu"),
        _("Cặp %(union)s, %(event)s: phần mềm chưa hiểu “%(text)s”. Hãy ghi như 12/3/1950."),
    ),
}
