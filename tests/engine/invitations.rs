//! Invitations: shown where they are taken, before the form is asked for, and on each new stream.

use vestibule::{
    domain::{FieldId, Form, Offer, Reason, Refusal, Token, UserName, Value},
    engine::{Command, Error, Event, Invited, Outcome, Proof, RoundTrips, Target, Tls},
};

use crate::{
    client::{Client, answers, filled},
    fake::{Fake, LEGACY, Line, PASSWORD, Script, refuses_sign_in, script, signs_in},
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

async fn told(client: &mut Client, expected: Invited) {
    match client.event().await {
        Some(Event::Invitation(told)) => assert_eq!(told, expected),
        other => panic!("not about the invitation: {other:?}"),
    }
}

async fn closed(client: &mut Client) -> Refusal {
    match client.event().await {
        Some(Event::Offered(Offer::Closed(refusal))) => refusal,
        other => panic!("not closed: {other:?}"),
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

/// Requirements 103 and 104 (XEP-0445 sections 3 and 4), also by the name that the feature has with old servers.
#[tokio::test]
async fn an_invitation_is_shown_and_awaited_before_the_form_is_asked_for() {
    for namespace in ["urn:xmpp:ibr-token:0", "urn:xmpp:invite"] {
        let fake = Fake::start(vec![
            script(move |mut line: Line| async move {
                line.consent().await;
                let mut line = line.secure().await;
                line.header_with(&features(namespace)).await;
                let (id, asked) = line.question().await;
                assert_shown(&asked);
                assert_eq!(line.at_hand(), "", "before the answer");
                line.send(&format!("<iq type='result' id='{id}' from='fake.test'/>"))
                    .await;
                let asked = line.result(LEGACY).await;
                assert!(asked.contains("type='get'"), "{asked}");
                registers(&mut line, "juliet").await;
                line.read_all().await;
            }),
            signs_in(PASSWORD),
        ])
        .await;
        let mut client = Client::open(&invited(&fake.target));
        told(&mut client, Invited::Accepted).await;
        let form = client.form().await;
        assert!(form.fields.iter().all(|field| !field.fixed));
        client.send(Command::Submit(filled(&form, "juliet")));
        assert_signed_in(&client.end().await);
        fake.played_exactly().await;
    }
}

/// Requirement 103 (XEP-0445 section 3): who does not take invitations does not see one; ejabberd would end the stream.
#[tokio::test]
async fn a_server_that_takes_none_does_not_see_the_token() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            registers(&mut line, "juliet").await;
            let rest = line.read_all().await;
            assert!(!rest.contains("preauth"), "{rest}");
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let target = Target {
        invited_name: UserName::parse("romeo").ok(),
        ..invited(&fake.target)
    };
    let mut client = Client::open(&target);
    told(&mut client, Invited::NotTaken).await;
    let form = client.form().await;
    assert!(form.fields.iter().all(|field| !field.fixed), "{form:?}");
    client.send(Command::Submit(filled(&form, "juliet")));
    assert_signed_in(&client.end().await);
    fake.played_exactly().await;
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
        let fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = welcomes(line).await;
            let asked = line.error("cancel", condition).await;
            assert_shown(&asked);
            // On the same stream, and without showing it again.
            let asked = line.result(LEGACY).await;
            assert!(asked.contains("type='get'"), "{asked}");
            line.error("modify", "not-acceptable").await;
            line.result(LEGACY).await;
            line.read_all().await;
        })])
        .await;
        let mut client = Client::open(&invited(&fake.target));
        told(&mut client, Invited::Refused).await;
        let refusal = closed(&mut client).await;
        assert_eq!(refusal.reason, Reason::InvitationRefused, "{condition}");
        assert_eq!(refusal.condition.as_deref(), Some(condition));
        client.send(Command::WithoutInvitation);
        let form = client.form().await;
        client.send(Command::Submit(filled(&form, "juliet")));
        match client.event().await {
            Some(Event::Refused(refusal)) => assert_eq!(refusal.reason, Reason::InvitationNeeded),
            other => panic!("not refused: {other:?}"),
        }
        client.form().await;
        drop(client);
        fake.played_exactly().await;
    }
}

