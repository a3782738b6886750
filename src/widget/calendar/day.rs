//! Days of the Gregorian calendar, as `xs:date` writes them.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day, from the year 1 to the year 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: i32,
    month: u8,
    of_month: u8,
}

impl Day {
    /// That day, if there is one.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let is_one = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_of(year, month)).contains(&day);
        is_one.then_some(Self {
            year,
            month,
            of_month: day,
        })
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
        let days = now.map_or(0, |since| since.as_secs() / 86_400);
        Self::from_number(i64::try_from(days).unwrap_or(0))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.of_month
    }

    /// The day of the week: 0 is Monday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        // 1 January 1970 was a Thursday.
        u8::try_from((self.number() + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// How many days its month has.
    #[must_use]
    pub fn days_of_month(self) -> u8 {
        days_of(self.year, self.month)
    }

    /// The same month's day of this number, or its last if it has not so many.
    #[must_use]
    pub fn with_day(self, day: u8) -> Self {
        Self {
            of_month: day.clamp(1, self.days_of_month()),
            ..self
        }
    }

    /// So many days later. It stays within the years 1 to 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_number(self.number() + days)
    }

    /// So many months later: the same day of the month, or the last one if that month has not so many.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let all = (self.year * 12 + i32::from(self.month) - 1 + months).clamp(12, 9999 * 12 + 11);
        let first = Self {
            year: all / 12,
            month: u8::try_from(all % 12 + 1).unwrap_or(1),
            of_month: 1,
        };
        first.with_day(self.of_month)
    }

    /// Days since 1 January 1970.
    ///
    /// By Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March there, so that the day that
    /// comes every four years is the last.
    fn number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i64::from(self.of_month) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    fn from_number(number: i64) -> Self {
        // From 0001-01-01 to 9999-12-31.
        let number = number.clamp(-719_162, 2_932_896) + 719_468;
        let era = number.div_euclid(146_097);
        let of_era = number.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = (month + 2) % 12 + 1;
        let year = year + era * 400 + i64::from(month <= 2);
        Self {
            year: i32::try_from(year).unwrap_or(1970),
            month: u8::try_from(month).unwrap_or(1),
            of_month: u8::try_from(day).unwrap_or(1),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

fn days_of(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
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
    fn the_calendar_has_two_ends() {
        assert_eq!(day("0001-01-01").plus_days(-1), day("0001-01-01"));
        assert_eq!(day("0001-01-15").plus_months(-1), day("0001-01-15"));
        assert_eq!(day("9999-12-31").plus_days(1), day("9999-12-31"));
        assert_eq!(day("9999-12-31").plus_months(1), day("9999-12-31"));
    }
}
