//! `vestibule info`, `password` and `delete`: what the owner of an account does with it later.

use super::filling::Filling;
use super::json::{Body, Offered};
use super::options::{DeleteOptions, InfoOptions, PasswordOptions};
use super::outcome::{Outcome, Report};
use super::session::Line;
use super::{Context, form, keep, print, words};
use crate::domain::{Address, Credentials, Fault, Form, Secret, Submission, password as preparing};
use crate::engine::account::{AccountError, Owner};
use crate::i18n::Key;

/// Shows what the server has on record, and who runs it. With answers, changes it first.
pub(super) async fn info(context: &mut Context, options: &InfoOptions) -> Result<Report, Report> {
    let address = context.address(&options.account.address)?;
    let place = address.domain().to_string();
    let filling = Filling::new(&context.i18n, &options.answering, &place)?.strict(true);
    let keyring = options.account.keyring;
    let owner = context.owner(address.clone(), keyring).await?;
    let changes = !options.answering.answers.is_empty();
    let mut found = Box::pin(owner.record()).await;
    if changes && let Ok(Some(record)) = found {
        let filling = filling.own(&owner.credentials(), None);
        change_record(context, &owner, filling, record).await?;
        found = Box::pin(owner.record()).await;
    }
    let told = match &found {
        Ok(_) => Box::pin(owner.about()).await,
        Err(error) => Err(error.clone()),
    };
    owner.leave().await;
    let trouble = |error| context.account_trouble(&address, &error);
    let (found, about) = (found.map_err(trouble)?, told.map_err(trouble)?);
    let shown = address.to_string();
    let mut report = if let Some(record) = found {
        form::shown(&context.i18n, &record, Offered::Registered)
    } else {
        let outcome = if changes {
            Outcome::NothingToFillIn
        } else {
            Outcome::Done
        };
        let sentence = [("address", shown.as_str())];
        Report::new(outcome).say(context.i18n.with("cli-no-record", sentence))
    };
    report.set_address(shown);
    Ok(report.about(&context.i18n, &about))
}

/// Changes what the server has on record.
async fn change_record(
    context: &mut Context,
    owner: &Owner,
    mut filling: Filling<'_>,
    mut form: Form,
) -> Result<(), Report> {
    let address = owner.credentials().address;
    let mut line = Line::Owner(owner, None);
    let mut submission = filling.fill(context, &mut line, &form).await?;
    loop {
        context.sent.note(Some(address.clone()));
        let Err(error) = Box::pin(owner.change_record(&form, submission)).await else {
            context.sent.answered();
            return Ok(());
        };
        (form, submission) = context.another(owner, &mut filling, &error).await?;
    }
}

/// Changes the password.
pub(super) async fn password(
    context: &mut Context,
    options: &PasswordOptions,
) -> Result<Report, Report> {
    let address = context.address(&options.account.address)?;
    let domain = address.domain().clone();
    let filling = Filling::new(&context.i18n, &options.answering, domain.as_str())?;
    let target = context.target(domain)?;
    let keyring = options.account.keyring;
    let own = context.credentials(address, keyring).await?;
    let question = context.i18n.text("cli-ask-new-password");
    let typed = context.asker.new_password(&question).await?;
    let new = context.prepared(&typed)?;
    let changed = Credentials {
        address: own.address.clone(),
        password: new.clone(),
    };
    let keeper = keep::keeper(context, keyring);
    let kept = keeper.begin_change(&changed, context.way()).await;
    keep::warn(&context.i18n, kept.keeping());
    context.sent.kept.hold(kept);
    context.sent.note(Some(own.address.clone()));
    let owner = Owner::new(target, own.clone());
    let mut tried = Box::pin(owner.change_password(&new)).await;
    let mut filling = filling.own(&own, Some(&new));
    while let Err(error) = &tried {
        let (form, submission) = context.another(&owner, &mut filling, error).await?;
        let again = owner.change_password_with(&form, submission, &new);
        tried = Box::pin(again).await;
    }
    owner.leave().await;
    // A form may have asked for it again, and have been answered otherwise.
    let new = owner.credentials().password;
    let keeping = context.sent.kept.changed(&new).await;
    keep::warn(&context.i18n, keeping);
    let report = context.done(&own.address, Key("cli-password-changed"), filling.ignored());
    Ok(if keyring {
        report.kept(&context.i18n, keeping)
    } else {
        report
    })
}

