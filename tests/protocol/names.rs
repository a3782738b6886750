//! Names and passwords, as two real servers took and refused them.

use vestibule::domain::{
    Address, Domain, NameFault, UserName,
    password::{self, PasswordFault},
};

use crate::dialogue::Dialogue;

/// Requirement 108 (RFC 7622 section 3.3): what servers refuse is not even sent, with a fault that says why.
#[test]
fn names_that_servers_refuse_are_not_sent() {
    let long = "a".repeat(1030);
    let refused: [(&str, &str, NameFault); 9] = [
        ("i1", "a b", NameFault::Character(' ')),
        ("i2", "a@b", NameFault::Character('@')),
        ("i3", "a/b", NameFault::Character('/')),
        ("i4", "\"quoted\"", NameFault::Character('"')),
        ("i5", "x'y", NameFault::Character('\'')),
        ("i8", "<", NameFault::Character('<')),
        ("i9", &long, NameFault::TooLong),
        ("i12", "  pad  ", NameFault::Character(' ')),
        ("i16", "\u{202e}evil", NameFault::Character('\u{202e}')),
    ];
    for server in ["ejabberd", "prosody"] {
        let dialogue = Dialogue::load(&format!("{server}/err-malformed-username"));
        for (id, name, fault) in refused {
            // ejabberd was asked one name less.
            let id = if (server, id) == ("ejabberd", "i16") {
                "i15"
            } else {
                id
            };
            let (_, iq) = dialogue.answer(id);
            assert_eq!(iq.attr("type"), Some("error"), "{server} {name:?}");
            assert_eq!(UserName::parse(name), Err(fault), "{name:?}");
        }
    }
}

/// Requirement 108: of what servers take, only that of which all of them make the same, and that is what is shown.
#[test]
fn names_are_only_taken_if_all_servers_make_the_same_of_them() {
    for (typed, made) in [
        ("üüüüüüüüüü", "üüüüüüüüüü"),
        ("UPPER", "upper"),
        (".", "."),
        ("..", ".."),
        ("日本", "日本"),
        // A letter and its dots apart, and letters of double width.
        ("u\u{308}ber", "über"),
        ("ＪＵＬＩＥＴ", "juliet"),
    ] {
        assert_eq!(UserName::parse(typed).unwrap().as_str(), made, "{typed}");
    }
    for (typed, fault) in [
        // Nodeprep makes `fass` of it, PRECIS leaves it.
        ("faß", 'ß'),
        ("☃", '☃'),
        ("Jos\u{aa}", '\u{aa}'),
        // Nodeprep takes these out, PRECIS refuses them.
        ("\u{200b}zero", '\u{200b}'),
        ("so\u{ad}ft", '\u{ad}'),
        // Only one of the two takes these for letters of names.
        ("a:b", ':'),
        ("a>b", '>'),
        ("no\u{a0}break", '\u{a0}'),
        ("tab\tbed", '\t'),
        ("Σίσυφος", 'ς'),
    ] {
        assert_eq!(
            UserName::parse(typed),
            Err(NameFault::Character(fault)),
            "{typed:?}"
        );
    }
    // Arabic digits, beside Latin letters: a matter of all of it, for each may be in a name.
    assert!(UserName::parse("user\u{663}").is_err());
}

/// Requirement 109 (RFC 7622 section 3.2): domains in the form that is looked up and shown.
#[test]
fn domains_have_one_form() {
    for (typed, shown) in [
        ("Example.ORG.", "example.org"),
        ("xn--bcher-kva.example", "bücher.example"),
        ("BÜCHER.example", "bücher.example"),
        ("192.0.2.1", "192.0.2.1"),
        ("[2001:DB8::1]", "[2001:db8::1]"),
    ] {
        assert_eq!(Domain::parse(typed).unwrap().as_str(), shown, "{typed}");
    }
    let label = "a".repeat(64);
    for typed in [
        "",
        ".",
        "..",
        "a..b",
        "-a.example",
        "a b",
        "ex@mple",
        "\u{202e}a.example",
        "xn--a.example",
        &label,
    ] {
        assert!(Domain::parse(typed).is_err(), "{typed:?}");
    }
    assert_eq!(
        Address::parse("Juliet@BÜCHER.example.")
            .unwrap()
            .to_string(),
        "juliet@bücher.example"
    );
}

/// Requirement 110 (RFC 8265 section 4, RFC 4013): the password that is registered is the one that signs in.
#[test]
fn passwords_have_one_form() {
    for (typed, sent) in [
        // As two servers were given them, and let in with what stands on the right.
        ("ü\u{a0}x", "ü x"),
        ("u\u{308}pw", "üpw"),
        ("\u{fb01}\u{2116}", "fiNo"),
        ("pass word", "pass word"),
        ("Case", "Case"),
    ] {
        let prepared = password::prepare(&typed.into()).unwrap();
        assert_eq!(prepared.expose(), sent, "{typed:?}");
        // What was prepared is not changed by being prepared again.
        assert_eq!(password::prepare(&prepared).unwrap(), prepared);
    }
    for (typed, fault) in [
        ("", PasswordFault::Empty),
        ("\u{7}", PasswordFault::Character),
        ("a\nb", PasswordFault::Character),
    ] {
        assert_eq!(password::prepare(&typed.into()), Err(fault), "{typed:?}");
    }
}
