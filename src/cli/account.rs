//! `vestibule info`, `password` and `delete`: what the owner of an account does with it later.

use super::json::{Body, Offered};
use super::options::{AccountOptions, DeleteOptions};
use super::outcome::{Outcome, Report};
use super::{Context, form, words};
use crate::domain::{Address, Credentials, Fault, Secret, password as preparing};
use crate::engine::account as engine;
use crate::i18n::Key;

/// Shows what the server has on record.
pub(super) async fn info(
    context: &mut Context,
    options: &AccountOptions,
) -> Result<Report, Report> {
    let address = context.address(&options.address)?;
    let target = context.target(address.domain().clone())?;
    let credentials = context.credentials(address).await?;
    let found = Box::pin(engine::info(&target, &credentials)).await;
    let shown = credentials.address.to_string();
    match found {
        Ok(Some(record)) => {
            let mut report = form::shown(&context.i18n, &record, Offered::Registered);
            report.set_address(shown);
            Ok(report)
        }
        Ok(None) => Ok(Report::new(Outcome::Done)
            .say(
                context
                    .i18n
                    .with("cli-no-record", [("address", shown.as_str())]),
            )
            .body(addressed(shown))),
        Err(error) => Err(context.account_trouble(&credentials.address, &error)),
    }
}

/// Changes the password.
pub(super) async fn password(
    context: &mut Context,
    options: &AccountOptions,
) -> Result<Report, Report> {
    let address = context.address(&options.address)?;
    let target = context.target(address.domain().clone())?;
    let credentials = context.credentials(address).await?;
    let question = context.i18n.text("cli-ask-new-password");
    let typed = context.asker.new_password(&question).await?;
    let new = context.prepared(&typed)?;
    let address = credentials.address.clone();
    context.sent.note(Some(address.clone()));
    match Box::pin(engine::change_password(&target, &credentials, &new)).await {
        Ok(()) => Ok(context.done(&address, Key("cli-password-changed"))),
        Err(error) => Err(context.account_trouble(&address, &error)),
    }
}

/// Deletes the account.
pub(super) async fn delete(
    context: &mut Context,
    options: &DeleteOptions,
) -> Result<Report, Report> {
    let address = context.address(&options.account.address)?;
    let target = context.target(address.domain().clone())?;
    if !options.yes {
        context.confirm(&address).await?;
    }
    let credentials = context.credentials(address.clone()).await?;
    context.sent.note(Some(address.clone()));
    match Box::pin(engine::delete(&target, &credentials)).await {
        Ok(()) => Ok(context.done(&address, Key("cli-deleted"))),
        Err(error) => Err(context.account_trouble(&address, &error)),
    }
}

impl Context {
    /// The account with its current password.
    async fn credentials(&mut self, address: Address) -> Result<Credentials, Report> {
        let shown = address.to_string();
        let question = self
            .i18n
            .with("cli-ask-password", [("address", shown.as_str())]);
        let typed = self.asker.password(&question).await?;
        let password = self.prepared(&typed)?;
        Ok(Credentials { address, password })
    }

    fn prepared(&self, typed: &Secret) -> Result<Secret, Report> {
        preparing::prepare(typed).map_err(|fault| {
            let fault = match fault {
                preparing::PasswordFault::Empty => Fault::Empty,
                preparing::PasswordFault::Character => Fault::Password,
            };
            Report::usage(crate::words::fault(&self.i18n, &fault))
        })
    }

    /// Has the address typed by somebody who means it.
    async fn confirm(&mut self, address: &Address) -> Result<(), Report> {
        let shown = address.to_string();
        if !self.asker.is_terminal() {
            return Err(Report::usage(
                self.i18n
                    .with("cli-delete-needs-yes", [("address", shown.as_str())]),
            ));
        }
        let question = self
            .i18n
            .with("cli-ask-delete", [("address", shown.as_str())]);
        let typed = self.asker.line(&question).await?;
        if Address::parse(&typed).as_ref() == Ok(address) {
            Ok(())
        } else {
            Err(Report::usage(self.i18n.text("cli-not-deleted")))
        }
    }

    fn done(&self, address: &Address, key: Key) -> Report {
        let shown = address.to_string();
        Report::new(Outcome::Done)
            .say(self.i18n.with(key, [("address", shown.as_str())]))
            .body(addressed(shown))
    }

    fn account_trouble(&self, address: &Address, error: &engine::AccountError) -> Report {
        let mut report = words::account_trouble(&self.i18n, address.domain().as_str(), error);
        report.set_address(address.to_string());
        report
    }
}

fn addressed(address: String) -> Body {
    Body {
        address: Some(address),
        ..Body::default()
    }
}
