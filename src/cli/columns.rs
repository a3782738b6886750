//! Text for terminals, which count in columns.

use unicode_normalization::char::is_combining_mark;

/// The widest line, in columns.
pub(super) const WIDTH: usize = 80;

/// How many columns a text takes on a terminal.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// The text with as many blanks behind it as it lacks to this many columns.
pub(super) fn padded(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// The words in lines that are not too wide, the first of each paragraph indented by `indent` columns, the others by
/// `hanging`. What has no blank in it is left whole: it may be a link.
pub(super) fn wrapped(words: &str, indent: usize, hanging: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in words.lines() {
        let mut line = " ".repeat(indent);
        let mut wide = indent;
        let mut is_empty = true;
        for word in paragraph.split_whitespace() {
            let more = columns(word);
            if !is_empty && wide + 1 + more > WIDTH {
                lines.push(std::mem::replace(&mut line, " ".repeat(hanging)));
                wide = hanging;
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
                wide += 1;
            }
            line.push_str(word);
            wide += more;
            is_empty = false;
        }
        if !is_empty {
            lines.push(line);
        }
    }
    lines
}

/// How many columns a letter takes: two if it is Chinese, Japanese, Korean or a picture, none if it stands on the one before.
fn columns_of(c: char) -> usize {
    let wide = matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}');
    match c {
        _ if wide => 2,
        '\u{200b}'..='\u{200f}' => 0,
        c if is_combining_mark(c) => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_not_letters() {
        assert_eq!(columns("example.org"), 11);
        assert_eq!(columns("例え.jp"), 7);
        assert_eq!(columns("u\u{308}ber"), 4);
        assert_eq!(padded("例え", 6), "例え  ");
        assert_eq!(padded("too long", 3), "too long");
    }

    #[test]
    fn lines_end_before_the_terminal_does() {
        let lines = wrapped(&"漢字 word ".repeat(30), 4, 6);
        assert!(lines.len() > 3, "{lines:?}");
        assert!(lines.iter().all(|line| columns(line) <= WIDTH), "{lines:?}");
        assert!(lines[0].starts_with("    漢") && lines[1].starts_with("      "));
        let long = "x".repeat(100);
        assert_eq!(wrapped(&format!("a {long} b"), 0, 2).len(), 3);
        assert!(wrapped(" \n", 2, 2).is_empty());
    }
}
