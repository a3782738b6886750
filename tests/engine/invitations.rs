//! Invitations: shown where they are taken, before the form is asked for, and on each new stream.

use vestibule::{
    domain::{Domain, FieldId, Form, Invitation, Offer, Reason, Refusal, Token, UserName, Value},
    engine::{Command, Error, Event, Invited, Outcome, Proof, RoundTrips, Target, Tls},
};

use crate::{
    client::{Client, answers, filled},
    fake::{DOMAIN, Fake, LEGACY, Line, PASSWORD, Script, refuses_sign_in, script, signs_in},
};

const TOKEN: &str = "Tok-en_<1>";
/// As it is on the wire.
const SHOWN: &str = "token='Tok-en_&lt;1>'";

const REGISTER: &str = "<register xmlns='http://jabber.org/features/iq-register'/>";
const MECHANISMS: &str = "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>\
     <mechanism>SCRAM-SHA-256</mechanism></mechanisms>";

/// Features of a server that takes invitations, by this name.
fn features(namespace: &str) -> String {
    format!(
        "<stream:features><register xmlns='{namespace}'/>{REGISTER}{MECHANISMS}</stream:features>"
    )
}

/// A stream of a server that takes invitations.
async fn opens(mut line: Line) -> Line {
    line.consent().await;
    let mut line = line.secure().await;
    line.header_with(&features("urn:xmpp:ibr-token:0")).await;
    line
}

/// The same for somebody who has one: nothing comes before its features are out.
async fn welcomes(line: Line) -> Line {
    let line = opens(line).await;
    assert_eq!(line.at_hand(), "", "before the features");
    line
}

/// What is asked next must be the invitation, alone.
fn assert_shown(asked: &str) {
    assert!(asked.contains("type='set'"), "{asked}");
    assert!(asked.contains("to='fake.test'"), "{asked}");
    assert!(
        asked.contains("<preauth xmlns='urn:xmpp:pars:0'"),
        "{asked}"
    );
    let plain = asked.replace("&gt;", ">");
    assert!(plain.contains(SHOWN), "{asked}");
}

/// Takes the invitation.
async fn lets_in(line: &mut Line) {
    let asked = line.result("").await;
    assert_shown(&asked);
}

/// Takes the invitation and shows the form.
async fn shows_form(line: Line) -> Line {
    let mut line = welcomes(line).await;
    lets_in(&mut line).await;
    let asked = line.result(LEGACY).await;
    assert!(asked.contains("type='get'"), "{asked}");
    line
}

/// Takes the answers, and nothing before them.
async fn registers(line: &mut Line, name: &str) {
    let sent = line.result("").await;
    assert!(sent.contains(&format!("<username>{name}<")), "{sent}");
}

fn invited(target: &Target) -> Target {
    Target {
        invitation: Some(Token::parse(TOKEN).unwrap()),
        ..target.clone()
    }
}

/// A session with an invitation, and the server that it goes to.
struct Guest {
    fake: Fake,
    client: Client,
}

impl Guest {
    /// With a token alone, of which the server says this.
    async fn with(scripts: Vec<Script>, told: Invited) -> Self {
        let mut guest = Self::come(scripts, |target| target).await;
        guest.told(told).await;
        guest
    }

    /// The same with an invitation for this name, which the server takes.
    async fn named(name: &str, scripts: Vec<Script>) -> Self {
        let name = UserName::parse(name).ok();
        let named = |target| Target {
            invited_name: name,
            ..target
        };
        let mut guest = Self::come(scripts, named).await;
        guest.told(Invited::Accepted).await;
        guest
    }

    /// The same with nothing said of it yet.
    async fn come(scripts: Vec<Script>, how: impl FnOnce(Target) -> Target) -> Self {
        let fake = Fake::start(scripts).await;
        let client = Client::open(&how(invited(&fake.target)));
        Self { fake, client }
    }

