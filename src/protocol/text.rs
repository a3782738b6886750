//! Server text made plain: what a person reads of it can neither steer the window nor turn itself round.

/// The most characters of a paragraph.
pub const MOST: usize = 2_000;
/// The most characters of a title or a label.
pub const MOST_IN_LINE: usize = 300;

/// A text of several lines: each without control characters, whitespace collapsed; at most one empty line between
/// two others; capped at [`MOST`] characters. `None` if nothing is left.
#[must_use]
pub fn paragraph(raw: &str) -> Option<String> {
    let mut plain = String::new();
    let mut gap = false;
    let mut left = MOST;
    for line in raw.split(['\n', '\u{2028}', '\u{2029}']) {
        let line = collapse(line, left);
        if line.is_empty() {
            gap = true;
            continue;
        }
        if !plain.is_empty() {
            plain.push_str(if gap { "\n\n" } else { "\n" });
        }
        gap = false;
        left = left.saturating_sub(line.chars().count() + 1);
        plain.push_str(&line);
        if left == 0 {
            break;
        }
    }
    Some(plain).filter(|plain| !plain.is_empty())
}

/// A text of one line, capped at [`MOST_IN_LINE`] characters. `None` if nothing is left.
#[must_use]
pub fn line(raw: &str) -> Option<String> {
    Some(collapse(raw, MOST_IN_LINE)).filter(|plain| !plain.is_empty())
}

/// Each run of whitespace becomes one space; what is not meant to be read is left out. Longer texts end in `…`.
fn collapse(raw: &str, most: usize) -> String {
    let mut plain = String::new();
    let mut count = 0;
    let mut space = false;
    for c in raw.chars() {
        if c.is_whitespace() {
            space = count > 0;
            continue;
        }
        if is_unseen(c) {
            continue;
        }
        if count + usize::from(space) + 1 > most {
            // The last character makes room for the sign that there was more.
            let _ = plain.pop();
            plain.push('…');
            break;
        }
        if space {
            plain.push(' ');
            count += 1;
            space = false;
        }
        plain.push(c);
        count += 1;
    }
    plain
}

/// Control characters, and those that change the direction of what follows or hide in it. Joiners stay: Persian and
/// many emoji are not written without them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_and_whitespace_is_not() {
        assert_eq!(
            paragraph("  one \t two\r\n\n\n\nthree \u{2028} four\n").as_deref(),
            Some("one two\n\nthree\nfour")
        );
        assert_eq!(line(" a\n  b ").as_deref(), Some("a b"));
        assert_eq!(paragraph(" \n\t "), None);
        assert_eq!(line("\u{202e}\u{7}"), None);
    }

    #[test]
    fn nothing_steers_or_hides() {
        assert_eq!(
            line("a\u{202e}b\u{2066}c\u{200f}d\u{1b}[31me\u{feff}").as_deref(),
            Some("abcd[31me")
        );
        // A zero width joiner stays.
        assert_eq!(line("👩\u{200d}🚀").as_deref(), Some("👩\u{200d}🚀"));
    }

    #[test]
    fn long_texts_end_in_an_ellipsis() {
        let long = line(&"x".repeat(1_000)).unwrap_or_default();
        assert_eq!(long.chars().count(), MOST_IN_LINE);
        assert!(long.ends_with('…'));
        let long = paragraph(&"word ".repeat(5_000)).unwrap_or_default();
        assert!(long.chars().count() <= MOST);
        assert!(long.ends_with('…'));
        let lines = paragraph(&"line\n".repeat(5_000)).unwrap_or_default();
        assert!(lines.chars().count() <= MOST + 1);
        assert_eq!(
            line(&"x".repeat(MOST_IN_LINE)).map(|s| s.ends_with('x')),
            Some(true)
        );
    }
}
