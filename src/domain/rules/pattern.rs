//! Patterns of servers (XEP-0122 section 3.2.4): POSIX extended regular expressions, as far as they can be read.

use regex::RegexBuilder;

/// The most memory that a pattern may take, in bytes.
const MOST_MEMORY: usize = 256 * 1024;

/// Whether a pattern fits the whole of a value; `None` if it cannot be read. Time is linear in the value's length,
/// whatever the pattern.
pub(super) fn fits(pattern: &str, value: &str) -> Option<bool> {
    let whole = format!(r"\A(?:{})\z", translate(pattern));
    let regex = RegexBuilder::new(&whole)
        .size_limit(MOST_MEMORY)
        .nest_limit(50)
        .build()
        .ok()?;
    Some(regex.is_match(value))
}

/// The same pattern as the `regex` crate reads it: in a bracket expression it gives `[`, `&&`, `--` and `~~` a meaning
/// that they do not have elsewhere. Backslashes keep the meaning that servers give them, in brackets too, though POSIX
/// has none there.
fn translate(pattern: &str) -> String {
    let mut translated = String::with_capacity(pattern.len());
    let mut rest = pattern.chars().peekable();
    let mut in_brackets = false;
    let mut first = false;
    while let Some(c) = rest.next() {
        let was_first = std::mem::take(&mut first);
        match c {
            '\\' => {
                translated.push(c);
                translated.extend(rest.next());
            }
            '[' if !in_brackets => {
                in_brackets = true;
                translated.push(c);
                if let Some(not) = rest.next_if_eq(&'^') {
                    translated.push(not);
                }
                first = true;
            }
            // A class like `[:alpha:]`.
            '[' if rest.peek() == Some(&':') => {
                translated.push(c);
                while let Some(inner) = rest.next() {
                    translated.push(inner);
                    if inner == ':' && rest.peek() == Some(&']') {
                        translated.extend(rest.next());
                        break;
                    }
                }
            }
            // The first one of a bracket expression is itself.
            ']' if in_brackets && was_first => translated.push_str(r"\]"),
            ']' if in_brackets => {
                in_brackets = false;
                translated.push(c);
            }
            '[' | '&' | '~' if in_brackets => {
                translated.push('\\');
                translated.push(c);
            }
            '-' if in_brackets && (was_first || rest.peek() == Some(&']')) => {
                translated.push_str(r"\-");
            }
            _ => translated.push(c),
        }
    }
    translated
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Requirement 61 (XEP-0122 section 3.2.4).
    #[test]
    fn the_whole_value_is_meant() {
        for (pattern, value, result) in [
            ("([0-9]{3})-([0-9]{2})", "123-45", Some(true)),
            ("([0-9]{3})-([0-9]{2})", "x123-45", Some(false)),
            ("a|b", "ab", Some(false)),
            ("^a+$", "aaa", Some(true)),
            ("[[:alpha:]]+", "äb", Some(false)),
            ("[[:alpha:]]+", "ab", Some(true)),
            ("[[:alpha:]-]+", "a-b", Some(true)),
            ("[]a]+", "]a", Some(true)),
            ("[^]a]+", "]", Some(false)),
            ("[a&&b]+", "&ab", Some(true)),
            ("[[a]+", "[a", Some(true)),
            ("[-a]+", "-a", Some(true)),
            (r"[\w.+-]+@[\w-]+\.[a-z]+", "a.b+c@d-e.org", Some(true)),
            (r"\d+", "12", Some(true)),
            ("", "", Some(true)),
        ] {
            assert_eq!(fits(pattern, value), result, "{pattern} on {value}");
        }
    }

    /// Requirement 61: what cannot be read is no rule.
    #[test]
    fn patterns_that_cannot_be_read_are_none() {
        for pattern in [
            "(",
            "[a",
            r"(a)\1",
            "a{2,1}",
            "(?=a)",
            "a{1000}{1000}{1000}",
            "*",
        ] {
            assert_eq!(fits(pattern, "a"), None, "{pattern}");
        }
    }
}