    async fn told(&mut self, expected: Invited) {
        match self.client.event().await {
            Some(Event::Invitation(told)) => assert_eq!(told, expected),
            other => panic!("not about the invitation: {other:?}"),
        }
    }

    async fn form(&mut self) -> Form {
        self.client.form().await
    }

    async fn is_closed(&mut self) -> Refusal {
        match self.client.event().await {
            Some(Event::Offered(Offer::Closed(refusal))) => refusal,
            other => panic!("not closed: {other:?}"),
        }
    }

    async fn is_refused(&mut self) -> Refusal {
        match self.client.event().await {
            Some(Event::Refused(refusal)) => refusal,
            other => panic!("not refused: {other:?}"),
        }
    }

    fn order(&self, command: Command) {
        self.client.send(command);
    }

    fn send(&self, form: &Form, name: &str) {
        self.order(Command::Submit(filled(form, name)));
    }

    /// The end, and that of the server's play.
    async fn ends(self) -> Result<Outcome, Error> {
        let end = self.client.end().await;
        self.fake.played_exactly().await;
        end
    }

    /// Ends with an account that is proved.
    async fn has_account(self) {
        assert_signed_in(&self.ends().await);
    }

    /// Asks for nothing more.
    async fn leaves(self) {
        drop(self.client);
        self.fake.played_exactly().await;
    }
}

fn assert_signed_in(end: &Result<Outcome, Error>) {
    assert!(
        matches!(
            end,
            Ok(Outcome {
                proof: Proof::SignedIn,
                ..
            })
        ),
        "{end:?}"
    );
}

