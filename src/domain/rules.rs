//! What a fitting answer looks like (XEP-0122). Only advice to the person: the server decides.

mod moment;
mod pattern;

use super::Fault;

/// What a fitting answer looks like (XEP-0122). Only advice to the person: the server decides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rules {
    /// The type of the value.
    pub datatype: Datatype,
    /// The bits that a whole number has at most, sign included: 8 for `xs:byte`.
    pub bits: Option<u32>,
    /// The least value, inclusive, as the server wrote it.
    pub min: Option<String>,
    /// The greatest value, inclusive, as the server wrote it.
    pub max: Option<String>,
    /// A POSIX extended regular expression for the whole value.
    pub pattern: Option<String>,
    /// Fewest and most options of a list that may be chosen.
    pub chosen: (Option<u32>, Option<u32>),
}

/// Whether this is a day that there is or was, year, month, day: `2026-07-11` (XEP-0082).
#[must_use]
pub fn is_date(text: &str) -> bool {
    moment::date(text).is_some()
}

impl Rules {
    /// What is wrong with one value, by type, range and pattern.
    ///
    /// Limits and patterns that cannot be read are none.
    #[must_use]
    pub fn fault(&self, value: &str) -> Option<Fault> {
        let plain = value.trim();
        let range = |inside: Option<bool>| (inside == Some(false)).then_some(Fault::OutOfRange);
        let fault = match self.datatype {
            Datatype::String => None,
            Datatype::Integer if !is_whole(plain) => Some(Fault::NotOfType),
            Datatype::Integer => range(self.holds(plain, whole).map(|inside| {
                let bits = self.bits.unwrap_or(128).clamp(1, 128);
                let most = i128::MAX >> (128 - bits);
                inside && whole(plain).is_some_and(|value| (!most..=most).contains(&value))
            })),
            Datatype::Decimal if decimal(plain).is_none() => Some(Fault::NotOfType),
            Datatype::Decimal => range(self.holds(plain, decimal)),
            Datatype::Date if moment::date(plain).is_none() => Some(Fault::NotOfType),
            Datatype::Date => range(self.holds(plain, moment::date)),
            Datatype::Time if moment::time(plain).is_none() => Some(Fault::NotOfType),
            Datatype::Time => range(self.holds(plain, moment::time)),
            Datatype::DateTime if moment::date_time(plain).is_none() => Some(Fault::NotOfType),
            Datatype::DateTime => range(self.holds(plain, moment::date_time)),
            Datatype::Uri => url::Url::parse(plain).is_err().then_some(Fault::NotOfType),
            Datatype::Language => {
                let part = |part: &str| {
                    (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
                };
                (!plain.split('-').all(part)).then_some(Fault::NotOfType)
            }
        };
        fault.or_else(|| {
            let pattern = self.pattern.as_deref()?;
            (pattern::fits(pattern, value) == Some(false)).then_some(Fault::NotOfPattern)
        })
    }

    /// Whether a value is within the limits, as far as both can be read; `None` if the value cannot.
    fn holds<T: PartialOrd>(&self, value: &str, read: impl Fn(&str) -> Option<T>) -> Option<bool> {
        let value = read(value)?;
        let bound = |bound: &Option<String>| read(bound.as_deref()?.trim());
        let below = bound(&self.min).is_some_and(|min| value < min);
        let above = bound(&self.max).is_some_and(|max| value > max);
        Some(!below && !above)
    }
}

/// Digits, with a sign if one is given. A number may have more of them than can be computed with here.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn whole(text: &str) -> Option<i128> {
    is_whole(text).then(|| text.parse().ok()).flatten()
}

fn decimal(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The type of a value (XEP-0122 section 5.1). What is not known is a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Datatype {
    /// Any text.
    #[default]
    String,
    /// A whole number: `xs:integer`, `xs:int`, `xs:long`, `xs:short`, `xs:byte`.
    Integer,
    /// A number: `xs:decimal`, `xs:double`.
    Decimal,
    /// `xs:date`
    Date,
    /// `xs:time`
    Time,
    /// `xs:dateTime`
    DateTime,
    /// `xs:anyURI`
    Uri,
    /// `xs:language`
    Language,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(datatype: Datatype, min: &str, max: &str) -> Rules {
        let bound = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Rules {
            datatype,
            min: bound(min),
            max: bound(max),
            ..Rules::default()
        }
    }

    /// Requirements 59 and 60 (XEP-0122 sections 3.2.3 and 4.1).
    #[test]
    fn values_are_of_their_type_and_within_their_limits() {
        use Datatype::{Date, DateTime, Decimal, Integer, Language, String, Time, Uri};
        let type_ = Some(Fault::NotOfType);
        let range = Some(Fault::OutOfRange);
        for (datatype, min, max, value, fault) in [
            (String, "", "", "anything", None),
            (Integer, "16", "120", "16", None),
            (Integer, "16", "120", " 120 ", None),
            (Integer, "16", "120", "15", range.clone()),
            (Integer, "16", "120", "121", range.clone()),
            (Integer, "16", "", "121", None),
            (Integer, "", "120", "-5", None),
            (Integer, "a few", "many", "3", None),
            (Integer, "", "", "3.5", type_.clone()),
            (Integer, "", "", "", type_.clone()),
            (Integer, "", "", "+", type_.clone()),
            // More digits than any computer word has.
            (
                Integer,
                "",
                "",
                "123456789012345678901234567890123456789012345",
                None,
            ),
            (Decimal, "0.5", "1.5", "1.5", None),
            (Decimal, "0.5", "1.5", "1.51", range.clone()),
            (Decimal, "", "", "1e3", None),
            (Decimal, "", "", "NaN", type_.clone()),
            (Date, "1900-01-01", "2008-12-31", "2008-12-31", None),
            (
                Date,
                "1900-01-01",
                "2008-12-31",
                "2009-01-01",
                range.clone(),
            ),
            (Date, "", "", "2023-02-29", type_.clone()),
            (Date, "", "", "1.2.2003", type_.clone()),
            (Time, "09:00:00", "17:00:00", "17:00:00", None),
            (Time, "09:00:00", "17:00:00", "17:00:01", range.clone()),
            (Time, "", "", "25:00:00", type_.clone()),
            (
                DateTime,
                "2020-01-01T00:00:00Z",
                "",
                "2020-01-01T00:30:00+01:00",
                range.clone(),
            ),
            (
                DateTime,
                "2020-01-01T00:00:00Z",
                "",
                "2020-01-01T01:30:00+01:00",
                None,
            ),
            (DateTime, "", "", "2020-01-01 01:30", type_.clone()),
            (Uri, "", "", "https://example.org", None),
            (Uri, "", "", "example", type_.clone()),
            (Language, "", "", "de-AT", None),
            (Language, "", "", "de AT", type_),
        ] {
            let rules = rules(datatype, min, max);
            assert_eq!(
                rules.fault(value),
                fault,
                "{datatype:?} {min}..{max}: {value}"
            );
        }
    }

    #[test]
    fn numbers_of_few_bits_have_their_own_limits() {
        for (bits, value, fits) in [
            (8, "127", true),
            (8, "-128", true),
            (8, "128", false),
            (16, "-32769", false),
            (32, "2147483647", true),
            (64, "9223372036854775808", false),
        ] {
            let rules = Rules {
                bits: Some(bits),
                ..rules(Datatype::Integer, "", "")
            };
            assert_eq!(rules.fault(value).is_none(), fits, "{bits}: {value}");
        }
    }
}
