//! Owners of accounts that are there from the start, on the hosts that are for them.

use crate::practice::Practice;
use crate::program::Run;
use crate::{is_done, register};

/// The password of these accounts, as it is documented.
const OLD: &str = "practice-makes-perfect-1";
/// Another one that every host takes.
const NEW: &str = "amber-Lighthouse-4";

fn run(verb: &str, host: &str, options: &[&str], passwords: &[&str]) -> Run {
    let address = format!("juliet@{host}.practice.test");
    let arguments = [&[verb, &address], options].concat();
    Practice::get().program().run(&arguments, passwords)
}

/// Signs in with this password, or is refused with this condition.
#[track_caller]
fn opens(host: &str, password: &str) {
    let _ = run("info", host, &[], &[password]).ends_with(0);
}

#[track_caller]
fn does_not_open(host: &str, password: &str, condition: &str) {
    is_refused(run("info", host, &[], &[password]), condition);
}

#[track_caller]
fn is_refused(run: Run, condition: &str) -> Run {
    let run = run.ends_with(3);
    assert_eq!(run.json["refusal"]["condition"], condition, "{}", run.said);
    run
}

#[test]
fn the_accounts_that_are_there_are_named() {
    let practice = Practice::get();
    let of = |key: &str| -> Vec<&str> {
        let accounts = practice.accounts.iter();
        accounts
            .map(|account| account[key].as_str().unwrap())
            .collect()
    };
    assert!(of("password").iter().all(|password| *password == OLD));
    let mut addresses = of("address");
    assert!(addresses.contains(&"juliet@home.practice.test"));
    for address in &addresses {
        let domain = address.split_once('@').unwrap().1;
        let is_host = practice.hosts.iter().any(|host| host["domain"] == domain);
        assert!(is_host, "{address}");
    }
    let count = addresses.len();
    addresses.sort_unstable();
    addresses.dedup();
    assert!(addresses.len() == count && count == 19, "{count}");
}

/// Requirement 93: each way to refuse another password, told by its condition; the old one stays.
#[test]
fn a_password_that_cannot_be_changed_stays() {
    for (host, condition) in [
        ("change-refused", "not-allowed"),
        ("managed", "not-allowed"),
        ("change-unsafe", "not-authorized"),
        ("change-unexpected", "unexpected-request"),
    ] {
        let refused = is_refused(run("password", host, &[], &[OLD, NEW]), condition);
        assert!(refused.json["refusal"]["server_text"].is_string());
        assert_eq!(
            refused.json["refusal"]["reason"], "not_allowed",
            "{}",
            refused.said
        );
        opens(host, OLD);
    }
    let weak = run("password", "weak", &[], &[OLD, "moonlight"]);
    let weak = is_refused(weak, "not-acceptable");
    assert_eq!(weak.json["refusal"]["reason"], "password_not_allowed");
    let _ = run("password", "weak", &[], &[OLD, "moonlight-over-Verona-2"]).ends_with(0);
    opens("weak", "moonlight-over-Verona-2");
}

/// Requirements 94 to 96: a result, the end of the stream, or both: the account is gone.
#[test]
fn an_account_is_deleted_in_each_way() {
    for host in ["delete-quiet", "delete-error", "delete-close"] {
        let _ = run("delete", host, &["--yes"], &[OLD]).ends_with(0);
        does_not_open(host, OLD, "not-authorized");
    }
    for (host, condition) in [
        ("delete-refused", "not-allowed"),
        ("delete-forbidden", "forbidden"),
    ] {
        is_refused(run("delete", host, &["--yes"], &[OLD]), condition);
        opens(host, OLD);
    }
    is_refused(run("delete", "managed", &["--yes"], &[OLD]), "not-allowed");
}

#[test]
fn an_account_that_is_still_let_in_is_not_called_deleted() {
    let later = run("delete", "delete-later", &["--yes"], &[OLD]);
    let later = later.ends_with(5);
    assert_eq!(later.json["error"]["kind"], "still_there", "{}", later.said);
    let info = run("info", "delete-later", &[], &[OLD]).ends_with(0);
    let told = info.json["instructions"][0].as_str().unwrap();
    assert!(told.contains("will be deleted"), "{}", info.said);
}

/// Requirements 17 and 18.
#[test]
fn what_is_on_record_is_shown() {
    let info = run("info", "home", &[], &[OLD]).ends_with(0);
    let fields = info.json["fields"].as_array().unwrap();
    let email = fields.iter().find(|field| field["id"] == "email").unwrap();
    assert_eq!(email["preset"], "juliet@mail.example", "{}", info.said);
    let none = run("info", "record-refused", &[], &[OLD]).ends_with(0);
    assert_eq!(none.json["fields"].as_array(), None, "{}", none.said);
}

#[test]
fn an_account_is_locked_meanwhile() {
    opens("locked", OLD);
    let change = run("password", "locked", &[], &[OLD, NEW]);
    is_refused(change, "account-disabled");
    let program = Practice::get().program();
    let locked = program.run(&["info", "romeo@locked.practice.test"], &[OLD]);
    is_refused(locked, "account-disabled");
}

/// Somebody who signs up, changes the password and leaves.
#[test]
fn a_whole_life_at_home() {
    is_done(register(
        "home",
        "nurse",
        &["--set=email=nurse@mail.example"],
    ));
    let program = Practice::get().program();
    let address = "nurse@home.practice.test";
    let changed = program.run(&["password", address], &[crate::PASSWORD, NEW]);
    let _ = changed.ends_with(0);
    let info = program.run(&["info", address], &[NEW]).ends_with(0);
    assert!(info.said.contains("nurse@mail.example"), "{}", info.said);
    let _ = program
        .run(&["delete", address, "--yes"], &[NEW])
        .ends_with(0);
    let gone = program.run(&["info", address], &[NEW]);
    is_refused(gone, "not-authorized");
}
