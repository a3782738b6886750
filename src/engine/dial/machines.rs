//! Which machines serve a domain, and in which order (RFC 2782, XEP-0368).

use hickory_resolver::proto::rr::rdata::SRV;

use crate::engine::Tls;

/// The most machines of a domain that are looked at.
const MOST_TARGETS: usize = 8;

/// A machine of the domain, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Machine {
    pub(super) host: String,
    pub(super) port: u16,
    /// TLS from the start.
    pub(super) direct: bool,
}

/// The two ways to a host, as far as they are wanted.
pub(super) fn both(host: &str, [starttls, direct]: [u16; 2], tls: Tls) -> Vec<Machine> {
    [
        (starttls, false, Tls::StartTls),
        (direct, true, Tls::Direct),
    ]
    .into_iter()
    .filter(|(_, _, way)| tls == Tls::Auto || tls == *way)
    .map(|(port, direct, _)| Machine {
        host: host.to_owned(),
        port,
        direct,
    })
    .collect()
}

/// The machines of a domain, the best first; none if it says itself that it offers no such service (RFC 2782: target `.`).
/// `None` in place of records means that DNS has none, not even this.
pub(super) fn machines(
    domain: &str,
    tls: Tls,
    direct: Option<Vec<SRV>>,
    starttls: Option<Vec<SRV>>,
    random: impl Fn(u32) -> u32,
) -> Vec<Machine> {
    if direct.is_none() && starttls.is_none() {
        return both(domain, [5222, 5223], tls);
    }
    // A domain without TLS from the start has said nothing about STARTTLS.
    let fallback = if starttls.is_none() && tls == Tls::Auto {
        both(domain, [5222, 5223], Tls::StartTls)
    } else {
        Vec::new()
    };
    let direct = direct.into_iter().flatten().map(|record| (record, true));
    let starttls = starttls.into_iter().flatten().map(|record| (record, false));
    let offered = direct
        .chain(starttls)
        .filter(|(record, _)| !record.target.is_root() && record.port != 0)
        .collect();
    let machines: Vec<Machine> = order(offered, random)
        .into_iter()
        .take(MOST_TARGETS)
        .map(|(record, direct)| Machine {
            host: record.target.to_ascii(),
            port: record.port,
            direct,
        })
        .collect();
    if machines.is_empty() {
        fallback
    } else {
        machines
    }
}

/// Sorts by priority, and within one priority at random by weight (RFC 2782). `random` gives a number below its argument.
fn order(mut left: Vec<(SRV, bool)>, random: impl Fn(u32) -> u32) -> Vec<(SRV, bool)> {
    left.sort_by_key(|(record, _)| (record.priority, record.weight));
    let mut sorted = Vec::with_capacity(left.len());
    while let Some((first, _)) = left.first() {
        let same = left
            .iter()
            .take_while(|(record, _)| record.priority == first.priority)
            .count();
        let sum: u32 = left[..same]
            .iter()
            .map(|(record, _)| u32::from(record.weight))
            .sum();
        let chosen = random(sum.saturating_add(1));
        let mut running = 0;
        let at = left[..same]
            .iter()
            .position(|(record, _)| {
                running += u32::from(record.weight);
                running >= chosen
            })
            .unwrap_or(0);
        sorted.push(left.remove(at));
    }
    sorted
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use hickory_resolver::proto::rr::Name;

    use super::*;

    fn record(priority: u16, weight: u16, port: u16, host: &str) -> SRV {
        SRV::new(priority, weight, port, Name::from_ascii(host).unwrap())
    }

    /// What is chosen, as `host:port`, with a `!` for TLS from the start.
    fn chosen(
        tls: Tls,
        direct: Option<Vec<SRV>>,
        starttls: Option<Vec<SRV>>,
        random: impl Fn(u32) -> u32,
    ) -> Vec<String> {
        machines("example.org", tls, direct, starttls, random)
            .into_iter()
            .map(|machine| {
                let mark = if machine.direct { "!" } else { "" };
                format!("{}:{}{mark}", machine.host, machine.port)
            })
            .collect()
    }

    #[test]
    fn without_records_the_domain_itself_is_tried() {
        let tried = |tls| chosen(tls, None, None, |_| 0);
        assert_eq!(tried(Tls::Auto), ["example.org:5222", "example.org:5223!"]);
        assert_eq!(tried(Tls::StartTls), ["example.org:5222"]);
        assert_eq!(tried(Tls::Direct), ["example.org:5223!"]);
    }

    #[test]
    fn both_services_are_mixed_by_priority() {
        let direct = vec![record(10, 0, 443, "b."), record(30, 0, 5223, "d.")];
        let starttls = vec![record(20, 0, 5222, "c."), record(5, 0, 5222, "a.")];
        assert_eq!(
            chosen(Tls::Auto, Some(direct), Some(starttls), |_| 0),
            ["a.:5222", "b.:443!", "c.:5222", "d.:5223!"]
        );
    }

    #[test]
    fn a_dot_means_that_it_is_not_offered() {
        let dot = || Some(vec![record(0, 0, 0, ".")]);
        assert!(chosen(Tls::Auto, dot(), dot(), |_| 0).is_empty());
        assert!(chosen(Tls::Auto, None, dot(), |_| 0).is_empty());
        assert_eq!(chosen(Tls::Auto, dot(), None, |_| 0), ["example.org:5222"]);
        let offered = Some(vec![record(0, 0, 5222, "a.")]);
        assert_eq!(chosen(Tls::Auto, dot(), offered, |_| 0), ["a.:5222"]);
    }

    #[test]
    fn weights_decide_within_a_priority() {
        let records = || {
            Some(vec![
                record(0, 0, 1, "none."),
                record(0, 10, 1, "few."),
                record(0, 90, 1, "many."),
            ])
        };
        let first = |number| chosen(Tls::Auto, None, records(), move |_| number)[0].clone();
        assert_eq!(first(0), "none.:1");
        assert_eq!(first(1), "few.:1");
        assert_eq!(first(10), "few.:1");
        assert_eq!(first(11), "many.:1");
        assert_eq!(first(100), "many.:1");
    }

    #[test]
    fn no_more_than_eight_machines_are_looked_at() {
        let many = (0..20)
            .map(|priority| record(priority, 0, 1, "a."))
            .collect();
        assert_eq!(chosen(Tls::Auto, None, Some(many), |_| 0).len(), 8);
    }
}
