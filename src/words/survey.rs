//! What was seen of a server that was asked for its form.

use super::trouble::Cause;
use crate::domain::Domain;
use crate::engine::survey::{Asks, Reply, Sight};
use crate::i18n::I18n;

/// A sentence for what was seen of this server. Its own words are no part of it.
#[must_use]
pub fn seen(i18n: &I18n, domain: &Domain, sight: &Sight) -> String {
    let domain = domain.shown();
    match &sight.reply {
        Reply::Form(asked) => {
            let asked = asks(i18n, *asked);
            let arguments = [("domain", domain.as_str()), ("asked", asked.as_str())];
            if sight.invites {
                i18n.with("survey-form-invites", arguments)
            } else {
                i18n.with("survey-form", arguments)
            }
        }
        Reply::Web(link) => {
            let title = i18n.with("web-title", [("domain", domain)]);
            format!("{title}: {link}")
        }
        Reply::No { reason, .. } => Cause::of_refusal(*reason).title(i18n, &domain),
        Reply::None(error) => Cause::of(error).title(i18n, &domain),
    }
}

/// What a form asks for besides a name and a password.
#[must_use]
pub fn asks(i18n: &I18n, asks: Asks) -> String {
    if asks.is_nothing() {
        return i18n.text("survey-asks-nothing");
    }
    let mut all = Vec::new();
    if asks.puzzle {
        all.push(i18n.text("survey-asks-puzzle"));
    }
    if asks.email {
        all.push(i18n.text("survey-asks-email"));
    }
    if asks.others > 0 {
        all.push(i18n.with("survey-asks-others", [("count", asks.others)]));
    }
    all.join(", ")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{Link, Reason};
    use crate::engine::Error;

    #[test]
    fn all_that_can_be_seen_is_said_in_both_languages() {
        let domain = Domain::parse("example.org").unwrap();
        let form = |puzzle, email, others| {
            Reply::Form(Asks {
                puzzle,
                email,
                others,
            })
        };
        let no = |reason| Reply::No {
            reason,
            server_text: Some("Go away.".to_owned()),
        };
        for (reply, invites, english, german) in [
            (
                form(false, false, 0),
                false,
                "example.org sends its form: a name and a password, nothing more",
                "example.org sendet sein Formular: Name und Passwort, sonst nichts",
            ),
            (
                form(true, true, 2),
                false,
                "example.org sends its form: a puzzle, an e-mail address, 2 more things",
                "example.org sendet sein Formular: ein Rätsel, eine E-Mail-Adresse, 2 weitere Angaben",
            ),
            (
                form(false, false, 1),
                true,
                "example.org sends its form, but perhaps takes only people with an invitation: 1 more thing",
                "example.org sendet sein Formular, nimmt aber vielleicht nur Leute mit Einladung: 1 weitere Angabe",
            ),
            (
                Reply::Web(Link::parse("https://example.org/join")),
                false,
                "example.org signs up on the web: https://example.org/join",
                "Ein Konto bei example.org gibt es im Web: https://example.org/join",
            ),
            (
                no(Reason::Closed),
                false,
                "example.org is closed to new people",
                "example.org nimmt niemanden neu auf",
            ),
            (
                no(Reason::InvitationNeeded),
                true,
                "example.org wants an invitation",
                "example.org verlangt eine Einladung",
            ),
            (
                Reply::None(Error::ConnectionRefused(String::new())),
                false,
                "Nobody answers at example.org",
                "Bei example.org antwortet niemand",
            ),
        ] {
            let sight = Sight { reply, invites };
            for (lang, expected) in [("en", english), ("de", german)] {
                assert_eq!(seen(&I18n::new(Some(lang)), &domain, &sight), expected);
            }
        }
    }

    #[test]
    fn a_name_of_several_scripts_is_said_as_dns_knows_it() {
        let domain = Domain::parse("\u{443}ax.im").unwrap();
        let sight = Sight {
            reply: Reply::Form(Asks::default()),
            invites: false,
        };
        assert!(seen(&I18n::default(), &domain, &sight).starts_with("xn--ax-tmc.im "));
    }
}
