#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use proptest::prelude::*;

use super::*;

fn invitation(text: &str) -> Invitation {
    match read(text) {
        Ok(Meant::Invitation(invitation)) => *invitation,
        other => panic!("{text}: {other:?}"),
    }
}

/// Server, name, inviter, token.
fn told(text: &str) -> (String, String, String, String) {
    let invitation = invitation(text);
    let or_none = |text: Option<String>| text.unwrap_or_default();
    (
        invitation.domain.to_string(),
        or_none(invitation.name.map(|name| name.to_string())),
        or_none(invitation.inviter.map(|inviter| inviter.to_string())),
        or_none(invitation.token.map(|token| token.expose().to_owned())),
    )
}

/// Requirements 101, 102 and 107 (XEP-0077 section 13.3.1, XEP-0445 section 2, RFC 5122).
#[test]
fn links_say_where_to_and_for_whom() {
    for (link, domain, name, inviter, token) in [
        ("xmpp:example.org?register", "example.org", "", "", ""),
        (
            "xmpp:example.org?register;preauth=T0k-en_",
            "example.org",
            "",
            "",
            "T0k-en_",
        ),
        (
            "xmpp:juliet@example.org?register;preauth=T",
            "example.org",
            "juliet",
            "",
            "T",
        ),
        (
            "xmpp:romeo@example.org?roster;preauth=T;ibr=y",
            "example.org",
            "",
            "romeo@example.org",
            "T",
        ),
        // Keys in another order, and such as nobody knows, some of them damaged.
        (
            "xmpp:romeo@example.org?roster;ibr=y;name=%zz;x;=;;preauth=T;body=a;preauth=U#f",
            "example.org",
            "",
            "romeo@example.org",
            "T",
        ),
        // What is escaped.
        (
            "XMPP:J%C3%BCliet@B%C3%9CCHER.example?register;preauth=a%2Bb%3D",
            "bücher.example",
            "jüliet",
            "",
            "a+b=",
        ),
        (
            "xmpp:xn--bcher-kva.example?register",
            "bücher.example",
            "",
            "",
            "",
        ),
        // A resource, blanks, brackets, the account that it is for, and that written by mistake.
        (
            "  <xmpp:example.org/x?register>\n",
            "example.org",
            "",
            "",
            "",
        ),
        (
            "xmpp://me@home.example/example.org?register",
            "example.org",
            "",
            "",
            "",
        ),
        (
            "xmpp://juliet@example.org?register",
            "example.org",
            "juliet",
            "",
            "",
        ),
        ("xmpp://example.org/?register", "example.org", "", "", ""),
    ] {
        let expected = (domain.into(), name.into(), inviter.into(), token.into());
        assert_eq!(told(link), expected, "{link}");
        assert!(is_link(link), "{link}");
    }
}

/// Requirement 101 (XEP-0077 section 13.3.2, XEP-0147 section 6): nothing else is ever done because of a link.
#[test]
fn links_for_something_else_are_not_ours() {
    for link in [
        "xmpp:juliet@example.org",
        "xmpp:example.org",
        "xmpp:example.org?unregister",
        "xmpp:juliet@example.org?message;body=hello",
        "xmpp:room@chat.example.org?join",
        "xmpp:romeo@example.org?roster",
        "xmpp:romeo@example.org?remove",
        // Good for somebody who has an account.
        "xmpp:romeo@example.org?roster;preauth=T",
        "xmpp:romeo@example.org?roster;preauth=T;ibr=n",
        "xmpp:romeo@example.org?roster;ibr=y",
        "xmpp:romeo@example.org?;preauth=T;ibr=y",
        "https://example.org/",
        "https://xmpp.link/#romeo@montague.example",
        "https://example.org/register?t=4ZN32HikPfZ9p-AtXtv2Eiq9&c=app",
    ] {
        assert!(matches!(read(link), Ok(Meant::Other(_))), "{link}");
    }
}

/// Requirement 107 (RFC 5122): an address that could not be is told.
#[test]
fn damaged_links_are_told() {
    let address = |link| match read(link) {
        Err(LinkFault::Address(_)) => {}
        other => panic!("{link}: {other:?}"),
    };
    for link in [
        "xmpp:",
        "xmpp:?register",
        "xmpp:@example.org?register",
        "xmpp:a%20b@example.org?register",
        "xmpp:a%40b@example.org?register",
        "xmpp:two..dots?register",
        "xmpp:a@b@example.org?register",
    ] {
        address(link);
    }
    for (link, fault) in [
        ("xmpp:example.org?register;preauth=%4", LinkFault::Escapes),
        ("xmpp:example.org?register;preauth=%zz", LinkFault::Escapes),
        ("xmpp:example.org?register;preauth=%ff", LinkFault::Escapes),
        ("xmpp:%ff@example.org?register", LinkFault::Escapes),
        ("xmpp:example.org?register;preauth=", LinkFault::Token),
        ("xmpp:example.org?register;preauth", LinkFault::Token),
        ("xmpp:example.org?register;preauth=a%20b", LinkFault::Token),
        ("xmpp:example.org?register;preauth=%00", LinkFault::Token),
        ("example.org", LinkFault::NotALink),
        ("mailto:juliet@example.org", LinkFault::NotALink),
        ("https://", LinkFault::NotALink),
        ("", LinkFault::NotALink),
    ] {
        assert_eq!(read(link), Err(fault), "{link}");
    }
    let long = format!("xmpp:example.org?register;preauth={}", "a".repeat(1_025));
    assert_eq!(read(&long), Err(LinkFault::Token));
}

