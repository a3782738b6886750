//! Passwords: the form in which they are sent, and making a good one.

use precis_core::profile::PrecisFastInvocation as _;
use precis_profiles::OpaqueString;

use super::Secret;

/// The fewest characters of a new account's password.
pub const LEAST: usize = 8;

/// Brings a password into the one form in which it is sent, when signing up and when signing in.
///
/// It must be allowed by `OpaqueString` (RFC 8265 section 4), which newer servers use, and is prepared by `SASLprep`
/// (RFC 4013), which the older ones use and SCRAM asks for.
///
/// # Errors
///
/// If it is empty or has a character that no password may have.
pub fn prepare(typed: &Secret) -> Result<Secret, PasswordFault> {
    if typed.is_empty() {
        return Err(PasswordFault::Empty);
    }
    if is_plain(typed) {
        return Ok(typed.clone());
    }
    if OpaqueString::enforce(typed.expose()).is_err() {
        return Err(PasswordFault::Character);
    }
    let prepared = stringprep::saslprep(typed.expose()).map_err(|_| PasswordFault::Character)?;
    if prepared.is_empty() {
        return Err(PasswordFault::Empty);
    }
    Ok(Secret::from(prepared.into_owned()))
}

/// Whether programs that prepare it by `OpaqueString` make another password of it than those that prepare it by
/// `SASLprep`: then not every program could sign in with it. False for what is no password at all.
#[must_use]
pub fn varies(typed: &Secret) -> bool {
    if is_plain(typed) {
        return false;
    }
    let newer = OpaqueString::enforce(typed.expose());
    match (newer, prepare(typed)) {
        (Ok(newer), Ok(older)) => newer != older.expose(),
        _ => false,
    }
}

/// Why a text is no password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// There is nothing.
    #[error("nothing was given")]
    Empty,
    /// A control character, or another one that cannot be in a password.
    #[error("the password has a character that cannot be in one")]
    Character,
}

/// Makes a password of 20 characters, in groups of five, that has letters of both cases and digits: about 96 bits.
///
/// Characters that look alike (`0 O o 1 l I`) are left out. `random` fills a buffer from the system's random source;
/// `None` if that has nothing to give.
pub fn generate(random: impl Fn(&mut [u8]) -> bool) -> Option<Secret> {
    const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let groups = 4;
    let size = 5;
    loop {
        let mut made = String::with_capacity(groups * (size + 1));
        while made.len() < groups * (size + 1) - 1 {
            if made.len() % (size + 1) == size {
                made.push('-');
                continue;
            }
            let mut byte = [0];
            if !random(&mut byte) {
                return None;
            }
            // Bytes beyond the last whole multiple would make the first letters likelier.
            let whole = 256 - 256 % LETTERS.len();
            if usize::from(byte[0]) < whole {
                made.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
            }
        }
        let has = |test: fn(&char) -> bool| made.chars().any(|c| test(&c));
        if has(char::is_ascii_digit)
            && has(char::is_ascii_lowercase)
            && has(char::is_ascii_uppercase)
        {
            return Some(Secret::from(made));
        }
    }
}

/// Whether there is nothing in it but printable ASCII, which both preparations leave as it is. Most passwords are so, and
/// need not be looked up in tables character by character.
fn is_plain(typed: &Secret) -> bool {
    typed
        .expose()
        .bytes()
        .all(|byte| matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn one_form_is_sent() {
        for (typed, sent) in [
            ("secret", "secret"),
            ("ü\u{a0}x", "ü x"),
            ("u\u{308}", "ü"),
            ("pass wor", "pass wor"),
        ] {
            assert_eq!(
                prepare(&typed.into()).unwrap(),
                Secret::from(sent),
                "{typed}"
            );
        }
    }

    #[test]
    fn plain_passwords_are_left_as_they_are_by_both() {
        let all: String = (' '..='~').collect();
        let each = all.chars().map(String::from);
        for typed in each.chain([all.clone(), "  ".to_owned()]) {
            assert_eq!(OpaqueString::enforce(&*typed).unwrap(), typed, "{typed:?}");
            assert_eq!(stringprep::saslprep(&typed).unwrap(), typed, "{typed:?}");
            assert_eq!(prepare(&typed.as_str().into()).unwrap().expose(), typed);
            assert!(!varies(&typed.as_str().into()), "{typed:?}");
        }
    }

    #[test]
    fn what_no_server_takes_is_told() {
        assert_eq!(prepare(&"".into()), Err(PasswordFault::Empty));
        assert_eq!(prepare(&"bell\u{7}".into()), Err(PasswordFault::Character));
        assert_eq!(
            prepare(&"line\nbreak".into()),
            Err(PasswordFault::Character)
        );
    }

    /// Requirement 110 (RFC 8265 section 4, RFC 4013).
    #[test]
    fn what_is_prepared_in_two_ways_is_told() {
        for (typed, varies_) in [
            ("swordfish", false),
            ("ü\u{a0}x", false),
            ("u\u{308}ber", false),
            // Compatibility forms: a ligature, a wide letter, a number in a circle.
            ("\u{fb01}sh", true),
            ("\u{ff21}bc", true),
            ("\u{2460}bc", true),
            ("", false),
            ("bell\u{7}", false),
        ] {
            assert_eq!(varies(&typed.into()), varies_, "{typed}");
        }
    }

    #[test]
    fn made_passwords_are_long_and_differ() {
        let random = |buffer: &mut [u8]| getrandom::fill(buffer).is_ok();
        let one = generate(random).unwrap();
        let other = generate(random).unwrap();
        assert_eq!(one.expose().len(), 23);
        assert_ne!(one, other);
        assert_eq!(prepare(&one).unwrap(), one);
        assert!(generate(|_| false).is_none());
    }
}
