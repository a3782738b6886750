//! Stepping through numbers and days, within the limits that a server gives.

use crate::domain::Day;
use crate::domain::{Datatype, Field, Kind, Role, Rules};

/// Whether a field wants a day: by its type, or by its name.
pub(super) fn is_date(field: &Field) -> bool {
    let rules = &field.rules;
    let by_name = field.role == Role::Date && rules.datatype == Datatype::String;
    field.kind == Kind::Text && (by_name || rules.datatype == Datatype::Date)
}

/// Whether a field wants a number.
pub(super) fn is_number(field: &Field) -> bool {
    let is_one = matches!(field.rules.datatype, Datatype::Integer | Datatype::Decimal);
    field.kind == Kind::Text && is_one
}

/// The answer one step up or down from `text`; `None` if it cannot be stepped.
pub(super) fn step(text: &str, field: &Field, up: bool) -> Option<String> {
    let text = text.trim();
    let rules = &field.rules;
    match rules.datatype {
        _ if is_date(field) => date(text, rules, i64::from(up) * 2 - 1),
        Datatype::Integer => integer(text, rules, up),
        Datatype::Decimal => decimal(text, rules, up),
        _ => None,
    }
}

/// The first and last day that can be answered.
pub(super) fn days(rules: &Rules) -> (Option<Day>, Option<Day>) {
    let day = |bound: &Option<String>| bound.as_deref().and_then(Day::parse);
    (day(&rules.min), day(&rules.max))
}

/// The nearest day that is within the limits.
pub(super) fn within(day: Day, (least, most): (Option<Day>, Option<Day>)) -> Day {
    let day = most.map_or(day, |most| day.min(most));
    least.map_or(day, |least| day.max(least))
}

fn integer(text: &str, rules: &Rules, up: bool) -> Option<String> {
    let bound = |bound: &Option<String>| bound.as_deref()?.trim().parse::<i128>().ok();
    let (least, most) = (bound(&rules.min), bound(&rules.max));
    let next = if text.is_empty() {
        least.or(most).unwrap_or(0)
    } else {
        let now = text.parse::<i128>().ok()?;
        now.checked_add(if up { 1 } else { -1 })?
    };
    let next = most.map_or(next, |most| next.min(most));
    let next = least.map_or(next, |least| next.max(least));
    Some(next.to_string())
}

fn decimal(text: &str, rules: &Rules, up: bool) -> Option<String> {
    let read = |text: &str| {
        text.trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
    };
    let bound = |bound: &Option<String>| bound.as_deref().and_then(read);
    let (least, most) = (bound(&rules.min), bound(&rules.max));
    let next = if text.is_empty() {
        least.or(most).unwrap_or(0.0)
    } else {
        read(text)? + if up { 1.0 } else { -1.0 }
    };
    // What stands behind the point stays as exact as it was typed.
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    let bounded = most.map_or(next, |most| next.min(most));
    let bounded = least.map_or(bounded, |least| bounded.max(least));
    Some(
        if text.is_empty() || text.contains(['e', 'E']) || (bounded - next).abs() > 0.0 {
            bounded.to_string()
        } else {
            format!("{bounded:.places$}")
        },
    )
}

fn date(text: &str, rules: &Rules, by: i64) -> Option<String> {
    let limits = days(rules);
    let next = if text.is_empty() {
        Day::today()
    } else {
        Day::parse(text)?.plus_days(by)
    };
    Some(within(next, limits).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(datatype: Datatype, min: Option<&str>, max: Option<&str>) -> Field {
        Field {
            rules: Rules {
                datatype,
                min: min.map(str::to_owned),
                max: max.map(str::to_owned),
                ..Rules::default()
            },
            ..Field::new("x", Role::Other, Kind::Text)
        }
    }

    fn steps(rules: &Field, text: &str) -> [Option<String>; 2] {
        [step(text, rules, false), step(text, rules, true)]
    }

    fn both(down: &str, up: &str) -> [Option<String>; 2] {
        [Some(down.to_owned()), Some(up.to_owned())]
    }

    #[test]
    fn whole_numbers_step_within_their_limits() {
        let age = rules(Datatype::Integer, Some("13"), Some("120"));
        assert_eq!(steps(&age, ""), both("13", "13"));
        assert_eq!(steps(&age, "13"), both("13", "14"));
        assert_eq!(steps(&age, "120"), both("119", "120"));
        assert_eq!(steps(&age, "5"), both("13", "13"));
        assert_eq!(steps(&age, "x"), [None, None]);
        let any = rules(Datatype::Integer, None, None);
        assert_eq!(steps(&any, "0"), both("-1", "1"));
        assert_eq!(step(&i128::MAX.to_string(), &any, true), None);
    }

    #[test]
    fn numbers_keep_what_stands_behind_the_point() {
        let any = rules(Datatype::Decimal, None, Some("2.5"));
        assert_eq!(steps(&any, "1.20"), both("0.20", "2.20"));
        assert_eq!(steps(&any, "2.20"), both("1.20", "2.5"));
        assert_eq!(steps(&any, "inf"), [None, None]);
    }

    #[test]
    fn days_step_within_their_limits() {
        let born = rules(Datatype::Date, None, Some("2012-12-31"));
        assert_eq!(steps(&born, "2012-12-31"), both("2012-12-30", "2012-12-31"));
        assert_eq!(steps(&born, "2008-02-29"), both("2008-02-28", "2008-03-01"));
        // Today is later than that.
        assert_eq!(steps(&born, ""), both("2012-12-31", "2012-12-31"));
        assert_eq!(steps(&born, "2012"), [None, None]);
        assert_eq!(
            steps(&rules(Datatype::Time, None, None), "12:00:00"),
            [None, None]
        );
    }
}
