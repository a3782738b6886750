//! Lists of servers: where they are from, and why there is no newer one.

use crate::directory::{Directory, RefreshFault, Source};
use crate::domain::NoteFault;
use crate::engine::list::ListFault;
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
