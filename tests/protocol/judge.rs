//! Whether a submission is a valid answer to the form that it answers: XEP-0004 and XEP-0077 read from the XML of both,
//! without the help of the program.

use minidom::Element;
use vestibule::protocol::ns;

/// Judges what is sent as an answer to what was asked.
///
/// With `insist` addresses need not be ones: that is only a warning.
pub(crate) fn judge(asked: &Element, sent: &Element, insist: bool) -> Result<(), String> {
    let form = asked
        .children()
        .find(|child| child.is("x", ns::DATA_FORM) && child.attr("type") == Some("form"));
    match (form, sent.get_child("x", ns::DATA_FORM)) {
        (Some(form), Some(x)) => {
            if sent.children().count() != 1 {
                return Err("a form and something else".to_owned());
            }
            data_form(form, x, insist)
        }
        (_, None) => legacy(asked, sent),
        (None, Some(_)) => Err("a form where none was offered".to_owned()),
    }
}

/// XEP-0004 section 3.
fn data_form(form: &Element, x: &Element, insist: bool) -> Result<(), String> {
    if x.attr("type") != Some("submit") {
        return Err("not of type submit".to_owned());
    }
    if let Some(other) = x.children().find(|child| !child.is("field", ns::DATA_FORM)) {
        return Err(format!("<{}/> in a submission", other.name()));
    }
    let asked = |var: &str| {
        let named =
            |field: &&Element| field.is("field", ns::DATA_FORM) && field.attr("var") == Some(var);
        // One that only says something is no question.
        let is_fixed = |field: &&Element| field.attr("type") == Some("fixed");
        let question = form.children().filter(named).find(|field| !is_fixed(field));
        question.or_else(|| form.children().find(named))
    };
    let mut known: Vec<&str> = Vec::new();
    for field in x.children() {
        let var = field.attr("var").unwrap_or_default();
        if known.contains(&var) || var.is_empty() {
            return Err(format!("{var:?} is there twice, or has no name"));
        }
        known.push(var);
        let asked = asked(var).ok_or_else(|| format!("{var} was not asked for"))?;
        if field.attrs().len() != 1
            || field
                .children()
                .any(|child| !child.is("value", ns::DATA_FORM))
        {
            return Err(format!("{var} has more than values"));
        }
        // What is about a captcha's picture goes back as it came, whichever field of that name it came in.
        let came =
            |other: &&Element| other.attr("var") == Some(var) && values(other) == values(field);
        if is_about_picture(var) && form.children().any(|other| came(&other)) {
            continue;
        }
        answer(asked, &values(field), insist).map_err(|fault| format!("{var}: {fault}"))?;
    }
    for field in form
        .children()
        .filter(|field| field.is("field", ns::DATA_FORM))
    {
        let Some(var) = field.attr("var").filter(|var| !var.is_empty()) else {
            continue;
        };
        let is_first = asked(var).is_some_and(|first| std::ptr::eq(first, field));
        let kind = field.attr("type").unwrap_or_default();
        let wanted = match kind {
            "hidden" => true,
            "fixed" => false,
            _ => field.has_child("required", ns::DATA_FORM),
        };
        // What is only about a captcha's picture may be declared as a question.
        if is_first && wanted && !known.contains(&var) {
            return Err(format!("{var} is missing"));
        }
    }
    Ok(())
}

/// The fields of ejabberd that say where a captcha's picture can be had besides.
fn is_about_picture(var: &str) -> bool {
    matches!(
        var,
        "captcha-fallback-url" | "captcha-fallback-text" | "url"
    )
}

