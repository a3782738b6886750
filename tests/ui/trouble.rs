//! What is in the way: every cause has one title, one sentence and one thing to do, in both languages, and a report that
//! has nothing of the person's in it.

use iced::keyboard::key::Named;
use vestibule::app::{Message, Options};
use vestibule::domain::{Address, Link, Offer, Reason, Refusal, WebPage};
use vestibule::engine::account::AccountError;
use vestibule::engine::{CertificateFault, Command, Error, Event, Proof, ProxyFault, Stage, Tls};
use vestibule::page::Page;

use crate::app::{Asked, Desk, no, refusal};
use crate::presets::{self, PASSWORD};

/// What a page says: its title, the beginning of its sentence, and its primary button.
type Said = [&'static str; 3];

const OTHER: [&str; 2] = ["Choose another server", "Anderen Server wählen"];
const CONNECTION: [&str; 2] = ["Change the connection", "Verbindung ändern"];
const AGAIN: [&str; 2] = ["Try again", "Noch einmal versuchen"];

/// A row of the table: English, German.
fn row(titles: [&'static str; 2], whys: [&'static str; 2], things: [&'static str; 2]) -> [Said; 2] {
    [0, 1].map(|at| [titles[at], whys[at], things[at]])
}

/// What is expected of each error; a new one does not compile until it is here.
#[rustfmt::skip]
fn expected(error: &Error) -> [Said; 2] {
    let certificate = ["This may not be example.org", "Das ist vielleicht nicht example.org"];
    let no_answer = ["example.org does not answer", "example.org antwortet nicht"];
    match error {
        Error::NotFound { .. } => row(["There is no server example.org", "Einen Server example.org gibt es nicht"], ["No such name is known.", "Der Name ist nicht bekannt."], OTHER),
        Error::NoNetwork(_) => row(["You seem to be offline", "Sie sind anscheinend offline"], ["We could not look up example.org.", "example.org ließ sich nicht nachschlagen."], AGAIN),
        Error::ConnectionRefused(_) => row(["Nobody answers at example.org", "Bei example.org antwortet niemand"], ["The computer is there, but no chat server", "Der Rechner ist da, aber"], AGAIN),
        Error::Names { .. } => row(["example.org cannot be looked up", "example.org ließ sich nicht nachschlagen"], ["Those who know where servers are", "Wer weiß, wo die Server sind"], AGAIN),
        Error::Proxy(fault) => match fault {
            ProxyFault::Away(_) => row(["Your proxy does not answer", "Ihr Proxy antwortet nicht"], ["Everything is to go through a proxy", "Alles soll über einen Proxy laufen"], AGAIN),
            ProxyFault::LoginWanted => row(["Your proxy wants to know who you are", "Ihr Proxy will wissen, wer Sie sind"], ["It asks for a name and a password.", "Er verlangt einen Namen"], CONNECTION),
            ProxyFault::LoginRefused => row(["Your proxy does not let you in", "Ihr Proxy lässt Sie nicht hinein"], ["It does not take the name", "Er nimmt den Namen und das Passwort nicht"], CONNECTION),
            ProxyFault::NotSocks(_) => row(["That is no proxy we can use", "Das ist kein Proxy, den wir"], ["What answers there is not a SOCKS5 proxy.", "Was dort antwortet, ist kein SOCKS5-Proxy."], CONNECTION),
            ProxyFault::Forbidden { .. } => row(["Your proxy may not connect to example.org", "Ihr Proxy darf sich nicht mit example.org"], ["The rules of the proxy", "Die Regeln des Proxys"], CONNECTION),
            ProxyFault::NoWay { .. } => row(["Your proxy finds no way to example.org", "Ihr Proxy findet keinen Weg zu example.org"], ["Behind a proxy we may not find out", "Hinter einem Proxy dürfen wir nicht"], CONNECTION),
            ProxyFault::Lost { .. } | ProxyFault::Silent { .. } => row(["No connection to example.org through your proxy", "Keine Verbindung zu example.org über"], ["The proxy was there and then", "Der Proxy war da und kam"], AGAIN),
        },
        Error::Unreachable(_) => row(["example.org cannot be reached", "example.org ist nicht zu erreichen"], ["There is no way to it from here.", "Von hier führt kein Weg dorthin."], AGAIN),
        Error::NoEncryption(_) => row(["example.org offers no encryption", "example.org bietet keine Verschlüsselung"], ["Your password would travel in the clear", "Ihr Passwort würde offen reisen"], OTHER),
        Error::Handshake(_) => row(["No secure connection to example.org", "Keine sichere Verbindung zu example.org"], ["Encryption was agreed on and did not", "Verschlüsselung war vereinbart"], OTHER),
        Error::Lost(_) => row(["The connection to example.org broke", "Die Verbindung zu example.org brach ab"], ["It ended before the server had answered. Nothing", "Sie endete, bevor der Server"], AGAIN),
        Error::Malformed(_) => row(["example.org sent something we do not understand", "example.org hat etwas Unverständliches"], ["What it sent is not valid.", "Was er gesendet hat, ist nicht gültig."], OTHER),
        Error::Timeout(stage) => {
            let whys = match stage {
                Stage::FindServer => ["Finding out where it is took too long.", "Herauszufinden, wo er ist"],
                Stage::Connect => ["No connection came about in time.", "Es kam rechtzeitig keine Verbindung"],
                Stage::Secure => ["It was reached, but securing", "Er wurde erreicht, aber"],
                Stage::AskForm | Stage::Fill => ["The connection is there, but the form", "Die Verbindung steht, aber das Formular"],
                Stage::Work => ["The calculation that it asks for", "Die Berechnung, die er verlangt"],
                Stage::Submit => ["There was no connection for your answers", "Für Ihre Antworten kam"],
                Stage::Prove => ["The sign-in took too long.", "Die Anmeldung hat zu lange"],
            };
            row(no_answer, whys, AGAIN)
        }
        Error::Certificate(fault) => {
            let whys = match fault {
                CertificateFault::Expired { .. } => ["Its certificate ran out on 3 November 2026. Nothing of yours was sent. If your computer’s clock is right", "Sein Zertifikat ist am 3. November 2026 abgelaufen."],
                CertificateFault::NotYetValid { .. } => ["Its certificate is valid from 3 November 2026 only. Nothing of yours was sent. Check your computer’s clock.", "Sein Zertifikat gilt erst ab 3. November 2026. Nichts von Ihnen wurde gesendet. Prüfen Sie die Uhr"],
                CertificateFault::WrongName { names } if names.is_empty() => ["Its certificate names no server in the way", "Sein Zertifikat nennt keinen Server so"],
                CertificateFault::WrongName { .. } => ["Its certificate is for a.example, b.example only.", "Sein Zertifikat gilt nur für a.example, b.example."],
                CertificateFault::UnknownIssuer => ["Nobody whom your computer trusts vouches", "Niemand, dem Ihr Computer vertraut"],
                CertificateFault::WrongPurpose => ["Its certificate is meant for something else", "Sein Zertifikat ist für etwas anderes"],
                CertificateFault::Revoked => ["Its certificate was taken back.", "Sein Zertifikat wurde zurückgezogen."],
                CertificateFault::Other(_) => ["Its certificate is not good.", "Sein Zertifikat ist nicht in Ordnung."],
            };
            row(certificate, whys, OTHER)
        }
        Error::Stream { condition, .. } => match condition.as_str() {
            "host-unknown" => row(["Nobody serves example.org there", "example.org wird dort nicht bedient"], ["A chat server answers, but", "Ein Chat-Server antwortet, aber"], OTHER),
            "policy-violation" => row(["example.org does not let you sign up", "example.org nimmt Sie nicht auf"], ["It does not take people from your network", "Er nimmt niemanden aus Ihrem Netz auf"], OTHER),
            "system-shutdown" => row(["example.org has a fault", "example.org hat eine Störung"], ["The server could not do it just now.", "Der Server konnte es gerade nicht."], AGAIN),
            _ => row(["example.org ended the connection", "example.org hat die Verbindung beendet"], ["It gave a reason that only those who run it", "Den Grund, den er nennt, können"], AGAIN),
        },
        // Nothing was sent in these tests: there is nothing to sign in with.
        Error::OutcomeUnknown { .. } => row(["We could not tell whether example.org signed you up", "Ob bei example.org etwas angelegt wurde, ist nicht bekannt"], ["The connection broke before it answered, and its form", "Die Verbindung brach ab, bevor der Server"], ["Back to the form", "Zurück zum Formular"]),
        Error::Closed => panic!("the person knows"),
    }
}

fn errors() -> Vec<Error> {
    let why = || "os error 113".to_owned();
    let day = || "2026-11-03".to_owned();
    let mut errors = vec![
        Error::NotFound {
            domain: "example.org".to_owned(),
        },
        Error::NoNetwork(why()),
        Error::ConnectionRefused(why()),
        Error::Unreachable(why()),
        Error::NoEncryption(why()),
        Error::Handshake(why()),
        Error::Lost(why()),
        Error::Malformed(why()),
        Error::OutcomeUnknown {
            address: None,
            cause: Box::new(Error::Lost(why())),
        },
    ];
    errors.extend(
        [
            Stage::FindServer,
            Stage::Connect,
            Stage::Secure,
            Stage::AskForm,
            Stage::Submit,
            Stage::Prove,
        ]
        .map(Error::Timeout),
    );
    let host = || "chat.example.org:5222".to_owned();
    errors.push(Error::Names {
        domain: "example.org".to_owned(),
        reason: why(),
    });
    errors.extend(
        [
            ProxyFault::Away(why()),
            ProxyFault::LoginWanted,
            ProxyFault::LoginRefused,
            ProxyFault::NotSocks(why()),
            ProxyFault::Forbidden { host: host() },
            ProxyFault::NoWay {
                host: host(),
                reason: why(),
            },
            ProxyFault::Lost {
                host: host(),
                reason: why(),
            },
            ProxyFault::Silent { host: host() },
        ]
        .map(Error::Proxy),
    );
    errors.extend(
        [
            CertificateFault::Expired { until: day() },
            CertificateFault::NotYetValid { from: day() },
            CertificateFault::WrongName { names: Vec::new() },
            CertificateFault::WrongName {
                names: vec!["a.example".to_owned(), "b.example".to_owned()],
            },
            CertificateFault::UnknownIssuer,
            CertificateFault::WrongPurpose,
            CertificateFault::Revoked,
            CertificateFault::Other(why()),
        ]
        .map(Error::Certificate),
    );
    errors.extend(
        [
            "host-unknown",
            "policy-violation",
            "system-shutdown",
            "undefined-condition",
        ]
        .map(|condition| Error::Stream {
            condition: condition.to_owned(),
            text: Some("In the server's words".to_owned()),
        }),
    );
    errors
}

fn desk(lang: &str) -> Desk {
    let options = Options {
        lang: Some(lang.to_owned()),
        ..Options::default()
    };
    Desk::at_with("example.org", options)
}

fn says(desk: &mut Desk, [title, why, thing]: Said) {
    let shown = desk.title();
    assert!(shown.starts_with(title), "{shown} is not {title}");
    assert!(desk.bench.shows(why), "{why}: {:?}", desk.bench.items());
    assert_eq!(desk.bench.focused().as_deref(), Some(thing), "{title}");
}

#[test]
fn every_error_has_its_title_its_sentence_and_its_thing_to_do() {
    for error in errors() {
        for (lang, said) in ["en", "de"].into_iter().zip(expected(&error)) {
            let mut desk = desk(lang);
            desk.ended(Err(error.clone()));
            says(&mut desk, said);
            // The server's own words are not folded away.
            let has_words = matches!(error, Error::Stream { .. });
            assert_eq!(desk.bench.shows("In the server's words"), has_words);
        }
        let mut desk = desk("en");
        desk.ended(Err(error.clone()));
        desk.bench.click("Details");
        desk.bench.go_to("Copy report");
        desk.bench.press(Named::Enter);
        assert!(desk.bench.shows("The report was copied"));
        let report = desk.bench.copied.clone().unwrap();
        assert!(report.contains("Server: example.org"), "{report}");
        let error_line = format!("Error: {error}");
        assert!(report.contains(error_line.trim_end()), "{report}");
        // Whatever it was, it can be tried again, and nothing is lost by it.
        let way_on = match error {
            Error::OutcomeUnknown { .. } => "Back to the form",
            _ => "Try again",
        };
        desk.bench.click(way_on);
        let _ = desk.opened();
        assert_eq!(desk.title(), "Asking example.org … - Vestibule");
        desk.event(Event::Offered(Offer::Form(presets::short_form())));
        assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    }
}

/// What is expected of a server that gives no form, for each reason.
#[rustfmt::skip]
fn refused(reason: Reason) -> [Said; 2] {
    match reason {
        Reason::Closed => row(["example.org is closed to new people", "example.org nimmt niemanden neu auf"], ["The server lets nobody sign up from a program", "Der Server lässt zurzeit niemanden"], OTHER),
        Reason::InvitationNeeded => row(["example.org wants an invitation", "example.org verlangt eine Einladung"], ["Only people with an invitation", "Nur wer eingeladen ist"], ["Invitation", "Einladung"]),
        Reason::InvitationRefused => row(["That invitation is over", "Diese Einladung gilt nicht mehr"], ["example.org does not take the invitation: it was used already", "example.org nimmt die Einladung nicht an"], ["Sign up without it", "Ohne Einladung fortfahren"]),
        Reason::Blocked => row(["example.org does not let you sign up", "example.org nimmt Sie nicht auf"], ["It does not take people from your network", "Er nimmt niemanden aus Ihrem Netz auf"], OTHER),
        Reason::TooMany => row(["Too many sign-ups at example.org", "Zu viele neue Konten bei example.org"], ["The server asks you to wait.", "Der Server bittet zu warten."], OTHER),
        Reason::ServerFault => row(["example.org has a fault", "example.org hat eine Störung"], ["The server could not do it just now.", "Der Server konnte es gerade nicht."], AGAIN),
        Reason::NameTaken | Reason::NameTakenPerhapsByUs | Reason::NameNotAllowed | Reason::PasswordNotAllowed | Reason::AnswersNotAccepted
        | Reason::CaptchaWrong | Reason::WrongPassword | Reason::NotAllowed | Reason::NotFound | Reason::NotRegistered | Reason::Unknown =>
            row(["example.org said no", "example.org hat nein gesagt"], ["It was asked for its form and did not give it.", "Er wurde nach seinem Formular gefragt"], AGAIN),
    }
}

#[test]
fn every_refusal_of_a_form_has_its_title_its_sentence_and_its_thing_to_do() {
    for reason in [
        Reason::NameTaken,
        Reason::NameTakenPerhapsByUs,
        Reason::NameNotAllowed,
        Reason::PasswordNotAllowed,
        Reason::AnswersNotAccepted,
        Reason::CaptchaWrong,
        Reason::InvitationNeeded,
        Reason::InvitationRefused,
        Reason::Closed,
        Reason::Blocked,
        Reason::TooMany,
        Reason::ServerFault,
        Reason::WrongPassword,
        Reason::NotAllowed,
        Reason::NotFound,
        Reason::NotRegistered,
        Reason::Unknown,
    ] {
        for (lang, said) in ["en", "de"].into_iter().zip(refused(reason)) {
            let mut desk = desk(lang);
            desk.event(Event::Offered(Offer::Closed(refusal(reason))));
            says(&mut desk, said);
            assert!(desk.bench.shows("In the server's words"), "{reason:?}");
        }
    }
}

#[test]
fn a_server_on_the_web_is_opened_there() {
    for (lang, thing) in [("en", "Open"), ("de", "Öffnen")] {
        let mut desk = desk(lang);
        desk.event(Event::Offered(Offer::Web(WebPage {
            link: Link::parse("https://example.org/register"),
            instructions: Vec::new(),
        })));
        assert_eq!(desk.bench.focused().as_deref(), Some(thing));
    }
}

#[test]
fn an_unknown_outcome_or_an_unproved_account_is_looked_into() {
    let unknown = || {
        Err(Error::OutcomeUnknown {
            address: Address::parse("juliet@magicbroccoli.de").ok(),
            cause: Box::new(Error::Timeout(Stage::Submit)),
        })
    };
    let ended = |proof| {
        let mut desk = Desk::sending();
        match proof {
            Some(proof) => desk.made(proof),
            None => desk.ended(unknown()),
        }
        desk
    };
    let untried = || Proof::Untried(Error::Timeout(Stage::Prove).into());
    for (proof, title, thing) in [
        (
            None,
            "We could not tell whether the account was made",
            "Check now",
        ),
        (Some(untried()), "Your account was made", "Check now"),
        (
            Some(Proof::Waiting),
            "Your account waits for approval",
            "Check again",
        ),
    ] {
        let has_report = !matches!(proof, Some(Proof::Waiting));
        let mut desk = ended(proof);
        assert_eq!(desk.title(), format!("{title} - Vestibule"));
        assert_eq!(desk.bench.focused().as_deref(), Some(thing));
        assert_eq!(desk.bench.shows("Details"), has_report);
        desk.bench.press(Named::Enter);
        assert!(matches!(desk.asked.try_recv(), Ok(Asked::Prove(_))));
        assert!(desk.bench.shows("Checking …"));
    }
}

/// What a check brings is never more than it shows.
#[test]
fn a_check_that_tells_nothing_changes_nothing() {
    let checks = [
        (
            no("temporary-auth-failure"),
            "the server cannot check a sign-in just now.",
        ),
        (AccountError::Impostor, "This may not be magicbroccoli.de."),
        (
            AccountError::Connection(Error::NoNetwork("x".to_owned())),
            "You seem to be offline.",
        ),
    ];
    for (error, said) in checks {
        for proof in [
            None,
            Some(Proof::Untried(Error::Timeout(Stage::Prove).into())),
        ] {
            let mut desk = Desk::sending();
            match proof {
                Some(proof) => desk.made(proof),
                None => desk.ended(Err(Error::OutcomeUnknown {
                    address: Address::parse("juliet@magicbroccoli.de").ok(),
                    cause: Box::new(Error::Timeout(Stage::Submit)),
                })),
            }
            let title = desk.title();
            desk.bench.press(Named::Enter);
            desk.bench
                .say(Message::Checked(desk.sessions, Err(error.clone())));
            assert_eq!(desk.title(), title, "{error:?}");
            assert!(desk.bench.shows(&format!("Checked once: {said}")));
            assert_eq!(desk.bench.focused().as_deref(), Some("Check again"));
        }
    }
    // That it is locked proves that it is there.
    let mut desk = Desk::sending();
    desk.ended(Err(Error::OutcomeUnknown {
        address: Address::parse("juliet@magicbroccoli.de").ok(),
        cause: Box::new(Error::Timeout(Stage::Submit)),
    }));
    desk.bench.press(Named::Enter);
    desk.bench
        .say(Message::Checked(desk.sessions, Err(no("account-disabled"))));
    assert_eq!(desk.title(), "Your account waits for approval - Vestibule");
}

/// A name of which the engine was sure, but that may only not have been let in yet, stays in doubt.
#[test]
fn the_next_session_knows_whose_account_is_in_doubt() {
    let mut desk = Desk::sending();
    desk.event(Event::NotMade);
    desk.ended(Err(Error::Lost("x".to_owned())));
    desk.bench.click("Try again");
    assert_eq!(desk.opened().doubted.len(), 1);
}

#[test]
fn a_report_has_nothing_of_what_was_typed() {
    let words = format!("{PASSWORD} is no password for juliet (Juliet@magicbroccoli.de)");
    let stream = Error::Stream {
        condition: "undefined-condition".to_owned(),
        text: Some(words.clone()),
    };
    let unknown = Error::OutcomeUnknown {
        address: Address::parse("juliet@magicbroccoli.de").ok(),
        cause: Box::new(stream.clone()),
    };
    for error in [stream, Error::Malformed(words.clone()), unknown] {
        let mut desk = Desk::sending();
        desk.event(Event::Stage(Stage::Submit));
        desk.ended(Err(error));
        desk.bench.click("Details");
        desk.bench.go_to("Copy report");
        desk.bench.press(Named::Enter);
        let report = desk.bench.copied.clone().unwrap();
        assert!(report.contains("magicbroccoli.de"), "{report}");
        assert!(report.contains("Stage: sending the answers"), "{report}");
        assert!(report.contains("Linux of the tests"), "{report}");
        let low = report.to_lowercase();
        for hidden in [PASSWORD, "plover", "umbrella", "juliet", "@"] {
            assert!(!low.contains(hidden), "{hidden}: {report}");
        }
    }
}

#[test]
fn trouble_with_a_form_out_says_that_it_is_kept() {
    let mut desk = Desk::sending();
    desk.ended(Err(Error::Unreachable("x".to_owned())));
    assert!(desk.bench.shows("What you typed is kept."));
    let mut desk = Desk::at("example.org");
    desk.ended(Err(Error::Unreachable("x".to_owned())));
    assert!(!desk.bench.shows("What you typed is kept."));
}

/// Where host or encryption were set by hand, the thing to do is there, with what was set.
#[test]
fn what_was_set_by_hand_is_led_to() {
    let options = || Options {
        connect: Some(("chat.example.net".to_owned(), 5269)),
        ..Options::default()
    };
    let causes = [
        (
            Error::NotFound {
                domain: "chat.example.net".to_owned(),
            },
            "There is no server chat.example.net",
        ),
        (
            Error::ConnectionRefused("x".to_owned()),
            "Nobody answers at chat.example.net",
        ),
        (
            Error::Timeout(Stage::Connect),
            "chat.example.net does not answer",
        ),
        (Error::Timeout(Stage::Secure), "example.org does not answer"),
        (
            Error::Handshake("x".to_owned()),
            "No secure connection to example.org",
        ),
    ];
    for (error, title) in causes {
        let mut desk = Desk::at_with("example.org", options());
        desk.ended(Err(error));
        assert_eq!(desk.title(), format!("{title} - Vestibule"));
        assert_eq!(
            desk.bench.focused().as_deref(),
            Some("Change the connection")
        );
        desk.bench.press(Named::Enter);
        assert_eq!(desk.bench.focused().as_deref(), Some("Host"));
        let host = desk.bench.item("Host").value;
        assert_eq!(host.as_deref(), Some("chat.example.net"));
        assert_eq!(desk.bench.item("Port").value.as_deref(), Some("5269"));
        // The server is still there, too: another port, and on.
        desk.bench.press(Named::Tab);
        desk.bench.press(Named::Backspace);
        desk.bench.press(Named::Enter);
        let target = desk.opened();
        assert_eq!(target.domain.as_str(), "example.org");
        assert_eq!(target.connect.unwrap().1, 526);
    }
    let by_encryption = Options {
        tls: Tls::Direct,
        ..Options::default()
    };
    let mut desk = Desk::at_with("example.org", by_encryption);
    desk.ended(Err(Error::Handshake("x".to_owned())));
    assert_eq!(
        desk.bench.focused().as_deref(),
        Some("Change the connection")
    );
    // A closed server is closed on any way.
    let mut desk = Desk::at_with("example.org", options());
    desk.event(Event::Offered(Offer::Closed(Refusal::new(Reason::Closed))));
    assert_eq!(
        desk.bench.focused().as_deref(),
        Some("Choose another server")
    );
    // On practice nothing was set by the person.
    let practice = Options {
        practice: true,
        ..options()
    };
    let mut desk = Desk::at_with("open.practice.test", practice);
    desk.ended(Err(Error::ConnectionRefused("x".to_owned())));
    assert_eq!(desk.bench.focused().as_deref(), Some("Try again"));
}

#[test]
fn what_ended_with_the_persons_will_is_no_trouble() {
    let mut desk = Desk::at_form(presets::short_form());
    desk.ended(Err(Error::Closed));
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    assert!(!matches!(desk.command(), Some(Command::Submit(_))));
}
