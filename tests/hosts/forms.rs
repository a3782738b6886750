//! Forms of every shape.

use crate::{field, form, is_done, is_refused, register};

/// Requirements 20, 39 to 50 and 57: every kind of field is read as what it is.
#[test]
fn each_field_is_read_as_what_it_is() {
    let run = form("every", &[]);
    for (id, kind, role) in [
        ("FORM_TYPE", "hidden", "other"),
        ("username", "text", "username"),
        ("password", "secret", "password"),
        ("nick", "text", "nick"),
        ("name", "text", "name"),
        ("first", "text", "first"),
        ("last", "text", "last"),
        ("email", "text", "email"),
        ("address", "text", "address"),
        ("city", "text", "city"),
        ("state", "text", "state"),
        ("zip", "text", "zip"),
        ("phone", "text", "phone"),
        ("url", "text", "url"),
        ("date", "text", "date"),
        ("misc", "text", "misc"),
        ("text", "text", "text"),
        ("key", "hidden", "other"),
        ("pin", "secret", "other"),
        ("about", "lines", "other"),
        ("referrer", "jid", "other"),
        ("friends", "jids", "other"),
        ("news", "toggle", "other"),
        ("odd", "text", "other"),
        ("note", "note", "other"),
        ("lang", "choice", "other"),
        ("zone", "choice", "other"),
        ("locker", "choice", "other"),
        ("drink", "choice", "other"),
        ("topics", "choice", "other"),
        ("tags", "choice", "other"),
        ("trace", "hidden", "other"),
        ("tos", "toggle", "other"),
    ] {
        assert_eq!(field(&run, id)["kind"], kind, "{id}");
        assert_eq!(field(&run, id)["role"], role, "{id}");
    }
    assert_eq!(field(&run, "news")["preset"], true);
    assert_eq!(field(&run, "lang")["preset"], "de");
    assert_eq!(field(&run, "topics")["preset"][0], "music");
    assert_eq!(field(&run, "zone")["options"].as_array().unwrap().len(), 60);
    assert_eq!(
        field(&run, "locker")["options"].as_array().unwrap().len(),
        500
    );
    for (id, many, open) in [
        ("lang", false, false),
        ("drink", false, true),
        ("topics", true, false),
        ("tags", true, true),
    ] {
        assert_eq!(field(&run, id)["many"], many, "{id}");
        assert_eq!(field(&run, id)["open"], open, "{id}");
    }
}

/// Requirements 59 to 62: the rules of a form are known.
#[test]
fn each_rule_is_read() {
    let run = form("every", &[]);
    for (id, datatype, min, max) in [
        ("age", "integer", Some("13"), Some("120")),
        ("height", "decimal", Some("0.5"), Some("2.5")),
        ("since", "date", Some("2000-01-01"), Some("2030-12-31")),
        ("wake", "time", None, None),
        ("meeting", "date_time", None, None),
        ("site", "uri", None, None),
        ("tongue", "language", None, None),
        ("odd", "string", None, None),
    ] {
        let rules = &field(&run, id)["rules"];
        let datatype_told = rules["datatype"].as_str().unwrap_or("string");
        assert_eq!(datatype_told, datatype, "{id}: {rules}");
        assert_eq!(rules["min"].as_str(), min, "{id}: {rules}");
        assert_eq!(rules["max"].as_str(), max, "{id}: {rules}");
    }
    assert_eq!(field(&run, "code")["rules"]["pattern"], "[A-Z]{2}-[0-9]{4}");
    assert_eq!(field(&run, "topics")["rules"]["least_chosen"], 1);
    assert_eq!(field(&run, "topics")["rules"]["most_chosen"], 3);
}

