//! `jabber:iq:register` (XEP-0077): asking, answering, changing, removing.

use minidom::Element;

use super::{
    data_form::{self, DataForm},
    media::Bits,
    ns, text, xml,
};
use crate::domain::{
    Field, Form, Kind, Link, Offer, Purpose, Reason, Refusal, Role, Secret, Submission, UserName,
    Value, Way, WebPage,
};

/// How an answer is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The language that is wanted where texts come in several, as a tag of RFC 5646.
    pub lang: &'a str,
    /// What the form will be for.
    pub purpose: Purpose,
    /// What stands beside the query: Bits of Binary may be there too.
    pub extra: &'a [&'a Element],
    /// Whether the server said that it takes invitations (`<register xmlns='urn:xmpp:ibr-token:0'/>`), and none was
    /// accepted on this stream.
    pub invites: bool,
}

/// The query that asks for the form; goes into an iq of type `get`.
#[must_use]
pub fn ask() -> Element {
    Element::bare("query", ns::REGISTER)
}

/// Reads a whole iq of type `result` that answers [`ask`]; one without a query asks nothing.
#[must_use]
pub fn offer_in(iq: &Element, lang: &str, purpose: Purpose, invites: bool) -> Offer {
    let nothing = ask();
    let query = iq.get_child("query", ns::REGISTER).unwrap_or(&nothing);
    let beside: Vec<&Element> = iq
        .children()
        .filter(|child| !std::ptr::eq(*child, query))
        .collect();
    let reading = Reading {
        lang,
        purpose,
        extra: &beside,
        invites,
    };
    let mut offer = read_offer(query, &reading);
    if let Offer::Form(form) = &mut offer {
        form.invites = invites;
    }
    offer
}

/// Reads what a server answered to [`ask`]. Never fails.
///
/// A data form comes before legacy fields, and these before a web page (XEP-0077 section 6); where there is something
/// to fill in, the page is a link beside it. What asks nothing and leads nowhere is [`Offer::Closed`].
#[must_use]
pub fn read_offer(query: &Element, ctx: &Reading<'_>) -> Offer {
    let registered = query.has_child("registered", ns::REGISTER);
    let purpose = if registered {
        Purpose::Other
    } else {
        ctx.purpose
    };
    let bits = Bits::collect(std::iter::once(query).chain(ctx.extra.iter().copied()));
    let link = oob(query);
    let instructions = data_form::paragraphs(query, "instructions", ns::REGISTER, ctx.lang);
    let asked = query
        .children()
        .find(|child| data_form::is_form(child))
        .map(|x| data_form::read(x, ctx.lang, &bits));
    let legacy = legacy_fields(query);

    if let Some(form) = asked
        && (form.fields.iter().any(Field::is_question)
            || (!form.fields.is_empty() && legacy.is_empty() && link.is_none()))
    {
        return filled(form_of(form, link, purpose), registered);
    }
    if registered {
        // A form of type `result` shows what is on record (Prosody's rooms).
        let shown = query
            .children()
            .find(|child| child.is("x", ns::DATA_FORM) && child.attr("type") == Some("result"))
            .map(|x| data_form::read_result(x, ctx.lang))
            .unwrap_or_default();
        let mut fields = legacy;
        for field in shown.fields {
            if fields.iter().all(|known| known.id != field.id) {
                fields.push(field);
            }
        }
        return Offer::Registered(Form {
            title: shown.title,
            instructions,
            layout: shown.layout,
            link,
            ..Form::new(purpose, Way::Legacy, fields)
        });
    }
    if !legacy.is_empty() {
        return Offer::Form(Form {
            instructions,
            link,
            ..Form::new(purpose, Way::Legacy, legacy)
        });
    }
    if let Some(link) = link {
        let mut instructions = instructions;
        for said in described(query, ctx.lang) {
            if !instructions.contains(&said) {
                instructions.push(said);
            }
        }
        return Offer::Web(WebPage { link, instructions });
    }
    let reason = if ctx.invites {
        Reason::InvitationNeeded
    } else {
        Reason::Closed
    };
    Offer::Closed(Refusal {
        server_text: Some(instructions.join("\n\n")).filter(|text| !text.is_empty()),
        ..Refusal::new(reason)
    })
}

/// Reads a form that came instead of something else, inside an error for one.
pub(super) fn read_form(x: &Element, lang: &str, purpose: Purpose, bits: &Bits) -> Form {
    form_of(data_form::read(x, lang, bits), None, purpose)
}

/// The query that sends a submission; goes into an iq of type `set`.
///
/// Answers to a data form go as a data form, answers to legacy fields as elements, never both. Only names and values
/// are sent, for ejabberd takes no more than 8 192 bytes and 32 elements before the sign-in.
#[must_use]
pub fn submit(submission: &Submission) -> Element {
    let mut query = ask();
    match submission.way() {
        Way::Legacy => {
            for entry in submission.entries() {
                if !is_standard(entry.name.as_str()) {
                    continue;
                }
                let values: Vec<&str> = entry.values.iter().map(Secret::expose).collect();
                let _ = query.append_child(xml::with_text(
                    entry.name.as_str(),
                    ns::REGISTER,
                    &values.join("\n"),
                ));
            }
        }
        Way::DataForm => {
            let mut x = xml::with(Element::bare("x", ns::DATA_FORM), "type", "submit");
            let left_out = too_much(submission);
            for entry in submission.entries() {
                if left_out.contains(&entry.name.as_str()) {
                    continue;
                }
                let mut field = xml::with(
                    Element::bare("field", ns::DATA_FORM),
                    "var",
                    entry.name.as_str(),
                );
                for value in &entry.values {
                    let _ =
                        field.append_child(xml::with_text("value", ns::DATA_FORM, value.expose()));
                }
                let _ = x.append_child(field);
            }
            let _ = query.append_child(x);
        }
    }
    query
}

