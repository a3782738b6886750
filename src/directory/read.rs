//! Reads lists of servers, in the format of our own and in that of the project XMPP Providers.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Directory, MOST, NoDirectory};
use crate::domain::{Domain, Limit, Link, Links, Organization, Provider, SignUp, rules};

/// The most pages, addresses, countries or languages that are taken for one server.
const MOST_EACH: usize = 50;

/// What reads an entry.
type Reader = fn(&Map<String, Value>) -> Option<Provider>;

pub(super) fn directory(bytes: &[u8]) -> Result<Directory, NoDirectory> {
    let read: Value = serde_json::from_slice(bytes).map_err(|_| NoDirectory::Json)?;
    let (entries, entry, whole): (_, Reader, _) = match &read {
        Value::Array(entries) => (entries, theirs, None),
        Value::Object(whole) => match whole.get("providers") {
            Some(Value::Array(entries)) => (entries, ours, Some(whole)),
            _ => return Err(NoDirectory::Other),
        },
        _ => return Err(NoDirectory::Other),
    };
    let mut directory = Directory::default();
    let mut known = BTreeSet::new();
    for value in entries {
        if directory.providers.len() == MOST {
            directory.left_out.beyond += 1;
            continue;
        }
        match value.as_object().and_then(entry) {
            // Of what stands there twice the first counts.
            Some(provider) => {
                if known.insert(provider.domain.clone()) {
                    directory.providers.push(provider);
                }
            }
            None => directory.left_out.bad += 1,
        }
    }
    if let Some(whole) = whole {
        directory.as_of = day(whole.get("as_of"));
        let mut others = domains(whole.get("others"), MOST);
        others.retain(|domain| known.insert(domain.clone()));
        directory.others = others;
    }
    if directory.providers.is_empty() {
        return Err(NoDirectory::Empty);
    }
    Ok(directory)
}

/// An entry in the format of our own.
fn ours(entry: &Map<String, Value>) -> Option<Provider> {
    let get = |name: &str| entry.get(name);
    let sign_up = match get("sign_up").and_then(Value::as_str) {
        Some("here") => SignUp::Here {
            puzzle: get("puzzle").and_then(Value::as_bool),
            email: get("email").and_then(Value::as_bool),
        },
        Some("web") => SignUp::Web(links(get("sign_up_page"))),
        _ => SignUp::Untold,
    };
    let run_by = match get("run_by").and_then(Value::as_str) {
        Some("person") => Some(Organization::Person),
        Some("association") => Some(Organization::Association),
        Some("state") => Some(Organization::State),
        Some("business") => Some(Organization::Business),
        _ => None,
    };
    Some(Provider {
        also: domains(get("also"), MOST_EACH),
        sign_up,
        countries: codes(get("countries"), 2),
        languages: codes(get("languages"), 3),
        since: day(get("since")),
        file_size: limit(get("file_mb")),
        files_size: limit(get("files_mb")),
        file_days: limit(get("file_days")),
        message_days: limit(get("message_days")),
        // The facts are complete: what is not there is not offered.
        password_reset: Some(links(get("password_reset"))),
        legal_notice: links(get("legal_notice")),
        website: links(get("website")),
        run_by,
        support: texts(get("support")),
        facts_of: day(get("facts_of")),
        ..Provider::new(domain(get("domain"))?)
    })
}

/// An entry as the project XMPP Providers publishes it, version 2 of its format.
fn theirs(entry: &Map<String, Value>) -> Option<Provider> {
    let get = |name: &str| entry.get(name);
    let pages = links(get("registrationWebPage"));
    let sign_up = match get("inBandRegistration").and_then(Value::as_bool) {
        Some(true) => SignUp::Here {
            puzzle: get("inBandRegistrationCaptchaRequired").and_then(Value::as_bool),
            email: get("inBandRegistrationEmailAddressRequired").and_then(Value::as_bool),
        },
        Some(false) => SignUp::Web(pages),
        None if !pages.is_empty() => SignUp::Web(pages),
        None => SignUp::Untold,
    };
    let run_by = match get("organization").and_then(Value::as_str) {
        Some("private person") => Some(Organization::Person),
        Some("non-governmental") => Some(Organization::Association),
        Some("governmental") => Some(Organization::State),
        Some("company" | "commercial person") => Some(Organization::Business),
        _ => None,
    };
    // A server speaks what its website is written in, as nothing else says it.
    let spoken = get("website").and_then(Value::as_object);
    let spoken = spoken.map(|website| website.keys().map(String::as_str));
    let support = ["emailSupport", "chatSupport", "groupChatSupport"];
    let support = support.iter().filter_map(|name| get(name)?.as_object());
    let support = support.flat_map(|languages| languages.values());
    let mut addresses: Vec<String> = Vec::new();
    for address in support.flat_map(|value| texts(Some(value))) {
        if addresses.len() < MOST_EACH && !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    Some(Provider {
        also: domains(get("alternativeJids"), MOST_EACH),
        sign_up,
        countries: codes(get("serverLocations"), 2),
        languages: spoken
            .map(|spoken| code_list(spoken, 3))
            .unwrap_or_default(),
        since: day(get("since")).or_else(|| day(get("onlineSince"))),
        file_size: limit(get("maximumHttpFileUploadFileSize")),
        files_size: limit(get("maximumHttpFileUploadTotalSize")),
        file_days: limit(get("maximumHttpFileUploadStorageTime")),
        message_days: limit(get("maximumMessageArchiveManagementStorageTime")),
        password_reset: get("passwordReset").map(|pages| links(Some(pages))),
        legal_notice: links(get("legalNotice")),
        website: links(get("website")),
        run_by,
        support: addresses,
        facts_of: day(get("latestChange")),
        ..Provider::new(domain(get("jid"))?)
    })
}

fn domain(value: Option<&Value>) -> Option<Domain> {
    Domain::parse(value?.as_str()?).ok()
}

fn domains(value: Option<&Value>, most: usize) -> Vec<Domain> {
    let all = value.and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|value| domain(Some(value)))
        .take(most)
        .collect()
}

