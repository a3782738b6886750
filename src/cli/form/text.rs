//! A form as a person reads it on a terminal of 80 columns.

use crate::cli::columns::wrapped;
use crate::cli::words;
use crate::domain::layout::{Part, Section};
use crate::domain::{Challenge, Choice, Field, FieldId, Form, Kind, MediaKind, Role, Value};
use crate::i18n::{I18n, Key};

/// The most options of a list that are shown; the JSON has them all.
const OPTIONS: usize = 12;
/// How far each level stands to the right of what it belongs to, in columns.
const STEP: usize = 2;

/// The lines of a form: what the server says, then its fields as it lays them out.
pub(in crate::cli) fn lines(i18n: &I18n, form: &Form) -> Vec<String> {
    let mut text = Text {
        i18n,
        form,
        spare: form.spare_challenges(),
        lines: Vec::new(),
    };
    let words = form.title.iter().chain(&form.instructions);
    words.for_each(|words| text.say(0, words));
    let pages = form.pages();
    let count = pages.len();
    for (place, page) in pages.iter().enumerate() {
        text.page(place + 1, count, page.title.as_deref());
        text.parts(0, &page.parts);
    }
    if let Some(link) = &form.link {
        text.say(0, &i18n.with("form-web", [("link", link.to_string())]));
    }
    text.lines
}

struct Text<'a> {
    i18n: &'a I18n,
    form: &'a Form,
    /// The puzzles that need not be answered if another one is.
    spare: Vec<FieldId>,
    lines: Vec<String>,
}

impl Text<'_> {
    fn page(&mut self, number: usize, count: usize, title: Option<&str>) {
        let counted = count > 1;
        if counted {
            self.lines.push(String::new());
        }
        let place = || {
            let arguments = [("number", number), ("count", count)];
            self.i18n.with("cli-page", arguments)
        };
        match title {
            Some(title) if counted => self.say(0, &format!("{}: {title}", place())),
            Some(title) => self.say(0, title),
            None if counted => self.say(0, &place()),
            None => {}
        }
    }

    fn parts(&mut self, indent: usize, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Text(words) => self.say(indent, words),
                Part::Field(id) => {
                    if let Some(field) = self.form.field(id) {
                        self.field(indent, field);
                    }
                }
                Part::Section(Section { title, parts }) => {
                    if let Some(title) = title {
                        self.say(indent, title);
                    }
                    self.parts(indent + STEP, parts);
                }
            }
        }
    }

    fn field(&mut self, indent: usize, field: &Field) {
        if field.kind == Kind::Note {
            let value = value(self.i18n, field);
            let words = field.label.iter().cloned().chain(value);
            words.for_each(|words| self.say(indent, &words));
            return;
        }
        let name = match field.kind {
            // Its label is a hash.
            Kind::Work(_) => field.id.to_string(),
            _ => words::label(self.i18n, field),
        };
        let mut line = format!("{name}: {}", self.kind(field));
        if let Some(value) = value(self.i18n, field).filter(|value| !value.is_empty()) {
            line.push_str(" = ");
            line.push_str(&value);
        }
        if field.required {
            line.push_str(", ");
            line.push_str(&self.i18n.text("cli-required"));
        }
        if self.spare.contains(&field.id) {
            line.push_str(", ");
            line.push_str(&self.i18n.text("cli-spare"));
        }
        self.say_hanging(indent + STEP, indent + 3 * STEP, &line);
        let below = indent + 3 * STEP;
        if let Kind::Choice { options, open, .. } = &field.kind {
            self.options(below, options);
            if *open {
                self.say(below, &self.i18n.text("cli-open"));
            }
        }
        if let Some(limits) = crate::words::limits(self.i18n, &field.rules) {
            self.say(below, &limits);
        }
        if let Some(pattern) = &field.rules.pattern {
            let arguments = [("pattern", pattern.as_str())];
            self.say(below, &self.i18n.with("cli-pattern", arguments));
        }
        if let Some(help) = &field.help {
            self.say(below, help);
        }
    }

    fn options(&mut self, indent: usize, options: &[Choice]) {
        for Choice { value, label } in options.iter().take(OPTIONS) {
            if value == label {
                self.say_hanging(indent, indent + STEP, value);
            } else {
                self.say_hanging(indent, indent + STEP, &format!("{value}: {label}"));
            }
        }
        if let Some(more) = options.len().checked_sub(OPTIONS + 1) {
            let more = self.i18n.with("cli-more-options", [("count", more + 1)]);
            self.say(indent, &more);
        }
    }

    fn kind(&self, field: &Field) -> String {
        let key = match (&field.kind, field.role) {
            (Kind::Work(_), _) => Key("cli-kind-work"),
            (_, Role::Captcha(kind)) => puzzle(field, kind),
            (Kind::Secret, _) => Key("cli-kind-secret"),
            (Kind::Lines, _) => Key("cli-kind-lines"),
            (Kind::Address, _) => Key("cli-kind-address"),
            (Kind::Addresses, _) => Key("cli-kind-addresses"),
            (Kind::Toggle, _) => Key("cli-kind-toggle"),
            (Kind::Choice { many: false, .. }, _) => Key("cli-kind-choice"),
            (Kind::Choice { many: true, .. }, _) => Key("cli-kind-choices"),
            (Kind::Text | Kind::Note | Kind::Hidden, _) => Key("cli-kind-text"),
        };
        self.i18n.text(key)
    }

    fn say(&mut self, indent: usize, words: &str) {
        self.say_hanging(indent, indent, words);
    }

    /// Says it in lines that are not too wide, all but the first one of each paragraph indented by `hanging`.
    fn say_hanging(&mut self, indent: usize, hanging: usize, words: &str) {
        self.lines.extend(wrapped(words, indent, hanging));
    }
}

