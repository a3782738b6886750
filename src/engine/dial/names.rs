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
    let direct = direct.unwrap_or_default();
    let starttls = starttls.unwrap_or_default();
    if direct.is_none() && starttls.is_none() {
        return Ok(both(&domain, [5222, 5223], target.tls));
    }
    let is_silent_on_starttls = starttls.is_none() && target.tls == Tls::Auto;
    let mut found: Vec<(SRV, bool)> = Vec::new();
    found.extend(direct.into_iter().flatten().map(|record| (record, true)));
    found.extend(starttls.into_iter().flatten().map(|record| (record, false)));
    found.retain(|(record, _)| !record.target.is_root());
    let mut machines: Vec<Machine> = order(found, |below| {
        getrandom::u32().unwrap_or_default() % below.max(1)
    })
    .into_iter()
    .map(|(record, direct)| Machine {
        host: record.target.to_ascii(),
        port: record.port,
        direct,
    })
    .collect();
    if machines.is_empty() && is_silent_on_starttls {
        machines = both(&domain, [5222, 5223], Tls::StartTls);
    }
    if machines.is_empty() {
        return Err(Error::NotFound {
            domain: target.domain.to_string(),
        });
    }
    machines.truncate(MOST_TARGETS);
    Ok(machines)
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
