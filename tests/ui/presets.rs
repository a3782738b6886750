//! Pages as they are met, made by hand: no server is asked.

use vestibule::directory::Directory;
use vestibule::domain::{
    Challenge, Choice, Datatype, Domain, Field, FieldId, Form, Keeping, KeyringFault, Kind, Link,
    Media, MediaKind, MediaSource, NoteFault, Proxy, Purpose, Reason, Refusal, Role, Rules, Secret,
    UserName, Value, Way, Work,
    layout::{self, Part, Section},
};
use vestibule::i18n::I18n;
use vestibule::page::keepsake::Lost;
use vestibule::page::{
    Page, connecting, done, form, invitation, pending, report, server, settings, trouble, web,
};
use vestibule::settings::traces::{Found, Trace, Why};
use vestibule::settings::{
    self as settings_file, ProxyChoice, Settings, TextSize, ThemeChoice, Trouble,
};
use vestibule::widget::captcha::Picture;
use vestibule::widget::choice::Act;

pub(crate) const PASSWORD: &str = "plover-quartz-umbrella";

pub(crate) fn domain() -> Domain {
    Domain::parse("magicbroccoli.de").unwrap()
}

pub(crate) fn field(id: &str, role: Role, kind: Kind) -> Field {
    Field {
        required: true,
        ..Field::new(id, role, kind)
    }
}

fn labelled(id: &str, label: &str, kind: Kind) -> Field {
    Field {
        label: Some(label.to_owned()),
        ..Field::new(id, Role::Other, kind)
    }
}

fn options(labels: &[&str]) -> Vec<Choice> {
    labels
        .iter()
        .map(|label| Choice {
            value: label.to_lowercase(),
            label: (*label).to_owned(),
        })
        .collect()
}

fn with_fields(fields: Vec<Field>) -> Form {
    Form::new(Purpose::NewAccount, Way::DataForm, fields)
}

fn account_fields() -> Vec<Field> {
    vec![
        field("username", Role::Username, Kind::Text),
        field("password", Role::Password, Kind::Secret),
    ]
}

/// A name and a password.
pub(crate) fn short_form() -> Form {
    with_fields(account_fields())
}

/// The same for somebody whose invitation is for one name.
pub(crate) fn invited_form() -> Form {
    let mut form = short_form();
    form.fix_name(&UserName::parse("juliet").unwrap());
    form
}

/// A name, a password and a picture.
pub(crate) fn puzzle_form() -> Form {
    let mut fields = account_fields();
    fields.push(Field {
        media: vec![Media {
            kind: MediaKind::Picture,
            mime: "image/png".to_owned(),
            sources: Vec::new(),
            size: None,
        }],
        ..field("ocr", Role::Captcha(Challenge::Ocr), Kind::Text)
    });
    with_fields(fields)
}

/// Every kind of field once.
pub(crate) fn long_form() -> Form {
    let mut fields = account_fields();
    fields.extend([
        Field::new("email", Role::Email, Kind::Text),
        Field {
            preset: Some(Value::Text(
                "Please read our rules at https://example.org/rules before you sign up.".to_owned(),
            )),
            ..Field::new("note", Role::Other, Kind::Note)
        },
        Field {
            required: true,
            ..labelled("rules", "I have read the rules and accept them", Kind::Toggle)
        },
        Field {
            required: true,
            ..labelled(
                "country",
                "Where do you live?",
                Kind::Choice {
                    options: options(&["Germany", "Austria", "Switzerland"]),
                    many: false,
                    open: true,
                },
            )
        },
        labelled(
            "topics",
            "What interests you?",
            Kind::Choice {
                options: options(&[
                    "Astronomy", "Bread", "Chess", "Dogs", "Engines", "Fugues", "Gardens",
                ]),
                many: true,
                open: false,
            },
        ),
        labelled(
            "why",
            "Why do you want an account? Some servers ask a lot in a label, and it has to be wrapped",
            Kind::Lines,
        ),
        labelled("sponsor", "Who sent you?", Kind::Address),
        Field {
            rules: Rules {
                datatype: Datatype::Integer,
                min: Some("13".to_owned()),
                max: Some("120".to_owned()),
                ..Rules::default()
            },
            ..labelled("age", "How old are you?", Kind::Text)
        },
        Field::new("token", Role::Other, Kind::Hidden),
    ]);
    Form {
        title: Some("Account registration".to_owned()),
        instructions: vec!["Choose a username and password for use with this service.".to_owned()],
        ..with_fields(fields)
    }
}

