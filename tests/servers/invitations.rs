//! Invitations of a real Prosody: to a new account, with a contact, to a new password; good, used and over.

use std::time::Duration;

use sipper::Sipper as _;
use vestibule::{
    domain::{
        Form, Offer, Reason, Secret, Value,
        invite::{self, Meant},
    },
    engine::{Command, Event, Invited, Outcome, Proof, Remote, Roots, Target, Tls, open},
};

use crate::proxy::{Plan, Proxy};
use crate::witness::Verdict;
use crate::{PASSWORD, at_prosody, code, prosody, witness_at_prosody};

const HOST: &str = "invite.prosody.test";

/// A new account, with a name of one's own if that is said.
fn sign_up(link: &str, name: Option<&str>) -> crate::program::Run {
    let name = name.map(|name| format!("username={name}"));
    let mut arguments = vec!["register", link];
    if let Some(name) = &name {
        arguments.extend(["--set", name.as_str()]);
    }
    at_prosody().run(&arguments, &[PASSWORD])
}

#[track_caller]
fn is_made(run: crate::program::Run, name: &str) -> crate::program::Run {
    let run = run.ends_with(code::DONE);
    let address = format!("{name}@{HOST}");
    assert_eq!(run.json["address"], address, "{}", run.said);
    assert_eq!(run.json["invitation"], "accepted", "{}", run.said);
    assert_eq!(witness_at_prosody(&address, PASSWORD), Verdict::SignedIn);
    run
}

#[track_caller]
fn is_over(run: crate::program::Run) {
    let run = run.ends_with(code::REFUSED);
    assert_eq!(run.json["invitation"], "refused", "{}", run.said);
    let refusal = &run.json["refusal"];
    assert_eq!(refusal["reason"], "invitation_refused", "{}", run.said);
    assert_eq!(refusal["condition"], "forbidden", "{}", run.said);
}

/// Requirements 103 to 105 (XEP-0445): the same invitation a second time is over.
#[test]
fn an_invitation_makes_one_account() {
    let link = prosody().invitation(HOST, "create_account()");
    let run = is_made(sign_up(&link, Some("guest")), "guest");
    let trips = &run.json["round_trips"];
    assert_eq!(
        (&trips["form"], &trips["registered"]),
        (&6.into(), &7.into())
    );
    is_over(sign_up(&link, Some("another")));
    is_over(at_prosody().run(&["form", &link], &[]));
    let address = format!("another@{HOST}");
    assert_eq!(witness_at_prosody(&address, PASSWORD), Verdict::Refused);
}

/// Requirement 102 (XEP-0445 section 2.1).
#[test]
fn an_invitation_for_a_name_makes_that_account() {
    let link = prosody().invitation(HOST, "create_account(\"nurse\")");
    sign_up(&link, Some("tybalt")).ends_with(code::USAGE);
    is_made(sign_up(&link, None), "nurse");
}

/// Requirement 106 (XEP-0379): the server makes the two contacts; the program names the inviter.
#[test]
fn an_invitation_of_a_contact_makes_an_account_with_that_contact() {
    let own = prosody().invitation(HOST, "create_account(\"laurence\")");
    is_made(sign_up(&own, None), "laurence");
    let link = prosody().invitation(HOST, "create_contact(\"laurence\", true)");
    let run = is_made(sign_up(&link, Some("john")), "john");
    assert_eq!(run.json["inviter"], format!("laurence@{HOST}"));
    let (one, other) = (
        prosody().contacts("john", HOST),
        prosody().contacts("laurence", HOST),
    );
    assert!(one.contains(&format!("laurence@{HOST}")), "{one}");
    assert!(other.contains(&format!("john@{HOST}")), "{other}");

    // Without a word about accounts it is none of ours.
    let link = prosody().invitation(HOST, "create_contact(\"laurence\", false)");
    sign_up(&link, Some("james")).ends_with(code::USAGE);
}

