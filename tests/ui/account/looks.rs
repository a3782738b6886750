//! Every state of the page, made by hand, and what it looks like.

use iced::Task;
use vestibule::domain::{
    About, Address, Answers, Contact, ContactPurpose, Field, Form, Keeping, KeyringFault, Kind,
    Link, Offer, Purpose, Reason, Refusal, Role, Secret, Service, ServiceAddress, ServiceKind,
    Value, Way, WebPage,
};
use vestibule::i18n::I18n;
use vestibule::page::account::{
    Action, Card, Entry, Fault, Message, News, Order, PanelMessage, ServicesMessage, SignInMessage,
    State,
};
use vestibule::page::pending::Check;
use vestibule::page::server::{Encryption, FoundProxy};
use vestibule::page::trouble::{self, Cause};
use vestibule::page::{Page, form};

use crate::bench::{NORMAL, SMALLEST};
use crate::desk::open_in;
use crate::presets::{PASSWORD, field};

pub(crate) const JULIET: &str = "juliet.c@magicbroccoli.de";

/// More than sixty letters, which have to be broken.
pub(crate) const LONG: &str =
    "the.lady.of.the.house.of.capulet.in.fair.verona@chat.of-the-two-households.example";

pub(crate) fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

/// The page that asks who one is.
pub(crate) fn sign_in(typed: &str) -> State {
    State::new(
        typed.to_owned(),
        None,
        Encryption::Auto,
        FoundProxy::default(),
    )
}

fn say(page: &mut State, message: Message) -> Action {
    page.update(message)
}

fn enter_password(page: &mut State) -> Box<Entry> {
    let _ = say(
        page,
        Message::SignIn(SignInMessage::PasswordTyped(Secret::from(PASSWORD))),
    );
    match say(page, Message::SignIn(SignInMessage::SignInPressed)) {
        Action::SignIn(entry) => entry,
        other => panic!("{other:?} instead of a sign-in"),
    }
}

fn not_in(check: Check) -> State {
    let mut page = sign_in(JULIET);
    let _ = enter_password(&mut page);
    tell(
        &mut page,
        News::NotSignedIn(check, "Stage: signing in".to_owned()),
    );
    page
}

pub(crate) fn tell(page: &mut State, news: News) {
    let task: Task<Message> = page.told(news);
    drop(task);
}

/// What a server has on record, as a form with its values.
pub(crate) fn record(values: &[(&str, Role, &str)]) -> (Form, Answers) {
    let own = [
        ("username", Role::Username, "juliet.c"),
        ("password", Role::Password, ""),
    ];
    let fields = own.iter().chain(values).map(|(id, role, value)| {
        let (kind, preset) = match role {
            Role::Password => (Kind::Secret, None),
            _ => (Kind::Text, Some(Value::Text((*value).to_owned()))),
        };
        Field {
            preset,
            ..field(id, *role, kind)
        }
    });
    let form = Form::new(Purpose::Other, Way::Legacy, fields.collect());
    let mut known = Answers::default();
    known.set("username".into(), Value::Text("juliet.c".to_owned()));
    for id in ["old_password", "password"] {
        known.set(id.into(), Value::Secret(Secret::from(PASSWORD)));
    }
    (form, known)
}

pub(crate) fn contacts() -> About {
    let contact = |purpose, link: &str| Contact {
        purpose,
        link: Link::parse(link),
    };
    About {
        registration: Some(true),
        contacts: vec![
            contact(
                ContactPurpose::Support,
                "xmpp:help@chat.magicbroccoli.de?join",
            ),
            contact(ContactPurpose::Admin, "mailto:admin@magicbroccoli.de"),
            contact(ContactPurpose::Abuse, "https://magicbroccoli.de/abuse"),
        ],
    }
}

/// Signed in, with an e-mail address on record.
pub(crate) fn panel() -> State {
    let mut page = signed_in(JULIET, Keeping::Saved);
    tell(&mut page, News::About(contacts()));
    let told = record(&[("email", Role::Email, "juliet@example.org")]);
    tell(&mut page, News::Record(Ok(Some(told))));
    page
}

pub(crate) fn signed_in(typed: &str, keeping: Keeping) -> State {
    let mut page = sign_in(typed);
    let address = address(typed);
    tell(&mut page, News::SignedIn { address, keeping });
    page
}

pub(crate) fn press(page: &mut State, message: PanelMessage) -> Action {
    say(page, Message::Panel(message))
}