/// The query that removes the account or the registration; goes into an iq of type `set` (XEP-0077 section 3.2).
#[must_use]
pub fn remove() -> Element {
    let mut query = ask();
    let _ = query.append_child(Element::bare("remove", ns::REGISTER));
    query
}

/// The query that changes the account's password; goes into an iq of type `set` to the own server
/// (XEP-0077 section 3.3). `new` must be prepared, see [`crate::domain::password::prepare`].
#[must_use]
pub fn change_password(name: &UserName, new: &Secret) -> Element {
    let mut query = ask();
    let _ = query.append_child(xml::with_text("username", ns::REGISTER, name.as_str()));
    let _ = query.append_child(xml::with_text("password", ns::REGISTER, new.expose()));
    query
}

/// What hands an invitation's token to the server; goes into an iq of type `set`, before the form is asked for, on
/// each stream anew (XEP-0445 section 4). Only for servers that say that they take it: ejabberd closes the stream.
#[must_use]
pub fn preauth(token: &str) -> Element {
    xml::with(Element::bare("preauth", ns::PREAUTH), "token", token)
}

fn filled(form: Form, registered: bool) -> Offer {
    if registered {
        Offer::Registered(form)
    } else {
        Offer::Form(form)
    }
}

fn form_of(form: DataForm, link: Option<Link>, purpose: Purpose) -> Form {
    Form {
        title: form.title,
        instructions: form.instructions,
        layout: form.layout,
        link: link.or(form.fallback),
        answers: form.answers,
        ..Form::new(purpose, Way::DataForm, form.fields)
    }
}

/// The link out of band (XEP-0066 section 3), straight in the query.
fn oob(query: &Element) -> Option<Link> {
    xml::children(query, "x", ns::OOB)
        .filter_map(|x| x.get_child("url", ns::OOB))
        .filter_map(|url| text::line(&url.text()).map(|_| Link::parse(&url.text())))
        .find(|link| !link.as_str().is_empty())
}

/// What is said about the link out of band, in the wanted language.
fn described(query: &Element, lang: &str) -> Vec<String> {
    xml::children(query, "x", ns::OOB)
        .find(|x| x.has_child("url", ns::OOB))
        .map(|x| data_form::paragraphs(x, "desc", ns::OOB, lang))
        .unwrap_or_default()
}

/// The standard elements in the query, as fields that all must be answered (XEP-0077 section 3.1).
fn legacy_fields(query: &Element) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for element in query.children() {
        let name = element.name();
        let known = element.has_ns(ns::REGISTER) && is_standard(name);
        if !known || fields.iter().any(|field| field.id.as_str() == name) {
            continue;
        }
        let role = data_form::role(name);
        let value = element.text();
        let mut field = Field {
            required: true,
            ..Field::new(name, role, Kind::Text)
        };
        match role {
            Role::Password => field.kind = Kind::Secret,
            Role::Key if !value.is_empty() => {
                field.kind = Kind::Hidden;
                field.required = false;
                field.preset = Some(Value::Many(vec![value]));
            }
            _ => {
                field.preset = Some(Value::Text(value)).filter(|value| !value.is_empty());
            }
        }
        fields.push(field);
    }
    // An empty key asks nothing that a person could know, unless it is all that is asked.
    if fields
        .iter()
        .any(|field| field.is_question() && field.role != Role::Key)
    {
        fields.retain(|field| field.role != Role::Key || field.kind == Kind::Hidden);
    }
    if fields.iter().any(Field::is_question) {
        fields
    } else {
        Vec::new()
    }
}

/// The standard names of XEP-0077 section 14.3.
fn is_standard(name: &str) -> bool {
    !matches!(data_form::role(name), Role::Other | Role::OldPassword)
}

/// What is left out of a submission that is too much for the server: first what is only about the picture, then what
/// repeats the circumstances of the challenge.
fn too_much(submission: &Submission) -> Vec<&'static str> {
    const MOST_BYTES: usize = 8_192;
    const MOST_ELEMENTS: usize = 32;
    // The iq around it, with its addresses and id.
    const AROUND: (usize, usize) = (1_200, 3);
    const SPARE: [&str; 6] = [
        "captcha-fallback-text",
        "captcha-fallback-url",
        "captchahidden",
        "answers",
        "from",
        "sid",
    ];
    let mut left_out = Vec::new();
    for spare in SPARE {
        let (mut bytes, mut elements) = AROUND;
        for entry in submission.entries() {
            if left_out.contains(&entry.name.as_str()) {
                continue;
            }
            bytes += "<field var=''></field>".len() + escaped(entry.name.as_str());
            elements += 1;
            for value in &entry.values {
                bytes += "<value></value>".len() + escaped(value.expose());
                elements += 1;
            }
        }
        if bytes <= MOST_BYTES && elements <= MOST_ELEMENTS {
            break;
        }
        left_out.push(spare);
    }
    left_out
}

/// The length of a text in XML, at most.
fn escaped(text: &str) -> usize {
    text.bytes()
        .map(|byte| match byte {
            b'<' | b'>' | b'&' | b'\'' | b'"' | b'\r' | b'\n' | b'\t' => 6,
            _ => 1,
        })
        .sum()
}