/// Who goes on without an invitation does so on a new stream too.
#[tokio::test]
async fn what_is_done_without_is_not_shown_on_a_new_stream() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            line.error("cancel", "item-not-found").await;
        }),
        script(|line: Line| async move {
            let mut line = opens(line).await;
            let asked = line.result(LEGACY).await;
            assert!(asked.contains("type='get'"), "{asked}");
        }),
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            registers(&mut line, "juliet").await;
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = Client::open(&invited(&fake.target));
    told(&mut client, Invited::Refused).await;
    closed(&mut client).await;
    client.send(Command::WithoutInvitation);
    // Asked ahead on the new stream, as without an invitation.
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    assert_signed_in(&client.end().await);
    fake.played_exactly().await;
}

/// A fault of the moment says nothing about the invitation.
#[tokio::test]
async fn an_invitation_that_cannot_be_looked_at_just_now_is_not_over() {
    for (kind, condition, reason) in [
        ("wait", "resource-constraint", Reason::TooMany),
        ("cancel", "internal-server-error", Reason::ServerFault),
    ] {
        let fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = welcomes(line).await;
            line.error(kind, condition).await;
            lets_in(&mut line).await;
            line.result(LEGACY).await;
            line.read_all().await;
        })])
        .await;
        let mut client = Client::open(&invited(&fake.target));
        assert_eq!(closed(&mut client).await.reason, reason);
        client.send(Command::Refresh);
        told(&mut client, Invited::Accepted).await;
        client.form().await;
        drop(client);
        fake.played_exactly().await;
    }
}

/// Who offers invitations and does not know how one is shown takes none.
#[tokio::test]
async fn a_server_that_does_not_know_what_it_offers_takes_none() {
    for condition in ["service-unavailable", "feature-not-implemented"] {
        let fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = welcomes(line).await;
            line.error("cancel", condition).await;
            line.result(LEGACY).await;
            line.read_all().await;
        })])
        .await;
        let mut client = Client::open(&invited(&fake.target));
        told(&mut client, Invited::NotTaken).await;
        client.form().await;
        drop(client);
        fake.played_exactly().await;
    }
}

/// The token holds for one stream: it goes ahead of the answers on a new one, after a refusal too, and of a new form.
#[tokio::test]
async fn the_token_is_sent_again_on_each_new_stream() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            shows_form(line).await;
        }),
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            lets_in(&mut line).await;
            let sent = line.error("cancel", "conflict").await;
            assert!(sent.contains("<username>juliet<"), "{sent}");
            // The new form is asked for on the same stream, so without it.
            let asked = line.result(LEGACY).await;
            assert!(asked.contains("type='get'"), "{asked}");
        }),
        script(|line: Line| async move {
            shows_form(line).await;
        }),
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            lets_in(&mut line).await;
            registers(&mut line, "romeo").await;
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = Client::open(&invited(&fake.target));
    told(&mut client, Invited::Accepted).await;
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    match client.event().await {
        Some(Event::Refused(refusal)) => assert_eq!(refusal.reason, Reason::NameTaken),
        other => panic!("not refused: {other:?}"),
    }
    client.form().await;
    client.send(Command::Refresh);
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "romeo")));
    assert_signed_in(&client.end().await);
    fake.played_exactly().await;
}

/// An accepted invitation is not what is missing when the answers are refused.
#[tokio::test]
async fn a_guest_is_not_told_to_find_an_invitation() {
    let fake = Fake::start(vec![script(|line: Line| async move {
        let mut line = shows_form(line).await;
        line.error("modify", "not-acceptable").await;
        line.result(LEGACY).await;
        line.read_all().await;
    })])
    .await;
    let mut client = Client::open(&invited(&fake.target));
    told(&mut client, Invited::Accepted).await;
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    match client.event().await {
        Some(Event::Refused(refusal)) => assert_ne!(refusal.reason, Reason::InvitationNeeded),
        other => panic!("not refused: {other:?}"),
    }
    client.form().await;
    drop(client);
    fake.played_exactly().await;
}

/// It ran out while the form was filled in: nothing is sent, and that is said.
#[tokio::test]
async fn an_invitation_may_be_over_when_the_answers_are_to_go_out() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            shows_form(line).await;
        }),
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            line.error("cancel", "forbidden").await;
            let asked = line.result(LEGACY).await;
            assert!(asked.contains("type='get'"), "{asked}");
            registers(&mut line, "juliet").await;
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = Client::open(&invited(&fake.target));
    told(&mut client, Invited::Accepted).await;
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    told(&mut client, Invited::Refused).await;
    match client.event().await {
        Some(Event::Refused(refusal)) => assert_eq!(refusal.reason, Reason::InvitationRefused),
        other => panic!("not refused: {other:?}"),
    }
    assert_eq!(closed(&mut client).await.reason, Reason::InvitationRefused);
    client.send(Command::WithoutInvitation);
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    assert_signed_in(&client.end().await);
    fake.played_exactly().await;
}

