//! What looks wrong while it is typed: told when a field is left, or as soon as no further letter could make it right.

use super::State;
use super::answer::Note;
use super::input::Input;
use crate::domain::{Datatype, Fault, Field, Kind, Severity, Value};
use crate::widget::Ctx;

impl State {
    /// A field was left: what is wrong with it is said now. That it is empty is said when the form is to be sent.
    pub(super) fn left(&mut self, place: usize) {
        let id = self.form.fields[place].id.clone();
        if self.notes.contains_key(&id) || self.inputs[place].is_empty() {
            return;
        }
        if let Some(note) = self.found(place) {
            let _ = self.doubted.insert(id.clone());
            let _ = self.notes.insert(id, note);
        }
    }

    /// A field was changed: what is wrong with it is said at once if it was said before, or if it can only get worse.
    pub(super) fn judge(&mut self, place: usize) {
        let field = &self.form.fields[place];
        let input = &self.inputs[place];
        if input.is_empty() || !(self.doubted.contains(&field.id) || is_hopeless(field, input)) {
            return;
        }
        if let Some(note) = self.found(place) {
            let _ = self.notes.insert(self.form.fields[place].id.clone(), note);
        }
    }

    /// What is wrong with an answer, apart from that it is empty.
    fn found(&self, place: usize) -> Option<Note> {
        let field = &self.form.fields[place];
        let problems = self.form.check(&self.answers(), false).err()?;
        let problem = problems
            .into_iter()
            .find(|problem| problem.field == field.id && problem.fault != Fault::Empty)?;
        Some(Note::of(problem.fault, problem.severity))
    }

    /// Says what is wrong with addresses: with which one, where there are several.
    pub(super) fn odd_line(&self, place: usize, ctx: Ctx<'_>) -> String {
        let field = &self.form.fields[place];
        let lines = match self.inputs[place].value(field) {
            Some(Value::Many(lines)) => lines,
            _ => Vec::new(),
        };
        let odd = lines.into_iter().find(|line| {
            let alone = Value::Many(vec![line.clone()]);
            self.form.doubt(field, &alone).is_some()
        });
        match odd {
            Some(line) => ctx
                .i18n
                .with("problem-not-an-address-line", [("line", line)]),
            None => crate::words::fault(ctx.i18n, &Fault::NotAnAddress),
        }
    }
}

impl Note {
    pub(super) fn of(fault: Fault, severity: Severity) -> Self {
        match severity {
            Severity::Block => Self::Problem(fault),
            Severity::Warn => Self::Doubt(fault),
        }
    }
}

/// Whether nothing that could be typed behind it makes it right.
fn is_hopeless(field: &Field, input: &Input) -> bool {
    match (&field.kind, input) {
        (Kind::Address, Input::Text(text)) => text.trim().contains(char::is_whitespace),
        (Kind::Text, Input::Text(text)) => is_hopeless_text(text.trim(), field),
        (Kind::Choice { many: true, .. }, input) => {
            let most = field.rules.chosen.1;
            let count = match input.value(field) {
                Some(Value::Many(values)) => u32::try_from(values.len()).unwrap_or(u32::MAX),
                _ => 0,
            };
            most.is_some_and(|most| count > most)
        }
        _ => false,
    }
}

fn is_hopeless_text(text: &str, field: &Field) -> bool {
    let only = |allowed: &str| {
        !text
            .chars()
            .all(|c| c.is_ascii_digit() || allowed.contains(c))
    };
    match field.rules.datatype {
        Datatype::Integer => {
            let most = field
                .rules
                .max
                .as_deref()
                .and_then(|most| most.trim().parse::<i128>().ok());
            let now = text.parse::<i128>().ok();
            // Another digit makes a number that is not negative larger only.
            let too_large = now
                .zip(most)
                .is_some_and(|(now, most)| now >= 0 && now > most);
            only("+-") || too_large
        }
        Datatype::Decimal => only("+-.eE"),
        Datatype::Date => only("-+:Z") || text.len() > "2026-12-31+12:00".len(),
        Datatype::Time => only(":.+-Z"),
        Datatype::DateTime => only("-:.+TZ"),
        Datatype::Uri | Datatype::Language => text.contains(char::is_whitespace),
        Datatype::String => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Role, Rules};

    fn hopeless(datatype: Datatype, max: Option<&str>, text: &str) -> bool {
        let rules = Rules {
            datatype,
            max: max.map(str::to_owned),
            ..Rules::default()
        };
        let field = Field {
            rules,
            ..Field::new("x", Role::Other, Kind::Text)
        };
        is_hopeless(&field, &Input::Text(text.to_owned()))
    }

    #[test]
    fn what_is_not_finished_is_not_called_wrong() {
        for (datatype, text) in [
            (Datatype::Integer, "-"),
            (Datatype::Integer, "12"),
            (Datatype::Decimal, "1."),
            (Datatype::Date, "2026-1"),
            (Datatype::Time, "23:"),
            (Datatype::DateTime, "2026-11-03T2"),
            (Datatype::Uri, "htt"),
            (Datatype::String, "any thing"),
        ] {
            assert!(!hopeless(datatype, Some("120"), text), "{text}");
        }
    }

    #[test]
    fn what_cannot_become_right_is_wrong_at_once() {
        for (datatype, text) in [
            (Datatype::Integer, "1x"),
            (Datatype::Integer, "121"),
            (Datatype::Decimal, "1,5"),
            (Datatype::Date, "3 November"),
            (Datatype::Time, "noon"),
            (Datatype::Uri, "https://a b"),
        ] {
            assert!(hopeless(datatype, Some("120"), text), "{text}");
        }
        assert!(!hopeless(Datatype::Integer, Some("-5"), "-4"));
        let address = Field::new("x", Role::Other, Kind::Address);
        assert!(is_hopeless(&address, &Input::Text("ju liet".to_owned())));
        assert!(!is_hopeless(&address, &Input::Text("juliet@".to_owned())));
    }
}
