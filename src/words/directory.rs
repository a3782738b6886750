//! Lists of servers: where they are from, and why there is no newer one.

use crate::directory::{Directory, LeftOut, MOST, RefreshFault, Source, Trouble};
use crate::domain::{Link, NoteFault};
use crate::engine::list::{ListFault, PUBLISHED};
use crate::i18n::{I18n, Key};

/// Where a list is from, and of which day.
#[must_use]
pub fn list_is(i18n: &I18n, list: &Directory) -> String {
    let day = list.day().unwrap_or_default();
    let day = super::day(i18n, &day);
    match &list.source {
        Source::BuiltIn => i18n.with("list-built-in", [("day", day)]),
        Source::Loaded { from, .. } => i18n.with(
            "list-loaded",
            [("day", day.as_str()), ("from", from.as_str())],
        ),
    }
}

/// Of which day a list is and, unless it came with the program, whose it is: a part of a line. `None` if it does not say.
#[must_use]
pub fn list_of(i18n: &I18n, list: &Directory) -> Option<String> {
    let day = super::day(i18n, &list.day()?);
    let (key, host) = match &list.source {
        Source::BuiltIn => (Key("list-facts-of"), None),
        Source::Loaded { from, .. } if from == PUBLISHED => (Key("list-of-project"), None),
        Source::Loaded { from, .. } => {
            let link = Link::parse(from);
            (Key("list-of-host"), link.host().map(str::to_owned))
        }
    };
    Some(match host {
        Some(host) => i18n.with(key, [("day", day), ("host", host)]),
        None => i18n.with(key, [("day", day)]),
    })
}

/// What was left out of a list, if anything was.
#[must_use]
pub fn list_left_out(i18n: &I18n, left_out: LeftOut) -> Option<String> {
    let LeftOut { bad, beyond } = left_out;
    let bad = (bad > 0).then(|| i18n.with("list-bad", [("count", bad)]));
    let beyond =
        (beyond > 0).then(|| i18n.with("list-beyond", [("count", beyond), ("most", MOST)]));
    let all: Vec<String> = [bad, beyond].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// What was wrong with the list that was kept.
#[must_use]
pub fn list_trouble(i18n: &I18n, trouble: &Trouble) -> String {
    let (key, file) = match trouble {
        Trouble::SetAside(file) => (Key("list-set-aside"), file),
        Trouble::Unreadable(file) => (Key("list-unreadable"), file),
    };
    i18n.with(key, [("file", file.display().to_string())])
}

/// Why no newer list could be had.
#[must_use]
pub fn list_fault(i18n: &I18n, fault: &RefreshFault) -> String {
    let key = match fault {
        RefreshFault::NoList(_) => Key("list-no-list"),
        RefreshFault::Load(fault) => match fault {
            ListFault::Forbidden => Key("list-forbidden"),
            ListFault::NoNetwork(_) => Key("list-no-network"),
            ListFault::Unreachable(_) => Key("list-unreachable"),
            ListFault::Slow => Key("list-slow"),
            ListFault::Insecure(_) => Key("list-insecure"),
            ListFault::Status(status) => {
                let status = status.to_string();
                return i18n.with("list-status", [("status", status)]);
            }
            ListFault::TooLarge => Key("list-too-large"),
            ListFault::WrongType(_) => Key("list-wrong-type"),
        },
    };
    i18n.text(key)
}

/// Why a list that was loaded is not there at the next start.
#[must_use]
pub fn list_not_kept(fault: NoteFault) -> Key {
    match fault {
        NoteFault::Full => Key("list-disk-full"),
        NoteFault::ReadOnly => Key("list-read-only"),
        NoteFault::NoFolder => Key("list-no-folder"),
        NoteFault::Failed => Key("list-disk-failed"),
    }
}
