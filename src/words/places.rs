//! Names of countries and languages, and which of them somebody means who types one.
//!
//! The names are those of Unicode CLDR; `scripts/places` writes them. Other names that people use for countries are
//! in `assets/places/also.tsv`.

mod names;

use std::sync::LazyLock;

use crate::domain::Sieve;
use crate::i18n::I18n;
use names::{Names, fold};

static COUNTRIES: LazyLock<Names> = LazyLock::new(|| {
    let also = include_str!("../../assets/places/also.tsv");
    Names::read(include_str!("../../assets/places/countries.tsv"), also)
});

static LANGUAGES: LazyLock<Names> =
    LazyLock::new(|| Names::read(include_str!("../../assets/places/languages.tsv"), ""));

/// The fewest bytes of which a beginning is taken for that of a name: three Latin letters, two Greek or Cyrillic ones, one
/// Chinese character. What is shorter means too much.
const LEAST: usize = 3;

/// The name of a country that ISO 3166 names with these two letters; the letters in capitals where none is known.
#[must_use]
pub fn country(i18n: &I18n, code: &str) -> String {
    let name = COUNTRIES.name(code, i18n.tag());
    name.map_or_else(|| code.to_uppercase(), str::to_owned)
}

/// The name of a language that ISO 639 names with these two or three letters, or of that of a tag; the letters in capitals
/// where none is known.
#[must_use]
pub fn language(i18n: &I18n, tag: &str) -> String {
    let name = LANGUAGES.name(tag, i18n.tag());
    name.map_or_else(|| tag.to_uppercase(), str::to_owned)
}

/// The name of a language in itself; in English, or its letters in capitals, where that is not known.
#[must_use]
pub fn own_name(tag: &str) -> String {
    let name = LANGUAGES.name(tag, names::OWN);
    name.map_or_else(|| tag.to_uppercase(), str::to_owned)
}

/// The countries and the languages that words mean, by their codes: those whose name, or a word of it, begins with them in the
/// person's language, in English or in their own. Accents and capitals do not matter; codes are understood, too. Fast enough
/// for each letter that is typed.
#[must_use]
pub fn meant(i18n: &I18n, words: &str) -> (Vec<String>, Vec<String>) {
    let words = fold(words);
    let of = |names: &Names| {
        let codes = names.meant(&words, i18n.tag(), LEAST);
        codes.into_iter().map(str::to_owned).collect()
    };
    (of(&COUNTRIES), of(&LANGUAGES))
}

/// The languages that somebody means with a tag or with words, by their codes: as [`meant`], and that of a tag, known or not.
#[must_use]
pub fn languages(i18n: &I18n, tag_or_words: &str) -> Vec<String> {
    let (_, languages) = meant(i18n, tag_or_words);
    if languages.is_empty() {
        let code = tag_or_words.split(['-', '_']).next();
        return code.map(str::to_lowercase).into_iter().collect();
    }
    languages
}

