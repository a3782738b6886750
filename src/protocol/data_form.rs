//! Data forms (`jabber:x:data`, XEP-0004) with validation (XEP-0122) and layout (XEP-0141), read leniently.
//!
//! Unknown types are one line of text, what has no name is a note, the first of two fields of one name counts.

use minidom::Element;

use super::{captcha, captcha::Captcha, layout, media, media::Bits, ns, text, xml};
use crate::domain::{
    Choice, Datatype, Field, FieldId, Kind, Link, Role, Rules, Value, layout::Page,
};

/// What a data form says, before it is known what the form is for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataForm {
    /// Its title, one line.
    pub title: Option<String>,
    /// Its instructions, a paragraph each.
    pub instructions: Vec<String>,
    /// Its fields, in its order.
    pub fields: Vec<Field>,
    /// The pages on which it wants its fields shown; empty if it does not say.
    pub layout: Vec<Page>,
    /// A web page or picture that stands in for a captcha, where no field has room for it.
    pub fallback: Option<Link>,
    /// How many fields in all are wanted where there is a choice of challenges (XEP-0158 section 3.2).
    pub answers: Option<usize>,
}

/// Whether an element is a form to be filled in: of type `form`. Results, cancellations and what has no type are not
/// (XEP-0004 section 3.1).
#[must_use]
pub fn is_form(x: &Element) -> bool {
    x.is("x", ns::DATA_FORM) && x.attr("type") == Some("form")
}

/// Reads the form in an `<x/>`. Never fails.
///
/// `lang` is the language that is wanted where texts come in several; `bits` are the bytes that came beside the form.
#[must_use]
pub fn read(x: &Element, lang: &str, bits: &Bits) -> DataForm {
    let mut form = DataForm {
        title: one(x, "title", lang).and_then(|title| text::line(&title)),
        instructions: paragraphs(x, "instructions", ns::DATA_FORM, lang),
        ..DataForm::default()
    };
    let named = |element: &Element| element.attr("var") == Some(captcha::OLD);
    let old = xml::children(x, "field", ns::DATA_FORM).any(named);
    for (at, element) in xml::children(x, "field", ns::DATA_FORM).enumerate() {
        if let Some(field) = field(element, at, lang, bits, old) {
            add(&mut form.fields, field, at);
        }
    }
    let Captcha { fallback, answers } = captcha::sort(&mut form.fields);
    form.fallback = fallback;
    form.answers = answers;
    form.layout = layout::read(x, &form.fields);
    form
}