pub(crate) fn order(page: &mut State, message: PanelMessage) -> Order {
    match press(page, message) {
        Action::Order(order, _) => *order,
        other => panic!("{other:?} instead of an order"),
    }
}

pub(crate) fn with_open(card: Card) -> State {
    let mut page = panel();
    let _ = press(&mut page, PanelMessage::Opened(card));
    page
}

fn with_password() -> State {
    let mut page = with_open(Card::Password);
    let typed = form::Edit::Secret(Secret::from("violet-Tram-Ticket-9"));
    let typed = PanelMessage::Form(form::Message::Edit(0, typed));
    let _ = press(&mut page, typed);
    page
}

fn sending_password() -> State {
    let mut page = with_password();
    let sent = order(&mut page, PanelMessage::Form(form::Message::SubmitPressed));
    assert!(matches!(sent, Order::ChangePassword(_)));
    page
}

pub(crate) fn refusal(reason: Reason, condition: &str, words: &str) -> Refusal {
    Refusal {
        condition: Some(condition.to_owned()),
        server_text: Some(words.to_owned()),
        ..Refusal::new(reason)
    }
}

pub(crate) fn refused(refusal: Refusal) -> Fault {
    Fault::Refused(Box::new(refusal), known())
}

fn known() -> Answers {
    record(&[]).1
}

fn password_after(result: Result<Keeping, Fault>) -> State {
    let mut page = sending_password();
    tell(&mut page, News::PasswordChanged(result));
    page
}

/// The form that a server sends before it changes a password (XEP-0077 section 3.3).
pub(crate) fn change_form() -> Form {
    let fields = vec![
        field("username", Role::Username, Kind::Text),
        field("old_password", Role::OldPassword, Kind::Secret),
        field("password", Role::Password, Kind::Secret),
        Field {
            label: Some("Mother’s maiden name".to_owned()),
            ..field("x-mmn", Role::Other, Kind::Text)
        },
    ];
    Form {
        title: Some("Password change".to_owned()),
        instructions: vec!["Use this form to change your password.".to_owned()],
        ..Form::new(Purpose::NewPassword, Way::DataForm, fields)
    }
}

/// The form that a server sends before it deletes an account (XEP-0077 section 3.2).
pub(crate) fn cancel_form() -> Form {
    let fields = vec![
        field("username", Role::Username, Kind::Text),
        field("password", Role::Password, Kind::Secret),
        Field {
            label: Some("Where will your friends find you?".to_owned()),
            ..Field::new("moved", Role::Other, Kind::Text)
        },
    ];
    Form {
        instructions: vec!["Tell us before you go.".to_owned()],
        ..Form::new(Purpose::Other, Way::DataForm, fields)
    }
}

pub(crate) fn service(address: &str, name: Option<&str>, kind: ServiceKind) -> Service {
    Service {
        address: ServiceAddress::parse(address).unwrap(),
        name: name.map(str::to_owned),
        kind,
    }
}

pub(crate) fn services() -> Vec<Service> {
    vec![
        service(
            "irc.magicbroccoli.de",
            Some("Biboumi"),
            ServiceKind::Gateway("irc".to_owned()),
        ),
        service(
            "chat.magicbroccoli.de",
            Some("Public chat rooms"),
            ServiceKind::Rooms,
        ),
        service("pubsub.magicbroccoli.de", None, ServiceKind::Other),
    ]
}

pub(crate) fn with_services() -> State {
    let mut page = with_open(Card::Services);
    tell(&mut page, News::Services(Ok(services())));
    page
}

pub(crate) fn service_form(nick: &str) -> Form {
    let nick_field = Field {
        preset: (!nick.is_empty()).then(|| Value::Text(nick.to_owned())),
        ..field("nick", Role::Nick, Kind::Text)
    };
    Form {
        title: Some("Nickname registration at chat.magicbroccoli.de".to_owned()),
        instructions: vec!["Enter the nickname that you want to register.".to_owned()],
        ..Form::new(Purpose::Other, Way::DataForm, vec![nick_field])
    }
}

pub(crate) fn at_service(offer: Offer) -> State {
    let mut page = with_services();
    let sent = order(
        &mut page,
        PanelMessage::Services(ServicesMessage::Picked(1)),
    );
    let Order::Service(asked) = sent else {
        panic!("{sent:?}");
    };
    tell(&mut page, News::Service(asked, Ok(offer)));
    page
}