/// What servers are looked for with these words: a part of a domain, or a country or language.
#[must_use]
pub fn looked_for(i18n: &I18n, words: &str) -> Sieve {
    let (countries, languages) = meant(i18n, words);
    Sieve {
        words: words.to_owned(),
        countries,
        languages,
        ..Sieve::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> I18n {
        I18n::new(Some("en"))
    }

    fn german() -> I18n {
        I18n::new(Some("de"))
    }

    fn countries(i18n: &I18n, words: &str) -> Vec<String> {
        meant(i18n, words).0
    }

    #[test]
    fn names_are_in_the_persons_language() {
        assert_eq!(country(&english(), "de"), "Germany");
        assert_eq!(country(&german(), "de"), "Deutschland");
        assert_eq!(country(&german(), "HK"), "Hongkong");
        assert_eq!(language(&english(), "pt"), "Portuguese");
        assert_eq!(language(&german(), "pt-BR"), "Portugiesisch");
        assert_eq!(language(&german(), "cic"), "Chickasaw");
        assert_eq!(own_name("pt"), "Português");
        assert_eq!(own_name("zu"), "isiZulu");
        assert_eq!(own_name("tl"), "Tagalog");
    }

    #[test]
    fn what_has_no_name_is_called_by_its_code() {
        assert_eq!(country(&english(), "zz"), "ZZ");
        assert_eq!(language(&english(), "qqq"), "QQQ");
        assert_eq!(own_name("qqq"), "QQQ");
        assert_eq!(country(&english(), ""), "");
    }

    /// Every code of ISO 639-1, and a count of those of ISO 3166 with the union and Kosovo.
    #[test]
    fn all_codes_have_names_in_all_languages() {
        let two = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee \
            el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
            iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my \
            na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn \
            so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";
        let two: Vec<&str> = two.split_whitespace().collect();
        assert_eq!(two.len(), 183);
        for (tag, _) in crate::i18n::LANGUAGES {
            let nameless: Vec<_> = two
                .iter()
                .chain(&["ast", "csb", "fil", "gsw", "hsb", "kab", "nds"])
                .filter(|code| LANGUAGES.of(code, tag).is_none())
                .collect();
            assert!(nameless.is_empty(), "{tag}: {nameless:?}");
            assert_eq!(COUNTRIES.count(tag), 249 + 2, "{tag}");
        }
    }

    #[test]
    fn a_country_is_meant_by_its_name_in_any_of_the_languages() {
        for words in ["Germany", "germ", "Deutschland", "DEUTSCHL", "de", " de "] {
            assert_eq!(countries(&german(), words), ["de"], "{words}");
        }
        assert_eq!(countries(&english(), "Österreich"), ["at"]);
        assert_eq!(countries(&german(), "oester"), ["at"]);
        assert_eq!(countries(&english(), "osterr"), ["at"]);
        assert_eq!(countries(&english(), "Suisse"), ["ch"]);
        assert_eq!(countries(&english(), "cote d'ivoire"), ["ci"]);
        assert_eq!(countries(&english(), "zealand"), ["nz"]);
        assert_eq!(countries(&english(), "new  zea"), ["nz"]);
        assert_eq!(countries(&english(), "bosnia and herz"), ["ba"]);
        assert_eq!(countries(&english(), "saint luc"), ["lc"]);
        assert_eq!(countries(&english(), "日本"), ["jp"]);
        // A name in the language of somebody else means nothing.
        assert!(countries(&english(), "Frankreich").is_empty());
    }

    #[test]
    fn other_names_that_people_use_mean_a_country_too() {
        for (words, code) in [
            ("usa", "us"),
            ("holland", "nl"),
            ("England", "gb"),
            ("uk", "gb"),
            ("turkey", "tr"),
            ("Türkei", "tr"),
            ("czech republic", "cz"),
            ("Ivory Coast", "ci"),
        ] {
            assert_eq!(countries(&english(), words), [code], "{words}");
        }
    }

    #[test]
    fn a_language_is_meant_by_its_name_in_any_of_the_languages() {
        assert_eq!(languages(&german(), "Französisch"), ["fr"]);
        assert_eq!(languages(&german(), "franzos"), ["fr"]);
        assert_eq!(languages(&german(), "espanol"), ["es"]);
        assert_eq!(languages(&german(), "ру"), ["ru"]);
        assert_eq!(languages(&german(), "русский"), ["ru"]);
        assert_eq!(languages(&german(), "中"), ["zh"]);
        assert_eq!(languages(&english(), "gsw"), ["gsw"]);
        assert!(languages(&english(), "germ").contains(&"de".to_owned()));
        assert_eq!(languages(&english(), "de-AT"), ["de"]);
        assert_eq!(languages(&english(), "QQQ"), ["qqq"]);
    }

    #[test]
    fn what_is_too_short_means_nothing_but_a_code() {
        assert_eq!(meant(&english(), ""), (Vec::new(), Vec::new()));
        assert_eq!(meant(&english(), " - "), (Vec::new(), Vec::new()));
        assert_eq!(meant(&english(), "g"), (Vec::new(), Vec::new()));
        let ge = (vec!["ge".to_owned()], Vec::new());
        assert_eq!(meant(&english(), "ge"), ge);
    }

    #[test]
    fn a_server_is_found_by_where_it_is_and_what_its_people_speak() {
        use crate::domain::{Domain, Provider};
        let mut server = Domain::parse("one.example").map(Provider::new).ok();
        if let Some(server) = &mut server {
            server.countries.push("at".to_owned());
            server.languages.push("cs".to_owned());
        }
        let finds = |words: &str| {
            let sieve = looked_for(&german(), words);
            server.as_ref().is_some_and(|server| sieve.takes(server))
        };
        for words in ["Österr", "austria", "Tschech", "czech", "cesti", "ONE.ex"] {
            assert!(finds(words), "{words}");
        }
        assert!(!finds("Deutsch") && !finds("two"));
    }
}