/// Codes of countries or languages, of two letters up to so many.
fn codes(value: Option<&Value>, longest: usize) -> Vec<String> {
    let all = value.and_then(Value::as_array).into_iter().flatten();
    code_list(all.filter_map(Value::as_str), longest)
}

fn code_list<'a>(all: impl Iterator<Item = &'a str>, longest: usize) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for text in all {
        let code = text
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let is_code =
            (2..=longest).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
        if is_code && codes.len() < MOST_EACH && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

fn day(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?;
    rules::is_date(text).then(|| text.to_owned())
}

fn limit(value: Option<&Value>) -> Option<Limit> {
    Limit::read(value?.as_i64()?)
}

/// Plain texts of one line each; one of them, or a list.
fn texts(value: Option<&Value>) -> Vec<String> {
    let one = value.filter(|value| value.is_string());
    let list = value.and_then(Value::as_array).into_iter().flatten();
    one.into_iter()
        .chain(list)
        .filter_map(Value::as_str)
        .filter(|text| text.chars().count() <= 200)
        .filter(|text| !text.is_empty() && text.chars().all(is_plain))
        .take(MOST_EACH)
        .map(str::to_owned)
        .collect()
}

/// Whether a character belongs into an address.
fn is_plain(c: char) -> bool {
    c.is_ascii_graphic() || c.is_alphanumeric()
}

/// Pages by their languages; a page alone counts as one in no language.
fn links(value: Option<&Value>) -> Links {
    let read = |language: &str, page: &Value| {
        let text = page.as_str().filter(|text| text.len() <= 2_000)?;
        Some((language.to_lowercase(), Link::parse(text)))
    };
    match value {
        Some(Value::Object(languages)) => Links::new(
            languages
                .iter()
                .filter_map(|(language, page)| read(language, page))
                .take(MOST_EACH),
        ),
        Some(page) => Links::new(read("", page)),
        None => Links::default(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Directory, NoDirectory> {
        directory(text.as_bytes())
    }

    #[test]
    fn the_list_that_comes_with_the_program_is_whole() {
        let built_in = Directory::built_in();
        assert_eq!(built_in.left_out, super::super::LeftOut::default());
        assert_eq!(built_in.providers.len(), 29);
        assert_eq!(built_in.others.len(), 57);
        assert_eq!(built_in.as_of.as_deref(), Some("2026-07-11"));
        assert!(built_in.domains().count() > 86);
        let of = |domain: &str| {
            let mut all = built_in.providers.iter();
            all.find(|provider| provider.domain.as_str() == domain)
                .unwrap()
        };
        for provider in &built_in.providers {
            let name = &provider.domain;
            assert!(
                !provider.countries.is_empty() && !provider.languages.is_empty(),
                "{name}"
            );
            assert!(
                provider.since.is_some() && provider.facts_of.is_some(),
                "{name}"
            );
            assert!(
                provider.file_size.is_some() && provider.message_days.is_some(),
                "{name}"
            );
            assert!(
                !provider.website.is_empty() && !provider.legal_notice.is_empty(),
                "{name}"
            );
            match &provider.sign_up {
                SignUp::Here { puzzle, email } => assert!(puzzle.is_some() && email.is_some()),
                SignUp::Web(pages) => assert!(!pages.is_empty(), "{name}"),
                SignUp::Untold => panic!("{name}"),
            }
        }
        let yax = of("yax.im");
        assert_eq!(
            yax.sign_up,
            SignUp::Here {
                puzzle: Some(false),
                email: Some(false)
            }
        );
        assert_eq!(of("404.city").message_days, Some(Limit::At(30)));
    }

    #[test]
    fn a_list_of_the_project_is_read() {
        let list = r#"[{
            "jid": "Example.ORG", "category": "A", "unknown": {"x": [1]},
            "inBandRegistration": true, "inBandRegistrationCaptchaRequired": true,
            "inBandRegistrationEmailAddressRequired": false, "registrationWebPage": {},
            "alternativeJids": ["other.example", 7, "not a domain"],
            "serverLocations": ["DE", "at", "Germany"],
            "website": {"de": "https://example.org", "en-GB": "https://example.org/en"},
            "passwordReset": {}, "legalNotice": {"en": "javascript:alert(1)"},
            "maximumHttpFileUploadFileSize": 104, "maximumHttpFileUploadTotalSize": 0,
            "maximumHttpFileUploadStorageTime": -1, "maximumMessageArchiveManagementStorageTime": "7",
            "organization": "commercial person", "since": "2020-02-30", "latestChange": "2026-06-18",
            "emailSupport": {"en": ["help@example.org"]}, "chatSupport": {"de": ["help@example.org"]},
            "groupChatSupport": {"en": "room@muc.example.org"}
        }]"#;
        let directory = read(list).unwrap();
        let [one] = &directory.providers[..] else {
            panic!("{directory:?}")
        };
        assert_eq!(one.domain.as_str(), "example.org");
        assert_eq!(
            one.sign_up,
            SignUp::Here {
                puzzle: Some(true),
                email: Some(false)
            }
        );
        assert_eq!(one.also.len(), 1);
        assert_eq!(one.countries, ["de", "at"]);
        assert_eq!(one.languages, ["de", "en"]);
        assert_eq!(one.resets(), Some(false));
        assert!(one.legal_notice.is_empty());
        assert_eq!(one.file_size, Some(Limit::At(104)));
        assert_eq!(one.files_size, Some(Limit::None));
        assert_eq!(one.file_days, Some(Limit::BelowOne));
        // What is not of its kind is not told.
        assert_eq!(one.message_days, None);
        assert_eq!(one.since, None);
        assert_eq!(one.run_by, Some(Organization::Business));
        assert_eq!(one.support, ["help@example.org", "room@muc.example.org"]);
        assert_eq!(one.facts_of.as_deref(), Some("2026-06-18"));
    }

    #[test]
    fn what_is_told_wrongly_costs_no_more_than_itself() {
        let list = r#"[7, null, "x", {}, {"jid": 7}, {"jid": "two words"}, {"jid": "a\u202eb.example"},
            {"jid": "good.example", "website": 7, "since": [], "inBandRegistration": "yes", "alternativeJids": {},
             "serverLocations": "de", "emailSupport": ["x"], "organization": {}},
            {"jid": "GOOD.example.", "since": "2020-01-01"},
            {"jid": "web.example", "registrationWebPage": {"en": "https://web.example/join"}}]"#;
        let directory = read(list).unwrap();
        let names: Vec<&str> = directory
            .providers
            .iter()
            .map(|one| one.domain.as_str())
            .collect();
        assert_eq!(names, ["good.example", "web.example"]);
        assert_eq!(directory.left_out.bad, 7);
        assert_eq!(
            directory.providers[0],
            Provider::new(Domain::parse("good.example").unwrap())
        );
        assert!(matches!(&directory.providers[1].sign_up, SignUp::Web(pages) if !pages.is_empty()));
    }

    #[test]
    fn what_is_no_list_is_none() {
        let deep = "[".repeat(100_000);
        for (text, fault) in [
            ("", NoDirectory::Json),
            ("<html>", NoDirectory::Json),
            ("[{\"jid\":", NoDirectory::Json),
            (deep.as_str(), NoDirectory::Json),
            ("7", NoDirectory::Other),
            ("{\"error\": 404}", NoDirectory::Other),
            ("{\"providers\": {}}", NoDirectory::Other),
            ("[]", NoDirectory::Empty),
            ("[{}, 7]", NoDirectory::Empty),
        ] {
            assert_eq!(read(text), Err(fault), "{}", &text[..text.len().min(20)]);
        }
    }

    #[test]
    fn no_more_than_so_many_are_taken_and_that_is_told() {
        let entries: Vec<String> = (0..10_000)
            .map(|n| format!("{{\"jid\": \"s{n}.example\"}}"))
            .collect();
        let directory = read(&format!("[{}]", entries.join(","))).unwrap();
        assert_eq!(directory.providers.len(), MOST);
        assert_eq!(directory.left_out.beyond, 5_000);
    }
}
