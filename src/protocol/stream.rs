//! What a stream says before and beside stanzas: its features, and the elements of SASL (RFC 6120 sections 4 to 6).

mod outline;

pub use outline::outline;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use minidom::Element;

use super::{ns, text, xml};

/// What a server offers on a stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether one element is there"
)]
pub struct Features {
    /// STARTTLS can be done.
    pub starttls: bool,
    /// STARTTLS must be done.
    pub starttls_required: bool,
    /// It says that it registers accounts. That it does not say so proves nothing (XEP-0077 section 8).
    pub register: bool,
    /// It takes invitations.
    pub invites: bool,
    /// SASL mechanisms, in the server's order.
    pub mechanisms: Vec<String>,
    /// A resource can be bound: signed in.
    pub bind: bool,
    /// Types of channel binding that it can do (XEP-0440).
    pub channel_bindings: Vec<String>,
}

impl Features {
    /// Reads a `<stream:features/>`; what is not known is passed over.
    #[must_use]
    pub fn read(features: &Element) -> Self {
        let starttls = features.get_child("starttls", ns::TLS);
        // One list is the rule; some servers send an empty one beside it.
        let mechanisms = xml::children(features, "mechanisms", ns::SASL)
            .flat_map(|list| xml::children(list, "mechanism", ns::SASL))
            .filter_map(|mechanism| text::line(&mechanism.text()))
            .collect();
        let channel_bindings = features
            .get_child("sasl-channel-binding", ns::CHANNEL_BINDING)
            .map(|list| {
                xml::children(list, "channel-binding", ns::CHANNEL_BINDING)
                    .filter_map(|binding| binding.attr("type").and_then(text::line))
                    .collect()
            })
            .unwrap_or_default();
        Self {
            starttls: starttls.is_some(),
            starttls_required: starttls.is_some_and(|tls| tls.has_child("required", ns::TLS)),
            register: features.has_child("register", ns::REGISTER_FEATURE),
            invites: features.children().any(|child| {
                child.has_ns(ns::INVITE_FEATURE) || child.has_ns(ns::INVITE_TOKEN_FEATURE)
            }),
            mechanisms,
            bind: features.has_child("bind", ns::BIND),
            channel_bindings,
        }
    }
}

/// Asks for TLS on a stream that has none.
#[must_use]
pub fn starttls() -> Element {
    Element::bare("starttls", ns::TLS)
}

/// A question to a server (RFC 6120 section 8.2.3), to be answered in the language `lang`. `kind` is `get` or `set`;
/// without `to` it goes to the own account.
#[must_use]
pub fn iq(kind: &str, id: &str, to: Option<&str>, lang: &str, payload: Element) -> Element {
    let iq = xml::with(Element::bare("iq", ns::CLIENT), "type", kind);
    let mut iq = xml::with(iq, "id", id);
    if let Some(to) = to {
        iq = xml::with(iq, "to", to);
    }
    let mut iq = xml::with_lang(iq, lang);
    let _ = iq.append_child(payload);
    iq
}

/// Begins a sign-in with the client's first message (RFC 6120 section 6.4.2).
#[must_use]
pub fn auth(mechanism: &str, initial: &[u8]) -> Element {
    let auth = xml::with_text("auth", ns::SASL, &data(initial));
    xml::with(auth, "mechanism", mechanism)
}

/// Answers a challenge.
#[must_use]
pub fn response(message: &[u8]) -> Element {
    // Here, unlike in `auth`, nothing at all means an empty message.
    xml::with_text("response", ns::SASL, &BASE64.encode(message))
}

/// Breaks a sign-in off.
#[must_use]
pub fn abort() -> Element {
    Element::bare("abort", ns::SASL)
}

/// What a server says during a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sasl {
    /// A message to be answered.
    Challenge(Vec<u8>),
    /// Done, perhaps with a last message that is still to be checked.
    Success(Option<Vec<u8>>),
    /// Refused.
    Failure(SaslFailure),
    /// An element of SASL that makes no sense: unknown, or its data is not base64.
    Malformed,
}

/// A refused sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaslFailure {
    /// The condition as it came, `not-authorized` for one (RFC 6120 section 6.5); empty if there was none.
    pub condition: String,
    /// The server's own words, plain.
    pub text: Option<String>,
}

