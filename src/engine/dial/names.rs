//! Which addresses serve a domain (RFC 6120 section 3.2, XEP-0368).

use std::{net::SocketAddr, time::Duration};

use futures::future;
use hickory_resolver::{ConnectionProvider, Resolver, proto::rr::rdata::SRV};

use super::{
    lookup::{
        ask_for_services, failed, is_onion, literal, look_up, not_found, resolver, resolver_behind,
    },
    machines::{Machine, both, machines},
    proxy::Gate,
};
use crate::engine::{Error, Target};

/// The most addresses that are tried.
const MOST_ADDRESSES: usize = 16;

/// One way to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) place: Place,
    /// TLS from the start.
    pub(super) direct: bool,
}

/// Where a connection leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Address(SocketAddr),
    /// A host that the proxy has to look up.
    Name(String, u16),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Name(host, port) => write!(f, "{host}:{port}"),
        }
    }
}

/// The ways to the target, the best first. Never empty.
pub(super) async fn ways(target: &Target, gate: Option<&Gate>) -> Result<Vec<Way>, Error> {
    match gate {
        Some(gate) => ways_behind(gate, target).await,
        None => tokio::time::timeout(target.deadlines.dns, find(target))
            .await
            .unwrap_or_else(|_| Err(Error::NoNetwork("no answer in time".to_owned()))),
    }
}

async fn find(target: &Target) -> Result<Vec<Way>, Error> {
    let given = given(target);
    // Where nothing has to be looked up, the system's name servers need not be known.
    if let Some(ways) = given.as_deref().and_then(by_address) {
        return Ok(ways);
    }
    let resolver = resolver(target)?;
    if let Some(machines) = given {
        return addresses(&resolver, machines).await;
    }
    // The domain's own addresses shall have their turn even if nothing is ever said about its services.
    let patience = target.deadlines.dns * 3 / 5;
    let (machines, failure) = services(&resolver, target, patience).await?;
    match (addresses(&resolver, machines).await, failure) {
        // Its own name was only tried because DNS would not say what else there is.
        (Err(Error::NotFound { .. }), Some(failure)) => Err(failure),
        (ways, _) => ways,
    }
}

/// The ways to the target behind a proxy, which looks all names up. Only its services are asked for, through the proxy
/// itself, by TCP: of a name server that was given, else of the system's own if it can be reached from elsewhere. Without
/// an answer the domain's own name is all there is.
async fn ways_behind(gate: &Gate, target: &Target) -> Result<Vec<Way>, Error> {
    let machines = match given(target) {
        Some(machines) => machines,
        None => match services_behind(gate, target).await? {
            Some(machines) => machines,
            None => own_name(target),
        },
    };
    Ok(machines
        .into_iter()
        .map(|machine| Way {
            place: match literal(&machine.host) {
                Some(ip) => Place::Address(SocketAddr::new(ip, machine.port)),
                None => Place::Name(machine.host.trim_end_matches('.').to_owned(), machine.port),
            },
            direct: machine.direct,
        })
        .collect())
}

/// The machines of the domain as DNS names them behind the proxy; `None` if it could not be asked, or knows of none.
async fn services_behind(gate: &Gate, target: &Target) -> Result<Option<Vec<Machine>>, Error> {
    let is_onion = is_onion(&target.domain.to_ascii());
    let resolver = (!is_onion).then(|| resolver_behind(gate, target)).flatten();
    let Some(resolver) = resolver else {
        return Ok(None);
    };
    let (direct, starttls) = ask_for_services(&resolver, target, target.deadlines.dns).await;
    match (direct, starttls) {
        (Err(error), Ok(None) | Err(_)) | (Ok(None), Err(error)) => {
            tracing::debug!(%error, "nothing is known of the domain's services behind the proxy");
            Ok(None)
        }
        (Ok(None), Ok(None)) => Ok(None),
        (direct, starttls) => {
            let found = listed(
                target,
                direct.unwrap_or_default(),
                starttls.unwrap_or_default(),
            );
            if found.is_empty() {
                return Err(not_found(target.domain.as_str()));
            }
            Ok(Some(found))
        }
    }
}

/// The machines that need not be asked for: a host that was given, or a domain that is an address.
fn given(target: &Target) -> Option<Vec<Machine>> {
    let domain = target.domain.to_ascii();
    match &target.connect {
        Some((host, port)) => Some(both(&to_ascii(host), [*port, *port], target.tls)),
        None => literal(&domain).map(|_| both(&domain, [5222, 5223], target.tls)),
    }
}

/// The domain's own name, TLS from the start first: behind a proxy each round trip is a long one.
fn own_name(target: &Target) -> Vec<Machine> {
    let mut machines = both(&target.domain.to_ascii(), [5222, 5223], target.tls);
    machines.reverse();
    machines
}

/// A host as DNS knows it: people also give names in their own script.
fn to_ascii(host: &str) -> String {
    if literal(host).is_some() {
        return host.to_owned();
    }
    idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned())
}

/// What DNS says about the services of a domain, and why it would not say all, if so.
async fn services<P: ConnectionProvider>(
    resolver: &Resolver<P>,
    target: &Target,
    patience: Duration,
) -> Result<(Vec<Machine>, Option<Error>), Error> {
    let domain = target.domain.as_str();
    if is_onion(&target.domain.to_ascii()) {
        // Never asked for in DNS (RFC 7686 section 2).
        return Err(not_found(domain));
    }
    let (direct, starttls) = ask_for_services(resolver, target, patience).await;
    let failure = [&direct, &starttls]
        .into_iter()
        .find_map(|answer| answer.as_ref().err())
        .map(|error| failed(domain, error));
    let found = listed(
        target,
        direct.unwrap_or_default(),
        starttls.unwrap_or_default(),
    );
    if found.is_empty() {
        return Err(failure.unwrap_or_else(|| not_found(domain)));
    }
    Ok((found, failure))
}

fn listed(target: &Target, direct: Option<Vec<SRV>>, starttls: Option<Vec<SRV>>) -> Vec<Machine> {
    machines(
        &target.domain.to_ascii(),
        target.tls,
        direct,
        starttls,
        |below| getrandom::u32().unwrap_or_default() % below.max(1),
    )
}

/// The ways to machines that are all given by address.
fn by_address(machines: &[Machine]) -> Option<Vec<Way>> {
    let way = |machine: &Machine| {
        literal(&machine.host).map(|ip| Way {
            place: Place::Address(SocketAddr::new(ip, machine.port)),
            direct: machine.direct,
        })
    };
    machines.iter().map(way).collect()
}

/// The addresses of the machines, in the machines' order.
async fn addresses<P: ConnectionProvider>(
    resolver: &Resolver<P>,
    machines: Vec<Machine>,
) -> Result<Vec<Way>, Error> {
    let asked = machines
        .iter()
        .map(|machine| look_up(resolver, &machine.host));
    let looked_up = future::join_all(asked).await;
    let mut ways = Vec::new();
    let mut failure = None;
    for (machine, found) in machines.iter().zip(looked_up) {
        match found {
            Ok(found) => ways.extend(found.into_iter().map(|ip| Way {
                place: Place::Address(SocketAddr::new(ip, machine.port)),
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
