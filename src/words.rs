//! What the window and the verbs both say of things of the domain.

mod directory;
mod field;
mod owner;
pub mod places;
pub mod provider;
pub mod report;
pub mod survey;
pub mod trouble;

pub use directory::{list_fault, list_is, list_left_out, list_not_kept, list_of, list_trouble};
pub use field::{label, limits};
pub use owner::{refused_change, refused_to_owner};

use std::path::Path;

use crate::domain::invite::LinkFault;
use crate::domain::{Errand, Fault, Keeping, KeyringFault, Link, NameFault, NoteFault, Reason};
use crate::engine::PictureFault;
use crate::i18n::{I18n, Key};
use crate::practice::host::Journey;
use crate::scan::ScanFault;

/// What is wrong with an answer.
#[must_use]
pub fn fault(i18n: &I18n, fault: &Fault) -> String {
    let key = match fault {
        Fault::TooShort(least) => return i18n.with("problem-too-short", [("least", *least)]),
        Fault::Character(bad) => return character(i18n, Key("problem-character"), *bad),
        Fault::Name(fault) => return name_fault(i18n, *fault),
        Fault::Empty => Key("problem-empty"),
        Fault::Password => Key("problem-password"),
        Fault::NotOfType => Key("problem-not-of-type"),
        Fault::OutOfRange => Key("problem-out-of-range"),
        Fault::NotOfPattern => Key("problem-not-of-pattern"),
        Fault::PasswordVaries => Key("problem-password-varies"),
        Fault::NotAnAddress => Key("problem-not-an-address"),
        Fault::NotAnOption => Key("problem-not-an-option"),
        Fault::WrongCount => Key("problem-wrong-count"),
        Fault::Fixed => Key("problem-fixed"),
    };
    i18n.text(key)
}

/// Where a password is kept, or why it is not.
#[must_use]
pub fn kept(keeping: Keeping) -> Key {
    match keeping {
        Keeping::Nowhere => Key("kept-nowhere"),
        Keeping::Saving => Key("kept-saving"),
        Keeping::Saved => Key("kept-saved"),
        Keeping::NotSaved(KeyringFault::Missing) => Key("kept-missing"),
        Keeping::NotSaved(KeyringFault::Locked) => Key("kept-locked"),
        Keeping::NotSaved(KeyringFault::Denied) => Key("kept-denied"),
        Keeping::NotSaved(KeyringFault::Slow) => Key("kept-slow"),
        Keeping::NotSaved(KeyringFault::Failed) => Key("kept-failed"),
        Keeping::NotNoted(NoteFault::Full) => Key("kept-disk-full"),
        Keeping::NotNoted(NoteFault::ReadOnly) => Key("kept-read-only"),
        Keeping::NotNoted(NoteFault::NoFolder) => Key("kept-no-folder"),
        Keeping::NotNoted(NoteFault::Failed) => Key("kept-disk-failed"),
    }
}

/// What is wrong with a user name.
#[must_use]
pub fn name_fault(i18n: &I18n, fault: NameFault) -> String {
    let key = match fault {
        NameFault::Character(' ') => Key("name-space"),
        NameFault::Character(bad) => return character(i18n, Key("name-character"), bad),
        NameFault::Empty => Key("name-empty"),
        NameFault::Combination => Key("name-combination"),
        NameFault::TooLong => Key("name-too-long"),
    };
    i18n.text(key)
}

/// Why the keyring did not do what was asked.
#[must_use]
pub fn keyring_fault(fault: KeyringFault) -> Key {
    match fault {
        KeyringFault::Missing => Key("keyring-missing"),
        KeyringFault::Locked => Key("keyring-locked"),
        KeyringFault::Denied => Key("keyring-denied"),
        KeyringFault::Slow => Key("keyring-slow"),
        KeyringFault::Failed => Key("keyring-failed"),
    }
}

