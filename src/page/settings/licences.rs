//! What is inside of the program that others have made, by the licence it comes with. The list and the texts are made by
//! `scripts/licences` from what is compiled in; `tests/licences.rs` holds that nothing is missing.

use std::sync::OnceLock;

/// The list, and below it the text of every licence, for people to read.
pub const ALL: &str = include_str!("../../../assets/licences.txt");

/// A licence, and what comes with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Licence {
    /// Its name, or several with AND and OR (SPDX).
    pub(super) name: &'static str,
    /// The parts by it: name and version.
    pub(super) parts: Vec<&'static str>,
}

/// The licences, those of most parts first.
pub(super) fn all() -> &'static [Licence] {
    static ALL_READ: OnceLock<Vec<Licence>> = OnceLock::new();
    ALL_READ.get_or_init(|| read(ALL))
}

/// Reads the list: lines of a part, two blanks and its licence, between the first empty line and the next.
fn read(text: &'static str) -> Vec<Licence> {
    let mut licences: Vec<Licence> = Vec::new();
    let lines = text.lines().skip_while(|line| !line.is_empty()).skip(1);
    for line in lines.take_while(|line| !line.is_empty()) {
        let Some((part, name)) = line.split_once("  ") else {
            continue;
        };
        match licences.iter_mut().find(|licence| licence.name == name) {
            Some(licence) => licence.parts.push(part),
            None => licences.push(Licence {
                name,
                parts: vec![part],
            }),
        }
    }
    licences.sort_by_key(|licence| std::cmp::Reverse(licence.parts.len()));
    licences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_by_licence() {
        let text = "What is inside\nand more\n\na 1.0  MIT\nb 2.0  ISC\nc 3.0  MIT\n\nd 4.0  MIT\n";
        let licences = read(text);
        assert_eq!(licences.len(), 2);
        assert_eq!(licences[0].name, "MIT");
        assert_eq!(licences[0].parts, ["a 1.0", "c 3.0"]);
        assert!(
            all()
                .iter()
                .map(|licence| licence.parts.len())
                .sum::<usize>()
                > 100
        );
    }
}
