"""Writes the names of countries and languages: scripts/places runs it.

python3 places.py FOLDER-OF-THE-PROGRAMS-LANGUAGES FOLDER-TO-WRITE-TO

Two files, countries.tsv and languages.tsv: a line for each code, with a column for each language of the program, English
first, and a last one for the names in a country's own languages, or of a language in itself; several are parted by "|".
Where a name is not known the column is empty. The facts are those of Unicode CLDR, as the package Babel brings them along.
"""

import shutil
import sys
from pathlib import Path

from babel import Locale, UnknownLocaleError, localedata
from babel.languages import get_official_languages

# What CLDR names for other ends: the whole world, groups of countries, islands that belong to one that is there.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}

# No language at all, several, or an unknown one.
NO_LANGUAGES = {"und", "mul", "mis", "zxx", "root"}

# The short forms of CLDR, which Babel leaves out, where the long ones are no names that people use.
SHORT = {
    "en": {"HK": "Hong Kong", "MM": "Myanmar", "MO": "Macao", "PS": "Palestine"},
    "de": {"HK": "Hongkong", "MO": "Macau", "PS": "Palästina", "US": "USA"},
}


def main():
    languages, folder = sys.argv[1:]
    tags = sorted((path.name for path in Path(languages).iterdir()), key=lambda tag: (tag != "en", tag))
    locales = {tag: Locale.parse(tag) for tag in tags}
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)

    countries = [
        code
        for code in sorted(locales["en"].territories)
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    ]
    names = {
        code.lower(): [name_of_country(tag, locale, code) for tag, locale in locales.items()] + [own_of_country(code)]
        for code in countries
    }
    write(folder / "countries.tsv", tags, names)

    codes = [code for code in sorted(locales["en"].languages) if len(code) <= 3 and code not in NO_LANGUAGES]
    names = {
        code: [begin(locale.languages.get(code)) for locale in locales.values()] + [own_of_language(code)]
        for code in codes
    }
    write(folder / "languages.tsv", tags, names)

    licence = Path(localedata.__file__).parent / "locale-data" / "LICENSE.unicode"
    shutil.copyfile(licence, folder / "LICENSE")


def name_of_country(tag, locale, code):
    return SHORT.get(tag, {}).get(code) or locale.territories.get(code, "")


def own_of_country(code):
    names = []
    for tag in get_official_languages(code, regional=False, de_facto=True):
        try:
            name = Locale.parse(tag).territories.get(code)
        except UnknownLocaleError:
            continue
        if name and name not in names:
            names.append(name)
    return "|".join(names)


def own_of_language(code):
    if not localedata.exists(code):
        return ""
    return begin(Locale.parse(code).languages.get(code))


def begin(name):
    """The name as it stands alone: many languages write theirs in small letters within a sentence."""
    if not name or any(letter.isupper() for letter in name):
        return name or ""
    return name[0].title() + name[1:]


def write(path, tags, names):
    lines = ["\t".join(["code", *tags, "own"])]
    for code, cells in names.items():
        if any("\t" in cell or "\n" in cell for cell in cells):
            sys.exit(f"{code}: a name with a tab")
        lines.append("\t".join([code, *cells]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(names)} names")


main()