/// XEP-0004 section 3.3.
fn answer(asked: &Element, values: &[String], insist: bool) -> Result<(), String> {
    let var = asked.attr("var").unwrap_or_default();
    let is_about_picture = is_about_picture(var);
    let kind = asked.attr("type").unwrap_or_default();
    let options: Vec<String> = asked
        .children()
        .filter(|child| child.is("option", ns::DATA_FORM))
        .filter_map(|option| option.get_child("value", ns::DATA_FORM).map(Element::text))
        .collect();
    let open = asked
        .get_child("validate", ns::VALIDATE)
        .is_some_and(|validate| validate.has_child("open", ns::VALIDATE));
    let one = || match values {
        [one] if !one.contains('\n') => Ok(one),
        _ => Err(format!("{values:?} instead of one line")),
    };
    let of_list = |values: &[String]| {
        let foreign = values.iter().find(|value| !options.contains(value));
        match foreign {
            Some(foreign) if !open && !options.is_empty() => {
                Err(format!("{foreign:?} is not among {options:?}"))
            }
            _ => Ok(()),
        }
    };
    let distinct = || {
        let twice = values
            .iter()
            .enumerate()
            .find(|(at, value)| values[..*at].contains(value));
        twice.map_or(Ok(()), |(_, value)| Err(format!("{value:?} twice")))
    };
    let address = |text: &str| {
        let fits = insist || text.parse::<jid::Jid>().is_ok();
        if fits {
            Ok(())
        } else {
            Err(format!("{text:?} is no address"))
        }
    };
    let as_it_came =
        values == self::values(asked) || is_about_picture && values.iter().all(String::is_empty);
    if as_it_came && (is_about_picture || matches!(kind, "hidden" | "fixed")) {
        return Ok(());
    }
    match kind {
        "hidden" => Err(format!("{values:?} is not as it was hidden")),
        "fixed" => Err("fixed fields are not answered".to_owned()),
        "boolean" if matches!(one()?.as_str(), "0" | "1" | "true" | "false") => Ok(()),
        "boolean" => Err(format!("{values:?} is no boolean")),
        "list-single" => one().and_then(|one| of_list(std::slice::from_ref(one))),
        "list-multi" if options.is_empty() => Ok(()),
        "list-multi" => distinct().and(of_list(values)),
        "jid-single" => one().and_then(|one| address(one)),
        "jid-multi" => distinct().and_then(|()| values.iter().try_for_each(|one| address(one))),
        "text-multi" => Ok(()),
        _ => one().map(|_| ()),
    }?;
    if kind != "boolean" && values.iter().all(String::is_empty) {
        return Err("sent without an answer".to_owned());
    }
    Ok(())
}

/// XEP-0077 section 3.1: all elements that were asked for, filled in, and nothing else.
fn legacy(asked: &Element, sent: &Element) -> Result<(), String> {
    const NAMES: [&str; 17] = [
        "username", "nick", "password", "name", "first", "last", "email", "address", "city",
        "state", "zip", "phone", "url", "date", "misc", "text", "key",
    ];
    let mut known: Vec<&str> = Vec::new();
    for child in sent.children() {
        let name = child.name();
        if !child.has_ns(ns::REGISTER) || !NAMES.contains(&name) || known.contains(&name) {
            return Err(format!("<{name}/> is no answer, or there twice"));
        }
        let original = asked
            .get_child(name, ns::REGISTER)
            .ok_or_else(|| format!("<{name}/> was not asked for"))?;
        if child.text().is_empty() {
            return Err(format!("<{name}/> is empty"));
        }
        if name == "key" && !original.text().is_empty() && child.text() != original.text() {
            return Err("the key is another one".to_owned());
        }
        known.push(name);
    }
    let missing = NAMES.iter().find(|name| {
        // A key without a value asks nothing that a person knows.
        let wanted = asked
            .get_child(name, ns::REGISTER)
            .is_some_and(|element| **name != "key" || !element.text().is_empty());
        wanted && !known.contains(name)
    });
    missing.map_or(Ok(()), |name| Err(format!("<{name}/> is missing")))
}

fn values(field: &Element) -> Vec<String> {
    field
        .children()
        .filter(|child| child.is("value", ns::DATA_FORM))
        .map(Element::text)
        .collect()
}
