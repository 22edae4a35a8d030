"""Faults between parents and children. Each gives what must be found: (code, whose record)."""

from __future__ import annotations

from genealogy.models import Clan, Person


def born(*codes, child="1850", father=("1810", "1880"), mother=None, wedding=""):
    """Plant a child whose birth does not fit its parents."""

    def plant(book):
        man = book.father(*father)
        woman = book.woman(*mother) if mother else None
        union = book.couple(man, woman, wedding=wedding) if woman else None
        person = book.person(man, woman, union, birth=child, death=str(int(child) + 40))
        return {(code, person) for code in codes}

    return plant


def numbered(*codes, children, of_one_couple=False):
    """Plant sons (or daughters) by number and birth."""

    def plant(book):
        father = book.father()
        mother = book.woman() if of_one_couple else None
        union = book.couple(father, mother) if mother else None
        for order, birth in children:
            book.person(father, mother, union, birth=birth, child_order=order)
        return {(code, father) for code in codes}

    return plant


def cycle(book):
    one, two = book.person(birth=""), book.person(birth="")
    book.link(one, two)
    book.link(two, one)
    return {("cycle", one), ("unconnected", one), ("unconnected", two)}


def links_outside(book):
    other = Clan.objects.create(slug="ho-khac", name="Họ khác")
    stranger = Person.objects.create(clan=other, given_name="Xa")
    staged = Person.objects.create(clan=book.clan, given_name="Chờ", is_staged=True)
    one, two = book.person(book.father()), book.person(book.father())
    book.link(one, stranger)
    book.link(two, staged)
    return {("link_to_other_clan", one), ("link_to_staged", two)}


def two_birth_fathers(book):
    child = book.person(book.father())
    book.link(child, book.father())
    return {("two_birth_fathers", child)}


def two_birth_mothers(book):
    father, one, two = book.father(), book.woman(), book.woman()
    book.couple(father, one)
    book.couple(father, two, order=2)
    child = book.person(father, one)
    book.link(child, two)
    return {("two_birth_mothers", child)}


def parent_twice(book):
    father = book.father()
    child = book.person(father)
    book.link(child, father, kind="heir")
    return {("parent_twice", child)}


def parent_not_in_union(book):
    union = book.couple(book.father(), book.woman())
    child = book.person(book.father(), union=union)
    return {("parent_not_in_union", child), ("union_member_not_parent", child)}


def union_member_not_parent(book):
    father = book.father()
    union = book.couple(father, book.woman())
    return {("union_member_not_parent", book.person(father, union=union))}


def links_to_two_unions(book):
    father, one, two = book.father(), book.woman(), book.woman()
    first = book.couple(father, one)
    second = book.couple(father, two, order=2)
    child = book.person(father, union=first)
    book.link(child, two, union=second)
    return {("links_to_two_unions", child), ("union_member_not_parent", child)}


def parents_not_joined(book):
    daughter = book.father(sex="f")
    return {("parents_not_joined", book.person(book.father(), daughter))}


def parent_is_spouse(book):
    father = book.father()
    daughter = book.person(father, sex="f", birth="1835")
    union = book.couple(father, daughter)
    return {("parent_is_spouse", daughter), ("spouse_is_child", union)}


def override_contradicts(book):
    return {("override_contradicts", book.person(book.father(), generation_override=9))}


def lineage_through_mother(book):
    daughter = book.father(sex="f")
    husband = book.person(surname="Lê", birth="1805", death="1875")
    union = book.couple(husband, daughter)
    child = book.person(None, daughter, union, surname="Lê")
    book.link(child, husband, union=union)
    return {("lineage_through_mother", child)}


def adopted(book):
    child = book.person()
    book.link(child, book.father(), kind="adopted", is_lineage=True)
    return {("birth_parents_missing", child)}


def heir_outside_clan(book):
    daughter = book.father(sex="f")
    husband = book.person(surname="Lê", birth="1805", death="1875")
    book.couple(husband, daughter)
    child = book.person()
    book.link(child, husband)
    book.link(child, book.father(), kind="heir", is_lineage=True)
    return {("heir_outside_clan", child)}


def heir_is_female(book):
    child = book.person(book.father(), sex="f")
    book.link(child, book.father(), kind="heir")
    return {("heir_is_female", child), ("heir_counted_twice", child)}


def heir_generation(book):
    child = book.person(book.father())
    younger = book.person(book.father(), birth="1830", death="1900")
    book.link(child, younger, kind="heir")
    return {("heir_generation", child), ("heir_counted_twice", child)}


def surname_differs(book):
    changed = book.person(book.father(), surname="Đinh")
    told = book.person(book.father(), surname="Đinh")
    book.name(told, "former", "Dương Văn Bảo")
    return {("surname_differs", changed)}


def taboo(book):
    father = book.father()
    son = book.person(father, given_name=father.given_name, birth="1840")
    hushed = book.father()
    book.name(hushed, "huy", "Dương Hoà")
    grandson = book.person(book.person(hushed, birth="1835"), given_name="Hòa", birth="1865")
    line = book.founder
    for _ in range(5):
        last = line = book.person(line, birth="")
    Person.objects.filter(pk=last.pk).update(given_name=book.founder.given_name)
    return {("taboo_ancestor", son), ("taboo_ancestor", grandson), ("taboo_founder", last)}


PLANTS = [
    cycle,
    links_outside,
    two_birth_fathers,
    two_birth_mothers,
    parent_twice,
    parent_not_in_union,
    union_member_not_parent,
    links_to_two_unions,
    parents_not_joined,
    parent_is_spouse,
    born("born_before_parent", child="1800"),
    born("mother_dead_before_birth", mother=("1815", "1840")),
    born("father_dead_before_birth", father=("1810", "1840")),
    born("parent_gap_small", child="1820"),
    born("parent_gap_large", child="1890", father=("1810", "1895")),
    born("old_father", child="1878"),
    born("old_mother", child="1862", mother=("1810", "1870")),
    born("young_father", child="1826"),
    born("young_mother", mother=("1834", "1890")),
    born("born_before_mother_joined", mother=("1815", "1870"), wedding="1855"),
    override_contradicts,
    lineage_through_mother,
    adopted,
    heir_outside_clan,
    heir_is_female,
    heir_generation,
    surname_differs,
    taboo,
    numbered("two_eldest_sons", children=[(1, "1840"), (1, "1845")]),
    numbered("two_eldest_sons_of_couple", children=[(1, "1840"), (1, "1845")], of_one_couple=True),
    numbered("child_order_repeated", children=[(1, "1840"), (2, "1842"), (2, "1845")]),
    numbered("child_order_gap", children=[(1, "1840"), (3, "1845")]),
    numbered("children_out_of_order", children=[(1, "1845"), (2, "1840")]),
]