/// The play of a server that lets the guest in, as far as the form, and then goes on like this.
fn lets_in_and<F>(play: impl FnOnce(Line) -> F + Send + 'static) -> Script
where
    F: Future<Output = ()> + Send + 'static,
{
    script(|line: Line| async move { play(shows_form(line).await).await })
}

/// Lets the guest in as far as the form, and leaves.
fn lets_in_once() -> Script {
    lets_in_and(|_| async {})
}

/// Lets the guest in, and stays.
fn stays() -> Script {
    lets_in_and(|mut line| async move {
        line.read_all().await;
    })
}

/// Shows its form to somebody whose invitation was not taken, or is not wanted any more.
async fn shows_form_to_anybody(line: &mut Line) {
    let asked = line.result(LEGACY).await;
    assert!(asked.contains("type='get'"), "{asked}");
}

/// Signs up whoever is let in.
fn signs_up(name: &'static str) -> Script {
    lets_in_and(move |mut line| async move {
        registers(&mut line, name).await;
        line.read_all().await;
    })
}

/// Lets the guest in, whose form is out already, and signs up.
fn signs_up_at_once(name: &'static str) -> Script {
    script(move |line: Line| async move {
        let mut line = welcomes(line).await;
        lets_in(&mut line).await;
        registers(&mut line, name).await;
        line.read_all().await;
    })
}

/// Does not take the invitation, and goes on like this.
fn turns_away_and<F>(
    condition: &'static str,
    play: impl FnOnce(Line) -> F + Send + 'static,
) -> Script
where
    F: Future<Output = ()> + Send + 'static,
{
    script(move |line: Line| async move {
        let mut line = welcomes(line).await;
        let asked = line.error("cancel", condition).await;
        assert_shown(&asked);
        play(line).await;
    })
}

/// Shows the form, and the connection breaks over the answers.
fn cuts() -> Script {
    lets_in_and(|mut line| async move {
        let (_, sent) = line.question().await;
        assert!(sent.contains("<username>juliet<"), "{sent}");
    })
}

fn is_over() -> Script {
    turns_away_and("item-not-found", |mut line| async move {
        line.read_all().await;
    })
}

/// Says of names whether there are accounts of them, as SCRAM does: of one after the other on one stream.
fn knows(names: &'static [bool]) -> Script {
    script(move |line: Line| async move {
        let mut line = line.open().await;
        for known in names {
            if *known {
                let (first, _) = line.challenge(4096, |nonce| format!("{nonce}server")).await;
                assert!(first.starts_with("n="), "{first}");
                line.read_to("</abort>").await;
                line.send(&failure("aborted")).await;
            } else {
                line.read_to("</auth>").await;
                line.send(&failure("not-authorized")).await;
            }
        }
        // Nothing of a password is ever said.
        let rest = line.read_all().await;
        assert!(!rest.contains("<response"), "{rest}");
    })
}

fn failure(condition: &str) -> String {
    format!("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><{condition}/></failure>")
}

/// Requirements 103 and 104 (XEP-0445 sections 3 and 4), also by the name that the feature has with old servers.
#[tokio::test]
async fn an_invitation_is_shown_and_awaited_before_the_form_is_asked_for() {
    for namespace in ["urn:xmpp:ibr-token:0", "urn:xmpp:invite"] {
        let server = script(move |mut line: Line| async move {
            line.consent().await;
            let mut line = line.secure().await;
            line.header_with(&features(namespace)).await;
            let (id, asked) = line.question().await;
            assert_shown(&asked);
            assert_eq!(line.at_hand(), "", "before the answer");
            line.send(&format!("<iq type='result' id='{id}' from='fake.test'/>"))
                .await;
            shows_form_to_anybody(&mut line).await;
            registers(&mut line, "juliet").await;
            line.read_all().await;
        });
        let mut guest = Guest::with(vec![server, signs_in(PASSWORD)], Invited::Accepted).await;
        let form = guest.form().await;
        assert!(form.fields.iter().all(|field| !field.fixed));
        assert!(!form.invites && !form.resets);
        guest.send(&form, "juliet");
        guest.has_account().await;
    }
}

/// Requirement 103 (XEP-0445 section 3): who does not take invitations does not see one; ejabberd would end the stream.
#[tokio::test]
async fn a_server_that_takes_none_does_not_see_the_token() {
    let server = script(|line: Line| async move {
        let mut line = line.show_form().await;
        registers(&mut line, "juliet").await;
        let rest = line.read_all().await;
        assert!(!rest.contains("preauth"), "{rest}");
    });
    let named = |target| Target {
        invited_name: UserName::parse("romeo").ok(),
        resets: true,
        ..target
    };
    // Nor is it looked whether there is an account of the name.
    let mut guest = Guest::come(vec![server, signs_in(PASSWORD)], named).await;
    guest.told(Invited::NotTaken).await;
    let form = guest.form().await;
    assert!(form.fields.iter().all(|field| !field.fixed), "{form:?}");
    assert!(!form.resets);
    guest.send(&form, "juliet");
    guest.has_account().await;
}

/// Requirement 105 (XEP-0445 section 4; Prosody says forbidden): told before anything is asked, and one can go on.
#[tokio::test]
async fn an_invitation_that_is_over_is_told_and_can_be_done_without() {
    for condition in [
        "item-not-found",
        "forbidden",
        "not-acceptable",
        "bad-request",
    ] {
        // On the same stream, and without showing it again.
        let server = turns_away_and(condition, |mut line| async move {
            shows_form_to_anybody(&mut line).await;
            line.error("modify", "not-acceptable").await;
            line.result(LEGACY).await;
            line.read_all().await;
        });
        let mut guest = Guest::with(vec![server], Invited::Refused).await;
        let refusal = guest.is_closed().await;
        assert_eq!(refusal.reason, Reason::InvitationRefused, "{condition}");
        assert_eq!(refusal.condition.as_deref(), Some(condition));
        guest.order(Command::WithoutInvitation);
        let form = guest.form().await;
        assert!(form.invites);
        guest.send(&form, "juliet");
        assert_eq!(guest.is_refused().await.reason, Reason::InvitationNeeded);
        guest.form().await;
        guest.leaves().await;
    }
}

/// Who goes on without an invitation does so on a new stream too, and is asked ahead there.
#[tokio::test]
async fn what_is_done_without_is_not_shown_on_a_new_stream() {
    let servers = vec![
        turns_away_and("item-not-found", |_| async {}),
        script(|line: Line| async move {
            let mut line = opens(line).await;
            shows_form_to_anybody(&mut line).await;
        }),
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            registers(&mut line, "juliet").await;
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ];
    let mut guest = Guest::with(servers, Invited::Refused).await;
    guest.is_closed().await;
    guest.order(Command::WithoutInvitation);
    let form = guest.form().await;
    guest.send(&form, "juliet");
    guest.has_account().await;
}

/// A fault of the moment says nothing about the invitation.
#[tokio::test]
async fn an_invitation_that_cannot_be_looked_at_just_now_is_not_over() {
    for (kind, condition, reason) in [
        ("wait", "resource-constraint", Reason::TooMany),
        ("cancel", "internal-server-error", Reason::ServerFault),
    ] {
        let server = script(move |line: Line| async move {
            let mut line = welcomes(line).await;
            line.error(kind, condition).await;
            lets_in(&mut line).await;
            line.result(LEGACY).await;
            line.read_all().await;
        });
        let mut guest = Guest::come(vec![server], |target| target).await;
        assert_eq!(guest.is_closed().await.reason, reason);
        guest.order(Command::Refresh);
        guest.told(Invited::Accepted).await;
        guest.form().await;
        guest.leaves().await;
    }
}

/// Who offers invitations and does not know how one is shown takes none.
#[tokio::test]
async fn a_server_that_does_not_know_what_it_offers_takes_none() {
    for condition in ["service-unavailable", "feature-not-implemented"] {
        let server = turns_away_and(condition, |mut line| async move {
            line.result(LEGACY).await;
            line.read_all().await;
        });
        let mut guest = Guest::with(vec![server], Invited::NotTaken).await;
        guest.form().await;
        guest.leaves().await;
    }
}

/// The token holds for one stream: it goes ahead of the answers on a new one, after a refusal too, and of a new form.
#[tokio::test]
async fn the_token_is_sent_again_on_each_new_stream() {
    let servers = vec![
        lets_in_once(),
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            lets_in(&mut line).await;
            let sent = line.error("cancel", "conflict").await;
            assert!(sent.contains("<username>juliet<"), "{sent}");
            // The new form is asked for on the same stream, so without it.
            shows_form_to_anybody(&mut line).await;
        }),
        lets_in_once(),
        signs_up_at_once("romeo"),
        signs_in(PASSWORD),
    ];
    let mut guest = Guest::with(servers, Invited::Accepted).await;
    let form = guest.form().await;
    guest.send(&form, "juliet");
    assert_eq!(guest.is_refused().await.reason, Reason::NameTaken);
    guest.form().await;
    guest.order(Command::Refresh);
    let form = guest.form().await;
    guest.send(&form, "romeo");
    guest.has_account().await;
}