/// A line of text of that type.
fn typed(id: &str, label: &str, datatype: Datatype, min: Option<&str>, max: Option<&str>) -> Field {
    Field {
        rules: Rules {
            datatype,
            min: min.map(str::to_owned),
            max: max.map(str::to_owned),
            ..Rules::default()
        },
        ..labelled(id, label, Kind::Text)
    }
}

fn numbered(length: usize) -> Vec<Choice> {
    (0..length)
        .map(|number| Choice {
            value: format!("v{number}"),
            label: format!("Option number {number}"),
        })
        .collect()
}

fn choice(id: &str, label: &str, options: Vec<Choice>, many: bool) -> Field {
    let kind = Kind::Choice {
        options,
        many,
        open: false,
    };
    labelled(id, label, kind)
}

/// What is answered with lines of text of all types, and with long lists.
pub(crate) fn typed_form() -> Form {
    with_fields(vec![
        typed(
            "born",
            "When were you born?",
            Datatype::Date,
            Some("1900-01-01"),
            Some("2012-12-31"),
        ),
        typed(
            "age",
            "How old are you?",
            Datatype::Integer,
            Some("13"),
            Some("120"),
        ),
        typed(
            "height",
            "How tall are you, in metres?",
            Datatype::Decimal,
            None,
            Some("2.5"),
        ),
        typed("call", "When may we call?", Datatype::Time, None, None),
        typed("since", "Since when?", Datatype::DateTime, None, None),
        typed(
            "home",
            "Where is your home page?",
            Datatype::Uri,
            None,
            None,
        ),
        labelled("friends", "Who are your friends?", Kind::Addresses),
        labelled("token", "Your secret sign", Kind::Secret),
        choice(
            "colour",
            "Your colour",
            options(&["Red", "Green", "Blue"]),
            false,
        ),
        choice("town", "Your town", numbered(500), false),
        Field {
            rules: Rules {
                chosen: (Some(2), Some(3)),
                ..Rules::default()
            },
            ..choice("books", "Your books", numbered(40), true)
        },
    ])
}

/// Three pages: one with texts, one with sections, one with the account (XEP-0141).
pub(crate) fn paged_form() -> Form {
    let mut fields = account_fields();
    fields.extend([
        typed(
            "age",
            "How old are you?",
            Datatype::Integer,
            Some("13"),
            Some("120"),
        ),
        Field {
            required: true,
            ..labelled("rules", "I accept the rules", Kind::Toggle)
        },
        field("city", Role::City, Kind::Text),
        labelled("street", "Street", Kind::Text),
        labelled("web", "Home page", Kind::Text),
    ]);
    let to = |id: &str| Part::Field(id.into());
    let section = |title: &str, parts| {
        Part::Section(Section {
            title: Some(title.to_owned()),
            parts,
        })
    };
    let page = |title: &str, parts| layout::Page {
        title: Some(title.to_owned()),
        parts,
    };
    let inner = section("On the web", vec![to("web")]);
    Form {
        title: Some("Three steps to your account".to_owned()),
        layout: vec![
            page(
                "About you",
                vec![
                    Part::Text("We ask this because we have to.".to_owned()),
                    to("age"),
                    to("rules"),
                ],
            ),
            page(
                "Where you live",
                vec![section("Address", vec![to("city"), to("street"), inner])],
            ),
            page("Your account", vec![to("username"), to("password")]),
        ],
        ..with_fields(fields)
    }
}

/// A challenge of that name, with what belongs to it behind these links; with none it came along.
pub(crate) fn challenge(id: &str, label: Option<&str>, links: &[&str]) -> Field {
    let kind = Challenge::named(id).unwrap();
    let link = |link: &&str| MediaSource::Link(Link::parse(link));
    let mut sources: Vec<MediaSource> = links.iter().map(link).collect();
    if sources.is_empty() {
        sources.push(MediaSource::Bytes(vec![1, 2, 3].into()));
    }
    let medium = |kind| Media {
        kind,
        mime: String::new(),
        sources,
        size: None,
    };
    Field {
        label: label.map(str::to_owned),
        media: kind.medium().map(medium).into_iter().collect(),
        ..Field::new(id, Role::Captcha(kind), Kind::Text)
    }
}