/// Deletes the account.
pub(super) async fn delete(
    context: &mut Context,
    options: &DeleteOptions,
) -> Result<Report, Report> {
    let address = context.address(&options.account.address)?;
    let domain = address.domain().clone();
    let filling = Filling::new(&context.i18n, &options.answering, domain.as_str())?;
    let target = context.target(domain)?;
    if !options.yes {
        context.confirm(&address).await?;
    }
    let keyring = options.account.keyring;
    let own = context.credentials(address, keyring).await?;
    context.sent.note(Some(own.address.clone()));
    let owner = Owner::new(target, own.clone());
    let mut tried = Box::pin(owner.delete()).await;
    let mut filling = filling.own(&own, None);
    while let Err(error) = &tried {
        let (form, submission) = context.another(&owner, &mut filling, error).await?;
        tried = Box::pin(owner.delete_with(&form, submission)).await;
    }
    let report = context.done(&own.address, Key("cli-deleted"), filling.ignored());
    Ok(if keyring {
        let keeper = keep::keeper(context, true);
        match keeper.forget_account(&own.address).await {
            Ok(()) => report,
            Err(fault) => report.say(context.i18n.text(crate::words::keyring_fault(fault))),
        }
    } else {
        report
    })
}

impl Context {
    /// The account with its current password, from the keyring if that is wanted and has it.
    pub(super) async fn credentials(
        &mut self,
        address: Address,
        keyring: bool,
    ) -> Result<Credentials, Report> {
        let shown = address.to_string();
        if keyring {
            match keep::keeper(self, true).recall(&address).await {
                Ok(Some(password)) => return Ok(Credentials { address, password }),
                Ok(None) => {}
                Err(fault) => print::error(&self.i18n.text(crate::words::keyring_fault(fault))),
            }
        }
        let question = self
            .i18n
            .with("cli-ask-password", [("address", shown.as_str())]);
        let typed = self.asker.password(&question).await?;
        let password = self.prepared(&typed)?;
        Ok(Credentials { address, password })
    }

    pub(super) fn prepared(&self, typed: &Secret) -> Result<Secret, Report> {
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

    /// Answers the form that came with a refusal, to try once more.
    ///
    /// # Errors
    ///
    /// What went wrong, if that was no such refusal or if the form cannot be answered.
    async fn another(
        &mut self,
        owner: &Owner,
        filling: &mut Filling<'_>,
        error: &AccountError,
    ) -> Result<(Form, Submission), Report> {
        let address = &owner.credentials().address;
        let refused = match error {
            AccountError::Refused(refusal) => refusal.form.as_deref().map(|form| (refusal, form)),
            _ => None,
        };
        let Some((refusal, form)) = refused else {
            self.sent.kept.unchanged(error).await;
            return Err(self.account_trouble(address, error));
        };
        self.sent.answered();
        let filled = filling
            .fill_again(self, &mut Line::Owner(owner, None), refusal, form)
            .await;
        let submission = match filled {
            Ok(submission) => submission,
            Err(mut report) => {
                self.sent.kept.forget().await;
                report.set_address(address.to_string());
                return Err(report);
            }
        };
        self.sent.note(Some(address.clone()));
        Ok((form.clone(), submission))
    }

    fn done(&self, address: &Address, key: Key, ignored: Vec<String>) -> Report {
        let shown = address.to_string();
        Report::new(Outcome::Done)
            .say(self.i18n.with(key, [("address", shown.as_str())]))
            .body(Body {
                ignored,
                ..addressed(shown)
            })
    }

    pub(super) fn account_trouble(&self, address: &Address, error: &AccountError) -> Report {
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
