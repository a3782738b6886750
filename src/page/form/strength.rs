//! How hard a password is to guess. It advises; it never blocks.

use crate::i18n::Key;

/// What is said of a password: bars from 0 to 4, and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Strength {
    pub(super) score: u8,
    pub(super) word: Key,
}

/// More letters than these change nothing, and take longer to judge with every one.
const JUDGED: usize = 64;

/// Judges a password of the person who chose `name` on `domain`: both are the first that somebody would try.
pub(super) fn judge(password: &str, name: &str, domain: &str) -> Strength {
    let judged: String = password.chars().take(JUDGED).collect();
    let judged = zeroize::Zeroizing::new(judged);
    let score = u8::from(zxcvbn::zxcvbn(&judged, &[name, domain, "xmpp", "jabber"]).score());
    let word = match score {
        0 => Key("strength-0"),
        1 => Key("strength-1"),
        2 => Key("strength-2"),
        3 => Key("strength-3"),
        _ => Key("strength-4"),
    };
    Strength {
        // One bar is shown even for the weakest, so that it is seen to be judged.
        score: score.max(1),
        word,
    }
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn the_own_name_is_weak_and_four_odd_words_are_not() {
        assert_eq!(judge("juliet1597", "juliet1597", "example.org").score, 1);
        assert_eq!(judge("password", "juliet", "example.org").score, 1);
        assert_eq!(
            judge("plover-quartz-umbrella-41", "juliet", "example.org").score,
            4
        );
    }

    #[test]
    fn a_very_long_password_is_judged_in_no_time() {
        let long = "aB3$".repeat(10_000);
        assert!(judge(&long, "juliet", "example.org").score >= 1);
    }
}
