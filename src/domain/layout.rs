//! The layout of a form: pages, sections, texts between the fields (XEP-0141).

use std::collections::BTreeSet;

use super::{Field, FieldId, Kind};

/// A page of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The server's title of it.
    pub title: Option<String>,
    /// What stands on it, in this order.
    pub parts: Vec<Part>,
}

/// What stands on a page or in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text to read.
    Text(String),
    /// The field of that name.
    Field(FieldId),
    /// Some things that belong together.
    Section(Section),
}

/// A part of a page that has a title of its own, or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// The server's title of it.
    pub title: Option<String>,
    /// What stands in it, in this order.
    pub parts: Vec<Part>,
}

impl Page {
    /// The names of its fields, those in sections among them, in their order.
    #[must_use]
    pub fn fields(&self) -> Vec<&FieldId> {
        let mut found = Vec::new();
        collect(&self.parts, &mut found);
        found
    }
}

/// Makes a layout safe to follow: each field that is to be seen stands in it exactly once.
///
/// The first mention of a field counts, mentions of hidden or unknown ones are left out, and so is what is empty then.
/// Fields that are mentioned nowhere follow on the last page, for a required one that is not seen would lock a person
/// out. The result is empty only if there is nothing to see.
#[must_use]
pub fn arrange(pages: Vec<Page>, fields: &[Field]) -> Vec<Page> {
    let shown = |field: &&Field| field.kind != Kind::Hidden;
    let mut left: BTreeSet<&FieldId> = fields.iter().filter(shown).map(|field| &field.id).collect();
    let mut arranged: Vec<Page> = pages
        .into_iter()
        .map(|page| Page {
            title: page.title,
            parts: sift(page.parts, &mut left),
        })
        .filter(|page| !page.parts.is_empty())
        .collect();
    let missing: Vec<Part> = fields
        .iter()
        .filter(|field| left.contains(&field.id))
        .map(|field| Part::Field(field.id.clone()))
        .collect();
    match arranged.last_mut() {
        Some(last) => last.parts.extend(missing),
        None if missing.is_empty() => {}
        None => arranged.push(Page {
            title: None,
            parts: missing,
        }),
    }
    arranged
}

/// Leaves out mentions of what is not `left`, takes those that stay out of it, and drops sections without content.
fn sift(parts: Vec<Part>, left: &mut BTreeSet<&FieldId>) -> Vec<Part> {
    parts
        .into_iter()
        .filter_map(|part| match part {
            Part::Text(_) => Some(part),
            Part::Field(ref id) => left.remove(id).then_some(part),
            Part::Section(section) => {
                let parts = sift(section.parts, left);
                let title = section.title;
                (!parts.is_empty()).then_some(Part::Section(Section { title, parts }))
            }
        })
        .collect()
}

fn collect<'a>(parts: &'a [Part], found: &mut Vec<&'a FieldId>) {
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Field(id) => found.push(id),
            Part::Section(section) => collect(&section.parts, found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Role;

    fn field(id: &str, kind: Kind) -> Field {
        Field::new(id, Role::Other, kind)
    }

    fn to(id: &str) -> Part {
        Part::Field(id.into())
    }

    /// Requirement 63 (XEP-0141 section 4.2).
    #[test]
    fn every_field_that_is_seen_stands_there_once() {
        let fields = [
            field("a", Kind::Text),
            field("h", Kind::Hidden),
            field("b", Kind::Text),
            field("c", Kind::Note),
        ];
        let section = |parts| {
            Part::Section(Section {
                title: Some("s".to_owned()),
                parts,
            })
        };
        let page = |parts| Page { title: None, parts };
        let arranged = arrange(
            vec![
                page(vec![
                    to("b"),
                    to("h"),
                    to("nowhere"),
                    section(vec![to("b")]),
                ]),
                page(vec![to("h")]),
                page(vec![
                    Part::Text("t".to_owned()),
                    section(vec![section(vec![to("a")])]),
                ]),
            ],
            &fields,
        );
        assert_eq!(
            arranged,
            [
                page(vec![to("b")]),
                page(vec![
                    Part::Text("t".to_owned()),
                    section(vec![section(vec![to("a")])]),
                    to("c")
                ]),
            ]
        );
        let names: Vec<&str> = arranged[1]
            .fields()
            .into_iter()
            .map(FieldId::as_str)
            .collect();
        assert_eq!(names, ["a", "c"]);
        assert_eq!(arrange(Vec::new(), &fields)[0].fields().len(), 3);
        assert_eq!(arrange(Vec::new(), &fields[1..2]), []);
    }
}
