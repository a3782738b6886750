//! Questions to name servers.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use futures::future::{self, Either};
use hickory_resolver::{
    ConnectionProvider, Resolver, ResolverBuilder, TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ProtocolConfig, ResolverConfig},
    lookup::Lookup,
    net::{DnsError, NetError, runtime::TokioRuntimeProvider},
    proto::rr::{RData, RecordType, rdata::SRV},
    system_conf,
};

use super::proxy::Gate;
use crate::engine::{Error, Target, Tls, public::is_public};

/// The port of DNS.
const DNS: u16 = 53;

/// How long one question may go without an answer before it is asked again.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long the addresses of one family are waited for once those of the other are there (RFC 8305 section 3; longer, for
/// nothing that comes later is taken in).
const RESOLUTION_DELAY: Duration = Duration::from_millis(250);

/// The name servers that were given, else the system's.
pub(super) fn resolver(target: &Target) -> Result<TokioResolver, Error> {
    let built = if target.name_servers.is_empty() {
        TokioResolver::builder_tokio().and_then(tuned)
    } else {
        let by = [ProtocolConfig::Udp, ProtocolConfig::Tcp];
        let servers = given_servers(&target.name_servers, &by);
        let config = ResolverConfig::from_name_servers(servers);
        let runtime = TokioRuntimeProvider::default();
        tuned(Resolver::builder_with_config(config, runtime))
    };
    built.map_err(|error| Error::NoNetwork(error.to_string()))
}

/// Name servers that are asked through a proxy, by TCP: those that were given, else those of the system that can be asked
/// from elsewhere. `None` if there is none.
pub(super) fn resolver_behind(gate: &Gate, target: &Target) -> Option<Resolver<Gate>> {
    let name_servers = name_servers_behind(target);
    if name_servers.is_empty() {
        return None;
    }
    let config = ResolverConfig::from_name_servers(name_servers);
    tuned(Resolver::builder_with_config(config, gate.clone())).ok()
}

/// The records of a service; `None` if there are none, not even the one that says so.
pub(super) type Records = Result<Option<Vec<SRV>>, NetError>;

/// The records for TLS from the start, and those for STARTTLS, as far as they are wanted.
pub(super) async fn ask_for_services<P: ConnectionProvider>(
    resolver: &Resolver<P>,
    target: &Target,
    patience: Duration,
) -> (Records, Records) {
    let domain = target.domain.to_ascii();
    let ask = |service: &'static str, wanted: bool| {
        let name = format!("{service}._tcp.{domain}.");
        async move {
            if !wanted {
                return Ok(None);
            }
            let answer = tokio::time::timeout(patience, resolver.srv_lookup(name)).await;
            records(answer.unwrap_or(Err(NetError::Timeout)))
        }
    };
    future::join(
        ask("_xmpps-client", target.tls != Tls::StartTls),
        ask("_xmpp-client", target.tls != Tls::Direct),
    )
    .await
}

