//! The handle on an account with the real servers: what other programs do with it, and what the servers do meanwhile.

use vestibule::{
    domain::{
        Address, Credentials, Domain, Form, Offer, Reason, Refusal, Secret, ServiceKind, Value,
    },
    engine::{
        Roots, Target, Tls,
        account::{AccountError, Owner},
    },
};

use crate::{
    PASSWORD, at_ejabberd, at_prosody, code, ejabberd, prosody,
    testbed::{Ejabberd, Prosody},
    witness::{self, Verdict},
    witness_at_ejabberd, witness_at_prosody,
};

const NEW: &str = "amber-Lighthouse-Stairs-4";

/// Signs up at one of the servers, and gives the handle on that account.
pub fn at(host: &str, name: &str) -> Owner {
    let is_prosody = host.ends_with("prosody.test");
    let program = if is_prosody {
        at_prosody()
    } else {
        at_ejabberd()
    };
    let username = format!("--set=username={name}");
    program
        .run(&["register", host, &username], &[PASSWORD])
        .ends_with(code::DONE);
    let (port, ca_pem) = if is_prosody {
        (prosody().port_starttls, &prosody().ca_pem)
    } else {
        (ejabberd().port_starttls, &ejabberd().ca_pem)
    };
    handle(host, name, port, ca_pem)
}

fn handle(host: &str, name: &str, port: u16, ca_pem: &std::path::Path) -> Owner {
    let mut target = Target::new(Domain::parse(host).unwrap());
    target.connect = Some(("127.0.0.1".to_owned(), port));
    target.tls = Tls::StartTls;
    target.roots = Roots::from_pem(&std::fs::read(ca_pem).unwrap()).unwrap();
    let credentials = Credentials {
        address: Address::parse(&format!("{name}@{host}")).unwrap(),
        password: Secret::from(PASSWORD),
    };
    Owner::new(target, credentials)
}