fn asked_to_cancel() -> State {
    let mut page = at_service(Offer::Registered(service_form("juliet")));
    let _ = press(
        &mut page,
        PanelMessage::Services(ServicesMessage::CancelPressed),
    );
    page
}

fn registered() -> State {
    let mut page = at_service(Offer::Form(service_form("juliet")));
    let sent = order(&mut page, PanelMessage::Form(form::Message::SubmitPressed));
    let Order::Register(address, ..) = sent else {
        panic!("{sent:?}");
    };
    tell(&mut page, News::Registered(address, Ok(())));
    page
}

pub(crate) fn meant() -> State {
    let mut page = with_open(Card::Delete);
    let typed = "Juliet.C@MagicBroccoli.de".to_owned();
    let _ = press(&mut page, PanelMessage::Typed(typed));
    page
}

fn deleting() -> State {
    let mut page = meant();
    let sent = order(&mut page, PanelMessage::DeletePressed);
    assert!(matches!(sent, Order::Delete));
    page
}

fn deletion_after(result: Result<(), Fault>) -> State {
    let mut page = deleting();
    tell(&mut page, News::Deleted(result));
    page
}

fn forgetting(fault: Option<KeyringFault>) -> State {
    let mut page = with_open(Card::Forget);
    if let Some(fault) = fault {
        let wish = press(&mut page, PanelMessage::ForgetPressed);
        assert!(matches!(wish, Action::Forget));
        tell(&mut page, News::Forgotten(Err(fault)));
    }
    page
}

fn lost() -> Fault {
    Fault::Unknown(Cause::Lost, "Stage: changing the password".to_owned())
}

fn not_offered() -> State {
    let mut page = signed_in(JULIET, Keeping::Nowhere);
    let about = About {
        registration: Some(false),
        ..contacts()
    };
    tell(&mut page, News::About(about));
    tell(&mut page, News::Record(Ok(None)));
    page
}

fn long() -> State {
    let mut page = signed_in(LONG, Keeping::NotSaved(KeyringFault::Locked));
    let long = "a.very.long.mailbox.name.that.goes.on.and.on.and.on@mail.two-households.example";
    let told = record(&[
        ("name", Role::FullName, "The Lady of the House of Capulet"),
        ("email", Role::Email, long),
        ("address", Role::Street, "Via Cappello 23"),
        ("city", Role::City, "Verona"),
        ("phone", Role::Phone, "+39 045 8034303"),
    ]);
    tell(&mut page, News::Record(Ok(Some(told))));
    page
}

fn known_accounts() -> State {
    let mut page = sign_in("");
    let known = [JULIET, LONG, "romeo@example.org"].map(address);
    tell(&mut page, News::Remembered(known.into()));
    page
}

fn busy() -> State {
    let mut page = sign_in(JULIET);
    let _ = enter_password(&mut page);
    page
}

fn keyring(fault: Option<KeyringFault>) -> State {
    let mut page = sign_in(JULIET);
    assert!(matches!(page.begin(), Action::SignIn(_)));
    tell(&mut page, News::NoPassword(fault));
    page
}

