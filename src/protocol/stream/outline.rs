//! What a server offers, in a line that can be handed on.

use minidom::Element;

use crate::protocol::text;

/// How many elements, and how many words of each, are told.
const MOST: usize = 24;
/// How many characters a name, a namespace or a word may have.
const LONGEST: usize = 80;
/// How many characters there are in all, about.
const LENGTH: usize = 1_500;

/// The features of a stream (RFC 6120 section 4.3.2) in the server's order: each by its name and namespace, with the names
/// and words that it lists. Nothing else that a server may have written there is told, and of what is told at most some
/// 1 500 characters.
#[must_use]
pub fn outline(features: &Element) -> String {
    let mut line = String::new();
    for (count, feature) in features.children().enumerate() {
        if count == MOST || line.chars().count() > LENGTH {
            line.push_str("; …");
            break;
        }
        if count > 0 {
            line.push_str("; ");
        }
        line.push_str(&one(feature));
    }
    if line.is_empty() {
        "nothing".to_owned()
    } else {
        line
    }
}

fn one(feature: &Element) -> String {
    let namespace = text::line(&feature.ns()).unwrap_or_default();
    let mut told = format!("{} ({})", short(feature.name()), short(&namespace));
    let words: Vec<String> = feature.children().take(MOST).filter_map(word).collect();
    if !words.is_empty() {
        told.push_str(": ");
        told.push_str(&words.join(", "));
    }
    if feature.children().count() > MOST {
        told.push_str(", …");
    }
    told.chars().take(LENGTH).collect()
}

/// What an element in a list stands for: its text, its type, or its own name. Text is told only if it is one word of the
/// kind that names mechanisms and methods.
fn word(item: &Element) -> Option<String> {
    let text = item.text();
    let text = text.trim();
    if text.is_empty() {
        let named = item.attr("type").unwrap_or_else(|| item.name());
        return is_word(named).then(|| named.to_owned());
    }
    is_word(text).then(|| text.to_owned())
}

fn is_word(text: &str) -> bool {
    let fits =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | '#');
    text.len() <= LONGEST && text.chars().all(fits)
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn of(inside: &str) -> String {
        let features =
            format!("<features xmlns='http://etherx.jabber.org/streams'>{inside}</features>");
        outline(&features.parse().unwrap())
    }

    #[test]
    fn everything_is_named_in_its_order() {
        let told = of(
            "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>\
             <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism>\
             <mechanism>PLAIN</mechanism></mechanisms>\
             <sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-exporter'/>\
             </sasl-channel-binding><register xmlns='http://jabber.org/features/iq-register'/>",
        );
        assert_eq!(
            told,
            "starttls (urn:ietf:params:xml:ns:xmpp-tls): required; \
             mechanisms (urn:ietf:params:xml:ns:xmpp-sasl): SCRAM-SHA-1, PLAIN; \
             sasl-channel-binding (urn:xmpp:sasl-cb:0): tls-exporter; \
             register (http://jabber.org/features/iq-register)"
        );
        assert_eq!(of(""), "nothing");
    }

    #[test]
    fn what_is_no_word_is_not_told() {
        let told = of(
            "<a xmlns='x:y' secret='one'>two<b>three four</b><b type='five!'/><b>six@seven</b><b>OK</b></a>",
        );
        assert_eq!(told, "a (x:y): OK");
    }

    #[test]
    fn it_stays_short() {
        let long = "n".repeat(5_000);
        let many = format!("<{long} xmlns='{long}'><b>{long}</b></{long}>").repeat(100);
        assert!(of(&many).chars().count() < 3_500);
        let mechanisms = "<m>SCRAM-SHA-1</m>".repeat(1_000);
        let told = of(&format!("<a xmlns='x'>{mechanisms}</a>"));
        assert!(told.ends_with(", …") && told.len() < 500, "{told}");
    }
}