/// Something that the computer does instead of that a question is answered.
pub(crate) fn work(required: bool) -> Field {
    let role = Role::Captcha(Challenge::Hashcash);
    Field {
        required,
        ..Field::new("SHA-256", role, Kind::Work(Work::parse("5ad").unwrap()))
    }
}

/// A name, a password and these.
pub(crate) fn with_puzzles(puzzles: Vec<Field>) -> Form {
    let mut fields = account_fields();
    fields.extend(puzzles);
    with_fields(fields)
}

/// Several puzzles, of which one is enough.
pub(crate) fn puzzles_form() -> Form {
    with_puzzles(vec![
        challenge("ocr", None, &["https://example.org/captcha/1/image"]),
        challenge("qa", Some("What is two and two?"), &[]),
        challenge(
            "audio_recog",
            None,
            &["https://example.org/captcha/1/sound"],
        ),
    ])
}

/// Sixty fields, every third with so many options.
pub(crate) fn large_form(length: usize) -> Form {
    let mut fields = account_fields();
    fields.extend((2..60).map(|number| {
        let (id, label) = (format!("f{number}"), format!("Question {number}"));
        if number % 3 == 0 {
            choice(&id, &label, numbered(length), number % 2 == 0)
        } else {
            labelled(&id, &label, Kind::Text)
        }
    }));
    with_fields(fields)
}

pub(crate) fn picture() -> Picture {
    let (width, height) = (140, 60);
    let pixels: Vec<u8> = (0..u32::from(width) * u32::from(height))
        .flat_map(|at| match (at / 12 + at / 140 / 12) % 3 {
            0 => [35, 48, 107, 255],
            _ => [255, 255, 255, 255],
        })
        .collect();
    Picture::Ready {
        handle: iced::widget::image::Handle::from_rgba(width.into(), height.into(), pixels),
        width,
        height,
    }
}

/// The puzzle form with everything but the answer filled in.
pub(crate) fn filled() -> form::State {
    let mut page = form::State::new(domain(), puzzle_form(), Some("juliet".to_owned()));
    let _ = page.update(form::Message::Edit(
        1,
        form::Edit::Secret(Secret::from(PASSWORD)),
    ));
    page.picture(FieldId::from("ocr"), picture());
    page
}

pub(crate) fn refusal(reason: Reason, words: &str) -> Refusal {
    Refusal {
        server_text: Some(words.to_owned()),
        ..Refusal::new(reason)
    }
}

fn refused(reason: Reason, words: &str) -> Page {
    let mut page = filled();
    let _ = page.refused(refusal(reason, words));
    Page::Form(Box::new(page))
}

pub(crate) fn trouble(cause: trouble::Cause) -> Page {
    Page::Trouble(trouble::State::new(
        "example.org".to_owned(),
        cause,
        None,
        "domain: example.org".to_owned(),
    ))
}

/// A server that lets nobody in and says how to come in all the same.
fn trouble_with_words() -> Page {
    Page::Trouble(trouble::State::new(
        "example.org".to_owned(),
        trouble::Cause::Closed,
        Some("Please mail admin@example.org for an account.".to_owned()),
        "domain: example.org".to_owned(),
    ))
}

/// A report as it is met, unfolded.
fn trouble_with_report() -> Page {
    let report = "Vestibule 0.1.0\nSystem: linux x86_64, Debian GNU/Linux 12 (bookworm)\nServer: example.org\n\
         Stage: securing the connection\nError: the certificate is not valid: it ran out on 2026-11-03";
    let cause = trouble::Cause::Certificate(trouble::Fault::Expired("2026-11-03".to_owned()));
    let mut page = trouble::State::new("example.org".to_owned(), cause, None, report.to_owned());
    let _ = page.update(trouble::Message::Report(report::Message::Toggled));
    Page::Trouble(page)
}