/// An accepted invitation is not what is missing when the answers are refused.
#[tokio::test]
async fn a_guest_is_not_told_to_find_an_invitation() {
    let server = lets_in_and(|mut line| async move {
        line.error("modify", "not-acceptable").await;
        line.result(LEGACY).await;
        line.read_all().await;
    });
    let mut guest = Guest::with(vec![server], Invited::Accepted).await;
    let form = guest.form().await;
    guest.send(&form, "juliet");
    assert_ne!(guest.is_refused().await.reason, Reason::InvitationNeeded);
    guest.form().await;
    guest.leaves().await;
}

/// It ran out while the form was filled in: nothing is sent, and that is said.
#[tokio::test]
async fn an_invitation_may_be_over_when_the_answers_are_to_go_out() {
    let servers = vec![
        lets_in_once(),
        turns_away_and("forbidden", |mut line| async move {
            shows_form_to_anybody(&mut line).await;
            registers(&mut line, "juliet").await;
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ];
    let mut guest = Guest::with(servers, Invited::Accepted).await;
    let form = guest.form().await;
    guest.send(&form, "juliet");
    guest.told(Invited::Refused).await;
    assert_eq!(guest.is_refused().await.reason, Reason::InvitationRefused);
    assert_eq!(guest.is_closed().await.reason, Reason::InvitationRefused);
    guest.order(Command::WithoutInvitation);
    let form = guest.form().await;
    guest.send(&form, "juliet");
    guest.has_account().await;
}

/// What was cut off may have used the invitation up, later than it was looked for.
#[tokio::test]
async fn an_invitation_that_our_own_answers_used_up_is_not_told_to_be_over() {
    for is_made in [true, false] {
        let proof = if is_made {
            signs_in(PASSWORD)
        } else {
            refuses_sign_in("not-authorized")
        };
        let servers = vec![cuts(), refuses_sign_in("not-authorized"), is_over(), proof];
        let mut guest = Guest::with(servers, Invited::Accepted).await;
        let form = guest.form().await;
        guest.send(&form, "juliet");
        assert!(matches!(guest.client.event().await, Some(Event::NotMade)));
        let end = guest.ends().await;
        if is_made {
            assert_signed_in(&end);
        } else {
            assert!(
                matches!(&end, Err(Error::OutcomeUnknown { address: Some(address), .. })
                    if address.to_string() == "juliet@fake.test"),
                "{end:?}"
            );
        }
    }
}

/// The same where the new form was still to be had, and the invitation is over when the answers go out again.
#[tokio::test]
async fn it_may_have_been_used_up_between_two_tries() {
    let servers = vec![
        cuts(),
        refuses_sign_in("not-authorized"),
        lets_in_once(),
        is_over(),
        signs_in(PASSWORD),
    ];
    let mut guest = Guest::with(servers, Invited::Accepted).await;
    let form = guest.form().await;
    guest.send(&form, "juliet");
    assert!(matches!(guest.client.event().await, Some(Event::NotMade)));
    let form = guest.form().await;
    guest.send(&form, "juliet");
    guest.has_account().await;
}

/// Until the answers are out nothing can have been made: no sign-in, no doubt.
#[tokio::test]
async fn a_cut_over_the_token_is_no_doubt() {
    let servers = vec![
        lets_in_once(),
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            let (_, asked) = line.question().await;
            assert_shown(&asked);
        }),
    ];
    let mut guest = Guest::with(servers, Invited::Accepted).await;
    let form = guest.form().await;
    guest.send(&form, "juliet");
    let end = guest.ends().await;
    assert!(matches!(end, Err(Error::Lost(_))), "{end:?}");
}

