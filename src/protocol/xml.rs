//! Small helpers over `minidom`.

use minidom::{Element, rxml};

/// An element with an attribute more.
pub(crate) fn with(mut element: Element, name: &str, value: &str) -> Element {
    if let Ok(name) = rxml::NcName::try_from(name) {
        element.set_attr(rxml::Namespace::NONE, name, value);
    }
    element
}

/// An element that says in which language it is written.
pub(super) fn with_lang(mut element: Element, tag: &str) -> Element {
    if let Ok(name) = rxml::NcName::try_from("lang") {
        element.set_attr(rxml::Namespace::XML, name, tag);
    }
    element
}

/// An element with text in it.
pub(crate) fn with_text(name: &str, ns: &str, text: &str) -> Element {
    let mut element = Element::bare(name, ns);
    if !text.is_empty() {
        element.append_text_node(text);
    }
    element
}

/// The children of that name and namespace.
pub(crate) fn children<'a>(
    element: &'a Element,
    name: &'a str,
    ns: &'a str,
) -> impl Iterator<Item = &'a Element> {
    element.children().filter(move |child| child.is(name, ns))
}

/// The language that an element says it is written in.
pub(super) fn lang(element: &Element) -> Option<&str> {
    element.attr_ns("http://www.w3.org/XML/1998/namespace", "lang")
}

/// Of several elements that say the same in different languages, those in the wanted one: the same tag first, then
/// the same language of another country, then those that name no language, then the first one's. Those without a text
/// say nothing in any language.
pub(super) fn in_language<'a>(
    elements: impl Iterator<Item = &'a Element>,
    wanted: &str,
) -> Vec<&'a Element> {
    let elements: Vec<&Element> = elements
        .filter(|element| !element.text().trim().is_empty())
        .collect();
    let best = elements
        .iter()
        .enumerate()
        .min_by_key(|(at, element)| (rank(lang(element), wanted), *at))
        .map(|(_, element)| lang(element));
    elements
        .into_iter()
        .filter(|element| Some(lang(element)) == best)
        .collect()
}

/// The first one of several texts, each with the language that it says it is written in, by the same rule.
pub(super) fn best_in_language<T>(texts: Vec<(Option<&str>, T)>, wanted: &str) -> Option<T> {
    // Stable: the first one of those that are as good.
    texts
        .into_iter()
        .min_by_key(|(lang, _)| rank(*lang, wanted))
        .map(|(_, text)| text)
}

/// How far a language is from the wanted one.
fn rank(lang: Option<&str>, wanted: &str) -> u8 {
    let primary = |tag: &str| {
        tag.split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    match lang {
        Some(tag) if tag.eq_ignore_ascii_case(wanted) => 0,
        Some(tag) if primary(tag) == primary(wanted) => 1,
        None => 2,
        Some(_) => 3,
    }
}

/// All elements of that name and namespace at any depth, the element itself among them.
pub(super) fn descendants<'a>(element: &'a Element, name: &str, ns: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    let mut left = vec![element];
    while let Some(element) = left.pop() {
        if element.is(name, ns) {
            found.push(element);
        }
        left.extend(element.children());
    }
    found
}
