//! Where a verb goes, by what was said on the command line.

use std::fs;
use std::time::Duration;

use super::outcome::{Outcome, Report};
use super::{Common, Context};
use crate::domain::{Address, Domain};
use crate::engine::{Deadlines, Roots, Target};
use crate::i18n::I18n;

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

impl Context {
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