fn name_of(form: &Form) -> (bool, Option<Value>) {
    let field = form.field(&FieldId::from("username")).unwrap();
    (field.fixed, field.preset.clone())
}

/// Requirement 102 (XEP-0445 section 2.1): the name is settled, in a form inside a refusal too, until the server says
/// that it cannot be had.
#[tokio::test]
async fn a_name_is_settled_by_its_invitation() {
    let server = lets_in_and(|mut line| async move {
        let (id, sent) = line.question().await;
        assert!(sent.contains("<username>juliet<"), "{sent}");
        line.send(&format!(
            "<iq type='error' id='{id}'><query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
             <field var='username' type='text-single'/><field var='password' type='text-private'/>\
             </x></query><error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>\
             </error></iq>"
        ))
        .await;
        line.error("cancel", "conflict").await;
        line.result(LEGACY).await;
        line.read_all().await;
    });
    let mut guest = Guest::named("juliet", vec![server, knows(&[false])]).await;
    let form = guest.form().await;
    let settled = (true, Some(Value::Text("juliet".to_owned())));
    assert_eq!(name_of(&form), settled);
    assert!(!form.resets);
    assert!(form.check(&answers(&form, "romeo"), true).is_err());
    guest.send(&form, "juliet");
    let form = *guest.is_refused().await.form.unwrap();
    assert_eq!(name_of(&form), settled);
    guest.send(&form, "juliet");
    assert_eq!(guest.is_refused().await.reason, Reason::NameTaken);
    assert_eq!(name_of(&guest.form().await), (false, None));
    guest.leaves().await;
}