/// The sentence for a refusal; it may want the `domain`.
#[must_use]
pub fn refused(reason: Reason) -> Key {
    match reason {
        Reason::NameTaken => Key("refused-name-taken"),
        Reason::NameTakenPerhapsByUs => Key("refused-name-taken-perhaps"),
        Reason::NameNotAllowed => Key("refused-name-not-allowed"),
        Reason::PasswordNotAllowed => Key("refused-password"),
        Reason::AnswersNotAccepted => Key("refused-answers"),
        Reason::CaptchaWrong => Key("refused-puzzle"),
        Reason::InvitationNeeded => Key("refused-invitation"),
        Reason::InvitationRefused => Key("refused-invitation-spent"),
        Reason::Closed => Key("refused-closed"),
        Reason::Blocked => Key("refused-blocked"),
        Reason::TooMany => Key("refused-too-many"),
        Reason::ServerFault => Key("refused-server-fault"),
        Reason::WrongPassword => Key("refused-sign-in"),
        Reason::NotAllowed => Key("refused-not-allowed"),
        Reason::NotFound => Key("refused-not-found"),
        Reason::NotRegistered => Key("refused-not-registered"),
        Reason::Unknown => Key("refused-unknown"),
    }
}

/// Why a link cannot be read.
#[must_use]
pub fn link_fault(fault: LinkFault) -> Key {
    match fault {
        LinkFault::NotALink | LinkFault::Escapes => Key("link-broken"),
        LinkFault::Address(_) => Key("link-nowhere"),
        LinkFault::Token => Key("link-token"),
    }
}

/// What a link is for that a chat program takes, and the address for it.
#[must_use]
pub fn errand(link: &Link) -> (Key, String) {
    let (errand, address) = Errand::of(link);
    let key = match errand {
        Errand::Talk => Key("errand-talk"),
        Errand::Room => Key("errand-room"),
        Errand::Contact => Key("errand-contact"),
        Errand::Other => Key("errand-other"),
    };
    (key, plain(address, 120))
}

/// A link as it is shown where it need not be whole: without what cannot be seen, and not too long.
#[must_use]
pub fn link(link: &Link) -> String {
    plain(link.as_str(), 300)
}

/// So many characters of a text at most, without those that have no look of their own.
fn plain(text: &str, most: usize) -> String {
    let mut seen = text.chars().filter(|c| !c.is_control() && !is_unseen(*c));
    let mut plain: String = seen.by_ref().take(most).collect();
    if seen.next().is_some() {
        plain.push('…');
    }
    plain
}

/// Why no invitation could be read out of a file.
#[must_use]
pub fn scan_fault(fault: ScanFault) -> Key {
    match fault {
        ScanFault::NotThere => Key("scan-not-there"),
        ScanFault::NotAFile => Key("scan-not-a-file"),
        ScanFault::Unreadable => Key("scan-unreadable"),
        ScanFault::TooLarge => Key("scan-too-large"),
        ScanFault::Kind => Key("scan-kind"),
        ScanFault::Damaged => Key("scan-damaged"),
        ScanFault::NoCode => Key("scan-no-code"),
        ScanFault::Blurred => Key("scan-blurred"),
        ScanFault::OtherCode => Key("scan-other-code"),
        ScanFault::NoLink => Key("scan-no-link"),
        ScanFault::Link(fault) => link_fault(fault),
    }
}

/// The same of a file that was named.
#[must_use]
pub fn no_invitation_in(i18n: &I18n, file: &Path, fault: ScanFault) -> String {
    let arguments = [
        ("file", file.display().to_string()),
        ("reason", i18n.text(scan_fault(fault))),
    ];
    i18n.with("cli-file-wrong", arguments)
}

/// Why a picture cannot be shown.
#[must_use]
pub fn picture_fault(fault: &PictureFault) -> Key {
    match fault {
        PictureFault::NotAPicture => Key("picture-broken"),
        PictureFault::TooLarge => Key("picture-too-large"),
        PictureFault::Forbidden => Key("picture-forbidden"),
        PictureFault::Unreachable(_) => Key("picture-unreachable"),
        PictureFault::Unasked => Key("picture-unasked"),
        PictureFault::Missing => Key("picture-missing"),
    }
}

