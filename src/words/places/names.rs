//! A table of names, and what of it begins with what.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The column of names in a place's own languages.
pub(super) const OWN: &str = "own";

/// The column that all others fall back to.
const FALLBACK: &str = "en";

/// Names of things that have codes, in several languages.
#[derive(Debug)]
pub(super) struct Names {
    /// The languages, the tag of each, and [`OWN`].
    columns: Vec<&'static str>,
    things: BTreeMap<&'static str, Thing>,
}

#[derive(Debug)]
struct Thing {
    /// A name for each column; nothing where there is none.
    names: Vec<&'static str>,
    /// For each column all that its names can be spelled as, each with a blank before it and a line of its own.
    spellings: Vec<String>,
}

impl Names {
    /// Reads a table: the first line has the columns, each of the others a code and a name for each column, several of them
    /// parted by `|`. `also` has a code and more names on each line: they count for all languages.
    pub(super) fn read(table: &'static str, also: &'static str) -> Self {
        let mut lines = table.lines().map(cells);
        let (_, columns) = lines.next().unwrap_or_default();
        let things = lines.map(|(code, names)| {
            let spellings = names.iter().map(|names| spelled(names)).collect();
            (code, Thing { names, spellings })
        });
        let mut things: BTreeMap<_, _> = things.collect();
        let own = columns.iter().position(|column| *column == OWN);
        for (code, names) in also.lines().map(cells) {
            let thing = things.get_mut(code);
            let spellings = thing
                .zip(own)
                .and_then(|(thing, own)| thing.spellings.get_mut(own));
            if let Some(spellings) = spellings {
                spellings.extend(names.iter().map(|names| spelled(names)));
            }
        }
        Self { columns, things }
    }

    /// The name of what has this code in the language of this column, else in English. Of a tag its first part is the code.
    pub(super) fn name(&self, code: &str, column: &str) -> Option<&'static str> {
        self.of(code, column).or_else(|| self.of(code, FALLBACK))
    }

    /// The name of what has this code in the language of this column alone.
    pub(super) fn of(&self, code: &str, column: &str) -> Option<&'static str> {
        let code = code.split(['-', '_']).next()?.to_lowercase();
        let names = &self.things.get(code.as_str())?.names;
        let names = names.get(self.column(column)?)?;
        names.split('|').next().filter(|name| !name.is_empty())
    }

    /// How many things have a name in this language.
    #[cfg(test)]
    pub(super) fn count(&self, column: &str) -> usize {
        let codes = self.things.keys();
        codes.filter(|code| self.of(code, column).is_some()).count()
    }

    /// The codes of what has a name, in the language of this column, in English or in its own, of which a word begins with
    /// these words, which are folded; or that is named by its very code. What has less than `least` bytes has to be the
    /// whole name.
    pub(super) fn meant(&self, words: &str, column: &str, least: usize) -> Vec<&'static str> {
        if words.is_empty() {
            return Vec::new();
        }
        let columns = [column, FALLBACK, OWN].map(|column| self.column(column));
        let whole = if words.len() < least { "\n" } else { "" };
        let begins = format!(" {words}{whole}");
        let things = self.things.iter().filter(|(code, thing)| {
            let mut spellings = columns
                .iter()
                .flatten()
                .filter_map(|column| thing.spellings.get(*column));
            **code == words || spellings.any(|spellings| spellings.contains(&begins))
        });
        things.map(|(code, _)| *code).collect()
    }

    fn column(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| *known == column)
    }
}

/// The first cell of a line, and the others.
fn cells(line: &'static str) -> (&'static str, Vec<&'static str>) {
    let mut cells = line.split('\t');
    (cells.next().unwrap_or_default(), cells.collect())
}

/// All that these names can be spelled as, each with a blank before it and a line of its own.
fn spelled(names: &str) -> String {
    let mut all = String::new();
    let mut add = |name: &str| {
        all.push(' ');
        all.push_str(&fold(name));
        all.push('\n');
    };
    for name in names.split('|') {
        add(name);
        let parts = [
            ("ä", "ae"),
            ("ö", "oe"),
            ("ü", "ue"),
            ("&", "and"),
            ("St.", "Saint"),
        ];
        let lower = name.to_lowercase();
        let other = parts.iter().fold(lower, |name, (part, written)| {
            name.replace(&part.to_lowercase(), &written.to_lowercase())
        });
        if other != name.to_lowercase() {
            add(&other);
        }
    }
    all
}

/// Words as they are compared: in small letters, without accents, with one blank between them and nothing else.
pub(super) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    let letters = words.nfd().filter(|letter| !is_combining_mark(*letter));
    for letter in letters.flat_map(char::to_lowercase) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_capitals_and_marks_do_not_matter() {
        for (words, folded) in [
            ("  Côte d’Ivoire ", "cote d ivoire"),
            ("Åland-Inseln", "aland inseln"),
            ("Tiếng Việt", "tieng viet"),
            ("İstanbul Straße", "istanbul strasse"),
            ("Schwiizertüütsch (CH)", "schwiizertuutsch ch"),
            ("Ё", "е"),
            ("…", ""),
        ] {
            assert_eq!(fold(words), folded);
        }
    }

    #[test]
    fn a_table_is_read_by_its_first_line() {
        let names = Names::read(
            "code\ten\tde\town\naa\tOne\tEins\tUn|Uno\nbb\tTwo\t\t\n",
            "aa\tSingle one\nqq\tNothing\n",
        );
        assert_eq!(names.name("aa", "de"), Some("Eins"));
        assert_eq!(names.name("aa", OWN), Some("Un"));
        assert_eq!(names.name("bb", "de"), Some("Two"));
        assert_eq!(names.name("aa", "fr"), Some("One"));
        assert_eq!(names.name("qq", "en"), None);
        assert_eq!((names.count("en"), names.count("de")), (2, 1));
        for words in ["uno", "eins", "one", "single", "aa"] {
            assert_eq!(names.meant(words, "de", 3), ["aa"], "{words}");
        }
        assert!(names.meant("eins", "en", 3).is_empty());
        assert!(names.meant("ei", "de", 3).is_empty());
        assert_eq!(names.meant("un", "de", 3), ["aa"]);
    }
}
