//! Pictures, sounds and films behind links.

use std::{
    io::Read as _,
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use ureq::{
    Agent, Error as Fault,
    config::Config,
    http::{StatusCode, Uri, header::LOCATION},
    tls::{Certificate, RootCerts, TlsConfig},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use super::{PictureFault, Roots, Target, dial, picture, sound};
use crate::domain::{Link, Scheme};

/// What is loaded, and how much of it at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Want {
    /// What is asked for, as in HTTP's `Accept`.
    accept: &'static str,
    /// The most bytes; whoever reads them judges a longer body, of which one byte more is loaded.
    bytes: usize,
    /// How long it may take, redirects among it.
    whole: Duration,
}

impl Want {
    /// A picture.
    pub(super) const PICTURE: Self = Self {
        accept: "image/*",
        bytes: picture::MOST_BYTES,
        whole: Duration::from_secs(15),
    };

    /// A sound or a film.
    pub(super) const SOUND: Self = Self {
        accept: "audio/*, video/*",
        bytes: sound::MOST_BYTES,
        whole: Duration::from_secs(60),
    };
}

/// How many times a link may lead to another one.
const MOST_REDIRECTS: usize = 2;

/// Loads what is behind a link, if a program may.
pub(super) async fn load(
    link: Link,
    want: Want,
    target: &Target,
) -> Result<Arc<[u8]>, PictureFault> {
    let roots = target.roots.clone();
    let allow_loopback = target.loopback_pictures;
    tokio::task::spawn_blocking(move || fetch(link, want, &roots, allow_loopback))
        .await
        .unwrap_or_else(|error| Err(PictureFault::Unreachable(error.to_string())))
}

fn fetch(
    mut link: Link,
    want: Want,
    roots: &Roots,
    allow_loopback: bool,
) -> Result<Arc<[u8]>, PictureFault> {
    let deadline = Instant::now() + want.whole;
    let agent = agent(want, roots, allow_loopback);
    for _ in 0..=MOST_REDIRECTS {
        if link.scheme() != Scheme::Https {
            return Err(PictureFault::Forbidden);
        }
        let left = deadline.saturating_duration_since(Instant::now());
        let mut response = agent
            .get(link.as_str())
            .config()
            .timeout_global(Some(left))
            .build()
            .call()
            .map_err(|error| fault(&error))?;
        if response.status().is_redirection() {
            link = response
                .headers()
                .get(LOCATION)
                .and_then(|location| location.to_str().ok())
                .and_then(|location| url::Url::parse(link.as_str()).ok()?.join(location).ok())
                .map(|target| Link::parse(target.as_str()))
                .ok_or_else(|| PictureFault::Unreachable("a redirect to nowhere".to_owned()))?;
            continue;
        }
        // What is there cannot be had as what is asked for: a page.
        if response.status() == StatusCode::NOT_ACCEPTABLE {
            return Err(PictureFault::NotAPicture);
        }
        if !response.status().is_success() {
            return Err(PictureFault::Unreachable(response.status().to_string()));
        }
        let mut bytes = Vec::new();
        let most = u64::try_from(want.bytes).unwrap_or(u64::MAX);
        let _ = response
            .body_mut()
            .as_reader()
            .take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| PictureFault::Unreachable(error.to_string()))?;
        return Ok(bytes.into());
    }
    Err(PictureFault::Unreachable("too many redirects".to_owned()))
}

fn agent(want: Want, roots: &Roots, allow_loopback: bool) -> Agent {
    let roots = match roots {
        Roots::Platform => RootCerts::PlatformVerifier,
        Roots::Only(certificates) => RootCerts::new_with_certs(
            &certificates
                .iter()
                .map(|certificate| Certificate::from_der(certificate).to_owned())
                .collect::<Vec<_>>(),
        ),
    };
    let tls = TlsConfig::builder()
        .root_certs(roots)
        .unversioned_rustls_crypto_provider(dial::provider())
        .build();
    let config = Config::builder()
        .https_only(true)
        .http_status_as_error(false)
        // Each one is looked at here.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        // No compression: the limit is on what is read, and that must be what was sent.
        .accept_encoding("")
        .user_agent("")
        .accept(want.accept)
        .tls_config(tls)
        .build();
    let resolver = Public {
        inner: DefaultResolver::default(),
        allow_loopback,
    };
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

/// Finds addresses of the open Internet alone: no server may have a person's machine ask another one in its own network.
#[derive(Debug)]
struct Public {
    inner: DefaultResolver,
    allow_loopback: bool,
}

/// Why there is no address: none that is public.
#[derive(Debug, thiserror::Error)]
#[error("not a public address")]
struct NotPublic;

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Fault> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        for address in &found {
            let ip = address.ip().to_canonical();
            if is_public(ip) || (self.allow_loopback && ip.is_loopback()) {
                public.push(*address);
            }
        }
        if public.is_empty() {
            Err(Fault::Other(Box::new(NotPublic)))
        } else {
            Ok(public)
        }
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            // This network (RFC 791), shared address space (RFC 6598), protocol assignments (RFC 6890), benchmarking
            // (RFC 2544), reserved (RFC 1112).
            let is_special = matches!(
                (a, b, c),
                (0 | 240.., ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _)
            );
            !(is_special
                || ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation())
        }
        IpAddr::V6(ip) => {
            let segments = ip.segments();
            // Global unicast is 2000::/3; of it not the documentation prefix, nor what tunnels to an IPv4 address
            // (6to4, Teredo) that nobody has looked at.
            segments[0] & 0xe000 == 0x2000
                && !(segments[0] == 0x2001 && (segments[1] == 0x0db8 || segments[1] == 0))
                && segments[0] != 0x2002
        }
    }
}

fn fault(error: &Fault) -> PictureFault {
    match error {
        Fault::Other(cause) if cause.is::<NotPublic>() => PictureFault::Forbidden,
        error => PictureFault::Unreachable(error.to_string()),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_private_networks_are_told_apart() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["9.9.9.9", "1.1.1.1", "2620:fe::fe", "::ffff:9.9.9.9"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn nothing_is_loaded_from_where_no_server_may_send_us() {
        for link in [
            "http://example.org/x.png",
            "file:///etc/passwd",
            "https://127.0.0.1:1/x.png",
            "https://[::1]:1/x.png",
            "https://localhost:1/x.png",
        ] {
            for want in [Want::PICTURE, Want::SOUND] {
                let result = fetch(Link::parse(link), want, &Roots::Platform, false);
                assert_eq!(result, Err(PictureFault::Forbidden), "{link}");
            }
        }
    }
}