#[test]
fn pages_are_read_as_far_as_they_tell() {
    let token = "4ZN32HikPfZ9p-AtXtv2Eiq9";
    for link in [
        format!("https://example.org/invite/#{token}"),
        format!("https://example.org/invite?{token}"),
        format!("https://example.org:5281/invites_page?{token}"),
        format!("https://example.org/invite/{token}/"),
        format!("https://EXAMPLE.org:5443/Invites/{token}/app/registration"),
        format!("https://example.org/invitation?t={token}&c=app"),
    ] {
        let read = invitation(&link);
        assert_eq!(told(&link).0, "example.org", "{link}");
        assert_eq!(read.token.unwrap().expose(), token, "{link}");
        assert!(read.page.is_some() && !read.resets, "{link}");
    }
    let reset = format!("https://example.org/invite/{token}/reset");
    let reset = invitation(&reset);
    assert!(reset.resets && reset.token.is_some());
    for link in [
        "https://page.example/#romeo@example.org?roster;preauth=T;ibr=y",
        "http://page.example:8080/i/#romeo@example.org?roster;preauth=T;ibr=y",
        "https://page.example/#xmpp:romeo@example.org?roster;preauth=T;ibr=y",
        "https://page.example/#romeo%40example.org%3Froster%3Bpreauth%3DT%3Bibr%3Dy",
        "https://page.example/?xmpp%3Aromeo%40example.org%3Froster%3Bpreauth%3DT%3Bibr%3Dy",
    ] {
        let expected = ("example.org", "", "romeo@example.org", "T");
        let (domain, name, inviter, token) = told(link);
        assert_eq!((&*domain, &*name, &*inviter, &*token), expected, "{link}");
    }
    for link in [
        // No server for sure.
        format!("https://www.example.org/invite/#{token}"),
        format!("https://invite.example.org/invite?{token}"),
        format!("https://127.0.0.1/invite?{token}"),
        format!("https://[::1]/invite?{token}"),
        // On its way in clear it may have been changed.
        format!("http://example.org/invite?{token}"),
        // No token for sure.
        "https://example.org/invite".to_owned(),
        "https://example.org/invite?lang=de".to_owned(),
        "https://example.org/invite/how-to-get-invited".to_owned(),
        format!(
            "https://example.org/invite/{token}?{}",
            token.to_lowercase()
        ),
    ] {
        assert!(matches!(read(&link), Ok(Meant::Page(_))), "{link}");
    }
}

/// Whoever sees it can use it.
#[test]
fn a_token_is_not_shown() {
    for link in [
        "xmpp:example.org?register;preauth=Hidden-Token-123",
        "https://example.org/invite?Hidden-Token-123",
        "https://www.example.org/invite?Hidden-Token-123",
        "https://example.org/elsewhere?Hidden-Token-123",
    ] {
        let shown = format!("{:?}", read(link));
        assert!(!shown.contains("Hidden"), "{shown}");
    }
}

/// Everything as its escape.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        use std::fmt::Write as _;
        let _ = write!(all, "%{byte:02X}");
        all
    })
}

proptest! {
    #[test]
    fn nothing_that_is_typed_is_a_panic(text in any::<String>()) {
        let _ = read(&text);
        let _ = is_link(&text);
    }

    #[test]
    fn nothing_that_looks_like_a_link_is_a_panic(
        scheme in "xmpp:|xmpp://|https://|http://|XMPP:|<xmpp:",
        rest in "[a-z0-9@%?;=&#/.:\u{e9}\u{1f600} \\[\\]-]{0,60}(register|roster|invite|preauth=|ibr=y)?[a-z%;=#/]{0,20}",
    ) {
        let _ = read(&format!("{scheme}{rest}"));
    }

    #[test]
    fn what_is_written_is_read(
        name in "[a-z][a-z0-9._-]{0,20}",
        host in "[a-z]{1,10}(\\.[a-z]{2,8}){1,2}",
        token in "[!-~]{1,64}",
    ) {
        let (jid, secret) = (escaped(&name), escaped(&token));
        let link = format!("xmpp:{jid}@{host}?register;x=1;preauth={secret}");
        prop_assert_eq!(told(&link), (host.clone(), name.clone(), String::new(), token.clone()));
        let link = format!("xmpp:{jid}@{host}?roster;preauth={secret};ibr=y");
        let inviter = format!("{name}@{host}");
        prop_assert_eq!(told(&link), (host, String::new(), inviter, token));
    }
}