/// An invitation for the name of an account that is there is for a new password. Of a server that hides who is there,
/// nothing is believed.
#[tokio::test]
async fn an_invitation_for_an_account_that_is_there_resets_its_password() {
    for (told, resets) in [
        (&[false][..], false),
        (&[true, false], true),
        (&[true, true], false),
    ] {
        let servers = vec![signs_up("juliet"), knows(told), signs_in(PASSWORD)];
        let mut guest = Guest::named("juliet", servers).await;
        let form = guest.form().await;
        assert_eq!(form.resets, resets, "{told:?}");
        guest.send(&form, "juliet");
        guest.has_account().await;
    }
}

/// What cannot be seen is not asked for twice, and keeps nobody from the form.
#[tokio::test]
async fn a_server_that_does_not_say_who_is_there_is_signed_up_with() {
    for odd in [
        refuses_sign_in("temporary-auth-failure"),
        script(|line: Line| async move {
            line.open().await;
        }),
        script(|line: Line| async move {
            let mut line = line.open().await;
            line.read_to("</auth>").await;
            line.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                .await;
        }),
    ] {
        let servers = vec![signs_up("juliet"), odd, signs_in(PASSWORD)];
        let mut guest = Guest::named("juliet", servers).await;
        let form = guest.form().await;
        assert!(!form.resets);
        guest.send(&form, "juliet");
        guest.has_account().await;
    }
}

/// An account whose password the invitation does not set: from then on it is about a new account.
#[tokio::test]
async fn a_name_that_is_taken_is_no_reset() {
    let server = lets_in_and(|mut line| async move {
        line.error("cancel", "conflict").await;
        line.result(LEGACY).await;
        line.read_all().await;
    });
    let mut guest = Guest::named("juliet", vec![server, knows(&[true, false])]).await;
    let form = guest.form().await;
    assert!(form.resets);
    guest.send(&form, "juliet");
    assert_eq!(guest.is_refused().await.reason, Reason::NameTaken);
    let form = guest.form().await;
    assert!(!form.resets);
    assert_eq!(name_of(&form), (false, None));
    guest.leaves().await;
}

/// One that says so itself is believed, once the server has taken it.
#[tokio::test]
async fn an_invitation_may_say_itself_what_it_is_for() {
    let resets = |target| Target {
        resets: true,
        ..target
    };
    let mut guest = Guest::come(vec![stays()], resets).await;
    guest.told(Invited::Accepted).await;
    let form = guest.form().await;
    assert!(form.resets);
    assert_eq!(name_of(&form), (false, None));
    guest.leaves().await;
}

fn with_invitation(name: Option<&str>) -> Command {
    let domain = Domain::parse(DOMAIN).unwrap();
    Command::WithInvitation(Box::new(Invitation {
        name: name.map(|name| UserName::parse(name).unwrap()),
        ..Invitation::new(domain, Token::parse(TOKEN).ok())
    }))
}

/// A server that takes nobody without an invitation says so to the answers (Prosody): one that is found then is shown
/// on the same stream.
#[tokio::test]
async fn an_invitation_can_be_found_later() {
    let server = script(|line: Line| async move {
        let mut line = opens(line).await;
        shows_form_to_anybody(&mut line).await;
        line.error("modify", "not-acceptable").await;
        shows_form_to_anybody(&mut line).await;
        lets_in(&mut line).await;
        shows_form_to_anybody(&mut line).await;
        registers(&mut line, "juliet").await;
        line.read_all().await;
    });
    let uninvited = |target| Target {
        invitation: None,
        ..target
    };
    let servers = vec![server, knows(&[false]), signs_in(PASSWORD)];
    let mut guest = Guest::come(servers, uninvited).await;
    let form = guest.form().await;
    assert!(form.invites);
    guest.send(&form, "juliet");
    assert_eq!(guest.is_refused().await.reason, Reason::InvitationNeeded);
    guest.form().await;
    guest.order(with_invitation(Some("juliet")));
    guest.told(Invited::Accepted).await;
    let form = guest.form().await;
    assert!(name_of(&form).0 && !form.invites);
    guest.send(&form, "juliet");
    guest.has_account().await;
}