/// Why a sound or film cannot be had.
#[must_use]
pub fn sound_fault(fault: &PictureFault) -> Key {
    match fault {
        PictureFault::TooLarge => Key("sound-too-large"),
        PictureFault::Forbidden => Key("sound-forbidden"),
        PictureFault::Missing | PictureFault::Unasked => Key("sound-missing"),
        PictureFault::Unreachable(_) | PictureFault::NotAPicture => Key("sound-unreachable"),
    }
}

/// What happens on a host of the practice server.
#[must_use]
pub fn journey(journey: Journey) -> Key {
    match journey {
        Journey::Open => Key("practice-open"),
        Journey::Form => Key("practice-form"),
        Journey::Captcha => Key("practice-captcha"),
        Journey::Taken => Key("practice-taken"),
        Journey::Weak => Key("practice-weak"),
        Journey::Web => Key("practice-web"),
        Journey::Closed => Key("practice-closed"),
        Journey::Invitation => Key("practice-invitation"),
        Journey::Slow => Key("practice-slow"),
        Journey::Idle => Key("practice-idle"),
        Journey::Every => Key("practice-every"),
        Journey::Pages => Key("practice-pages"),
        Journey::Puzzles => Key("practice-puzzles"),
        Journey::Sound => Key("practice-sound"),
        Journey::Question => Key("practice-question"),
        Journey::Work => Key("practice-work"),
        Journey::Linked => Key("practice-linked"),
        Journey::LaterPicture => Key("practice-later-picture"),
        Journey::Again => Key("practice-again"),
        Journey::Refuses => Key("practice-refuses"),
        Journey::Languages => Key("practice-languages"),
        Journey::Old => Key("practice-old"),
        Journey::Key => Key("practice-key"),
        Journey::Home => Key("practice-home"),
        Journey::Crowded => Key("practice-crowded"),
        Journey::Managed => Key("practice-managed"),
        Journey::DiscoveryRefused => Key("practice-discovery-refused"),
        Journey::DiscoverySilent => Key("practice-discovery-silent"),
        Journey::RecordRefused => Key("practice-record-refused"),
        Journey::ChangeRefused => Key("practice-change-refused"),
        Journey::ChangeUnsafe => Key("practice-change-unsafe"),
        Journey::ChangeUnexpected => Key("practice-change-unexpected"),
        Journey::DeleteQuiet => Key("practice-delete-quiet"),
        Journey::DeleteError => Key("practice-delete-error"),
        Journey::DeleteClose => Key("practice-delete-close"),
        Journey::DeleteRefused => Key("practice-delete-refused"),
        Journey::DeleteForbidden => Key("practice-delete-forbidden"),
        Journey::DeleteLater => Key("practice-delete-later"),
        Journey::Locked => Key("practice-locked"),
    }
}

/// A day as people write it; as it came where it is none.
#[must_use]
pub fn day(i18n: &I18n, day: &str) -> String {
    let parts: Option<Vec<u32>> = day.split('-').map(|part| part.parse().ok()).collect();
    match parts.as_deref() {
        Some([year, month @ 1..=12, day]) => {
            i18n.with("day", [("day", *day), ("month", *month), ("year", *year)])
        }
        _ => day.to_owned(),
    }
}

/// A sentence about a character; what cannot be seen is named by its number.
fn character(i18n: &I18n, key: Key, bad: char) -> String {
    let shown = if bad.is_control() || is_unseen(bad) {
        format!("U+{:04X}", u32::from(bad))
    } else {
        bad.to_string()
    };
    i18n.with(key, [("character", shown)])
}

/// Characters without a look of their own: spaces, joiners, marks of direction.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_is_shown_has_nothing_in_it_that_cannot_be_seen() {
        let odd = Link::parse("xmpp:juliet\u{202e}gro.elpmaxe@\u{200b}example.org\u{7}?message");
        let (_, address) = errand(&odd);
        assert_eq!(address, "julietgro.elpmaxe@example.org");
        assert_eq!(link(&odd), "xmpp:julietgro.elpmaxe@example.org?message");
        let long = Link::parse(&format!("xmpp:{}?join", "a".repeat(9_000)));
        assert_eq!(errand(&long).1.chars().count(), 121);
        assert!(link(&long).ends_with('…') && link(&long).chars().count() == 301);
    }
}