/// Every state of the page, by name.
pub(crate) fn all() -> Vec<(&'static str, State)> {
    let weak = refusal(
        Reason::PasswordNotAllowed,
        "not-acceptable",
        "The password is too weak",
    );
    let denied = refusal(Reason::NotAllowed, "not-allowed", "Ask the operators");
    let more = Refusal {
        form: Some(Box::new(change_form())),
        ..refusal(Reason::NotAllowed, "not-allowed", "More is needed")
    };
    let farewell = Refusal {
        form: Some(Box::new(cancel_form())),
        ..refusal(Reason::NotAllowed, "not-allowed", "Not so fast")
    };
    let expired = trouble::Fault::Expired("2026-11-03".to_owned());
    let words = Some("The password is wrong, or you are".to_owned());
    let mut again = password_after(Err(lost()));
    let _ = order(&mut again, PanelMessage::CheckPressed);
    let away = Fault::NotDone(Cause::NoNetwork, "Stage: looking up".to_owned());
    tell(&mut again, News::PasswordChanged(Err(away.clone())));
    let page = WebPage {
        link: Link::parse("https://irc.magicbroccoli.de/sign-up"),
        instructions: vec!["Sign up on the web.".to_owned()],
    };
    let mut none = with_open(Card::Services);
    tell(&mut none, News::Services(Ok(Vec::new())));
    let mut cut = with_open(Card::Services);
    tell(&mut cut, News::Services(Err(away.clone())));
    let mut gone = deletion_after(Ok(()));
    tell(&mut gone, News::Forgotten(Ok(())));
    let mut changed = with_open(Card::Record);
    let _ = order(
        &mut changed,
        PanelMessage::Form(form::Message::SubmitPressed),
    );
    tell(&mut changed, News::RecordChanged(Ok(())));
    vec![
        ("sign-in", sign_in("")),
        ("sign-in-known", known_accounts()),
        ("sign-in-busy", busy()),
        ("sign-in-wrong", not_in(Check::Refused(words))),
        ("sign-in-locked", not_in(Check::Locked(None))),
        (
            "sign-in-certificate",
            not_in(Check::NotReached(Cause::Certificate(expired))),
        ),
        ("sign-in-proxy", not_in(Check::NotReached(Cause::ProxyAway))),
        ("sign-in-keyring", keyring(Some(KeyringFault::Locked))),
        ("panel", panel()),
        ("panel-long", long()),
        ("panel-not-offered", not_offered()),
        ("record", with_open(Card::Record)),
        ("record-changed", changed),
        ("password", with_open(Card::Password)),
        ("password-typed", with_password()),
        ("password-sending", sending_password()),
        ("password-weak", password_after(Err(refused(weak)))),
        (
            "password-denied",
            password_after(Err(refused(denied.clone()))),
        ),
        ("password-asks-more", password_after(Err(refused(more)))),
        ("password-away", password_after(Err(away))),
        (
            "password-out",
            password_after(Err(Fault::NotIn(Check::Refused(None), String::new()))),
        ),
        ("password-unknown", password_after(Err(lost()))),
        ("password-unknown-again", again),
        ("password-proved", password_after(Ok(Keeping::Saved))),
        ("services-looking", with_open(Card::Services)),
        ("services", with_services()),
        ("services-none", none),
        ("services-away", cut),
        ("service", at_service(Offer::Form(service_form("")))),
        (
            "service-registered",
            at_service(Offer::Registered(service_form("juliet"))),
        ),
        ("service-cancel", asked_to_cancel()),
        ("service-web", at_service(Offer::Web(page))),
        ("service-closed", at_service(Offer::Closed(denied.clone()))),
        ("service-done", registered()),
        ("forget", forgetting(None)),
        ("forget-locked", forgetting(Some(KeyringFault::Locked))),
        ("delete", with_open(Card::Delete)),
        ("delete-meant", meant()),
        ("deleting", deleting()),
        ("delete-denied", deletion_after(Err(refused(denied)))),
        ("delete-asks-more", deletion_after(Err(refused(farewell)))),
        ("delete-unknown", deletion_after(Err(lost()))),
        (
            "delete-still-there",
            deletion_after(Err(Fault::StillThere(Some(
                "It will be deleted on 28 November.".to_owned(),
            )))),
        ),
        ("gone", gone),
    ]
}

#[test]
fn the_page_looks_as_it_did() {
    for (name, page) in all() {
        let at = |size| open_in(Page::Account(Box::new(page.clone())), I18n::default(), size);
        at(NORMAL).looks_like(&format!("account-{name}-normal"));
        // A card that is unfolded needs more room than a small window has at once.
        let is_short = name.starts_with("sign-in") || name.starts_with("panel") || name == "gone";
        let (size, kind) = if is_short {
            (SMALLEST, "small")
        } else {
            (iced::Size::new(SMALLEST.width, 1100.0), "tall")
        };
        let mut bench = at(size);
        bench.state.narrow = true;
        bench.looks_like(&format!("account-{name}-{kind}"));
    }
}

#[test]
fn the_page_looks_as_it_did_in_german_and_as_a_whole() {
    for (name, page) in all() {
        if !matches!(
            name,
            "sign-in-known" | "panel-long" | "password-denied" | "delete-asks-more" | "service"
        ) {
            continue;
        }
        for (width, kind) in [(NORMAL.width, "normal"), (SMALLEST.width, "small")] {
            let size = iced::Size::new(width, 1100.0);
            let page = Page::Account(Box::new(page.clone()));
            let mut bench = open_in(page, I18n::new(Some("de")), size);
            bench.state.narrow = width < NORMAL.width;
            bench.looks_like(&format!("account-german-{name}-{kind}"));
        }
    }
}
