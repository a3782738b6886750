//! What is listed of servers, in words.

use crate::cli::columns::{columns, padded, wrapped};
use crate::domain::{Domain, Links, Provider, SignUp};
use crate::i18n::{I18n, Key};
use crate::words;

/// How far what is said of a server stands to the right of its name, on a terminal.
const INDENT: usize = 4;

/// The widest names that the others make room for.
const NAME: usize = 28;

/// A line for each server, its name first. For eyes what is said of it stands below its name, in lines that are not too
/// wide. With `facts` all else that is known of it follows, a line for each.
pub(super) fn lines(i18n: &I18n, servers: &[Provider], eyes: bool, facts: bool) -> Vec<String> {
    let names: Vec<String> = servers.iter().map(|server| server.domain.shown()).collect();
    let wide = names.iter().map(|name| columns(name));
    let wide = wide.filter(|wide| *wide <= NAME).max().unwrap_or(NAME);
    let mut lines = Vec::new();
    for (name, server) in names.into_iter().zip(servers) {
        let asks = match server.sign_up {
            SignUp::Untold => Key("cli-servers-untold"),
            _ => words::provider::asks(&server.sign_up),
        };
        let known = words::provider::facts(i18n, server);
        let said: Vec<String> = std::iter::once(i18n.text(asks)).chain(known).collect();
        let said = said.join(" · ");
        if eyes {
            lines.push(name);
            lines.extend(wrapped(&said, INDENT, INDENT));
        } else {
            lines.push(format!("{}  {said}", padded(&name, wide)));
        }
        if facts {
            let all = all(i18n, server).into_iter();
            lines.extend(all.flat_map(|fact| wrapped(&fact, INDENT, 2 * INDENT)));
        }
    }
    lines
}

/// All that is known of a server and does not stand in its line.
fn all(i18n: &I18n, server: &Provider) -> Vec<String> {
    use words::provider as told;
    let page = |links: &Links| links.in_language(i18n.tag()).map(ToString::to_string);
    let also: Vec<String> = server.also.iter().map(Domain::shown).collect();
    let sign_up = match &server.sign_up {
        SignUp::Web(links) => page(links),
        SignUp::Here { .. } | SignUp::Untold => None,
    };
    let reset = server.password_reset.as_ref();
    let lost = reset.map(|links| {
        let words = i18n.text(told::lost_password(server));
        page(links).map_or(words.clone(), |page| format!("{words}: {page}"))
    });
    let run_by = server.run_by.map(|by| i18n.text(told::run_by(by)));
    let facts = [
        (
            Key("cli-servers-also"),
            (!also.is_empty()).then(|| also.join(", ")),
        ),
        (Key("cli-servers-page"), sign_up),
        (Key("server-files"), told::files(i18n, server)),
        (Key("server-storage"), told::storage(i18n, server)),
        (Key("server-messages"), told::messages(i18n, server)),
        (Key("server-lost-password"), lost),
        (Key("server-run-by"), run_by),
        (Key("server-legal-notice"), page(&server.legal_notice)),
        (Key("server-website"), page(&server.website)),
        (Key("server-support"), told::support(server)),
    ];
    let facts = facts.into_iter();
    let named = facts.filter_map(|(name, fact)| Some(format!("{}: {}", i18n.text(name), fact?)));
    named.chain(told::facts_of(i18n, server)).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::cli::columns::WIDTH;
    use crate::domain::{Limit, Link, Organization};

    fn servers() -> Vec<Provider> {
        let server = |domain: &str| Provider::new(Domain::parse(domain).unwrap());
        let mut wide = server("例え.example");
        wide.sign_up = SignUp::Web(Links::default());
        wide.countries = vec!["jp".to_owned()];
        let mut full = server("one.example");
        full.sign_up = SignUp::Here {
            puzzle: Some(true),
            email: Some(false),
        };
        full.countries = vec!["de".to_owned()];
        full.languages = ["de", "en", "fr", "es", "tr", "uk", "ru"]
            .map(str::to_owned)
            .to_vec();
        full.since = Some("2005-01-01".to_owned());
        vec![wide, full, server(&format!("{}.example", "long".repeat(8)))]
    }

    #[test]
    fn another_program_gets_a_line_for_each_that_begins_with_the_name() {
        let lines = lines(&I18n::new(Some("en")), &servers(), false, false);
        let long = "long".repeat(8);
        assert_eq!(
            lines,
            [
                "例え.example  Signs up on its web page · Japan".to_owned(),
                "one.example   Picture puzzle · Germany · German, English, French, Spanish, Turkish, Ukrainian, Russian \
                 · online since 2005"
                    .to_owned(),
                format!("{long}.example  nothing is known of how it signs up"),
            ]
        );
    }

    #[test]
    fn a_person_gets_lines_that_end_before_the_terminal_does() {
        let lines = lines(&I18n::new(Some("de")), &servers(), true, false);
        assert_eq!(
            lines[..3],
            [
                "例え.example",
                "    Über seine Webseite · Japan",
                "one.example"
            ]
        );
        assert!(lines[3].starts_with("    Bilderrätsel · Deutschland · Deutsch, Englisch"));
        assert!(lines[4].starts_with("    ") && lines[5].starts_with("long"));
        assert!(lines.iter().all(|line| columns(line) <= WIDTH), "{lines:?}");
    }

    #[test]
    fn all_that_is_known_is_told_if_it_is_wanted() {
        let links = |link: &str| Links::new([("en".to_owned(), Link::parse(link))]);
        let mut server = servers().remove(0);
        assert_eq!(
            lines(&I18n::new(Some("en")), &[server.clone()], false, true).len(),
            1
        );
        server.sign_up = SignUp::Web(links("https://one.example/new"));
        server.also = vec![Domain::parse("two.example").unwrap()];
        server.file_size = Some(Limit::At(80));
        server.file_days = Some(Limit::At(30));
        server.files_size = Some(Limit::At(1_024));
        server.message_days = Some(Limit::None);
        server.password_reset = Some(links("https://one.example/reset"));
        server.run_by = Some(Organization::Person);
        server.legal_notice = links("https://one.example/legal");
        server.website = links("https://one.example/");
        server.support = vec!["help@one.example".to_owned()];
        server.facts_of = Some("2026-07-11".to_owned());
        assert_eq!(
            lines(&I18n::new(Some("en")), &[server], false, true)[1..],
            [
                "    Also: two.example",
                "    Sign up at: https://one.example/new",
                "    Files up to: 80 MB, kept 30 days",
                "    All your files: 1 GB",
                "    Messages kept: no limit",
                "    Lost password: can be reset: https://one.example/reset",
                "    Run by: a private person",
                "    Legal notice: https://one.example/legal",
                "    Website: https://one.example/",
                "    Help: help@one.example",
                "    facts of 11 July 2026",
            ]
        );
    }
}
