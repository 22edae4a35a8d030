"""Mark the pictures and documents that people of the book have shown so far."""

from django.db import migrations


def mark(apps, schema_editor):
    person = apps.get_model("genealogy", "Person")
    link = apps.get_model("genealogy", "MediaLink")
    image = apps.get_model("media", "ClanImage")
    document = apps.get_model("media", "ClanDocument")
    portraits = person.objects.filter(portrait__isnull=False).values("portrait")
    pictures = link.objects.filter(image__isnull=False).values("image")
    papers = link.objects.filter(document__isnull=False).values("document")
    for keys in (portraits, pictures):
        image.objects.filter(pk__in=keys).update(of_people=True)
    document.objects.filter(pk__in=papers).update(of_people=True)


class Migration(migrations.Migration):
    dependencies = [
        ("genealogy", "0003_people_and_trust"),
        ("media", "0002_files_of_people"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