/// A sign-in that proved nothing was tried.
fn checked(kind: pending::Kind, check: pending::Check) -> Page {
    let Page::Pending(mut page) = pending(kind) else {
        unreachable!("it is that page");
    };
    page.checked(check, "Stage: signing in".to_owned());
    Page::Pending(page)
}

pub(crate) fn web(link: Option<&str>) -> Page {
    Page::Web(web::State::new(
        "404.city".to_owned(),
        link.map(Link::parse),
        vec!["To register an account, visit https://404.city".to_owned()],
    ))
}

pub(crate) fn done() -> Page {
    done_with(&["Gajim", "Dino"])
}

fn done_with(programs: &[&str]) -> Page {
    let address = "juliet.c@magicbroccoli.de".to_owned();
    let mut page = done::State::new(address, Secret::from(PASSWORD));
    page.found(programs.iter().map(|&name| name.to_owned()).collect());
    page.lost(match programs {
        [] => Lost::Gone,
        _ => Lost::Reset(Link::parse("https://magicbroccoli.de/register")),
    });
    page.kept(Keeping::Saved);
    Page::Done(page)
}

pub(crate) fn pending(kind: pending::Kind) -> Page {
    Page::Pending(pending::State::new(
        kind,
        "juliet.c@magicbroccoli.de".to_owned(),
        Secret::from(PASSWORD),
    ))
}

pub(crate) fn form(form: Form) -> Page {
    Page::Form(Box::new(form::State::new(domain(), form, None)))
}

/// The form of [`typed_form`] with a day chosen from the calendar and an answer that looks wrong.
fn typed_page() -> Page {
    use form::{Edit, Message};
    let mut page = form::State::new(domain(), typed_form(), None);
    for message in [
        Message::Edit(0, Edit::Typed("2008-02-29".to_owned())),
        Message::Edit(0, Edit::CalendarToggled),
        Message::Edit(1, Edit::Typed("121".to_owned())),
        Message::Edit(9, Edit::List(Act::Choose(4))),
    ] {
        let _ = page.update(message);
    }
    Page::Form(Box::new(page))
}

/// A puzzle without a picture, and a link beside the form.
pub(crate) fn beside_form() -> Form {
    let mut ocr = field("ocr", Role::Captcha(Challenge::Ocr), Kind::Text);
    ocr.media.clear();
    Form {
        link: Some(Link::parse("https://example.org/captcha/1")),
        ..with_puzzles(vec![ocr])
    }
}

/// The form's second page, with what the first one asks.
fn at_page(form: Form) -> Page {
    let mut state = form::State::new(domain(), form, None);
    for message in [
        form::Message::Edit(3, form::Edit::Turned),
        form::Message::SubmitPressed,
    ] {
        let _ = state.update(message);
    }
    Page::Form(Box::new(state))
}

/// A form with everything shown that is there for those who cannot read its puzzle.
fn unfolded(form: Form) -> Page {
    let mut state = form::State::new(domain(), form, None);
    state.picture(FieldId::from("ocr"), picture());
    let _ = state.update(form::Message::Puzzle(form::Ask::Spare));
    state.saved(
        FieldId::from("speech_recog"),
        Ok("/home/juliet/Downloads/vestibule-puzzle.wav".into()),
    );
    Page::Form(Box::new(state))
}

/// An order of the list in which the servers of the drawings come first.
pub(crate) const ORDER: u64 = 450;

/// The choice of a server.
pub(crate) fn server_page(i18n: &I18n) -> server::State {
    server::State::new(&Directory::built_in(), i18n.tag(), ORDER, i18n)
}

const TOKEN: &str = "4ZN32HikPfZ9p-AtXtv2Eiq9";

/// The page for an invitation with this typed.
pub(crate) fn invitation(text: &str) -> Page {
    Page::Invitation(invitation::State::with(Secret::from(text)))
}

/// A form for somebody who has an account, and an invitation to set its password anew.
pub(crate) fn reset_form() -> Form {
    Form {
        resets: true,
        ..invited_form()
    }
}