#[test]
fn an_invitation_to_a_new_password_sets_it() {
    let own = prosody().invitation(HOST, "create_account(\"forgetful\")");
    is_made(sign_up(&own, None), "forgetful");
    let link = prosody().invitation(HOST, "create_account_reset(\"forgetful\")");
    let shown = at_prosody()
        .run(&["form", &link], &[])
        .ends_with(code::DONE);
    assert_eq!(shown.json["reset"], true, "{}", shown.said);
    let said = at_prosody().say(&["form", &link], &[]);
    assert!(said.contains("This account exists already."), "{said}");

    let password = "another-Tram-Ticket-7";
    let run = at_prosody().run(&["register", &link], &[password]);
    let run = run.ends_with(code::DONE);
    assert_eq!(run.json["proof"], "signed_in", "{}", run.said);
    assert_eq!(run.json["reset"], true, "{}", run.said);
    let address = format!("forgetful@{HOST}");
    assert_eq!(witness_at_prosody(&address, password), Verdict::SignedIn);
    assert_eq!(witness_at_prosody(&address, PASSWORD), Verdict::Refused);

    // Once, as any invitation; and it is called what it is when it is done.
    is_over(sign_up(&link, None));
    let link = prosody().invitation(HOST, "create_account_reset(\"forgetful\")");
    let said = at_prosody().say(&["register", &link], &[PASSWORD]);
    let done = format!("The password of {address} is set anew.");
    assert!(said.contains(&done), "{said}");
    assert!(!said.contains("new address"), "{said}");
}

/// It looks the same as a reset until the server says no: then it is not called one any more.
#[test]
fn an_invitation_for_a_name_that_was_taken_meanwhile_sets_no_password() {
    let early = prosody().invitation(HOST, "create_account(\"late-comer\")");
    let shown = at_prosody()
        .run(&["form", &early], &[])
        .ends_with(code::DONE);
    assert!(shown.json.get("reset").is_none(), "{}", shown.said);
    let other = prosody().invitation(HOST, "create_account(\"late-comer\")");
    is_made(sign_up(&other, None), "late-comer");
    let run = at_prosody().run(&["register", &early], &["another-Tram-Ticket-7"]);
    let run = run.ends_with(code::REFUSED);
    assert_eq!(run.json["refusal"]["reason"], "taken", "{}", run.said);
    let address = format!("late-comer@{HOST}");
    assert_eq!(witness_at_prosody(&address, PASSWORD), Verdict::SignedIn);
}

/// Prosody shows its form to everybody. One that is found when it has said no is shown on the stream that there is.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_is_found_later_is_good() {
    let plain = format!("xmpp:{HOST}?register");
    let mut guest = Guest::with(&plain, prosody().port_starttls);
    let form = guest.form().await;
    assert!(form.invites);
    guest.send(&form, "balthasar");
    guest.is_refused(Reason::InvitationNeeded).await;
    guest.form().await;
    let used = prosody().invitation(HOST, "create_account(\"friar\")");
    tokio::task::block_in_place(|| is_made(sign_up(&used, None), "friar"));
    guest.finds(&used);
    match guest.event().await {
        Some(Event::Invitation(Invited::Refused)) => {}
        other => panic!("not refused: {other:?}"),
    }
    assert!(matches!(
        guest.event().await,
        Some(Event::Offered(Offer::Closed(_)))
    ));
    guest.finds(&prosody().invitation(HOST, "create_account()"));
    guest.is_let_in().await;
    let form = guest.form().await;
    assert!(!form.invites && !form.resets);
    guest.send(&form, "balthasar");
    guest.ends_with("balthasar").await;
}

/// Where everybody may sign up, an invitation that is over is in nobody's way.
#[test]
fn an_invitation_whose_time_is_up_is_over() {
    for host in [HOST, "inviteopt.prosody.test"] {
        let link = prosody().invitation(host, "create_account(nil, nil, -1)");
        is_over(sign_up(&link, Some("late")));
    }
    let run = sign_up("inviteopt.prosody.test", Some("late"));
    let run = run.ends_with(code::DONE);
    assert!(run.json.get("invitation").is_none(), "{}", run.said);
}

#[test]
fn an_invitation_to_a_server_that_takes_none_is_not_shown() {
    let run = sign_up("xmpp:prosody.test?register;preauth=abc", Some("uninvited"));
    let run = run.ends_with(code::DONE);
    assert_eq!(run.json["invitation"], "not_taken", "{}", run.said);
    assert_eq!(run.json["address"], "uninvited@prosody.test");
}

/// A name that is taken does not use it up.
#[test]
fn an_invitation_outlasts_a_conflict() {
    let own = prosody().invitation(HOST, "create_account(\"taken\")");
    is_made(sign_up(&own, None), "taken");
    let link = prosody().invitation(HOST, "create_account()");
    let run = sign_up(&link, Some("taken")).ends_with(code::REFUSED);
    assert_eq!(run.json["refusal"]["reason"], "taken", "{}", run.said);
    assert_eq!(run.json["invitation"], "accepted", "{}", run.said);
    is_made(sign_up(&link, Some("not-taken")), "not-taken");
}

