//! Dates and times as XEP-0082 and XML Schema write them, made comparable.

use crate::domain::Day;

/// A day, `YYYY-MM-DD`, with a month and a day that exist.
pub(super) fn date(text: &str) -> Option<Day> {
    Day::parse(text).filter(|_| text.len() == 10)
}

/// A time of day, `hh:mm:ss` with a fraction and a zone if they are given: seconds since midnight, UTC.
pub(super) fn time(text: &str) -> Option<f64> {
    let zone = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(zone);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut parts = whole.split(':');
    let mut number = |most: u32| part(parts.next()?, 2).filter(|number| *number <= most);
    let (hours, minutes, seconds) = (number(23)?, number(59)?, number(60)?);
    if parts.next().is_some() {
        return None;
    }
    let fraction: f64 = format!("0.{fraction}").parse().ok()?;
    let since = f64::from(hours * 3600 + minutes * 60 + seconds) + fraction;
    Some(since - offset(zone)?)
}

/// Date and time with a `T` between: the day, and the seconds since that day's midnight, UTC.
pub(super) fn date_time(text: &str) -> Option<f64> {
    let (day, clock) = text.split_once('T')?;
    Some(f64::from(date(day)?.number()) * 86_400.0 + time(clock)?)
}

/// The seconds that a zone, `Z`, `+hh:mm` or `-hh:mm`, is before UTC. No zone is taken for UTC.
fn offset(zone: &str) -> Option<f64> {
    if matches!(zone, "" | "Z") {
        return Some(0.0);
    }
    let (sign, clock) = match zone.split_at_checked(1)? {
        ("+", clock) => (1.0, clock),
        ("-", clock) => (-1.0, clock),
        _ => return None,
    };
    let (hours, minutes) = clock.split_once(':')?;
    let hours = part(hours, 2).filter(|hours| *hours <= 14)?;
    let minutes = part(minutes, 2).filter(|minutes| *minutes <= 59)?;
    Some(sign * f64::from(hours * 3600 + minutes * 60))
}

/// A number of exactly that many digits.
fn part(text: &str, digits: usize) -> Option<u32> {
    let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other() {
        let number = |text| date(text).map(Day::number);
        for (one, next) in [
            ("1999-12-31", "2000-01-01"),
            ("2000-02-28", "2000-02-29"),
            ("2000-02-29", "2000-03-01"),
            ("1900-02-28", "1900-03-01"),
            ("2023-02-28", "2023-03-01"),
        ] {
            assert_eq!(number(one).map(|day| day + 1), number(next), "{one}");
        }
        for wrong in [
            "1900-02-29",
            "2023-13-01",
            "2023-00-10",
            "2023-1-1",
            "2023-01-01-",
            "",
        ] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn zones_are_reckoned_with() {
        assert_eq!(time("12:00:00"), time("12:00:00Z"));
        assert_eq!(time("12:00:00Z"), time("14:00:00.00+02:00"));
        assert_eq!(
            date_time("2000-01-01T01:00:00+02:00"),
            date_time("1999-12-31T23:00:00Z")
        );
        for wrong in [
            "12:00",
            "12:00:61",
            "12:00:00.",
            "12:00:00+2",
            "12:00:00+15:00",
            "1:00:00",
            "12:00:00:00",
        ] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }
}
