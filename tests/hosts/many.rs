//! Many servers asked in one run: each is marked as it is, and it takes no more memory than a few.

use vestibule::practice;

use crate::program::{Program, Survey};

/// The journeys that are asked, and what is seen of each: the result, whether it takes invitations, and whether its form
/// asks for a puzzle, an e-mail address and how many other things.
type Kind = (&'static str, &'static str, bool, Option<(bool, bool, u64)>);

const KINDS: [Kind; 13] = [
    ("open", "form", false, NOTHING),
    ("captcha", "form", false, Some((true, false, 0))),
    ("form", "form", false, Some((false, false, 1))),
    ("web", "web", false, None),
    ("every", "form", false, Some((false, false, 1))),
    ("closed", "closed", false, None),
    ("question", "form", false, Some((true, false, 0))),
    ("invitation", "form", true, NOTHING),
    ("work", "form", false, NOTHING),
    ("taken", "form", false, NOTHING),
    ("weak", "form", false, NOTHING),
    ("linked", "form", false, NOTHING),
    ("home", "form", false, Some((false, true, 0))),
];

/// A name and a password will do.
const NOTHING: Option<(bool, bool, u64)> = Some((false, false, 0));

fn kind(number: usize) -> Kind {
    KINDS[number % KINDS.len()]
}

fn hosts(count: usize) -> Vec<String> {
    let host = |number: usize| format!("n{number}.{}.practice.test", kind(number).0);
    (0..count).map(host).collect()
}

#[test]
fn a_thousand_servers_take_no_more_memory_than_a_hundred() {
    let folder = tempfile::tempdir().unwrap();
    let ca_pem = folder.path().join("ca.pem");
    let asked = |count: usize| -> Survey {
        // A new one each time: it has only so many puzzles out.
        let practice = practice::start_for_many().unwrap();
        std::fs::write(&ca_pem, practice.ca_pem()).unwrap();
        let program = Program::at(practice.port(), "direct", &ca_pem);
        let survey = program.check(&[], &hosts(count));
        assert_eq!(survey.seen.len(), count);
        assert_eq!(survey.end["asked"], count, "{}", survey.end);
        for (number, host) in hosts(count).iter().enumerate() {
            let (_, result, invitations, asks) = kind(number);
            let seen = survey.of(host);
            assert_eq!(seen["result"], result, "{seen}");
            assert_eq!(seen["invitations"], invitations, "{seen}");
            let asked = seen.get("asks").map(|asks| {
                let others = asks["others"].as_u64().unwrap();
                (asks["puzzle"] == true, asks["email"] == true, others)
            });
            assert_eq!(asked, asks, "{seen}");
        }
        for result in ["form", "web", "closed"] {
            let of_kind = (0..count).filter(|number| kind(*number).1 == result);
            assert_eq!(survey.end[result], of_kind.count(), "{}", survey.end);
        }
        survey
    };
    let one = asked(1);
    assert_eq!((one.code, &one.end["outcome"]), (0, &"done".into()));
    let few = asked(100);
    let many = asked(1_000);
    assert_eq!(many.end["outcome"], "nothing_to_fill_in", "{}", many.end);
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