/// Reads an element of SASL. `None` if it is none.
///
/// `lang` is the language that is wanted where texts come in several.
#[must_use]
pub fn read_sasl(element: &Element, lang: &str) -> Option<Sasl> {
    if !element.has_ns(ns::SASL) {
        return None;
    }
    let content = element.text();
    let content = content.trim();
    let message = match content {
        "" => Ok(None),
        // An empty message (RFC 6120 section 6.4.2).
        "=" => Ok(Some(Vec::new())),
        _ => BASE64.decode(content).map(Some),
    };
    Some(match (element.name(), message) {
        ("failure", _) => Sasl::Failure(failure(element, lang)),
        ("challenge", Ok(message)) => Sasl::Challenge(message.unwrap_or_default()),
        ("success", Ok(message)) => Sasl::Success(message),
        _ => Sasl::Malformed,
    })
}

fn failure(element: &Element, lang: &str) -> SaslFailure {
    let condition = element
        .children()
        .find(|child| child.has_ns(ns::SASL) && child.name() != "text")
        .and_then(|child| text::line(child.name()));
    SaslFailure {
        condition: condition.unwrap_or_default(),
        text: xml::in_language(xml::children(element, "text", ns::SASL), lang)
            .first()
            .and_then(|element| text::paragraph(&element.text())),
    }
}

fn data(message: &[u8]) -> String {
    if message.is_empty() {
        "=".to_owned()
    } else {
        BASE64.encode(message)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn read(xml: &str) -> Option<Sasl> {
        read_sasl(&xml.parse().unwrap(), "de")
    }

    #[test]
    fn an_empty_list_of_mechanisms_hides_no_other() {
        let xml = "<features xmlns='http://etherx.jabber.org/streams'>\
            <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>\
            <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>\
            <mechanism>SCRAM-SHA-1</mechanism></mechanisms></features>";
        assert_eq!(
            Features::read(&xml.parse().unwrap()).mechanisms,
            ["SCRAM-SHA-1"]
        );
    }

    #[test]
    fn what_the_server_says_in_a_sign_in_is_read() {
        let s = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
        for (xml, expected) in [
            (
                format!("<challenge {s}>cj0x</challenge>"),
                Sasl::Challenge(b"r=1".to_vec()),
            ),
            (format!("<challenge {s}/>"), Sasl::Challenge(Vec::new())),
            (
                format!("<challenge {s}>=</challenge>"),
                Sasl::Challenge(Vec::new()),
            ),
            (format!("<challenge {s}>***</challenge>"), Sasl::Malformed),
            (format!("<success {s}/>"), Sasl::Success(None)),
            (
                format!("<success {s}> dj0x\n</success>"),
                Sasl::Success(Some(b"v=1".to_vec())),
            ),
            (format!("<what {s}/>"), Sasl::Malformed),
            (
                format!(
                    "<failure {s}><text xml:lang='en'>No</text><not-authorized/><text xml:lang='de'>Nein</text></failure>"
                ),
                Sasl::Failure(SaslFailure {
                    condition: "not-authorized".into(),
                    text: Some("Nein".into()),
                }),
            ),
            (
                format!("<failure {s}/>"),
                Sasl::Failure(SaslFailure {
                    condition: String::new(),
                    text: None,
                }),
            ),
        ] {
            assert_eq!(read(&xml), Some(expected), "{xml}");
        }
        assert_eq!(read("<success xmlns='x:y'/>"), None);
    }

    #[test]
    fn what_the_client_says_is_written() {
        let s = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
        for (element, expected) in [
            (
                auth("SCRAM-SHA-1", b"n,,n=a,r=b"),
                format!("<auth {s} mechanism='SCRAM-SHA-1'>biwsbj1hLHI9Yg==</auth>"),
            ),
            (auth("X", b""), format!("<auth {s} mechanism='X'>=</auth>")),
            (response(b"r=1"), format!("<response {s}>cj0x</response>")),
            (response(b""), format!("<response {s}/>")),
            (abort(), format!("<abort {s}/>")),
        ] {
            assert_eq!(element, expected.parse().unwrap());
        }
    }

    #[test]
    fn features_name_what_is_offered() {
        let features: Element = "<features xmlns='http://etherx.jabber.org/streams'>\
             <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>\
             <register xmlns='urn:xmpp:ibr-token:0'/><unknown xmlns='x:y'/>\
             <sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-exporter'/>\
             <channel-binding/></sasl-channel-binding></features>"
            .parse()
            .unwrap();
        assert_eq!(
            Features::read(&features),
            Features {
                starttls: true,
                invites: true,
                channel_bindings: vec!["tls-exporter".into()],
                ..Features::default()
            }
        );
    }
}