/// The records of an answer; `None` if DNS says that there are none.
fn records(answer: Result<Lookup, NetError>) -> Records {
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

/// The addresses of a host, the families taking turns, IPv6 first (RFC 8305 section 4).
pub(super) async fn look_up<P: ConnectionProvider>(
    resolver: &Resolver<P>,
    host: &str,
) -> Result<Vec<IpAddr>, Error> {
    if let Some(ip) = literal(host) {
        return Ok(vec![ip]);
    }
    let host = host.trim_end_matches('.');
    if is_onion(host) {
        return Err(not_found(host));
    }
    let (six, four) = both_families(
        family(resolver, host, RecordType::AAAA),
        family(resolver, host, RecordType::A),
    )
    .await;
    let (six, four) = match (six, four) {
        (Ok(six), Ok(four)) => (six, four),
        (Ok(found), Err(_)) if !found.is_empty() => (found, Vec::new()),
        (Err(_), Ok(found)) if !found.is_empty() => (Vec::new(), found),
        (Err(error), _) | (_, Err(error)) => return Err(failed(host, &error)),
    };
    if six.is_empty() && four.is_empty() {
        return Err(not_found(host));
    }
    let turns = six.len().max(four.len());
    Ok((0..turns)
        .flat_map(|turn| [six.get(turn), four.get(turn)])
        .flatten()
        .copied()
        .collect())
}

type Family = Result<Vec<IpAddr>, NetError>;

/// Both answers; once one of them has addresses, the other is waited for only a moment.
async fn both_families(
    six: impl Future<Output = Family>,
    four: impl Future<Output = Family>,
) -> (Family, Family) {
    let (six, four) = (Box::pin(six), Box::pin(four));
    let is_some = |found: &Family| found.as_ref().is_ok_and(|found| !found.is_empty());
    match future::select(six, four).await {
        Either::Left((six, four)) if is_some(&six) => (six, a_moment(four).await),
        Either::Left((six, four)) => (six, four.await),
        Either::Right((four, six)) if is_some(&four) => (a_moment(six).await, four),
        Either::Right((four, six)) => (six.await, four),
    }
}

async fn a_moment(answer: impl Future<Output = Family>) -> Family {
    tokio::time::timeout(RESOLUTION_DELAY, answer)
        .await
        .unwrap_or(Err(NetError::Timeout))
}

/// The addresses of one family; none if DNS says that there are none.
async fn family<P: ConnectionProvider>(
    resolver: &Resolver<P>,
    host: &str,
    kind: RecordType,
) -> Family {
    // A name is looked up as it is, without the search list.
    match resolver.lookup(format!("{host}."), kind).await {
        Ok(lookup) => Ok(lookup
            .answers()
            .iter()
            .filter_map(|record| record.data.ip_addr())
            .collect()),
        // No name that DNS could have.
        Err(NetError::Dns(DnsError::NoRecordsFound(_)) | NetError::Proto(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

pub(super) fn not_found(host: &str) -> Error {
    Error::NotFound {
        domain: host.to_owned(),
    }
}

/// Why DNS did not answer: because it could not be reached, or because it cannot tell.
pub(super) fn failed(domain: &str, error: &NetError) -> Error {
    match error {
        NetError::Dns(_) | NetError::Proto(_) | NetError::Truncated => Error::Names {
            domain: domain.to_owned(),
            reason: error.to_string(),
        },
        error => Error::NoNetwork(error.to_string()),
    }
}

pub(super) fn is_onion(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    host.rsplit('.')
        .next()
        .is_some_and(|last| last.eq_ignore_ascii_case("onion"))
}

pub(super) fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

/// The name servers that can be asked from the far end of a proxy.
fn name_servers_behind(target: &Target) -> Vec<NameServerConfig> {
    if !target.name_servers.is_empty() {
        return given_servers(&target.name_servers, &[ProtocolConfig::Tcp]);
    }
    let Ok((config, _)) = system_conf::read_system_conf() else {
        return Vec::new();
    };
    let public: Vec<SocketAddr> = config
        .name_servers()
        .iter()
        .filter(|server| is_public(server.ip))
        .map(|server| SocketAddr::new(server.ip, DNS))
        .collect();
    given_servers(&public, &[ProtocolConfig::Tcp])
}

fn given_servers(servers: &[SocketAddr], by: &[ProtocolConfig]) -> Vec<NameServerConfig> {
    servers
        .iter()
        .map(|server| {
            let connections = by.iter().map(|protocol| {
                let mut connection = ConnectionConfig::new(protocol.clone());
                connection.port = server.port();
                connection
            });
            NameServerConfig::new(server.ip(), true, connections.collect())
        })
        .collect()
}

fn tuned<P: ConnectionProvider>(mut builder: ResolverBuilder<P>) -> Result<Resolver<P>, NetError> {
    builder.options_mut().timeout = PATIENCE;
    builder.build()
}
