//! Connections through a SOCKS5 proxy (RFC 1928): it looks names up, nothing on this side does.

use std::{future::Future, io, net::SocketAddr, pin::Pin, time::Duration};

use hickory_resolver::net::runtime::{RuntimeProvider, TokioRuntimeProvider};
use tokio::{net::TcpStream, time};
use tokio_socks::{Error as Refusal, TargetAddr, tcp::Socks5Stream};

use super::names::Place;
use crate::{
    domain::{Proxy, Secret},
    engine::{Circuit, Error, ProxyFault, Target},
};

/// The way through a proxy.
///
/// It also carries the questions to a name server: by TCP alone, for nothing may go past the proxy.
#[derive(Clone)]
pub(super) struct Gate {
    proxy: Proxy,
    circuit: Circuit,
    /// How long it may take to reach the proxy.
    reach: Duration,
    /// How long the proxy may take for its part.
    answer: Duration,
    runtime: TokioRuntimeProvider,
}

impl Gate {
    /// The way through the target's proxy, if it has one.
    pub(super) fn of(target: &Target) -> Option<Self> {
        target.proxy.clone().map(|proxy| Self {
            proxy,
            circuit: target.circuit.clone(),
            reach: target.deadlines.connect,
            answer: target.deadlines.proxy,
            runtime: TokioRuntimeProvider::default(),
        })
    }

    /// Connects to a place behind the proxy.
    pub(super) async fn connect(&self, place: &Place) -> Result<TcpStream, Error> {
        self.pass(place).await.map_err(Error::Proxy)
    }

    async fn pass(&self, place: &Place) -> Result<TcpStream, ProxyFault> {
        let away = |error: io::Error| ProxyFault::Away(error.to_string());
        let proxy = (self.proxy.host.as_str(), self.proxy.port);
        let tcp = time::timeout(self.reach, TcpStream::connect(proxy))
            .await
            .map_err(|_| ProxyFault::Away("no answer in time".to_owned()))?
            .map_err(away)?;
        tcp.set_nodelay(true).map_err(away)?;
        let (user, password) = login(&self.proxy, &self.circuit)
            .ok_or_else(|| ProxyFault::Away("no randomness".to_owned()))?;
        let there = match place {
            Place::Address(address) => TargetAddr::Ip(*address),
            Place::Name(host, port) => TargetAddr::Domain(host.as_str().into(), *port),
        };
        let asked =
            Socks5Stream::connect_with_password_and_socket(tcp, there, &user, password.expose());
        match time::timeout(self.answer, asked).await {
            Ok(Ok(stream)) => Ok(stream.into_inner()),
            Ok(Err(refusal)) => Err(self.fault(&refusal, place)),
            Err(_) => Err(ProxyFault::Silent {
                host: place.to_string(),
            }),
        }
    }

    fn fault(&self, refusal: &Refusal, place: &Place) -> ProxyFault {
        let host = place.to_string();
        match refusal {
            Refusal::Io(error) => ProxyFault::Lost {
                host,
                reason: error.to_string(),
            },
            Refusal::NoAcceptableAuthMethods
            | Refusal::AuthorizationRequired
            | Refusal::InvalidAuthValues(_)
            | Refusal::PasswordAuthFailure(_) => {
                if self.proxy.login.is_none() || self.proxy.needs_password() {
                    ProxyFault::LoginWanted
                } else {
                    ProxyFault::LoginRefused
                }
            }
            Refusal::ConnectionNotAllowedByRuleset => ProxyFault::Forbidden { host },
            Refusal::GeneralSocksServerFailure
            | Refusal::NetworkUnreachable
            | Refusal::HostUnreachable
            | Refusal::ConnectionRefused
            | Refusal::TtlExpired
            | Refusal::CommandNotSupported
            | Refusal::AddressTypeNotSupported
            | Refusal::InvalidTargetAddress(_)
            | Refusal::UnknownError => ProxyFault::NoWay {
                host,
                reason: refusal.to_string(),
            },
            other => ProxyFault::NotSocks(other.to_string()),
        }
    }
}

/// What is said to the proxy: the login for it, else what keeps one session apart from others.
pub(crate) fn login(proxy: &Proxy, circuit: &Circuit) -> Option<(String, Secret)> {
    match &proxy.login {
        Some(login) => Some((login.user.clone(), login.password.clone())),
        None => circuit
            .login()
            .map(|(user, password)| (user, password.into())),
    }
}

impl RuntimeProvider for Gate {
    type Handle = <TokioRuntimeProvider as RuntimeProvider>::Handle;
    type Timer = <TokioRuntimeProvider as RuntimeProvider>::Timer;
    type Udp = <TokioRuntimeProvider as RuntimeProvider>::Udp;
    type Tcp = <TokioRuntimeProvider as RuntimeProvider>::Tcp;

    fn create_handle(&self) -> Self::Handle {
        self.runtime.create_handle()
    }

    fn connect_tcp(
        &self,
        server: SocketAddr,
        _: Option<SocketAddr>,
        _: Option<Duration>,
    ) -> Pin<Box<dyn Send + Future<Output = io::Result<Self::Tcp>>>> {
        let gate = self.clone();
        Box::pin(async move {
            let passed = gate.pass(&Place::Address(server)).await;
            passed
                .map(hickory_resolver::net::runtime::iocompat::AsyncIoTokioAsStd)
                .map_err(io::Error::other)
        })
    }

    fn bind_udp(
        &self,
        _: SocketAddr,
        _: SocketAddr,
    ) -> Pin<Box<dyn Send + Future<Output = io::Result<Self::Udp>>>> {
        Box::pin(async { Err(io::ErrorKind::Unsupported.into()) })
    }
}
