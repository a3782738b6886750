//! What is known of a server before it is asked, in plain words.

use super::places;
use crate::domain::{Limit, Organization, Provider, SignUp};
use crate::i18n::{I18n, Key};

/// Where its machines are, what its people speak, and since which year it is there, in one line, as far as it is told.
#[must_use]
pub fn facts(i18n: &I18n, provider: &Provider) -> Option<String> {
    let countries = listed(&provider.countries, |code| places::country(i18n, code));
    let languages = listed(&provider.languages, |tag| places::language(i18n, tag));
    let told: Vec<String> = [countries, languages, since(i18n, provider)]
        .into_iter()
        .flatten()
        .collect();
    (!told.is_empty()).then(|| told.join(" · "))
}

/// Since which year it is there.
#[must_use]
pub fn since(i18n: &I18n, provider: &Provider) -> Option<String> {
    let year = provider.since.as_deref()?.split('-').next()?;
    Some(i18n.with("fact-since", [("year", year)]))
}

/// How large one file may be that is handed on, and for how long it is kept.
#[must_use]
pub fn files(i18n: &I18n, provider: &Provider) -> Option<String> {
    let kept = provider.file_days.map(|limit| match limit {
        Limit::None => i18n.text("fact-kept-always"),
        Limit::BelowOne => i18n.text("fact-kept-below"),
        Limit::At(days) => i18n.with("fact-kept", [("days", days)]),
    });
    let size = provider.file_size.map(|limit| size(i18n, limit));
    let told: Vec<String> = size.into_iter().chain(kept).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// How much all files of one person may take.
#[must_use]
pub fn storage(i18n: &I18n, provider: &Provider) -> Option<String> {
    provider.files_size.map(|limit| size(i18n, limit))
}

/// For how long messages are kept.
#[must_use]
pub fn messages(i18n: &I18n, provider: &Provider) -> Option<String> {
    provider.message_days.map(|limit| match limit {
        Limit::None => i18n.text("fact-no-limit"),
        Limit::BelowOne => i18n.text("fact-days-below"),
        Limit::At(days) => i18n.with("fact-days", [("days", days)]),
    })
}

/// What becomes of a lost password.
#[must_use]
pub fn lost_password(provider: &Provider) -> Key {
    match provider.resets() {
        Some(true) => Key("fact-resets"),
        Some(false) => Key("fact-resets-never"),
        None => Key("fact-untold"),
    }
}

/// Who runs a server.
#[must_use]
pub fn run_by(organization: Organization) -> Key {
    match organization {
        Organization::Person => Key("fact-by-person"),
        Organization::Association => Key("fact-by-association"),
        Organization::State => Key("fact-by-state"),
        Organization::Business => Key("fact-by-business"),
    }
}

/// Where its people can be asked.
#[must_use]
pub fn support(provider: &Provider) -> Option<String> {
    (!provider.support.is_empty()).then(|| provider.support.join(", "))
}

/// Of which day the facts are.
#[must_use]
pub fn facts_of(i18n: &I18n, provider: &Provider) -> Option<String> {
    let day = super::day(i18n, provider.facts_of.as_deref()?);
    Some(i18n.with("fact-of", [("day", day)]))
}

/// What a server asks of somebody who signs up, for a tag. That nothing more is asked is said only where all is told.
#[must_use]
pub fn asks(sign_up: &SignUp) -> Key {
    match sign_up {
        SignUp::Here { puzzle, email } => match (puzzle, email) {
            (Some(true), Some(true)) => Key("server-asks-puzzle-email"),
            (Some(true), _) => Key("server-asks-puzzle"),
            (_, Some(true)) => Key("server-asks-email"),
            (Some(false), Some(false)) => Key("server-asks-nothing"),
            _ => Key("server-asks-form"),
        },
        SignUp::Web(_) => Key("server-asks-web"),
        SignUp::Untold => Key("fact-untold"),
    }
}

/// An amount of data. Lists count in megabytes; from a thousand on it is written in larger units.
fn size(i18n: &I18n, limit: Limit) -> String {
    let megabytes = match limit {
        Limit::None => return i18n.text("fact-no-limit"),
        Limit::BelowOne => return i18n.text("fact-size-below"),
        Limit::At(megabytes) => u64::from(megabytes),
    };
    let (one, unit) = match megabytes {
        0..1_000 => (1, "MB"),
        1_000..999_500 => (1_000, "GB"),
        _ => (1_000_000, "TB"),
    };
    let (whole, tenths) = (
        (megabytes + one / 2) / one,
        (megabytes * 10 + one / 2) / one,
    );
    // Nobody cares for a tenth of what is that large.
    let size = if tenths >= 1_000 || tenths % 10 == 0 {
        whole.to_string()
    } else {
        let parts = [("whole", tenths / 10), ("tenth", tenths % 10)];
        i18n.with("fact-tenths", parts)
    };
    i18n.with("fact-size", [("size", size.as_str()), ("unit", unit)])
}

/// The names of these codes, if there are any.
fn listed(codes: &[String], name: impl Fn(&str) -> String) -> Option<String> {
    let names: Vec<String> = codes.iter().map(|code| name(code)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{Domain, Link, Links};

    fn english() -> I18n {
        I18n::new(Some("en"))
    }

    fn german() -> I18n {
        I18n::new(Some("de"))
    }

    fn nameless() -> Provider {
        Provider::new(Domain::parse("example.org").unwrap())
    }

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|&code| code.to_owned()).collect()
    }

    #[test]
    fn the_line_says_what_is_told_and_no_more() {
        let mut server = nameless();
        assert_eq!(facts(&english(), &server), None);
        server.since = Some("2013-07-01".to_owned());
        assert_eq!(facts(&english(), &server).unwrap(), "online since 2013");
        server.countries = codes(&["de"]);
        server.languages = codes(&["en"]);
        assert_eq!(
            facts(&english(), &server).unwrap(),
            "Germany · English · online since 2013"
        );
        assert_eq!(
            facts(&german(), &server).unwrap(),
            "Deutschland · Englisch · online seit 2013"
        );
        server.since = None;
        server.countries = codes(&["es", "fi", "zz"]);
        server.languages = codes(&["de", "fr"]);
        assert_eq!(
            facts(&german(), &server).unwrap(),
            "Spanien, Finnland, ZZ · Deutsch, Französisch"
        );
    }

    #[test]
    fn sizes_are_in_units_that_people_know() {
        for (megabytes, en, de) in [
            (Limit::BelowOne, "less than 1 MB", "weniger als 1 MB"),
            (Limit::None, "no limit", "unbegrenzt"),
            (Limit::At(1), "1 MB", "1 MB"),
            (Limit::At(80), "80 MB", "80 MB"),
            (Limit::At(999), "999 MB", "999 MB"),
            (Limit::At(1_000), "1 GB", "1 GB"),
            (Limit::At(1_024), "1 GB", "1 GB"),
            (Limit::At(1_258), "1.3 GB", "1,3 GB"),
            (Limit::At(5_368), "5.4 GB", "5,4 GB"),
            (Limit::At(10_737), "10.7 GB", "10,7 GB"),
            (Limit::At(107_374), "107 GB", "107 GB"),
            (Limit::At(107_574), "108 GB", "108 GB"),
            (Limit::At(999_499), "999 GB", "999 GB"),
            (Limit::At(999_500), "1 TB", "1 TB"),
            (Limit::At(2_500_000), "2.5 TB", "2,5 TB"),
            (Limit::At(u32::MAX), "4295 TB", "4295 TB"),
        ] {
            let server = Provider {
                files_size: Some(megabytes),
                ..nameless()
            };
            assert_eq!(storage(&english(), &server).unwrap(), en);
            assert_eq!(storage(&german(), &server).unwrap(), de);
        }
        assert_eq!(storage(&english(), &nameless()), None);
    }

    #[test]
    fn a_file_has_a_size_and_a_time() {
        for (size, days, en, de) in [
            (
                Some(80),
                Some(30),
                "80 MB, kept 30 days",
                "80 MB, 30 Tage lang",
            ),
            (
                Some(80),
                Some(1),
                "80 MB, kept for a day",
                "80 MB, einen Tag lang",
            ),
            (
                Some(80),
                Some(0),
                "80 MB, kept for good",
                "80 MB, auf Dauer",
            ),
            (
                Some(0),
                Some(-1),
                "no limit, kept for less than a day",
                "unbegrenzt, nicht einen Tag lang",
            ),
            (Some(-1), None, "less than 1 MB", "weniger als 1 MB"),
            (None, Some(7), "kept 7 days", "7 Tage lang"),
        ] {
            let server = Provider {
                file_size: size.and_then(Limit::read),
                file_days: days.and_then(Limit::read),
                ..nameless()
            };
            assert_eq!(files(&english(), &server).unwrap(), en);
            assert_eq!(files(&german(), &server).unwrap(), de);
        }
        assert_eq!(files(&english(), &nameless()), None);
    }

    #[test]
    fn messages_are_kept_for_some_time() {
        for (days, en, de) in [
            (0, "no limit", "unbegrenzt"),
            (-1, "less than a day", "nicht einen Tag"),
            (1, "one day", "einen Tag"),
            (90, "90 days", "90 Tage"),
        ] {
            let server = Provider {
                message_days: Limit::read(days),
                ..nameless()
            };
            assert_eq!(messages(&english(), &server).unwrap(), en);
            assert_eq!(messages(&german(), &server).unwrap(), de);
        }
        assert_eq!(messages(&english(), &nameless()), None);
    }

    #[test]
    fn a_lost_password_is_told_of_in_three_ways() {
        let page = Links::new([("en".to_owned(), Link::parse("https://example.org/reset"))]);
        for (reset, en, de) in [
            (None, "not told", "nicht bekannt"),
            (
                Some(Links::default()),
                "nobody can reset it",
                "niemand kann es zurücksetzen",
            ),
            (Some(page), "can be reset", "kann zurückgesetzt werden"),
        ] {
            let server = Provider {
                password_reset: reset,
                ..nameless()
            };
            assert_eq!(english().text(lost_password(&server)), en);
            assert_eq!(german().text(lost_password(&server)), de);
        }
    }

    #[test]
    fn it_is_said_who_runs_it_and_whom_to_ask() {
        use Organization::{Association, Business, Person, State};
        for (by, en, de) in [
            (Person, "a private person", "eine Privatperson"),
            (Association, "an association", "ein Verein"),
            (State, "a public body", "eine öffentliche Stelle"),
            (Business, "a business", "ein Unternehmen"),
        ] {
            assert_eq!(english().text(run_by(by)), en);
            assert_eq!(german().text(run_by(by)), de);
        }
        let mut server = nameless();
        assert_eq!(support(&server), None);
        server.support = codes(&["help@example.org", "room@muc.example.org"]);
        assert_eq!(
            support(&server).unwrap(),
            "help@example.org, room@muc.example.org"
        );
    }

    #[test]
    fn the_day_of_the_facts_is_written_as_people_write_it() {
        let mut server = nameless();
        assert_eq!(facts_of(&english(), &server), None);
        server.facts_of = Some("2026-07-11".to_owned());
        assert_eq!(
            facts_of(&english(), &server).unwrap(),
            "facts of 11 July 2026"
        );
        assert_eq!(
            facts_of(&german(), &server).unwrap(),
            "Angaben vom 11. Juli 2026"
        );
    }

    #[test]
    fn what_is_asked_is_said_as_far_as_it_is_told() {
        let here = |puzzle, email| SignUp::Here { puzzle, email };
        for (sign_up, en, de) in [
            (
                here(Some(false), Some(false)),
                "Open · asks nothing more",
                "Offen · fragt sonst nichts",
            ),
            (
                here(Some(true), Some(false)),
                "Picture puzzle",
                "Bilderrätsel",
            ),
            (here(Some(true), None), "Picture puzzle", "Bilderrätsel"),
            (here(None, Some(true)), "E-mail address", "E-Mail-Adresse"),
            (
                here(Some(true), Some(true)),
                "Picture puzzle, e-mail",
                "Bilderrätsel, E-Mail",
            ),
            (here(None, None), "Signs up here", "Hier anzulegen"),
            (here(Some(false), None), "Signs up here", "Hier anzulegen"),
            (
                SignUp::Web(Links::default()),
                "Signs up on its web page",
                "Über seine Webseite",
            ),
            (SignUp::Untold, "not told", "nicht bekannt"),
        ] {
            assert_eq!(english().text(asks(&sign_up)), en);
            assert_eq!(german().text(asks(&sign_up)), de);
        }
    }
}