/// What has to do with invitations.
fn invited() -> Vec<(&'static str, Page)> {
    let contact = format!("xmpp:romeo@magicbroccoli.de?roster;preauth={TOKEN};ibr=y");
    let mut asked = form::State::new(domain(), short_form(), Some("juliet".to_owned()));
    let _ = asked.refused(refusal(Reason::InvitationNeeded, "By invitation only."));
    let elsewhere = format!("xmpp:404.city?register;preauth={TOKEN}");
    let typed = invitation::line::Message::Typed(Secret::from(elsewhere));
    let _ = asked.update(form::Message::Invitation(typed));
    let mut done = done::State::new("juliet@magicbroccoli.de".to_owned(), Secret::from(PASSWORD));
    done.kept(Keeping::Saved);
    vec![
        ("invitation", invitation(&contact)),
        ("invitation-fault", invitation("magicbroccoli.de, please")),
        (
            "invitation-page",
            invitation(&format!("https://www.magicbroccoli.de/invite/?{TOKEN}")),
        ),
        ("form-invitation", Page::Form(Box::new(asked))),
        (
            "form-invites",
            form(Form {
                invites: true,
                ..short_form()
            }),
        ),
        ("form-reset", form(reset_form())),
        (
            "trouble-invitation",
            trouble(trouble::Cause::InvitationNeeded),
        ),
        ("trouble-spent", trouble(trouble::Cause::InvitationRefused)),
        ("done-reset", Page::Done(done.reset(true))),
    ]
}

/// Every page in each of its looks, by name.
pub(crate) fn all(i18n: &I18n) -> Vec<(&'static str, Page)> {
    let mut connecting = connecting::State::new("magicbroccoli.de".to_owned());
    connecting.reached(connecting::Stage::Secure);
    let mut all = vec![
        (
            "server",
            Page::Server(server_page(i18n).with_settings(None)),
        ),
        (
            "server-address",
            Page::Server(server_page(i18n).typed("juliet@example.org")),
        ),
        (
            "server-invitation",
            Page::Server(server_page(i18n).typed(
                "xmpp:romeo@magicbroccoli.de?roster;preauth=4ZN32HikPfZ9p-AtXtv2Eiq9;ibr=y",
            )),
        ),
        ("connecting", Page::Connecting(connecting)),
        ("form-short", form(short_form())),
        ("form-invited", form(invited_form())),
        ("form-long", form(long_form())),
        ("form-typed", typed_page()),
        ("form-page", form(paged_form())),
        ("form-sections", at_page(paged_form())),
        ("form-puzzles", unfolded(puzzles_form())),
        (
            "form-sound",
            unfolded(with_puzzles(vec![
                challenge("speech_recog", None, &[]),
                challenge("video_recog", None, &["http://example.org/captcha/1/film"]),
            ])),
        ),
        (
            "form-question",
            form(with_puzzles(vec![challenge(
                "qa",
                Some("Solve: 12 + 7"),
                &[],
            )])),
        ),
        ("form-work", form(with_puzzles(vec![work(true)]))),
        ("form-beside", form(beside_form())),
        ("form-filled", Page::Form(Box::new(filled()))),
        ("form-taken", refused(Reason::NameTaken, "User exists")),
        (
            "form-refused",
            refused(Reason::Unknown, "Closed from 01:00 to 07:00."),
        ),
        (
            "web",
            web(Some(
                "https://404.city/a/very/long/path/that/goes/on/register.html?lang=en&from=here",
            )),
        ),
        ("web-none", web(None)),
        ("done", done()),
        ("done-alone", done_with(&[])),
        ("pending-unproved", pending(pending::Kind::Unproved)),
        ("pending-waiting", pending(pending::Kind::Waiting)),
        ("pending-unknown", pending(pending::Kind::Unknown)),
        (
            "trouble-certificate",
            trouble(trouble::Cause::Certificate(trouble::Fault::Expired(
                "2026-11-03".to_owned(),
            ))),
        ),
        ("trouble-no-network", trouble(trouble::Cause::NoNetwork)),
        ("trouble-names", trouble(trouble::Cause::Names)),
        ("trouble-proxy", trouble(trouble::Cause::ProxyAway)),
        ("trouble-closed", trouble(trouble::Cause::Closed)),
        ("trouble-words", trouble_with_words()),
        ("trouble-report", trouble_with_report()),
        (
            "trouble-set-by-hand",
            Page::Trouble(
                trouble::State::new(
                    "chat.example.net".to_owned(),
                    trouble::Cause::Refused,
                    None,
                    "Server: example.org".to_owned(),
                )
                .on_own_way(true)
                .with_form_kept(true),
            ),
        ),
        ("trouble-unknown", trouble(trouble::Cause::Unknown)),
        (
            "pending-unreached",
            checked(
                pending::Kind::Unknown,
                pending::Check::NotReached(trouble::Cause::NoNetwork),
            ),
        ),
    ];
    all.extend(around_settings(i18n));
    all.extend(invited());
    all
}