#[track_caller]
pub fn refused<T: std::fmt::Debug>(done: Result<T, AccountError>) -> Refusal {
    match done {
        Err(AccountError::Refused(refusal)) => *refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[track_caller]
fn not_let_in<T: std::fmt::Debug>(done: Result<T, AccountError>) -> String {
    match done {
        Err(AccountError::SignIn(refusal)) => refusal.condition.unwrap(),
        other => panic!("let in: {other:?}"),
    }
}

/// Requirements 17, 90, 94, 95 and 98, with a second client as witness at each step.
#[tokio::test]
async fn a_whole_life_on_one_handle() {
    for (host, witness) in [
        (
            "prosody.test",
            witness_at_prosody as fn(&str, &str) -> Verdict,
        ),
        ("ejabberd.test", witness_at_ejabberd),
    ] {
        let owner = at(host, "ariel");
        let address = format!("ariel@{host}");
        let record = owner.record().await.unwrap().expect("a record");
        assert!(record.field(&"username".into()).is_some(), "{record:?}");
        assert_eq!(
            owner.about().await.unwrap().registration,
            Some(true),
            "{host}"
        );
        owner.change_password(&Secret::from(NEW)).await.unwrap();
        assert_eq!(witness(&address, PASSWORD), Verdict::Refused);
        assert_eq!(witness(&address, NEW), Verdict::SignedIn);
        assert_eq!(owner.credentials().password, Secret::from(NEW));
        owner.record().await.unwrap().expect("a record");
        owner.leave().await;
        owner.record().await.unwrap().expect("a record");
        owner.delete().await.unwrap();
        assert_eq!(witness(&address, NEW), Verdict::Refused);
        assert_eq!(not_let_in(owner.record().await), "not-authorized");
    }
}

/// Requirement 93: what a server finds weak, and a password that is wrong by now.
#[tokio::test]
async fn a_weak_and_a_wrong_password() {
    for host in ["policy.prosody.test", "strength.ejabberd.test"] {
        let owner = at(host, "caliban");
        let refusal = refused(owner.change_password(&Secret::from("12345678")).await);
        assert_eq!(refusal.reason, Reason::PasswordNotAllowed, "{host}");
        // The same handle goes on.
        owner.record().await.unwrap().expect("a record");
        let other = owner.clone();
        other.change_password(&Secret::from(NEW)).await.unwrap();
        let (port, ca_pem) = if host.ends_with("prosody.test") {
            (prosody().port_starttls, &prosody().ca_pem)
        } else {
            (ejabberd().port_starttls, &ejabberd().ca_pem)
        };
        let old = handle(host, "caliban", port, ca_pem);
        assert_eq!(not_let_in(old.delete().await), "not-authorized");
        owner.sign_in().await.unwrap();
    }
}

/// Somebody else deletes the account, or locks it, while one is signed in.
#[tokio::test]
async fn an_account_that_is_gone_or_locked_meanwhile() {
    for host in ["prosody.test", "ejabberd.test"] {
        let owner = at(host, "prospero");
        owner.record().await.unwrap().expect("a record");
        let program = if host == "prosody.test" {
            at_prosody()
        } else {
            at_ejabberd()
        };
        program
            .run(
                &["delete", &format!("prospero@{host}"), "--yes"],
                &[PASSWORD],
            )
            .ends_with(code::DONE);
        assert_eq!(not_let_in(owner.record().await), "not-authorized", "{host}");
        let change = owner.change_password(&Secret::from(NEW)).await;
        assert_eq!(not_let_in(change), "not-authorized");
    }
    let owner = at("ejabberd.test", "trinculo");
    owner.record().await.unwrap().expect("a record");
    ejabberd().ban_account("trinculo", "ejabberd.test");
    // ejabberd gives it another password.
    assert_eq!(not_let_in(owner.record().await), "not-authorized");
    let owner = at("prosody.test", "stephano");
    owner.record().await.unwrap().expect("a record");
    prosody().lock_account("stephano", "prosody.test");
    let condition = not_let_in(owner.delete().await);
    assert!(
        matches!(condition.as_str(), "account-disabled" | "not-authorized"),
        "{condition}"
    );
}

/// A restart of the server between two steps is no error, and nothing is lost by it.
#[tokio::test]
async fn a_server_is_restarted_between_the_steps() {
    let mut own = Prosody::start_another().unwrap();
    own.add_account("miranda", "prosody.test", PASSWORD);
    let owner = handle("prosody.test", "miranda", own.port_starttls, &own.ca_pem);
    owner.record().await.unwrap().expect("a record");
    own.restart().unwrap();
    owner.record().await.unwrap().expect("a record");
    own.restart().unwrap();
    owner.change_password(&Secret::from(NEW)).await.unwrap();
    own.restart().unwrap();
    let address = "miranda@prosody.test";
    let witness = |password| witness::sign_in(address, password, own.port_starttls, &own.ca_pem);
    assert_eq!(witness(NEW), Verdict::SignedIn);
    owner.delete().await.unwrap();
    assert_eq!(witness(NEW), Verdict::Refused);

    let own = Ejabberd::start_limited().unwrap();
    own.add_account("miranda", "ejabberd.test", PASSWORD);
    let owner = handle("ejabberd.test", "miranda", own.port_starttls, &own.ca_pem);
    owner.record().await.unwrap().expect("a record");
    own.kick("miranda", "ejabberd.test");
    owner.record().await.unwrap().expect("a record");
}

/// What the servers name, beside what they are.
#[tokio::test]
async fn services_of_the_real_servers() {
    let owner = at("ejabberd.test", "gonzalo");
    let services = owner.services().await.unwrap();
    let rooms = services
        .iter()
        .find(|service| service.address.as_str() == "conference.ejabberd.test")
        .unwrap_or_else(|| panic!("{services:?}"));
    assert_eq!(rooms.kind, ServiceKind::Rooms);
    let nobody = "nosuch.ejabberd.test";
    let nobody = vestibule::domain::ServiceAddress::parse(nobody).unwrap();
    let refusal = refused(owner.ask_service(&nobody).await);
    assert_eq!(refusal.reason, Reason::NotFound, "{refusal:?}");
}

#[track_caller]
pub fn form(offer: Result<Offer, AccountError>) -> Form {
    match offer {
        Ok(Offer::Form(form)) => form,
        other => panic!("no form: {other:?}"),
    }
}

#[track_caller]
pub fn registered(offer: Result<Offer, AccountError>) -> Form {
    match offer {
        Ok(Offer::Registered(form)) => form,
        other => panic!("not registered: {other:?}"),
    }
}

/// Sends these answers, all others left as they are.
pub async fn joins(
    owner: &Owner,
    service: &vestibule::domain::ServiceAddress,
    form: &Form,
    given: &[(&str, Value)],
) -> Result<(), AccountError> {
    let mut answers = form.presets();
    for (name, value) in given {
        answers.set((*name).into(), value.clone());
    }
    let submission = form.check(&answers, true).unwrap();
    owner.register_with(service, form, submission).await
}
