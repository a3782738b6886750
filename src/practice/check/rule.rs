//! The rules of XEP-0122, as far as the practice server's own forms have them.

use minidom::Element;

use crate::protocol::ns;

/// Whether the values keep to a field's `<validate/>`. Says what is wrong otherwise.
pub(super) fn check(validate: &Element, values: &[&str]) -> Result<(), String> {
    let given: Vec<&str> = values
        .iter()
        .copied()
        .filter(|value| !value.is_empty())
        .collect();
    let method = |name| validate.get_child(name, ns::VALIDATE);
    if let Some(limits) = method("list-range") {
        let limit = |name| {
            limits
                .attr(name)
                .and_then(|limit: &str| limit.parse::<usize>().ok())
        };
        let enough = limit("min").is_none_or(|min| given.len() >= min);
        if !enough || limit("max").is_some_and(|max| given.len() > max) {
            return Err("This is too many or too few.".to_owned());
        }
    }
    let datatype = validate.attr("datatype").unwrap_or("xs:string");
    for value in given {
        let Some(rank) = read(datatype, value) else {
            return Err("This is not of the right kind.".to_owned());
        };
        if let Some(range) = method("range") {
            let limit = |name| range.attr(name).and_then(|limit| read(datatype, limit));
            let enough = limit("min").is_none_or(|min| rank >= min);
            if !enough || limit("max").is_some_and(|max| rank > max) {
                return Err("This is out of range.".to_owned());
            }
        }
        if let Some(pattern) = method("regex")
            && !fits(&pattern.text(), value)
        {
            return Err("This does not have the right form.".to_owned());
        }
    }
    Ok(())
}

/// What values are compared by.
#[derive(Debug, PartialEq, PartialOrd)]
enum Rank {
    Number(f64),
    /// Dates and times as they are written, from the year down.
    Written(String),
}

/// A value of a datatype of XML Schema; `None` if it is not one.
fn read(datatype: &str, value: &str) -> Option<Rank> {
    let written = |good: bool| good.then(|| Rank::Written(value.to_owned()));
    match datatype {
        "xs:integer" => {
            let _: i64 = value.parse().ok()?;
            value.parse().ok().map(Rank::Number)
        }
        "xs:decimal" => {
            let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
            let plain = digits
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
            value.parse().ok().filter(|_| plain).map(Rank::Number)
        }
        "xs:date" => written(is_date(value)),
        "xs:time" => written(is_time(value)),
        "xs:dateTime" => {
            let (day, time) = value.split_once('T')?;
            written(is_date(day) && is_time(time))
        }
        "xs:anyURI" => written(!value.contains(char::is_whitespace) && value.contains(':')),
        "xs:language" => {
            let part = |part: &str| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            };
            let mut parts = value.split('-');
            let first = parts
                .next()
                .is_some_and(|first| part(first) && !first.contains(char::is_numeric));
            written(first && parts.all(part))
        }
        _ => written(true),
    }
}

/// `2026-11-21`
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => {
            year.len() == 4
                && number(year).is_some()
                && number(month).is_some_and(|month| (1..=12).contains(&month))
                && number(day).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}

/// `20:15:00`, with parts of a second or a zone behind it.
fn is_time(value: &str) -> bool {
    let Some((clock, rest)) = value.split_at_checked(8) else {
        return false;
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let clock = match parts.as_slice() {
        [hour, minute, second] => {
            number(hour).is_some_and(|hour| hour < 24)
                && number(minute).is_some_and(|minute| minute < 60)
                && number(second).is_some_and(|second| second < 60)
        }
        _ => false,
    };
    let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let zone = match zone
        .strip_prefix(['+', '-'])
        .map(|zone| zone.split_once(':'))
    {
        Some(Some((hours, minutes))) => number(hours).is_some() && number(minutes).is_some(),
        Some(None) => false,
        None => matches!(zone, "" | "Z"),
    };
    clock && zone
}

fn number(digits: &str) -> Option<u16> {
    let plain = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// Whether a text is of a pattern that has nothing but sets like `[A-Z]`, a count behind each, and plain characters.
fn fits(pattern: &str, text: &str) -> bool {
    let mut text = text.chars();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let set = rest.strip_prefix('[').and_then(|set| set.split_once(']'));
        let Some((set, after)) = set else {
            if text.next() != Some(first) {
                return false;
            }
            rest = &rest[first.len_utf8()..];
            continue;
        };
        let counted = after
            .strip_prefix('{')
            .and_then(|count| count.split_once('}'));
        let (count, after) = counted
            .and_then(|(count, after)| Some((count.parse().ok()?, after)))
            .unwrap_or((1, after));
        let bounds: Vec<char> = set.chars().collect();
        let [from, '-', to] = bounds.as_slice() else {
            return false;
        };
        for _ in 0..count {
            if !text.next().is_some_and(|c| (*from..=*to).contains(&c)) {
                return false;
            }
        }
        rest = after;
    }
    text.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datatypes() {
        for (datatype, good, bad) in [
            (
                "xs:integer",
                &["0", "-7", "120"][..],
                &["1.5", "a", "1 "][..],
            ),
            ("xs:decimal", &["1.75", "2", "-.5"], &["1,75", "inf", "1e3"]),
            (
                "xs:date",
                &["2026-11-21"],
                &["21.11.2026", "2026-13-01", "2026-1-1"],
            ),
            (
                "xs:time",
                &["20:15:00", "20:15:00.5Z", "20:15:00+01:00"],
                &["20:15", "24:00:00", "8:15 pm"],
            ),
            (
                "xs:dateTime",
                &["2026-11-21T20:15:00Z"],
                &["2026-11-21", "2026-11-21 20:15:00"],
            ),
            (
                "xs:anyURI",
                &["https://example.org/", "mailto:a@b"],
                &["example", "a b:c"],
            ),
            (
                "xs:language",
                &["de", "pt-BR", "sr-Latn-RS"],
                &["german language", "1", "de_DE"],
            ),
            ("x:odd", &["anything"], &[]),
        ] {
            for value in good {
                assert!(read(datatype, value).is_some(), "{datatype} {value}");
            }
            for value in bad {
                assert!(read(datatype, value).is_none(), "{datatype} {value}");
            }
        }
    }

    #[test]
    fn patterns() {
        let pattern = "[A-Z]{2}-[0-9]{4}";
        assert!(fits(pattern, "AB-1234"));
        for bad in ["", "AB-123", "AB-12345", "ab-1234", "AB1234", "AB-1234 "] {
            assert!(!fits(pattern, bad), "{bad}");
        }
    }
}
