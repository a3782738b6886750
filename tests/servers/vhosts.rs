//! Every host of the test bed: who is let in, who is not, and what the program says of it.

use crate::program::{Program, Run};
use crate::testbed::Ejabberd;
use crate::witness::{self, Verdict};
use crate::{PASSWORD, at_ejabberd, at_prosody, code, ejabberd, prosody};

/// What comes of signing up.
enum End {
    /// There is an account.
    Account,
    /// There is none: the exit code, the reason (or the offer where nothing was refused), and how the program says it.
    No(i32, &'static str, &'static str),
}

use End::{Account, No};

/// A visit: the host, the options of `register` besides the name, the password, and what comes of it.
type Visit = (&'static str, &'static [&'static str], &'static str, End);

/// What the long form wants filled in.
const FIELDS: &[&str] = &[
    "--set=nick=Ben",
    "--set=email=ben@mail.example",
    "--set=age=16",
    "--set=tos=yes",
    "--set=lang=fr",
    "--set=hobbies=go",
    "--set=hobbies=chess",
    "--set=about=one\ntwo",
    "--set=referrer=romeo@prosody.test",
    "--set=friends=a@prosody.test",
    "--set=friends=b@prosody.test",
];

const PROSODY: &[Visit] = &[
    ("prosody.test", &[], PASSWORD, Account),
    ("fields.prosody.test", FIELDS, PASSWORD, Account),
    (
        "fields.prosody.test",
        &[
            "--set=email=x@mail.example",
            "--set=tos=1",
            "--set=age=7",
            "--insist",
        ],
        PASSWORD,
        No(
            code::REFUSED,
            "answers_not_accepted",
            "The server does not accept some of these answers.",
        ),
    ),
    ("plain.prosody.test", &[], PASSWORD, Account),
    ("inviteopt.prosody.test", &[], PASSWORD, Account),
    (
        "invite.prosody.test",
        &[],
        PASSWORD,
        No(
            code::REFUSED,
            "invitation_needed",
            "Only people with an invitation can sign up on invite.prosody.test.",
        ),
    ),
    (
        "closed.prosody.test",
        &[],
        PASSWORD,
        No(
            code::NOTHING_TO_FILL_IN,
            "closed",
            "closed.prosody.test lets nobody sign up from a program at the moment.",
        ),
    ),
    (
        "block.prosody.test",
        &[],
        PASSWORD,
        No(
            code::REFUSED,
            "blocked",
            "block.prosody.test does not let you sign up.",
        ),
    ),
    (
        "allow.prosody.test",
        &[],
        PASSWORD,
        No(
            code::REFUSED,
            "blocked",
            "allow.prosody.test does not let you sign up.",
        ),
    ),
    (
        "redirect.prosody.test",
        &[],
        PASSWORD,
        No(
            code::NOTHING_TO_FILL_IN,
            "web",
            "https://redirect.prosody.test/register",
        ),
    ),
    (
        "textonly.prosody.test",
        &[],
        PASSWORD,
        No(
            code::NOTHING_TO_FILL_IN,
            "closed",
            "Please mail admin@prosody.test for an account.",
        ),
    ),
    (
        "policy.prosody.test",
        &[],
        "only9char",
        No(
            code::REFUSED,
            "password_not_allowed",
            "The server does not allow that password. Try a longer one.",
        ),
    ),
    ("policy.prosody.test", &[], PASSWORD, Account),
    ("throttle.prosody.test", &[], PASSWORD, Account),
    ("throttle.prosody.test", &[], PASSWORD, Account),
    (
        "throttle.prosody.test",
        &[],
        PASSWORD,
        No(
            code::REFUSED,
            "too_many",
            "The server asks you to wait before you sign up. Try again later.",
        ),
    ),
];

const EJABBERD: &[Visit] = &[
    ("ejabberd.test", &[], PASSWORD, Account),
    (
        "captcha.ejabberd.test",
        &["--captcha-command=@READ@"],
        PASSWORD,
        Account,
    ),
    (
        "captcha.ejabberd.test",
        &["--captcha-command=echo wrong"],
        PASSWORD,
        No(code::REFUSED, "captcha_wrong", "That was not"),
    ),
    (
        "strength.ejabberd.test",
        &[],
        "12345678",
        No(
            code::REFUSED,
            "password_not_allowed",
            "The server does not allow that password. Try a longer one.",
        ),
    ),
    ("strength.ejabberd.test", &[], PASSWORD, Account),
    (
        "denied.ejabberd.test",
        &[],
        PASSWORD,
        No(
            code::REFUSED,
            "blocked",
            "denied.ejabberd.test does not let you sign up.",
        ),
    ),
    (
        "ipdenied.ejabberd.test",
        &[],
        PASSWORD,
        No(
            code::REFUSED,
            "blocked",
            "ipdenied.ejabberd.test does not let you sign up.",
        ),
    ),
    (
        "redirect.ejabberd.test",
        &[],
        PASSWORD,
        No(
            code::NOTHING_TO_FILL_IN,
            "web",
            "https://redirect.ejabberd.test/register",
        ),
    ),
    (
        "nomod.ejabberd.test",
        &[],
        PASSWORD,
        No(
            code::NOTHING_TO_FILL_IN,
            "closed",
            "nomod.ejabberd.test lets nobody sign up from a program at the moment.",
        ),
    ),
];

/// What an ejabberd says that counts: a second account and a fourth puzzle are too many.
const LIMITED: &[Visit] = &[
    ("ejabberd.test", &[], PASSWORD, Account),
    (
        "ejabberd.test",
        &[],
        PASSWORD,
        No(
            code::REFUSED,
            "too_many",
            "The server asks you to wait before you sign up. Try again later.",
        ),
    ),
];

#[test]
fn each_host_of_prosody() {
    let ca_pem = &prosody().ca_pem;
    visit_all(PROSODY, &at_prosody(), |address, password| {
        witness::sign_in(address, password, prosody().port_starttls, ca_pem)
    });
}

#[test]
fn each_host_of_ejabberd() {
    let ca_pem = &ejabberd().ca_pem;
    visit_all(EJABBERD, &at_ejabberd(), |address, password| {
        witness::sign_in(address, password, ejabberd().port_starttls, ca_pem)
    });
}

#[test]
fn an_ejabberd_that_counts() {
    // One of its own: it counts from its first account on.
    let limited = Ejabberd::start_limited().unwrap();
    let program = Program::at(limited.port_starttls, "starttls", &limited.ca_pem);
    visit_all(LIMITED, &program, |address, password| {
        witness::sign_in(address, password, limited.port_starttls, &limited.ca_pem)
    });
}

/// Makes each visit under a name of its own, and lets the second client say whether there is an account.
fn visit_all(visits: &[Visit], program: &Program, witness: impl Fn(&str, &str) -> Verdict) {
    let mut wrong = Vec::new();
    for (number, (host, options, password, end)) in visits.iter().enumerate() {
        let name = format!("visitor{number}");
        let run = visit(program, host, &name, options, password);
        // Nothing is sent to such a host: to ask it again changes nothing.
        let said = if run.code == code::NOTHING_TO_FILL_IN {
            program.say(
                &["register", host, &format!("--set=username={name}")],
                &[password],
            )
        } else {
            run.said.clone()
        };
        wrong.extend(fault(&run, &said, end).map(|fault| format!("{host}: {fault}\n{said}")));
        let expected = match end {
            Account => Verdict::SignedIn,
            No(..) => Verdict::Refused,
        };
        // A host that lets nobody in has no accounts that a second client could ask for.
        if run.code != code::NOTHING_TO_FILL_IN {
            let verdict = witness(&format!("{name}@{host}"), password);
            if verdict != expected {
                wrong.push(format!("{host}: the second client is told {verdict:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn visit(program: &Program, host: &str, name: &str, options: &[&str], password: &str) -> Run {
    let mut arguments = vec![
        "register".to_owned(),
        host.to_owned(),
        format!("--set=username={name}"),
    ];
    for option in options {
        arguments.push(option.replace("@READ@", &ejabberd().captcha_command()));
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    program.run(&arguments, &[password])
}

/// What is not as it should be.
fn fault(run: &Run, said: &str, end: &End) -> Option<String> {
    let json = &run.json;
    match end {
        Account if run.code == code::DONE && json["proof"] == "signed_in" => None,
        Account => Some(format!("no account, but {}", json["outcome"])),
        No(code, why, words) => {
            let told = json["refusal"]["reason"]
                .as_str()
                .or(json["offer"].as_str());
            if run.code != *code || told != Some(why) {
                return Some(format!("{} {told:?} instead of {code} {why}", run.code));
            }
            (!said.contains(words)).then(|| format!("{words:?} is not said"))
        }
    }
}

/// Every host that the servers of the test bed have is visited.
#[test]
fn no_host_is_left_out() {
    let lua = include_str!("../testbed/prosody.cfg.lua");
    let of_prosody = lua
        .lines()
        .filter_map(|line| line.strip_prefix("VirtualHost \"")?.split('"').next());
    let yml = include_str!("../testbed/ejabberd.yml");
    let of_ejabberd = yml
        .lines()
        .skip_while(|line| *line != "hosts:")
        .skip(1)
        .map_while(|line| line.strip_prefix("  - ")?.split_whitespace().next());
    let visited =
        |host: &str, visits: &[Visit]| visits.iter().any(|(visited, ..)| *visited == host);
    let mut hosts = 0;
    for host in of_prosody {
        assert!(visited(host, PROSODY), "{host}");
        hosts += 1;
    }
    for host in of_ejabberd {
        assert!(visited(host, EJABBERD), "{host}");
        hosts += 1;
    }
    assert_eq!(hosts, 19);
}
