//! A notation for what was read: all of an offer, a refusal or the end of a stream, line by line.
//!
//! It is written by hand in `tests/fixtures/written/**/*.expected`; this is the other side, that writes down what the
//! program read. Every part of a value is in it, and what is not said is not there:
//!
//! ```text
//! form, data form, new account        | registered, elements, other | page … | closed: reason | refused: reason
//! title [Create an account]
//! instructions [One paragraph.\nWith two lines.]
//! link https [https://example.org/register]
//! answers 2
//! field username: text as username, required
//!   label [Username]
//!   help [Up to 20 characters]
//!   preset [juliet]                   | preset many [a] [b] | preset on | preset off
//!   rules integer of 8 bits, from [16], to [120], like [[0-9]+], 1 to 3 chosen
//!   option [de] [Deutsch]
//!   media picture [image/png] 290x80
//!     8 bytes                         | missing [sha1+…@bob.xmpp.org] | https [https://example.org/p.png]
//! field (no name): note
//! page [First of all]
//!   text [Who are you?]
//!   field username
//!   section [More]
//!     field email
//! ```
//!
//! Texts stand in brackets, in which `\n` is the end of a line; what cannot be seen is written as `\u{…}`. In an
//! expectation `…` stands for anything within its line: recorded dialogues have numbers that were drawn by lot.

use std::fmt::Write as _;

use vestibule::{
    domain::{
        Datatype, Field, FieldId, Form, Kind, Link, Media, MediaKind, MediaSource, Offer, Purpose,
        Refusal, Role, Rules, Scheme, Value, Way, layout::Part,
    },
    protocol::StreamFault,
};

/// What a server offered.
pub(crate) fn offer(offer: &Offer) -> String {
    let mut out = Lines::default();
    match offer {
        Offer::Form(form) => out.form("form", form),
        Offer::Registered(form) => out.form("registered", form),
        Offer::Web(page) => {
            out.line(&format!("page {}", link(&page.link)));
            out.texts("instructions", &page.instructions);
        }
        Offer::Closed(refusal) => out.refusal("closed", refusal),
    }
    out.text
}

/// Why a server said no.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    let mut out = Lines::default();
    out.refusal("refused", refusal);
    out.text
}

/// Why a server ended the stream.
pub(crate) fn stream_fault(fault: &StreamFault) -> String {
    let mut out = Lines::default();
    out.line(&format!("stream ended: {}", fault.condition));
    out.texts("words", fault.text.as_slice());
    out.text
}

/// What is in one of two texts alone, marked, between the lines that are in both; `None` if nothing is.
pub(crate) fn diff(expected: &str, found: &str) -> Option<String> {
    let old: Vec<&str> = expected.trim_end().lines().collect();
    let new: Vec<&str> = found.trim_end().lines().collect();
    // The longest common sequence of lines from each pair of places on.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, line) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            common[i][j] = if fits(line, other) {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    if common[0][0] == old.len().max(new.len()) {
        return None;
    }
    let (mut i, mut j) = (0, 0);
    let mut out = String::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && fits(old[i], new[j]) {
            writeln!(out, "    {}", old[i]).unwrap();
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            writeln!(out, "  - {}", old[i]).unwrap();
            i += 1;
        } else {
            writeln!(out, "  + {}", new[j]).unwrap();
            j += 1;
        }
    }
    Some(out)
}

/// Whether a line is the expected one, in which `…` stands for anything.
fn fits(expected: &str, line: &str) -> bool {
    let Some((before, after)) = expected.split_once('…') else {
        return expected == line;
    };
    line.strip_prefix(before).is_some_and(|rest| {
        rest.char_indices()
            .map(|(at, _)| at)
            .chain([rest.len()])
            .any(|at| fits(after, &rest[at..]))
    })
}