fn puzzle(field: &Field, kind: Challenge) -> Key {
    let has = |medium| field.has_media(medium);
    let medium = [MediaKind::Picture, MediaKind::Sound, MediaKind::Film];
    match medium
        .into_iter()
        .find(|medium| has(*medium))
        .or(kind.medium())
    {
        Some(MediaKind::Picture) => Key("cli-kind-puzzle-picture"),
        Some(MediaKind::Sound) => Key("cli-kind-puzzle-sound"),
        Some(MediaKind::Film) => Key("cli-kind-puzzle-film"),
        Some(MediaKind::Other) | None => Key("cli-kind-puzzle-words"),
    }
}

/// What the server filled in, unless nobody else should see it.
fn value(i18n: &I18n, field: &Field) -> Option<String> {
    if words::is_secret(field) {
        return None;
    }
    Some(match field.preset.as_ref()? {
        Value::Text(text) if field.kind == Kind::Lines => text.replace('\n', " / "),
        Value::Text(text) => text.clone(),
        Value::Many(values) if field.kind == Kind::Note => values.join("\n"),
        Value::Many(values) => values.join(", "),
        Value::Toggle(true) => i18n.text("cli-yes"),
        Value::Toggle(false) => i18n.text("cli-no"),
        Value::Secret(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::columns::{WIDTH, columns};
    use crate::domain::layout::Page;
    use crate::domain::{Purpose, Way};

    fn shown(form: &Form) -> Vec<String> {
        lines(&I18n::new(Some("en")), form)
    }

    fn form(fields: Vec<Field>) -> Form {
        Form::new(Purpose::NewAccount, Way::DataForm, fields)
    }

    fn text(id: &str) -> Field {
        Field::new(id, Role::Other, Kind::Text)
    }

    /// Requirement 63 (XEP-0141 section 4.2).
    #[test]
    fn pages_and_sections_are_seen() {
        let to = |id: &str| Part::Field(FieldId::from(id));
        let mut form = form(vec![text("a"), text("b"), text("c")]);
        let section = Section {
            title: Some("Inside".to_owned()),
            parts: vec![to("b")],
        };
        form.layout = vec![
            Page {
                title: Some("First".to_owned()),
                parts: vec![Part::Text("Read this.".to_owned()), to("a")],
            },
            Page {
                title: None,
                parts: vec![Part::Section(section)],
            },
        ];
        assert_eq!(
            shown(&form),
            [
                "",
                "Page 1 of 2: First",
                "Read this.",
                "  a: text",
                "",
                "Page 2 of 2",
                "Inside",
                "    b: text",
                "  c: text"
            ]
        );
    }

    #[test]
    fn long_lists_are_cut_with_a_count() {
        let options = (0..40)
            .map(|number| Choice {
                value: format!("v{number}"),
                label: format!("Label {number}"),
            })
            .collect();
        let list = Kind::Choice {
            options,
            many: false,
            open: true,
        };
        let shown = shown(&form(vec![Field::new("list", Role::Other, list)]));
        assert_eq!(shown[0], "  list: one of");
        assert_eq!(shown[1], "      v0: Label 0");
        assert_eq!(shown[12], "      v11: Label 11");
        assert!(shown[13].contains("28"), "{shown:?}");
        assert_eq!(shown.len(), 15, "{shown:?}");
    }

    #[test]
    fn a_list_that_just_fits_is_whole() {
        let options: Vec<Choice> = (0..OPTIONS)
            .map(|number| Choice {
                value: number.to_string(),
                label: number.to_string(),
            })
            .collect();
        let list = Kind::Choice {
            options,
            many: false,
            open: false,
        };
        let shown = shown(&form(vec![Field::new("list", Role::Other, list)]));
        assert_eq!(shown.len(), 1 + OPTIONS, "{shown:?}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let mut field = text("colour");
        field.label = Some("What is your favourite colour? ".repeat(8));
        field.help = Some("Any colour will do, and 漢字 are fine as well. ".repeat(8));
        let mut form = form(vec![field]);
        form.instructions = vec!["word ".repeat(60), "x".repeat(100)];
        let shown = shown(&form);
        let (too_wide, _): (Vec<_>, Vec<_>) = shown.iter().partition(|line| columns(line) > WIDTH);
        // What has no blank in it is left whole: it may be a link.
        assert_eq!(too_wide, [&"x".repeat(100)]);
        assert!(shown.len() > 12, "{shown:?}");
        assert!(shown.iter().all(|line| line.trim_end() == line));
    }
}
