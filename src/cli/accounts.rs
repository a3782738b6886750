//! `vestibule accounts` and `forget`: the accounts whose passwords this computer's keyring has.

use super::json::Body;
use super::options::{AccountsOptions, ForgetOptions};
use super::outcome::{Outcome, Report};
use super::{Context, keep};
use crate::domain::{Keeping, KeyringFault};
use crate::i18n::Key;
use crate::words;

/// Lists them.
pub(super) async fn accounts(
    context: &mut Context,
    _options: &AccountsOptions,
) -> Result<Report, Report> {
    let found = keep::keeper(context, true).accounts().await;
    let accounts = found.map_err(|fault| closed(context, fault))?;
    let accounts: Vec<String> = accounts.iter().map(ToString::to_string).collect();
    let lines = if accounts.is_empty() {
        vec![context.i18n.text("cli-no-accounts")]
    } else {
        accounts.clone()
    };
    Ok(Report::new(Outcome::Done).say_all(lines).body(Body {
        accounts: Some(accounts),
        ..Body::default()
    }))
}

/// Removes one of them from this computer. No server hears of it.
pub(super) async fn forget(
    context: &mut Context,
    options: &ForgetOptions,
) -> Result<Report, Report> {
    let address = context.address(&options.address)?;
    let forgotten = keep::keeper(context, true).forget_account(&address).await;
    forgotten.map_err(|fault| closed(context, fault))?;
    let shown = address.to_string();
    let sentence = context
        .i18n
        .with(Key("cli-forgotten"), [("address", shown.as_str())]);
    Ok(Report::new(Outcome::Done).say(sentence).body(Body {
        address: Some(shown),
        ..Body::default()
    }))
}

/// The keyring did not do it.
fn closed(context: &Context, fault: KeyringFault) -> Report {
    let keeping = Keeping::NotSaved(fault);
    Report::new(Outcome::Refused)
        .say(context.i18n.text(words::keyring_fault(fault)))
        .body(Body {
            keyring: Some(keep::name(keeping)),
            ..Body::default()
        })
}