/// Requirements 39, 41 to 51 and 55: an answer to every question is sent as XEP-0004 wants it.
#[test]
fn every_question_can_be_answered() {
    let options = [
        "--set=nick=Jule",
        "--set=name=Julia Capulet",
        "--set=first=Julia",
        "--set=last=Capulet",
        "--set=email=juliet@mail.example",
        "--set=address=Via Cappello 23",
        "--set=city=Verona",
        "--set=state=Veneto",
        "--set=zip=37121",
        "--set=phone=+39 045 8034303",
        "--set=url=https://capulet.example/",
        "--set=date=1997-07-31",
        "--set=misc=<&>",
        "--set=text=Deny thy father",
        "--set=about=One line\n\nand another",
        "--set=referrer=nurse@open.practice.test",
        "--set=friends=romeo@open.practice.test",
        "--set=friends=laurence@open.practice.test",
        "--set=news=no",
        "--set=odd=anything",
        "--set=lang=fr",
        "--set=zone=Europe/Berlin",
        "--set=locker=Locker 499",
        "--set=drink=Grappa",
        "--set=topics=plants",
        "--set=topics=Books",
        "--set=tags=calm",
        "--set=tags=in love",
        "--set=age=13",
        "--set=height=1.62",
        "--set=since=2026-11-21",
        "--set=wake=06:30:00",
        "--set=meeting=2026-11-21T20:15:00Z",
        "--set=site=https://example.org/a?b=c&d",
        "--set=tongue=pt-BR",
        "--set=code=AB-1234",
        "--set=tos=yes",
        "--strict",
    ];
    is_done(register("every", "juliet", &options));
}

/// Requirement 48: what is not required and not answered is not sent, not even empty.
#[test]
fn nothing_but_what_is_required_is_enough() {
    is_done(register("every", "nurse", &["--set=tos=1"]));
}

/// Requirements 54 and 61: the server decides, and its lines are mapped to their fields.
#[test]
fn a_form_filled_in_wrongly_is_sent_at_will_and_refused_with_its_fields() {
    let options = ["--set=tos=1", "--set=age=7", "--set=since=2031-01-01"];
    let doubtful = register("every", "tybalt", &options).ends_with(2);
    let mut fields: Vec<_> = doubtful.json["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["field"].as_str().unwrap())
        .collect();
    fields.sort_unstable();
    assert_eq!(fields, ["age", "since"], "{}", doubtful.said);
    let insisting = [&options[..], &["--insist"]].concat();
    let run = is_refused(
        register("every", "tybalt", &insisting),
        "answers_not_accepted",
    );
    let text = run.json["refusal"]["server_text"].as_str().unwrap();
    assert_eq!(
        text,
        "How old are you?: This is out of range.\nOn which day did you start?: This is out of range."
    );
    assert_eq!(run.json["refusal"]["fields"][0], "age", "{}", run.said);
    assert_eq!(run.json["refusal"]["fields"][1], "since", "{}", run.said);
}

/// Requirement 63: a required field that no page has is asked for all the same.
#[test]
fn a_form_of_pages_is_answered_whole() {
    let missing = register("pages", "juliet", &[]);
    let refused = missing.code == 3 || missing.code == 2;
    assert!(refused, "{}", missing.said);
    let options = [
        "--set=tos=true",
        "--set=topics=Plants",
        "--set=books=yes",
        "--set=about=a\nb",
    ];
    is_done(register("pages", "juliet", &options));
}

/// Requirements 30 and 31: the form, and the page beside it.
#[test]
fn a_page_beside_a_form_is_named() {
    let run = form("linked", &[]);
    assert_eq!(run.json["offer"], "form", "{}", run.said);
    assert_eq!(
        run.json["url"], "https://linked.practice.test/register",
        "{}",
        run.said
    );
    is_done(register("linked", "juliet", &[]));
}

/// Requirement 10, and of several texts the right one.
#[test]
fn the_language_is_the_one_that_was_asked_for() {
    for (lang, title, instructions, help) in [
        (
            "en",
            "Sign up in your language",
            "Choose a name and a password.",
            "Any colour will do.",
        ),
        (
            "de",
            "Anmelden auf Deutsch",
            "Wählen Sie Name und Passwort.",
            "Jede Farbe ist recht.",
        ),
    ] {
        let run = form("languages", &["--lang", lang]);
        assert_eq!(run.json["title"], title);
        assert_eq!(run.json["instructions"][0], instructions);
        assert_eq!(
            run.json["instructions"].as_array().unwrap().len(),
            1,
            "{}",
            run.said
        );
        assert_eq!(field(&run, "colour")["help"], help);
    }
    is_done(register("languages", "juliet", &["--set=colour=blue"]));
}

/// Requirement 23: a key comes back as it came, and nobody is asked for it.
#[test]
fn a_key_is_sent_back() {
    let run = form("key", &[]);
    assert_eq!(field(&run, "key")["kind"], "hidden", "{}", run.said);
    is_done(register("key", "juliet", &[]));
}