#[test]
fn differences_are_found() {
    assert_eq!(diff("a\nb […] c\n", "a\nb [12] c"), None);
    let found = diff("a\nb\nc", "a\nx\nc\nd").unwrap();
    assert_eq!(found, "    a\n  - b\n  + x\n    c\n  + d\n");
    assert!(diff("b [… d", "b [12] c").is_some());
    assert!(diff("a", "").is_some() && diff("", "a").is_some());
}

#[derive(Default)]
struct Lines {
    text: String,
    depth: usize,
}

impl Lines {
    fn line(&mut self, line: &str) {
        writeln!(self.text, "{:depth$}{line}", "", depth = self.depth * 2).unwrap();
    }

    fn texts(&mut self, name: &str, texts: &[String]) {
        for text in texts {
            self.line(&format!("{name} {}", quoted(text)));
        }
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn form(&mut self, what: &str, form: &Form) {
        let Form {
            title,
            instructions,
            fields,
            layout,
            link: beside,
            answers,
            purpose,
            way,
            invites,
            resets,
        } = form;
        let way = match way {
            Way::Legacy => "elements",
            Way::DataForm => "data form",
        };
        let purpose = match purpose {
            Purpose::NewAccount => "new account",
            Purpose::NewPassword => "new password",
            Purpose::Other => "other",
        };
        self.line(&format!("{what}, {way}, {purpose}"));
        self.texts("title", title.as_slice());
        self.texts("instructions", instructions);
        if let Some(beside) = beside {
            self.line(&format!("link {}", link(beside)));
        }
        if let Some(answers) = answers {
            self.line(&format!("answers {answers}"));
        }
        if *invites {
            self.line("takes invitations");
        }
        if *resets {
            self.line("resets");
        }
        for field in fields {
            self.field(field);
        }
        for page in layout {
            self.texts("page", &[page.title.clone().unwrap_or_default()]);
            self.inside(|out| out.parts(&page.parts));
        }
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Text(text) => self.line(&format!("text {}", quoted(text))),
                Part::Field(id) => self.line(&format!("field {}", name(id))),
                Part::Section(section) => {
                    self.texts("section", &[section.title.clone().unwrap_or_default()]);
                    self.inside(|out| out.parts(&section.parts));
                }
            }
        }
    }

    fn field(&mut self, field: &Field) {
        let Field {
            id,
            role,
            kind,
            label,
            help,
            required,
            preset,
            fixed,
            media,
            rules,
        } = field;
        // No server settles anything.
        assert!(!fixed);
        let id = name(id);
        let (shape, options) = match kind {
            Kind::Text => ("text", None),
            Kind::Secret => ("secret", None),
            Kind::Lines => ("lines", None),
            Kind::Address => ("address", None),
            Kind::Addresses => ("addresses", None),
            Kind::Toggle => ("switch", None),
            Kind::Note => ("note", None),
            Kind::Hidden => ("hidden", None),
            Kind::Work(_) => ("work", None),
            Kind::Choice {
                options,
                many,
                open,
            } => {
                let kind = match (many, open) {
                    (false, false) => "one of",
                    (false, true) => "one of or other",
                    (true, false) => "any of",
                    (true, true) => "any of or other",
                };
                (kind, Some(options))
            }
        };
        let mut line = format!("field {id}: {shape}");
        if *role != Role::Other {
            write!(line, " as {}", role_name(*role)).unwrap();
        }
        if *required {
            line.push_str(", required");
        }
        self.line(&line);
        self.inside(|out| {
            out.texts("label", label.as_slice());
            out.texts("help", help.as_slice());
            match preset {
                None => {}
                Some(Value::Text(text)) => out.line(&format!("preset {}", quoted(text))),
                Some(Value::Secret(_)) => out.line("preset a secret"),
                Some(Value::Toggle(on)) => out.line(if *on { "preset on" } else { "preset off" }),
                Some(Value::Many(values)) => {
                    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
                    out.line(format!("preset many {}", values.join(" ")).trim_end());
                }
            }
            if let Kind::Work(work) = kind {
                out.line(&format!("bits {}", work.bits()));
            }
            out.rules(rules);
            for option in options.into_iter().flatten() {
                out.line(&format!(
                    "option {} {}",
                    quoted(&option.value),
                    quoted(&option.label)
                ));
            }
            for media in media {
                out.media(media);
            }
        });
    }

    fn rules(&mut self, rules: &Rules) {
        if *rules == Rules::default() {
            return;
        }
        let Rules {
            datatype,
            bits,
            min,
            max,
            pattern,
            chosen,
        } = rules;
        let mut line = match datatype {
            Datatype::String => "rules string",
            Datatype::Integer => "rules integer",
            Datatype::Decimal => "rules decimal",
            Datatype::Date => "rules date",
            Datatype::Time => "rules time",
            Datatype::DateTime => "rules date and time",
            Datatype::Uri => "rules link",
            Datatype::Language => "rules language",
        }
        .to_owned();
        if let Some(bits) = bits {
            write!(line, " of {bits} bits").unwrap();
        }
        for (word, value) in [("from", min), ("to", max), ("like", pattern)] {
            if let Some(value) = value {
                write!(line, ", {word} {}", quoted(value)).unwrap();
            }
        }
        match chosen {
            (None, None) => {}
            (Some(least), None) => write!(line, ", at least {least} chosen").unwrap(),
            (None, Some(most)) => write!(line, ", at most {most} chosen").unwrap(),
            (Some(least), Some(most)) => write!(line, ", {least} to {most} chosen").unwrap(),
        }
        self.line(&line);
    }

    fn media(&mut self, media: &Media) {
        let Media {
            kind,
            mime,
            sources,
            size,
        } = media;
        let kind = match kind {
            MediaKind::Picture => "picture",
            MediaKind::Sound => "sound",
            MediaKind::Film => "film",
            MediaKind::Other => "something",
        };
        let size = size.map_or(String::new(), |(width, height)| {
            format!(" {width}x{height}")
        });
        self.line(&format!("media {kind} {}{size}", quoted(mime)));
        self.inside(|out| {
            for source in sources {
                let source = match source {
                    MediaSource::Bytes(bytes) => format!("{} bytes", bytes.len()),
                    MediaSource::Link(at) => link(at),
                    MediaSource::Missing(id) => format!("missing {}", quoted(id)),
                };
                out.line(&source);
            }
        });
    }

    fn refusal(&mut self, what: &str, refusal: &Refusal) {
        let Refusal {
            reason,
            condition,
            error_type,
            fields,
            server_text,
            form,
        } = refusal;
        self.line(&format!("{what}: {reason:?}"));
        if let Some(condition) = condition {
            self.line(&format!("condition {condition}"));
        }
        if let Some(error_type) = error_type {
            self.line(&format!("type {}", error_type.as_str()));
        }
        for field in fields {
            self.line(&format!("about {field}"));
        }
        self.texts("words", server_text.as_slice());
        if let Some(form) = form {
            self.form("instead", form);
        }
    }
}

fn role_name(role: Role) -> String {
    match role {
        Role::Captcha(kind) => format!("captcha {}", kind.as_str()),
        _ => format!("{role:?}"),
    }
}

/// Such names are made up, for there is none.
fn name(id: &FieldId) -> &str {
    if id.as_str().contains('\u{1}') {
        "(no name)"
    } else {
        id.as_str()
    }
}

fn link(link: &Link) -> String {
    let scheme = match link.scheme() {
        Scheme::Https => "https",
        Scheme::Http => "http",
        Scheme::Mail => "mail",
        Scheme::Xmpp => "xmpp",
        Scheme::Text => "text",
    };
    format!("{scheme} {}", quoted(link.as_str()))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("[");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || (c.is_whitespace() && c != ' ') => {
                write!(out, "{}", c.escape_unicode()).unwrap();
            }
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                write!(out, "{}", c.escape_unicode()).unwrap();
            }
            c => out.push(c),
        }
    }
    out.push(']');
    out
}