/// What has to do with what the person sets.
fn around_settings(i18n: &I18n) -> Vec<(&'static str, Page)> {
    vec![
        (
            "server-set-aside",
            Page::Server(server_page(i18n).with_settings(Some(Trouble::SetAside(
                "/home/juliet/.config/vestibule/settings.json.broken-1793000000".into(),
            )))),
        ),
        ("settings", settings(Settings::default())),
        ("settings-fault", settings_unwritten()),
        ("settings-proxy", settings_with_proxy()),
        ("settings-asking", settings_asking()),
        ("settings-removed", settings_removed()),
    ]
}

/// The settings, with a word from the command line and a proxy of the system.
pub(crate) fn settings(settings: Settings) -> Page {
    Page::Settings(Box::new(settings::State::new(settings::Given {
        settings,
        lang_named: true,
        system_proxy: server::FoundProxy {
            proxy: Proxy::parse("localhost:9050").ok(),
            variable: Some("ALL_PROXY".to_owned()),
            ..server::FoundProxy::default()
        },
        system_language: "English".to_owned(),
        version: "1.2.3".to_owned(),
        system: "Linux of the tests".to_owned(),
        ..settings::Given::default()
    })))
}

fn settings_state(set: Settings) -> Box<settings::State> {
    let Page::Settings(state) = settings(set) else {
        unreachable!()
    };
    state
}

/// What was chosen could not be written down.
fn settings_unwritten() -> Page {
    let mut state = settings_state(Settings {
        language: Some("de".to_owned()),
        theme: ThemeChoice::Dark,
        text: TextSize::Larger,
        keyring: false,
        ..Settings::default()
    });
    state.written(Err(settings_file::Fault::Disk(NoteFault::Full)));
    Page::Settings(state)
}

/// A proxy was set that is none.
fn settings_with_proxy() -> Page {
    settings(Settings {
        proxy: ProxyChoice::Unusable(Secret::from("http://proxy.example:3128")),
        ..Settings::default()
    })
}

fn trace(name: &str, why: Option<Why>) -> Trace {
    Trace {
        name: name.to_owned(),
        why,
    }
}

/// Everything is to be forgotten: this is there.
fn settings_asking() -> Page {
    let mut state = settings_state(Settings::default());
    let _ = state.update(settings::Message::Forget(settings::Forget::LookPressed));
    let cached = (1..=15).map(|number| {
        let name = format!("/home/juliet/.cache/vestibule/picture-{number}.png");
        trace(&name, None)
    });
    drop(state.found(Found {
        settings: vec![
            trace("/home/juliet/.config/vestibule/settings.json", None),
            trace(
                "/home/juliet/.config/vestibule/settings.json.broken-1793000000",
                None,
            ),
        ],
        journal: vec![trace("juliet@magicbroccoli.de", None)],
        cache: cached.collect(),
        keyring: Ok(vec![
            trace("juliet@magicbroccoli.de", None),
            trace(
                "romeo@a-name-that-is-very-long.and-goes-on.example.org",
                None,
            ),
        ]),
    }));
    Page::Settings(state)
}

/// Not all of it could be forgotten.
fn settings_removed() -> Page {
    let Page::Settings(mut state) = settings_asking() else {
        unreachable!()
    };
    state.forgotten(Found {
        settings: vec![trace(
            "/home/juliet/.config/vestibule/settings.json",
            Some(Why::Disk(NoteFault::ReadOnly)),
        )],
        journal: vec![trace("juliet@magicbroccoli.de", Some(Why::InUse))],
        cache: Vec::new(),
        keyring: Err(KeyringFault::Locked),
    });
    Page::Settings(state)
}
