//! Days of the Gregorian calendar, as `xs:date` writes them.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate};

/// A day, from the year 1 to the year 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    const FIRST: Self = Self(NaiveDate::from_ymd_opt(1, 1, 1).unwrap());
    const LAST: Self = Self(NaiveDate::from_ymd_opt(9999, 12, 31).unwrap());

    /// That day, if there is one.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let day = Self(NaiveDate::from_ymd_opt(year, month.into(), day.into())?);
        (Self::FIRST..=Self::LAST).contains(&day).then_some(day)
    }

    /// Reads `YYYY-MM-DD`; a time zone behind it is passed over (XML Schema 1.0 part 2, section 3.2.9).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, zone) = text.split_at_checked(10)?;
        if !matches!(zone, "" | "Z") && !zone.starts_with(['+', '-']) {
            return None;
        }
        let mut parts = date.split('-');
        let mut number = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        Self::new(
            year.into(),
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// The day that it is now, in UTC.
    #[must_use]
    pub fn today() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Self::of_seconds(now.map_or(0, |since| since.as_secs()))
    }

    /// The day of a moment, in UTC: so many seconds after the beginning of 1970.
    #[must_use]
    pub fn of_seconds(seconds: u64) -> Self {
        let moment = i64::try_from(seconds)
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        moment.map_or(Self::LAST, |moment| {
            Self(moment.date_naive()).min(Self::LAST)
        })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        small(self.0.month())
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        small(self.0.day())
    }

    /// The day of the week: 0 is Monday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        small(self.0.weekday().num_days_from_monday())
    }

    /// How many days its month has.
    #[must_use]
    pub fn days_of_month(self) -> u8 {
        self.0.num_days_in_month()
    }

    /// How many days it comes after the last one before the year 1.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0.num_days_from_ce()
    }

    /// The same month's day of this number, or its last if it has not so many.
    #[must_use]
    pub fn with_day(self, day: u8) -> Self {
        let day = day.clamp(1, self.days_of_month());
        self.0.with_day(day.into()).map_or(self, Self)
    }

    /// So many days later. It stays within the years 1 to 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let by = Days::new(days.unsigned_abs());
        let (end, moved) = if days < 0 {
            (Self::FIRST, self.0.checked_sub_days(by))
        } else {
            (Self::LAST, self.0.checked_add_days(by))
        };
        moved.map_or(end, Self).clamp(Self::FIRST, Self::LAST)
    }

    /// So many months later: the same day of the month, or the last one if that month has not so many. Beyond the years 1 to
    /// 9999 it is the same day of their first or last month.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let by = Months::new(months.unsigned_abs());
        let (end, moved) = if months < 0 {
            (Self::FIRST, self.0.checked_sub_months(by))
        } else {
            (Self::LAST, self.0.checked_add_months(by))
        };
        let moved = moved.map_or(end, Self);
        if (Self::FIRST..=Self::LAST).contains(&moved) {
            moved
        } else {
            end.with_day(self.day())
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What is never more than 31.
fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::Day;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn only_days_that_exist_are_read() {
        for good in [
            "2026-11-03",
            " 2024-02-29 ",
            "2000-02-29Z",
            "1999-12-31+02:00",
        ] {
            assert!(Day::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "2026-11-3",
            "2026-13-01",
            "2026-02-29",
            "1900-02-29",
            "0000-01-01",
            "2026-11-031",
            "26-11-03",
            "2026/11/03",
            "2026-11-0é",
        ] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_day_is_followed_by_the_next() {
        let mut now = day("1898-12-31");
        for _ in 0..80_000 {
            let next = now.plus_days(1);
            assert!(next > now);
            assert_eq!(next.plus_days(-1), now);
            assert_eq!((now.weekday() + 1) % 7, next.weekday());
            now = next;
        }
        assert_eq!(now.to_string(), "2118-01-12");
        assert_eq!(day("2026-11-21").weekday(), 5);
    }

    #[test]
    fn months_are_as_long_as_they_are() {
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2024-01-31").plus_months(-2), day("2023-11-30"));
        assert_eq!(day("2024-02-29").plus_months(12), day("2025-02-28"));
        assert_eq!(day("2026-02-11").with_day(31), day("2026-02-28"));
    }

    #[test]
    fn a_moment_has_a_day() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_798_761_599, "2026-12-31"),
            (4_107_542_400, "2100-03-01"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Day::of_seconds(seconds), day(expected));
        }
    }

    #[test]
    fn the_calendar_has_two_ends() {
        assert_eq!(day("0001-01-01").plus_days(-1), day("0001-01-01"));
        assert_eq!(day("0001-01-15").plus_months(-1), day("0001-01-15"));
        assert_eq!(day("9999-12-31").plus_days(1), day("9999-12-31"));
        assert_eq!(day("9999-12-31").plus_months(1), day("9999-12-31"));
    }
}