/// Shows the form, and the connection breaks over the answers.
fn cuts() -> Script {
    script(|line: Line| async move {
        let mut line = shows_form(line).await;
        let (_, sent) = line.question().await;
        assert!(sent.contains("<username>juliet<"), "{sent}");
    })
}

fn is_over() -> Script {
    script(|line: Line| async move {
        let mut line = welcomes(line).await;
        line.error("cancel", "item-not-found").await;
        line.read_all().await;
    })
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
        let scripts = vec![cuts(), refuses_sign_in("not-authorized"), is_over(), proof];
        let fake = Fake::start(scripts).await;
        let mut client = Client::open(&invited(&fake.target));
        told(&mut client, Invited::Accepted).await;
        let form = client.form().await;
        client.send(Command::Submit(filled(&form, "juliet")));
        assert!(matches!(client.event().await, Some(Event::NotMade)));
        let end = client.end().await;
        if is_made {
            assert_signed_in(&end);
        } else {
            assert!(
                matches!(&end, Err(Error::OutcomeUnknown { address: Some(address), .. })
                    if address.to_string() == "juliet@fake.test"),
                "{end:?}"
            );
        }
        fake.played_exactly().await;
    }
}

/// The same where the new form was still to be had, and the invitation is over when the answers go out again.
#[tokio::test]
async fn it_may_have_been_used_up_between_two_tries() {
    let scripts = vec![
        cuts(),
        refuses_sign_in("not-authorized"),
        script(|line: Line| async move {
            shows_form(line).await;
        }),
        is_over(),
        signs_in(PASSWORD),
    ];
    let fake = Fake::start(scripts).await;
    let mut client = Client::open(&invited(&fake.target));
    told(&mut client, Invited::Accepted).await;
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    assert!(matches!(client.event().await, Some(Event::NotMade)));
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    assert_signed_in(&client.end().await);
    fake.played_exactly().await;
}

/// Until the answers are out nothing can have been made: no sign-in, no doubt.
#[tokio::test]
async fn a_cut_over_the_token_is_no_doubt() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            shows_form(line).await;
        }),
        script(|line: Line| async move {
            let mut line = welcomes(line).await;
            let (_, asked) = line.question().await;
            assert_shown(&asked);
        }),
    ])
    .await;
    let mut client = Client::open(&invited(&fake.target));
    told(&mut client, Invited::Accepted).await;
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    let end = client.end().await;
    assert!(matches!(end, Err(Error::Lost(_))), "{end:?}");
    fake.played_exactly().await;
}

fn name_of(form: &Form) -> (bool, Option<Value>) {
    let field = form.field(&FieldId::from("username")).unwrap();
    (field.fixed, field.preset.clone())
}

/// Requirement 102 (XEP-0445 section 2.1): the name is settled, in a form inside a refusal too, until the server says
/// that it cannot be had.
#[tokio::test]
async fn a_name_is_settled_by_its_invitation() {
    let fake = Fake::start(vec![script(|line: Line| async move {
        let mut line = shows_form(line).await;
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
    })])
    .await;
    let target = Target {
        invited_name: UserName::parse("juliet").ok(),
        ..invited(&fake.target)
    };
    let mut client = Client::open(&target);
    told(&mut client, Invited::Accepted).await;
    let form = client.form().await;
    let settled = (true, Some(Value::Text("juliet".to_owned())));
    assert_eq!(name_of(&form), settled);
    assert!(form.check(&answers(&form, "romeo"), true).is_err());
    client.send(Command::Submit(filled(&form, "juliet")));
    let form = match client.event().await {
        Some(Event::Refused(refusal)) => *refusal.form.unwrap(),
        other => panic!("not refused: {other:?}"),
    };
    assert_eq!(name_of(&form), settled);
    client.send(Command::Submit(filled(&form, "juliet")));
    match client.event().await {
        Some(Event::Refused(refusal)) => assert_eq!(refusal.reason, Reason::NameTaken),
        other => panic!("not refused: {other:?}"),
    }
    assert_eq!(name_of(&client.form().await), (false, None));
    drop(client);
    fake.played_exactly().await;
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
                line.send(
                    "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>",
                )
                .await;
                line.read_all().await;
            }),
        ])
        .await;
        fake.target.tls = tls;
        let mut client = Client::open(&invited(&fake.target));
        let remote = client.remote.clone().unwrap();
        told(&mut client, Invited::Accepted).await;
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