/// Another one in the place of one that is over, and of one that was taken: that is shown on a new stream.
#[tokio::test]
async fn an_invitation_takes_the_place_of_another() {
    let over = turns_away_and("forbidden", |mut line| async move {
        lets_in(&mut line).await;
        shows_form_to_anybody(&mut line).await;
        line.read_all().await;
    });
    let mut guest = Guest::with(vec![over, stays()], Invited::Refused).await;
    guest.is_closed().await;
    for _ in 0..2 {
        guest.order(with_invitation(None));
        guest.told(Invited::Accepted).await;
        guest.form().await;
    }
    guest.leaves().await;
}

/// One that comes while the form is asked for is not lost.
#[tokio::test]
async fn an_invitation_that_comes_at_the_wrong_time_is_shown_afterwards() {
    let (go_on, wait) = tokio::sync::oneshot::channel::<()>();
    let server = script(|line: Line| async move {
        let mut line = opens(line).await;
        shows_form_to_anybody(&mut line).await;
        let (id, asked) = line.question().await;
        assert!(asked.contains("type='get'"), "{asked}");
        wait.await.unwrap();
        line.send(&format!(
            "<iq type='result' id='{id}' from='fake.test'>{LEGACY}</iq>"
        ))
        .await;
        lets_in(&mut line).await;
        shows_form_to_anybody(&mut line).await;
        line.read_all().await;
    });
    let uninvited = |target| Target {
        invitation: None,
        ..target
    };
    let mut guest = Guest::come(vec![server], uninvited).await;
    guest.form().await;
    guest.order(Command::Refresh);
    guest.order(with_invitation(None));
    go_on.send(()).unwrap();
    guest.form().await;
    guest.told(Invited::Accepted).await;
    guest.form().await;
    guest.leaves().await;
}

/// Two more than without an invitation: one for the features, one for the answer to the token.
#[tokio::test]
async fn an_invitation_takes_two_round_trips() {
    for (tls, form, registered) in [(Tls::Direct, 5, 6), (Tls::StartTls, 6, 7)] {
        let mut fake = Fake::start(vec![
            script(move |mut line: Line| async move {
                if tls == Tls::StartTls {
                    line.consent().await;
                }
                let mut line = line.secure().await;
                line.header_with(&features("urn:xmpp:ibr-token:0")).await;
                lets_in(&mut line).await;
                line.result(LEGACY).await;
                line.result("").await;
                line.read_all().await;
            }),
            script(move |mut line: Line| async move {
                if tls == Tls::StartTls {
                    line.consent().await;
                }
                let mut line = line.secure().await;
                line.header().await;
                line.read_to("</auth>").await;
                line.send(&failure("not-authorized")).await;
                line.read_all().await;
            }),
        ])
        .await;
        fake.target.tls = tls;
        let mut client = Client::open(&invited(&fake.target));
        let remote = client.remote.clone().unwrap();
        match client.event().await {
            Some(Event::Invitation(Invited::Accepted)) => {}
            other => panic!("not taken: {other:?}"),
        }
        let offered = client.form().await;
        client.send(Command::Submit(filled(&offered, "juliet")));
        client.end().await.unwrap();
        let expected = RoundTrips {
            form: Some(form),
            registered: Some(registered),
        };
        assert_eq!(remote.round_trips(), expected, "{tls:?}");
        fake.played_exactly().await;
    }
}
