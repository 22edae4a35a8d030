"""Copy the few third-party browser files into the repository and watch that they stay as copied.

``python scripts/vendor_assets.py --check`` needs nothing but Python: it compares the committed
files with the SHA-256 sums in the ``vendor.json`` beside them and fails on a changed, missing or
unlisted file.

``npm ci && python scripts/vendor_assets.py --build`` makes the files again from the npm packages
pinned in ``package-lock.json`` (fonts are cut down with fonttools and brotli, see
``requirements-dev.in``). Neither the running site nor its build ever calls npm.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
#: What browsers load, and the fonts that PDFs are set with, which no browser asks for.
VENDOR = ROOT / "home" / "static" / "vendor"
TYPEFACES = ROOT / "genealogy" / "typefaces"
PLACES = (VENDOR, TYPEFACES)
MANIFEST = "vendor.json"

# Western letters that occur in names of relatives abroad; the rest of Latin-1 is left out.
_WESTERN = "ÄäÇçËëÎîÏïÑñÖöÛûÜüßØøÅåÆæŒœ"
# What Vietnamese text needs from the "latin" file; tone-marked letters live in "vietnamese".
_LATIN = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
    + _WESTERN
    + "\u00a0§©«®°±²³·»¼½¾×÷–—‘’“”•…′″€™→−"
)
_VIETNAMESE = (
    "ĂăĐđĨĩŨũƠơƯư"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    + "\u0300\u0301\u0303\u0306\u0309\u0323\u0302\u031b₫"
)
# Without figure styles and fractions: nothing on the site asks for them.
_FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "tnum"]


@dataclass(frozen=True)
class FontCut:
    """One font file to cut: npm file, name of the result, the signs to keep."""

    source: str
    target: str
    keep: str
    # A font whose licence reserves its name must not keep the name once it is cut (OFL, 3).
    rename: str = ""


@dataclass(frozen=True)
class Package:
    """One npm package and what is taken from it (``copies``: source to target)."""

    name: str
    folder: str
    licence: str
    copies: dict[str, str] = field(default_factory=dict)
    cuts: tuple[FontCut, ...] = ()
    place: Path = VENDOR


def _family(
    slug: str, name: str, weights: tuple[int, ...], rename: str = ""
) -> tuple[FontCut, ...]:
    """Give the cuts of one family: a latin and a vietnamese file for each weight."""
    return tuple(
        FontCut(
            f"files/{slug}-{part}-{weight}-normal.woff2",
            f"{name}-{part}-{weight}.woff2",
            keep,
            rename,
        )
        for weight in weights
        for part, keep in (("latin", _LATIN), ("vietnamese", _VIETNAMESE))
    )


WANTED = (
    Package(
        "@fontsource/be-vietnam-pro",
        "be-vietnam-pro",
        "OFL-1.1",
        cuts=_family("be-vietnam-pro", "be-vietnam-pro", (400, 600)),
    ),
    Package(
        "@fontsource/lora",
        "lora",
        "OFL-1.1",
        cuts=_family("lora", "hall-serif", (600,), rename="Hall Serif"),
    ),
    Package("htmx.org", "htmx", "0BSD", copies={"dist/htmx.min.js": "htmx.min.js"}),
    Package(
        "@expo-google-fonts/be-vietnam-pro",
        "be-vietnam-pro",
        "OFL-1.1",
        copies={
            "400Regular/BeVietnamPro_400Regular.ttf": "BeVietnamPro-Regular.ttf",
            "600SemiBold/BeVietnamPro_600SemiBold.ttf": "BeVietnamPro-SemiBold.ttf",
        },
        place=TYPEFACES,
    ),
    Package(
        "@expo-google-fonts/lora",
        "lora",
        "OFL-1.1",
        copies={
            "400Regular/Lora_400Regular.ttf": "Lora-Regular.ttf",
            "400Regular_Italic/Lora_400Regular_Italic.ttf": "Lora-Italic.ttf",
            "600SemiBold/Lora_600SemiBold.ttf": "Lora-SemiBold.ttf",
        },
        place=TYPEFACES,
    ),
)


def _cut_font(source: Path, target: Path, cut: FontCut) -> None:
    """Write ``source`` to ``target`` with only the wanted signs, as WOFF2."""
    # Imported here so that --check runs without the development requirements.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=cut.keep)
    subsetter.subset(font)
    if cut.rename:
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 16):
                record.string = cut.rename
            elif record.nameID == 6:
                record.string = cut.rename.replace(" ", "")
    font.flavor = "woff2"
    font.save(target)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build() -> int:
    """Make the vendored folders and their manifests again from ``node_modules``."""
    if not PACKAGES.is_dir():
        print("node_modules is missing: run `npm ci` first.", file=sys.stderr)
        return 2
    for place in PLACES:
        if place.is_dir():
            shutil.rmtree(place)
        place.mkdir(parents=True)
        manifest = [_taken(package) for package in WANTED if package.place == place]
        words = json.dumps(manifest, indent=2, ensure_ascii=False)
        (place / MANIFEST).write_text(words + "\n")
    return 0


def _taken(package: Package) -> dict[str, object]:
    """Take one package and give its entry of the manifest."""
    source = PACKAGES / package.name
    version = json.loads((source / "package.json").read_text())["version"]
    folder = package.place / f"{package.folder}-{version}"
    folder.mkdir(parents=True)
    # Packages that only carry a font have a licence of their own beside that of the font.
    licences = [source / "LICENSE_FONT", source / "LICENSE"]
    shutil.copyfile(next(filter(Path.exists, licences)), folder / "LICENSE.txt")
    for origin, target in package.copies.items():
        shutil.copyfile(source / origin, folder / target)
    for cut in package.cuts:
        _cut_font(source / cut.source, folder / cut.target, cut)
    for path in sorted(folder.iterdir()):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size} bytes")
    return {
        "package": package.name,
        "version": version,
        "licence": package.licence,
        "folder": folder.name,
        "sha256": {path.name: _sha256(path) for path in sorted(folder.iterdir())},
    }


def problems() -> list[str]:
    """List what differs between the vendored files, the manifests and ``package.json``."""
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    return [line for place in PLACES for line in _problems_in(place, pinned)]


def _problems_in(place: Path, pinned: dict[str, str]) -> list[str]:
    found = []
    listed = {place / MANIFEST}
    for entry in json.loads((place / MANIFEST).read_text()):
        if pinned.get(entry["package"]) != entry["version"]:
            found.append(f"{entry['package']}: vendored {entry['version']}, package.json differs")
        if "LICENSE.txt" not in entry["sha256"]:
            found.append(f"{entry['package']}: licence text is not listed")
        for name, expected in entry["sha256"].items():
            path = place / entry["folder"] / name
            listed.add(path)
            if not path.is_file():
                found.append(f"{entry['folder']}/{name}: missing")
            elif _sha256(path) != expected:
                found.append(f"{entry['folder']}/{name}: changed")
    found += [
        f"{path.relative_to(place)}: not listed in {MANIFEST}"
        for path in sorted(place.rglob("*"))
        if path.is_file() and path not in listed
    ]
    return found


def main(argv: list[str] | None = None) -> int:
    """Run the command line; exit code 0 done, 1 a file differs, 2 wrong use."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="compare the files with vendor.json")
    mode.add_argument("--build", action="store_true", help="make the files from node_modules")
    if parser.parse_args(argv).build:
        return build()
    found = problems()
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
