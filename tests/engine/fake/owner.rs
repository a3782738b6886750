//! What the server says to the owner of an account: a session, service discovery (XEP-0030), services.
//!
//! What is asked is judged by the letter before it is answered.

use minidom::Element;
use vestibule::protocol::ns;

use super::Line;

/// What something says of itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// Category, type and name.
    pub identity: (&'a str, &'a str, &'a str),
    pub features: &'a [&'a str],
    /// Addresses of those who run it (XEP-0157): a field and its values.
    pub contacts: &'a [(&'a str, &'a [&'a str])],
}

impl Line {
    /// Lets in whoever knows the password, up to a resource.
    pub async fn enter(self, password: &str) -> Self {
        let mut line = self.sign_in(password).await;
        line.bind().await;
        line
    }

    /// Reads a question, which has to be for this address, and returns its id and what is asked.
    pub async fn asked(&mut self, kind: &str, to: Option<&str>) -> (String, Element) {
        let (id, text) = self.question().await;
        let text = text.trim().replacen("<iq", "<iq xmlns='jabber:client'", 1);
        let iq: Element = text
            .replacen(
                " xmlns='jabber:client' xmlns='jabber:client'",
                " xmlns='jabber:client'",
                1,
            )
            .parse()
            .unwrap_or_else(|fault| panic!("{fault}: {text}"));
        assert_eq!(iq.attr("type"), Some(kind), "{text}");
        assert_eq!(iq.attr("to"), to, "{text}");
        assert!(!id.is_empty(), "{text}");
        assert_eq!(iq.children().count(), 1, "one child: {text}");
        let asked = iq.children().next().unwrap().clone();
        (id, asked)
    }

    /// Answers a question with a result, from the address that was asked.
    pub async fn result_from(&mut self, to: Option<&str>, id: &str, content: &str) {
        let from = to.map_or(String::new(), |from| format!(" from='{from}'"));
        self.send(&format!("<iq type='result' id='{id}'{from}>{content}</iq>"))
            .await;
    }

    /// Answers a question with an error, from the address that was asked.
    pub async fn error_from(&mut self, to: Option<&str>, id: &str, kind: &str, condition: &str) {
        let from = to.map_or(String::new(), |from| format!(" from='{from}'"));
        self.send(&format!(
            "<iq type='error' id='{id}'{from}><error type='{kind}'><{condition} \
             xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        ))
        .await;
    }

    /// Says what something is and can do (XEP-0030 section 3).
    pub async fn info(&mut self, of: &str, about: About<'_>) {
        let (id, asked) = self.asked("get", Some(of)).await;
        assert!(asked.is("query", ns::DISCO_INFO), "{asked:?}");
        let (category, kind, name) = about.identity;
        let name = escaped(name);
        let identity = format!("<identity category='{category}' type='{kind}' name='{name}'/>");
        let features = about.features.iter();
        let features: Vec<String> = features
            .map(|feature| format!("<feature var='{feature}'/>"))
            .collect();
        let content = format!(
            "{identity}{}{}",
            features.concat(),
            contacts(about.contacts)
        );
        let query = format!("<query xmlns='{}'>{content}</query>", ns::DISCO_INFO);
        self.result_from(Some(of), &id, &query).await;
    }

    /// Says what belongs to something: addresses with their names (XEP-0030 section 4).
    pub async fn items(&mut self, of: &str, items: &[(&str, &str)]) {
        let (id, asked) = self.asked("get", Some(of)).await;
        assert!(asked.is("query", ns::DISCO_ITEMS), "{asked:?}");
        let items = items.iter().map(|(address, name)| {
            let (address, name) = (escaped(address), escaped(name));
            format!("<item jid='{address}' name='{name}'/>")
        });
        let items: Vec<String> = items.collect();
        let query = format!(
            "<query xmlns='{}'>{}</query>",
            ns::DISCO_ITEMS,
            items.concat()
        );
        self.result_from(Some(of), &id, &query).await;
    }

    /// Shows a service's form, or what it was told: what is inside the query of XEP-0077 section 3.1.
    pub async fn shows(&mut self, of: Option<&str>, content: &str) {
        let (id, asked) = self.asked("get", of).await;
        assert!(asked.is("query", ns::REGISTER), "{asked:?}");
        assert!(asked.children().next().is_none(), "{asked:?}");
        let query = format!("<query xmlns='{}'>{content}</query>", ns::REGISTER);
        self.result_from(of, &id, &query).await;
    }

    /// Reads what is told to a service, or to the server; returns the id and the query.
    pub async fn told(&mut self, to: Option<&str>) -> (String, Element) {
        let (id, asked) = self.asked("set", to).await;
        assert!(asked.is("query", ns::REGISTER), "{asked:?}");
        (id, asked)
    }

    /// Reads that a registration is to end, by `<remove/>` alone (XEP-0077 section 3.2); returns the id.
    pub async fn removed(&mut self, to: Option<&str>) -> String {
        let (id, query) = self.told(to).await;
        let children: Vec<&Element> = query.children().collect();
        assert!(
            matches!(children.as_slice(), [only] if only.is("remove", ns::REGISTER)),
            "{query:?}"
        );
        id
    }

    /// Reads that a password is to be changed, at the server and with the localpart (XEP-0077 section 3.3); returns the id
    /// and the password.
    pub async fn changed(&mut self, domain: &str, name: &str) -> (String, String) {
        let (id, query) = self.told(Some(domain)).await;
        let mut names: Vec<&str> = query.children().map(Element::name).collect();
        names.sort_unstable();
        assert_eq!(names, ["password", "username"], "{query:?}");
        let text = |name| query.get_child(name, ns::REGISTER).unwrap().text();
        assert_eq!(text("username"), name);
        assert!(!text("password").is_empty());
        (id, text("password"))
    }
}

/// The form with the addresses of those who run something, if there are any.
fn contacts(told: &[(&str, &[&str])]) -> String {
    if told.is_empty() {
        return String::new();
    }
    let field = |var: &str, values: &[&str]| {
        let values = values.iter().map(|value| escaped(value));
        let values: Vec<String> = values
            .map(|value| format!("<value>{value}</value>"))
            .collect();
        format!("<field var='{var}'>{}</field>", values.concat())
    };
    let fields: Vec<String> = told
        .iter()
        .map(|(var, values)| field(var, values))
        .collect();
    format!(
        "<x xmlns='jabber:x:data' type='result'>\
         <field var='FORM_TYPE' type='hidden'><value>{}</value></field>{}</x>",
        ns::SERVER_INFO,
        fields.concat()
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\'', "&apos;")
}
