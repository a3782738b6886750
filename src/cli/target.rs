//! Where a verb goes, by what was said on the command line.

use std::fs;
use std::time::Duration;

use super::outcome::{Outcome, Report};
use super::{Common, Context, print};
use crate::domain::{Address, Domain, NotAProxy, Proxy, Secret};
use crate::engine::{Deadlines, Roots, Target};
use crate::i18n::I18n;
use crate::platform::ProxySetting;
use crate::settings::{ProxyChoice, Settings};

/// The variable with the password for the proxy.
const PROXY_PASSWORD: &str = "VESTIBULE_PROXY_PASSWORD";

impl Common {
    /// How long each step may take.
    #[must_use]
    pub fn deadlines(&self) -> Deadlines {
        self.timeout.map_or_else(Deadlines::default, |seconds| {
            Deadlines::at_most(Duration::from_secs(seconds))
        })
    }

    /// Who may vouch for a certificate.
    ///
    /// # Errors
    ///
    /// A sentence, if the file that was named has no authorities or cannot be read.
    pub fn roots(&self, i18n: &I18n) -> Result<Roots, String> {
        let Some(path) = &self.ca_file else {
            return Ok(Roots::Platform);
        };
        let wrong = |reason: String| {
            let arguments = [("file", path.display().to_string()), ("reason", reason)];
            i18n.with("cli-file-wrong", arguments)
        };
        let pem = fs::read(path).map_err(|error| wrong(error.to_string()))?;
        Roots::from_pem(&pem).map_err(|fault| wrong(fault.to_string()))
    }
}

impl Common {
    /// The proxy that connections go through: the one that was named, else the one that is set, else the system's. Its
    /// password may be missing.
    ///
    /// # Errors
    ///
    /// A sentence, if it cannot be used.
    pub fn proxy(&self, i18n: &I18n, settings: &Settings) -> Result<ProxySetting, String> {
        let Some(named) = &self.proxy else {
            match &settings.proxy {
                ProxyChoice::System => {}
                ProxyChoice::Direct => return Ok(ProxySetting::default()),
                ProxyChoice::Own(own) => return Ok(named_proxy(own.clone())),
                ProxyChoice::Unusable(_) => return Err(i18n.text("cli-proxy-of-settings")),
            }
            let mut setting = ProxySetting::of_system().map_err(|unusable| {
                let arguments = [
                    ("variable", unusable.variable.to_owned()),
                    ("reason", not_a_proxy(i18n, &unusable.reason)),
                ];
                i18n.with("cli-proxy-of-system", arguments)
            })?;
            if setting.proxy.as_ref().is_some_and(Proxy::needs_password) {
                setting.proxy = setting
                    .proxy
                    .map(|proxy| proxy.with_password(given_password()));
            }
            return Ok(setting);
        };
        if named.expose() == "none" {
            return Ok(ProxySetting::default());
        }
        let proxy = Proxy::parse(named.expose()).map_err(|reason| not_a_proxy(i18n, &reason))?;
        if proxy.login.is_some() && !proxy.needs_password() {
            let variable = [("variable", PROXY_PASSWORD)];
            return Err(i18n.with("cli-proxy-password-apart", variable));
        }
        Ok(named_proxy(proxy))
    }
}

/// A proxy that the person named, with its password if the environment gives one.
fn named_proxy(proxy: Proxy) -> ProxySetting {
    ProxySetting::named(proxy.with_password(given_password()))
}

/// The password for the proxy, as far as the environment gives one.
fn given_password() -> Secret {
    Secret::from(std::env::var(PROXY_PASSWORD).unwrap_or_default())
}

fn not_a_proxy(i18n: &I18n, reason: &NotAProxy) -> String {
    match reason {
        NotAProxy::Kind(kind) => i18n.with("cli-proxy-kind", [("kind", kind.as_str())]),
        NotAProxy::Empty | NotAProxy::Broken => i18n.text("connection-proxy-wrong"),
    }
}

impl Context {
    /// Settles which proxy connections go through, and asks for its password if that is missing. Says what of the
    /// system's is not used.
    pub(super) async fn settle_proxy(&mut self) -> Result<(), Report> {
        if self.common.practice {
            return Ok(());
        }
        let mut setting = self
            .common
            .proxy(&self.i18n, &self.settings)
            .map_err(Report::usage)?;
        if let Some(variable) = setting.ignored {
            let arguments = [("variable", variable)];
            print::error(&self.i18n.with("connection-proxy-ignored", arguments));
        }
        if let Some(proxy) = setting.proxy.take() {
            setting.proxy = Some(self.with_password(proxy).await?);
        }
        self.proxy = setting;
        Ok(())
    }

    /// The proxy that a registration went through, with its password.
    pub(super) async fn noted_proxy(&mut self, noted: &str) -> Result<Proxy, Report> {
        let set = self.proxy.proxy.as_ref();
        let proxy = match set.filter(|set| set.to_string() == noted) {
            Some(set) => set.clone(),
            None => Proxy::parse(noted)
                .map_err(|reason| Report::usage(not_a_proxy(&self.i18n, &reason)))?
                .with_password(given_password()),
        };
        let proxy = self.with_password(proxy).await?;
        self.proxy_used = Some(proxy.clone());
        Ok(proxy)
    }

    async fn with_password(&mut self, proxy: Proxy) -> Result<Proxy, Report> {
        if !proxy.needs_password() {
            return Ok(proxy);
        }
        let question = [("proxy", proxy.to_string())];
        let question = self.i18n.with("cli-ask-proxy-password", question);
        if let Some(password) = self.asker.typed_password(&question).await? {
            return Ok(proxy.with_password(password));
        }
        let variable = [("variable", PROXY_PASSWORD)];
        let sentence = self.i18n.with("cli-proxy-password-missing", variable);
        Err(Report::usage(sentence))
    }

    /// The way to a domain.
    pub(super) fn target(&mut self, domain: Domain) -> Result<Target, Report> {
        let common = &self.common;
        let mut target = Target::new(domain);
        target.connect.clone_from(&common.connect);
        target.tls = common.tls.into();
        target.lang = common
            .lang
            .clone()
            .unwrap_or_else(|| self.i18n.tag().to_owned());
        target.deadlines = common.deadlines();
        target.roots = common.roots(&self.i18n).map_err(Report::usage)?;
        let host = target.connect.as_ref().map(|(host, _)| host.as_str());
        let hosts = [Some(target.domain.as_str()), host];
        target.proxy = self.proxy.proxy_for(hosts.into_iter().flatten()).cloned();
        self.proxy_used.clone_from(&target.proxy);
        if self.common.practice {
            self.lead_to_practice(&mut target)?;
        }
        Ok(target)
    }

    /// The domain that was typed.
    pub(super) fn domain(&self, typed: &str) -> Result<Domain, Report> {
        Domain::parse(typed).map_err(|_| {
            Report::new(Outcome::Usage).say(self.i18n.with("cli-not-a-domain", [("typed", typed)]))
        })
    }

    /// The address that was typed.
    pub(super) fn address(&self, typed: &str) -> Result<Address, Report> {
        Address::parse(typed).map_err(|_| {
            Report::new(Outcome::Usage)
                .say(self.i18n.with("cli-not-an-address", [("typed", typed)]))
        })
    }
}