/// Reads a form of type `result`: what is on record, to be seen and not to be changed.
#[must_use]
pub fn read_result(x: &Element, lang: &str) -> DataForm {
    let mut form = read(x, lang, &Bits::default());
    form.fields
        .retain(|field| field.is_question() || field.kind == Kind::Note);
    for field in &mut form.fields {
        let shown = match (&field.kind, field.preset.take()) {
            (Kind::Secret, _) | (_, None | Some(Value::Secret(_))) => None,
            (Kind::Choice { options, .. }, Some(value)) => Some(
                values_of(&value)
                    .map(|value| {
                        let known = options.iter().find(|option| option.value == value);
                        known.map_or(value, |option| option.label.as_str())
                    })
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            (_, Some(Value::Toggle(on))) => Some(if on { "✓" } else { "–" }.to_owned()),
            (_, Some(value)) => Some(values_of(&value).collect::<Vec<_>>().join("\n")),
        };
        field.preset = shown
            .and_then(|shown| text::paragraph(&shown))
            .map(Value::Text);
        field.kind = Kind::Note;
        field.required = false;
        field.rules = Rules::default();
    }
    form.fields
        .retain(|field| field.preset.is_some() || field.help.is_some());
    form.layout = layout::read(x, &form.fields);
    form
}

/// The paragraphs of all elements of that name in the wanted language.
pub(super) fn paragraphs(parent: &Element, name: &str, ns: &str, lang: &str) -> Vec<String> {
    xml::in_language(xml::children(parent, name, ns), lang)
        .into_iter()
        .filter_map(|element| text::paragraph(&element.text()))
        .collect()
}

fn one(parent: &Element, name: &str, lang: &str) -> Option<String> {
    xml::in_language(xml::children(parent, name, ns::DATA_FORM), lang)
        .first()
        .map(|element| element.text())
}

/// Adds a field: the first of two questions of one name counts, but what is only to be read takes no name away from one.
fn add(fields: &mut Vec<Field>, mut field: Field, at: usize) {
    if let Some(place) = fields.iter().position(|known| known.id == field.id) {
        let known = &mut fields[place];
        if field.kind == Kind::Note {
            field.id = nameless(at);
        } else if known.kind == Kind::Note {
            known.id = FieldId::from(format!("{}\u{1}", known.id).as_str());
        } else {
            return;
        }
    }
    fields.push(field);
}

/// No `var` has a control character in it, so these names are nobody else's.
fn nameless(at: usize) -> FieldId {
    FieldId::from(format!("note\u{1}{at}").as_str())
}

/// `None` for what says nothing and asks nothing.
fn field(element: &Element, at: usize, lang: &str, bits: &Bits, old: bool) -> Option<Field> {
    let var = element.attr("var").filter(|var| !var.is_empty());
    let values: Vec<String> = xml::children(element, "value", ns::DATA_FORM)
        .map(Element::text)
        .collect();
    let kind = match (var, element.attr("type")) {
        (Some(_), Some("hidden")) => Kind::Hidden,
        (Some(var), None | Some("text-single" | "fixed"))
            if captcha::is_about_picture(var, old) =>
        {
            Kind::Hidden
        }
        (None, Some("hidden")) => return None,
        (None, _) | (_, Some("fixed")) => Kind::Note,
        (Some(var), wire) => question(element, var, wire.unwrap_or_default()),
    };
    let id = var.map_or_else(|| nameless(at), FieldId::from);
    let role = match &kind {
        Kind::Note | Kind::Hidden => Role::Other,
        _ => var.map_or(Role::Other, role),
    };
    let mut field = Field::new(id, role, kind);
    let is_about_picture = field.kind == Kind::Hidden && element.attr("type") != Some("hidden");
    if !is_about_picture {
        field.label = element.attr("label").and_then(text::line);
        field.help = one(element, "desc", lang).and_then(|help| text::paragraph(&help));
    }
    if field.kind == Kind::Hidden {
        field.preset = Some(Value::Many(values));
        return Some(field);
    }
    field.media = media::read_media(element, bits);
    if field.kind == Kind::Note {
        field.preset = text::paragraph(&values.join("\n")).map(Value::Text);
        let says = field.preset.is_some() || field.label.is_some() || field.help.is_some();
        return (says || !field.media.is_empty()).then_some(field);
    }
    field.required = xml::children(element, "required", ns::DATA_FORM)
        .next()
        .is_some();
    validation(element, &mut field);
    field.preset = preset(&field, values);
    Some(field)
}

/// The kind of a field that is to be answered (XEP-0004 section 3.3).
fn question(element: &Element, var: &str, wire: &str) -> Kind {
    // A list without options could not be answered at all.
    let options = if wire.starts_with("list-") {
        options(element)
    } else {
        Vec::new()
    };
    match wire {
        "boolean" => Kind::Toggle,
        "text-private" => Kind::Secret,
        "jid-single" => Kind::Address,
        "jid-multi" => Kind::Addresses,
        "list-single" if !options.is_empty() => Kind::Choice {
            options,
            many: false,
            open: false,
        },
        "list-multi" if !options.is_empty() => Kind::Choice {
            options,
            many: true,
            open: false,
        },
        "text-multi" | "list-multi" => Kind::Lines,
        // However a server declares it, nobody looks over the shoulder at a password.
        _ if matches!(role(var), Role::Password | Role::OldPassword) => Kind::Secret,
        _ => Kind::Text,
    }
}

fn options(element: &Element) -> Vec<Choice> {
    let mut options: Vec<Choice> = Vec::new();
    for option in xml::children(element, "option", ns::DATA_FORM) {
        let Some(value) = option.get_child("value", ns::DATA_FORM).map(Element::text) else {
            continue;
        };
        if options.iter().any(|known| known.value == value) {
            continue;
        }
        let label = option
            .attr("label")
            .and_then(text::line)
            .or_else(|| text::line(&value))
            .unwrap_or_default();
        options.push(Choice { value, label });
    }
    options
}

fn preset(field: &Field, values: Vec<String>) -> Option<Value> {
    let is_password = matches!(field.role, Role::Password | Role::OldPassword);
    if is_password && field.kind != Kind::Toggle {
        return None;
    }
    let first = |values: Vec<String>| values.into_iter().next().filter(|value| !value.is_empty());
    match &field.kind {
        Kind::Secret | Kind::Hidden | Kind::Work(_) => None,
        Kind::Toggle => {
            let on = values
                .first()
                .is_some_and(|value| matches!(value.trim(), "1" | "true"));
            Some(Value::Toggle(on))
        }
        Kind::Text | Kind::Note | Kind::Address => first(values).map(Value::Text),
        Kind::Lines => {
            let says = values.iter().any(|value| !value.is_empty());
            says.then(|| Value::Text(values.join("\n")))
        }
        Kind::Addresses => Some(Value::Many(values)).filter(|value| !value.is_empty()),
        Kind::Choice { many, open, .. } => {
            let mut values = values;
            values.retain(|value| *open || field.kind.offers(value));
            if *many {
                (!values.is_empty()).then_some(Value::Many(values))
            } else {
                values.into_iter().next().map(Value::Text)
            }
        }
    }
}

/// Reads a `<validate/>` (XEP-0122); what is not known is no rule.
fn validation(element: &Element, field: &mut Field) {
    let Some(validate) = element.get_child("validate", ns::VALIDATE) else {
        return;
    };
    let wanted = validate.attr("datatype").unwrap_or_default();
    let number = |element: &Element, name| {
        let bound: Option<&str> = element.attr(name);
        bound.and_then(|bound| bound.trim().parse().ok())
    };
    (field.rules.datatype, field.rules.bits) = datatype(wanted);
    for method in validate
        .children()
        .filter(|child| child.has_ns(ns::VALIDATE))
    {
        match method.name() {
            "range" => {
                field.rules.min = method.attr("min").and_then(text::line);
                field.rules.max = method.attr("max").and_then(text::line);
            }
            "regex" => {
                field.rules.pattern = Some(method.text()).filter(|pattern| !pattern.is_empty());
            }
            "list-range" => {
                field.rules.chosen = (number(method, "min"), number(method, "max"));
            }
            "open" => {
                if let Kind::Choice { open, .. } = &mut field.kind {
                    *open = true;
                }
            }
            _ => {}
        }
    }
}

/// The type, and the bits of a whole number where it has a limit (XEP-0122 section 5.1).
fn datatype(name: &str) -> (Datatype, Option<u32>) {
    let of = |datatype| (datatype, None);
    match name.trim() {
        "xs:integer" => of(Datatype::Integer),
        "xs:long" => (Datatype::Integer, Some(64)),
        "xs:int" => (Datatype::Integer, Some(32)),
        "xs:short" => (Datatype::Integer, Some(16)),
        "xs:byte" => (Datatype::Integer, Some(8)),
        "xs:decimal" | "xs:double" => of(Datatype::Decimal),
        "xs:date" => of(Datatype::Date),
        "xs:time" => of(Datatype::Time),
        "xs:dateTime" => of(Datatype::DateTime),
        "xs:anyURI" => of(Datatype::Uri),
        "xs:language" => of(Datatype::Language),
        _ => of(Datatype::String),
    }
}

/// What a field of that name means (XEP-0077 section 14.3).
pub(super) fn role(var: &str) -> Role {
    match var {
        "username" => Role::Username,
        "password" => Role::Password,
        "email" => Role::Email,
        "nick" => Role::Nick,
        "name" => Role::FullName,
        "first" => Role::FirstName,
        "last" => Role::LastName,
        "address" => Role::Street,
        "city" => Role::City,
        "state" => Role::Region,
        "zip" => Role::PostalCode,
        "phone" => Role::Phone,
        "url" => Role::WebPage,
        "date" => Role::Date,
        "misc" => Role::Misc,
        "text" => Role::Text,
        "key" => Role::Key,
        "old_password" => Role::OldPassword,
        _ => Role::Other,
    }
}

fn values_of(value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        Value::Text(text) => Box::new(std::iter::once(text.as_str())),
        Value::Many(values) => Box::new(values.iter().map(String::as_str)),
        Value::Secret(_) | Value::Toggle(_) => Box::new(std::iter::empty()),
    }
}
