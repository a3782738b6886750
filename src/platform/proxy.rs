//! The proxy that the system's variables name.

use std::net::IpAddr;

use crate::domain::{NotAProxy, Proxy};

/// The variables that may name a proxy for everything, in the order in which they count.
pub(super) const NAMED: [&str; 3] = ["ALL_PROXY", "all_proxy", "socks_proxy"];

/// The variables that may name hosts for which there is none.
pub(super) const EXCEPTED: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// Which proxy is used, and how that came about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProxySetting {
    /// The proxy, if there is one.
    pub proxy: Option<Proxy>,
    /// The variable that named it; none if the person did.
    pub variable: Option<&'static str>,
    /// A variable that names a proxy of a kind that is not used, `http` for one: connections go without it.
    pub ignored: Option<&'static str>,
    /// Hosts that are reached without it, in lower case.
    except: Vec<String>,
}

impl ProxySetting {
    /// What the system's variables say.
    ///
    /// # Errors
    ///
    /// If one of them names a SOCKS proxy that cannot be used: to go without it would give away what it was to hide.
    pub fn of_system() -> Result<Self, UnusableProxy> {
        Self::of(|variable| std::env::var(variable).ok())
    }

    /// A proxy that the person named.
    #[must_use]
    pub fn named(proxy: Proxy) -> Self {
        Self {
            proxy: Some(proxy),
            ..Self::default()
        }
    }

    /// The proxy for a connection on which these hosts are meant: the domain, and the host that was given for it.
    #[must_use]
    pub fn proxy_for<'a>(&self, hosts: impl IntoIterator<Item = &'a str>) -> Option<&Proxy> {
        let proxy = self.proxy.as_ref()?;
        let excepted = hosts.into_iter().any(|host| self.excepts(host));
        (!excepted).then_some(proxy)
    }

    fn of(variable: impl Fn(&str) -> Option<String>) -> Result<Self, UnusableProxy> {
        let mut setting = Self::default();
        for name in NAMED {
            let Some(value) = variable(name).filter(|value| !value.trim().is_empty()) else {
                continue;
            };
            match Proxy::parse(&value) {
                Ok(proxy) => {
                    setting.proxy = Some(proxy);
                    setting.variable = Some(name);
                    setting.ignored = None;
                    break;
                }
                Err(NotAProxy::Kind(kind)) if !kind.starts_with("socks") => {
                    let _ = setting.ignored.get_or_insert(name);
                }
                Err(reason) => {
                    return Err(UnusableProxy {
                        variable: name,
                        reason,
                    });
                }
            }
        }
        let except = EXCEPTED.into_iter().find_map(variable).unwrap_or_default();
        setting.except = except
            .split([',', ' '])
            .map(|host| host.trim().to_lowercase())
            .filter(|host| !host.is_empty())
            .collect();
        Ok(setting)
    }

    /// Whether a host is one of those, or below one of them: `example.org` and `.example.org` both mean all of it.
    fn excepts(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.').to_lowercase();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let ip = bare.parse::<IpAddr>().ok();
        self.except.iter().any(|except| {
            if except == "*" {
                return true;
            }
            let except = except.trim_start_matches('*').trim_start_matches('.');
            if let Some(ip) = ip {
                let except = except.trim_start_matches('[').trim_end_matches(']');
                return except.parse() == Ok(ip);
            }
            host.strip_suffix(except)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// A variable names a SOCKS proxy that cannot be used. The text has nothing of its value but the kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {reason}")]
pub struct UnusableProxy {
    /// The variable.
    pub variable: &'static str,
    /// Why it cannot be used.
    pub reason: NotAProxy,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Result<ProxySetting, UnusableProxy> {
        ProxySetting::of(|name| {
            variables
                .iter()
                .find(|(variable, _)| *variable == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_first_variable_that_names_one_counts() {
        assert_eq!(of(&[]).unwrap(), ProxySetting::default());
        let setting = of(&[
            ("ALL_PROXY", ""),
            ("all_proxy", "socks5h://localhost:9050"),
            ("socks_proxy", "socks5://localhost:1"),
        ])
        .unwrap();
        assert_eq!(setting.proxy.unwrap().port, 9050);
        assert_eq!(setting.variable, Some("all_proxy"));
    }

    #[test]
    fn another_kind_is_passed_over_and_told() {
        let setting = of(&[("ALL_PROXY", "http://localhost:3128")]).unwrap();
        assert_eq!((setting.proxy, setting.ignored), (None, Some("ALL_PROXY")));
        let setting = of(&[
            ("ALL_PROXY", "http://localhost:3128"),
            ("socks_proxy", "localhost:9050"),
        ])
        .unwrap();
        assert_eq!(setting.variable, Some("socks_proxy"));
        assert_eq!(setting.ignored, None);
    }

    #[test]
    fn a_socks_proxy_that_cannot_be_used_is_not_gone_without() {
        for value in ["socks4://localhost:1", "socks5://", "socks5://a:0"] {
            let unusable = of(&[("ALL_PROXY", value)]).unwrap_err();
            assert_eq!(unusable.variable, "ALL_PROXY", "{value}");
        }
        let unusable = of(&[("ALL_PROXY", "socks5://romeo:montague@")]).unwrap_err();
        assert!(!format!("{unusable} {unusable:?}").contains("montague"));
    }

    #[test]
    fn some_hosts_are_reached_without_it() {
        let setting = of(&[
            ("ALL_PROXY", "localhost:9050"),
            (
                "NO_PROXY",
                "example.org, .test,10.0.0.1 *.wild.example,[::1]",
            ),
        ])
        .unwrap();
        for (host, through) in [
            ("example.org", false),
            ("Chat.Example.org.", false),
            ("notexample.org", true),
            ("fake.test", false),
            ("a.wild.example", false),
            ("10.0.0.1", false),
            ("10.0.0.11", true),
            ("[::1]", false),
            ("::1", false),
            ("example.com", true),
        ] {
            assert_eq!(setting.proxy_for([host]).is_some(), through, "{host}");
        }
        assert!(setting.proxy_for(["example.com", "10.0.0.1"]).is_none());
        let none = of(&[("ALL_PROXY", "localhost:9050"), ("NO_PROXY", "*")]).unwrap();
        assert!(none.proxy_for(["example.com"]).is_none());
        // What the person named counts without exception.
        let proxy = Proxy::parse("localhost").unwrap();
        assert!(
            ProxySetting::named(proxy)
                .proxy_for(["fake.test"])
                .is_some()
        );
    }
}