/// A session, at this port.
struct Guest {
    remote: Remote,
    events: tokio::sync::mpsc::UnboundedReceiver<Event>,
    end: tokio::task::JoinHandle<Result<Outcome, vestibule::engine::Error>>,
}

impl Guest {
    fn with(link: &str, port: u16) -> Self {
        let Ok(Meant::Invitation(invitation)) = invite::read(link) else {
            panic!("no invitation: {link}")
        };
        let mut target = Target::new(invitation.domain.clone());
        target.connect = Some(("127.0.0.1".to_owned(), port));
        target.tls = Tls::StartTls;
        target.roots = Roots::from_pem(&std::fs::read(&prosody().ca_pem).unwrap()).unwrap();
        target.deadlines.settle = Duration::from_millis(300);
        target.invitation = invitation.token;
        target.invited_name = invitation.name;
        target.resets = invitation.resets;
        let (remote, session) = open(target);
        let (tell, events) = tokio::sync::mpsc::unbounded_channel();
        let end = tokio::spawn(async move {
            let mut session = session.pin();
            while let Some(event) = session.sip().await {
                let _ = tell.send(event);
            }
            session.await
        });
        Self {
            remote,
            events,
            end,
        }
    }

    fn finds(&self, link: &str) {
        let Ok(Meant::Invitation(found)) = invite::read(link) else {
            panic!("no invitation: {link}")
        };
        self.remote.send(Command::WithInvitation(found));
    }

    async fn event(&mut self) -> Option<Event> {
        loop {
            match self.events.recv().await {
                Some(Event::Stage(_)) => {}
                other => return other,
            }
        }
    }

    async fn is_let_in(&mut self) {
        match self.event().await {
            Some(Event::Invitation(Invited::Accepted)) => {}
            other => panic!("not accepted: {other:?}"),
        }
    }

    async fn form(&mut self) -> Form {
        match self.event().await {
            Some(Event::Offered(Offer::Form(form))) => form,
            other => panic!("no form: {other:?}"),
        }
    }

    async fn is_refused(&mut self, reason: Reason) {
        match self.event().await {
            Some(Event::Refused(refusal)) => assert_eq!(refusal.reason, reason),
            other => panic!("not refused: {other:?}"),
        }
    }

    fn send(&self, form: &Form, name: &str) {
        let mut answers = form.presets();
        answers.set("username".into(), Value::Text(name.to_owned()));
        answers.set("password".into(), Value::Secret(Secret::from(PASSWORD)));
        let submission = form.check(&answers, false).unwrap();
        self.remote.send(Command::Submit(submission));
    }

    async fn ends_with(mut self, name: &str) {
        if let Some(event) = self.event().await {
            panic!("not the end: {event:?}");
        }
        let outcome = self.end.await.unwrap().unwrap();
        assert!(matches!(outcome.proof, Proof::SignedIn), "{outcome:?}");
        let address = format!("{name}@{HOST}");
        assert_eq!(outcome.address.unwrap().to_string(), address);
        assert_eq!(witness_at_prosody(&address, PASSWORD), Verdict::SignedIn);
    }
}

/// The token holds for one stream only: it is shown on each, the form being out or not, with a conflict in between.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_survives_the_end_of_its_stream() {
    let own = prosody().invitation(HOST, "create_account(\"capulet\")");
    is_made(sign_up(&own, None), "capulet");
    let proxy = Proxy::start(prosody().port_starttls, vec![Plan::default()]).await;
    for conflicts in [false, true] {
        let link = prosody().invitation(HOST, "create_account()");
        let name = if conflicts { "paris" } else { "peter" };
        let mut guest = Guest::with(&link, proxy.port);
        guest.is_let_in().await;
        let mut form = guest.form().await;
        proxy.cut().await;
        if conflicts {
            guest.send(&form, "capulet");
            guest.is_refused(Reason::NameTaken).await;
            form = guest.form().await;
            proxy.cut().await;
        }
        guest.send(&form, name);
        guest.ends_with(name).await;
    }
}

/// A conflict on a stream that lives.
#[tokio::test(flavor = "multi_thread")]
async fn a_guest_may_try_another_name() {
    let own = prosody().invitation(HOST, "create_account(\"montague\")");
    is_made(sign_up(&own, None), "montague");
    let link = prosody().invitation(HOST, "create_account()");
    let mut guest = Guest::with(&link, prosody().port_starttls);
    guest.is_let_in().await;
    let form = guest.form().await;
    guest.send(&form, "montague");
    guest.is_refused(Reason::NameTaken).await;
    let form = guest.form().await;
    guest.send(&form, "abram");
    guest.ends_with("abram").await;
}
