//! Many servers asked in one run: each is marked as it is, and it takes no more memory than a few.

use vestibule::practice;

use crate::program::{Program, Survey};

/// The journeys that are asked, and what is seen of each: the result, and whether it takes invitations.
const KINDS: [(&str, &str, bool); 5] = [
    ("open", "form", false),
    ("every", "form", false),
    ("web", "web", false),
    ("closed", "closed", false),
    ("invitation", "form", true),
];

fn hosts(count: usize) -> Vec<String> {
    let host = |number: usize| format!("n{number}.{}.practice.test", KINDS[number % 5].0);
    (0..count).map(host).collect()
}

#[test]
fn a_thousand_servers_take_no_more_memory_than_a_hundred() {
    let practice = practice::start_for_many().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let ca_pem = folder.path().join("ca.pem");
    std::fs::write(&ca_pem, practice.ca_pem()).unwrap();
    let program = Program::at(practice.port(), "direct", &ca_pem);
    let asked = |count: usize| -> Survey {
        let survey = program.check(&[], &hosts(count));
        assert_eq!(survey.seen.len(), count);
        assert_eq!(survey.end["asked"], count, "{}", survey.end);
        for (number, host) in hosts(count).iter().enumerate() {
            let (_, result, invitations) = KINDS[number % 5];
            let seen = survey.of(host);
            assert_eq!(seen["result"], result, "{seen}");
            assert_eq!(seen["invitations"], invitations, "{seen}");
        }
        assert_eq!(
            survey.end["outcome"], "nothing_to_fill_in",
            "{}",
            survey.end
        );
        survey
    };
    let few = asked(100);
    let many = asked(1_000);
    let mib = |bytes: u64| bytes / 1024 / 1024;
    println!(
        "counted: 1 000 servers asked in {:.1?} with {} MiB at most; 100 in {:.1?} with {} MiB",
        many.took,
        mib(many.peak),
        few.took,
        mib(few.peak)
    );
    assert!(few.peak > 0);
    assert!(
        many.peak * 4 < few.peak * 5,
        "{} bytes for a hundred, {} for a thousand",
        few.peak,
        many.peak
    );
}

#[test]
fn what_a_form_asks_for_is_seen() {
    let program = crate::Practice::get().program();
    for (host, puzzle, email, others) in [
        ("open", false, false, 0),
        ("captcha", true, false, 0),
        ("question", true, false, 0),
        ("work", false, false, 0),
    ] {
        let domain = format!("{host}.practice.test");
        let survey = program.check(&[], std::slice::from_ref(&domain));
        let asks = &survey.of(&domain)["asks"];
        assert_eq!(asks["puzzle"], puzzle, "{host}: {asks}");
        assert_eq!(asks["email"], email, "{host}: {asks}");
        assert_eq!(asks["others"], others, "{host}: {asks}");
        assert_eq!((survey.code, &survey.end["form"]), (0, &1.into()));
    }
}
