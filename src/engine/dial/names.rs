//! Which addresses serve a domain (RFC 6120 section 3.2, XEP-0368).

use std::net::{IpAddr, SocketAddr};

use futures::future;
use hickory_resolver::{
    TokioResolver,
    config::LookupIpStrategy,
    net::{DnsError, NetError},
    proto::rr::{RData, rdata::SRV},
};

use crate::engine::{Error, Target, Tls};

/// The most machines of a domain that are looked at.
const MOST_TARGETS: usize = 8;

/// The most addresses that are tried.
const MOST_ADDRESSES: usize = 16;

/// One way to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) address: SocketAddr,
    /// TLS from the start.
    pub(super) direct: bool,
}

/// The ways to the target, the best first. Never empty.
pub(super) async fn ways(target: &Target) -> Result<Vec<Way>, Error> {
    tokio::time::timeout(target.deadlines.dns, find(target))
        .await
        .unwrap_or_else(|_| Err(Error::NoNetwork("no answer in time".to_owned())))
}

async fn find(target: &Target) -> Result<Vec<Way>, Error> {
    let machines = match &target.connect {
        Some((host, port)) => both(host, [*port, *port], target.tls),
        None => match literal(&target.domain.to_ascii()) {
            Some(_) => both(&target.domain.to_ascii(), [5222, 5223], target.tls),
            None => services(target).await?,
        },
    };
    addresses(machines).await
}

/// A machine of the domain, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Machine {
    host: String,
    port: u16,
    direct: bool,
}

/// The two ways to a host, as far as they are wanted.
fn both(host: &str, [starttls, direct]: [u16; 2], tls: Tls) -> Vec<Machine> {
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

/// What DNS says about a domain.
async fn services(target: &Target) -> Result<Vec<Machine>, Error> {
    let domain = target.domain.to_ascii();
    let resolver = resolver()?;
    let ask = |service: &'static str, wanted: bool| {
        let resolver = resolver.clone();
        let name = format!("{service}._tcp.{domain}.");
        async move {
            if wanted {
                records(resolver.srv_lookup(name).await)
            } else {
                Ok(None)
            }
        }
    };
    let (direct, starttls) = future::join(
        ask("_xmpps-client", target.tls != Tls::StartTls),
        ask("_xmpp-client", target.tls != Tls::Direct),
    )
    .await;
    // Without an answer about services the domain itself may still be found; if not, that failure is told.
    let machines = machines(
        &domain,
        target.tls,
        direct.unwrap_or_default(),
        starttls.unwrap_or_default(),
        |below| getrandom::u32().unwrap_or_default() % below.max(1),
    );
    if machines.is_empty() {
        return Err(Error::NotFound {
            domain: target.domain.to_string(),
        });
    }
    Ok(machines)
}

/// The machines of a domain, the best first; none if it says itself that it offers no such service (RFC 2782: target `.`).
/// `None` in place of records means that DNS has none, not even this.
fn machines(
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

/// The records of an answer; `None` if DNS says that there are none.
fn records(
    answer: Result<hickory_resolver::lookup::Lookup, NetError>,
) -> Result<Option<Vec<SRV>>, NetError> {
    match answer {
        Ok(lookup) => {
            let found: Vec<SRV> = lookup
                .answers()
                .iter()
                .filter_map(|record| match &record.data {
                    RData::SRV(srv) => Some(srv.clone()),
                    _ => None,
                })
                .collect();
            Ok((!found.is_empty()).then_some(found))
        }
        Err(NetError::Dns(DnsError::NoRecordsFound(_))) => Ok(None),
        Err(error) => Err(error),
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

/// The addresses of the machines, in the machines' order.
async fn addresses(machines: Vec<Machine>) -> Result<Vec<Way>, Error> {
    let looked_up = future::join_all(machines.iter().map(|machine| look_up(&machine.host))).await;
    let mut ways = Vec::new();
    let mut failure = None;
    for (machine, found) in machines.iter().zip(looked_up) {
        match found {
            Ok(found) => ways.extend(found.into_iter().map(|ip| Way {
                address: SocketAddr::new(ip, machine.port),
                direct: machine.direct,
            })),
            Err(error) => {
                let _ = failure.get_or_insert(error);
            }
        }
    }
    ways.truncate(MOST_ADDRESSES);
    match failure {
        Some(failure) if ways.is_empty() => Err(failure),
        _ => Ok(ways),
    }
}

/// The addresses of a host, the families taking turns, IPv6 first (RFC 8305 section 4).
async fn look_up(host: &str) -> Result<Vec<IpAddr>, Error> {
    if let Some(ip) = literal(host) {
        return Ok(vec![ip]);
    }
    let not_found = || Error::NotFound {
        domain: host.trim_end_matches('.').to_owned(),
    };
    // A name is looked up as it is, without the search list.
    let name = format!("{}.", host.trim_end_matches('.'));
    let found: Vec<IpAddr> = match resolver()?.lookup_ip(name).await {
        Ok(lookup) => lookup.iter().collect(),
        Err(NetError::Dns(DnsError::NoRecordsFound(_)) | NetError::Proto(_)) => {
            return Err(not_found());
        }
        Err(error) => return Err(Error::NoNetwork(error.to_string())),
    };
    if found.is_empty() {
        return Err(not_found());
    }
    let (six, four): (Vec<_>, Vec<_>) = found.into_iter().partition(IpAddr::is_ipv6);
    let turns = six.len().max(four.len());
    Ok((0..turns)
        .flat_map(|turn| [six.get(turn), four.get(turn)])
        .flatten()
        .copied()
        .collect())
}

fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

fn resolver() -> Result<TokioResolver, Error> {
    let mut builder =
        TokioResolver::builder_tokio().map_err(|error| Error::NoNetwork(error.to_string()))?;
    let options = builder.options_mut();
    options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
    options.timeout = std::time::Duration::from_secs(2);
    builder
        .build()
        .map_err(|error| Error::NoNetwork(error.to_string()))
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
