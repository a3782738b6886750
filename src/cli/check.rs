//! `vestibule check [ADDRESS]`: finds out what became of a sign-up, or of a change of a password, that was cut off.

use super::json::{Body, CheckBody, Checked, ErrorBody};
use super::options::{CheckOptions, Way};
use super::outcome::{Outcome, Report};
use super::{Context, keep};
use crate::domain::{Address, Credentials, Keeping, Secret};
use crate::engine::Target;
use crate::engine::account::{self, AccountError};
use crate::i18n::Key;
use crate::platform::{Kept, Subject};

pub(super) async fn check(context: &mut Context, options: &CheckOptions) -> Result<Report, Report> {
    let wanted = match options.named.first() {
        Some(typed) => Some(context.address(typed)?),
        None => None,
    };
    let mut left = keep::keeper(context, true).left_over().await;
    if let Some(wanted) = &wanted {
        left.retain(|kept| kept.address() == wanted);
        if left.is_empty() {
            return Err(Report::usage(
                context
                    .i18n
                    .with("cli-check-not-noted", [("address", wanted.to_string())]),
            ));
        }
    }
    let mut checked = Vec::new();
    let mut lines = Vec::new();
    for mut kept in left {
        let (body, sentence) = check_one(context, &mut kept, wanted.is_some()).await?;
        lines.push(sentence);
        checked.push(body);
    }
    if checked.is_empty() {
        lines.push(context.i18n.text("cli-check-nothing"));
    }
    let any = |result| checked.iter().any(|body| body.result == result);
    let outcome = if any(Checked::Unknown) || any(Checked::ChangeUnknown) {
        Outcome::Unknown
    } else if any(Checked::NotMade) || any(Checked::NotChanged) {
        Outcome::Refused
    } else if any(Checked::Waiting) {
        Outcome::Waiting
    } else {
        Outcome::Done
    };
    Ok(Report::new(outcome).say_all(lines).body(Body {
        checked: Some(checked),
        ..Body::default()
    }))
}

/// Checks one account. `must` makes a missing password wrong usage.
async fn check_one(
    context: &mut Context,
    kept: &mut Kept,
    must: bool,
) -> Result<(CheckBody, String), Report> {
    let address = kept.address().clone();
    let shown = address.to_string();
    let (password, typed) = match password(context, kept, &shown).await {
        Ok(found) => found,
        Err(report) if must => return Err(report),
        Err(_) if kept.about() == Subject::NewPassword => {
            return Ok(told(context, shown, Checked::ChangeUnknown, None));
        }
        Err(_) => return Ok(told(context, shown, Checked::Unknown, None)),
    };
    let target = way(context, kept, &address).await?;
    let credentials = Credentials { address, password };
    let said_yes = kept.is_made();
    let is_change = kept.about() == Subject::NewPassword;
    let fresh = kept.is_fresh(target.deadlines.settle);
    let tried = account::look_for(&target, &credentials, fresh).await;
    Ok(match tried {
        Ok(()) => {
            let keeping = kept.proved(&credentials.password).await;
            keep::warn(&context.i18n, keeping);
            let result = if is_change {
                Checked::Changed
            } else {
                Checked::Made
            };
            let mut told = told(context, shown, result, None);
            told.0.keyring = (keeping != Keeping::Nowhere).then(|| keep::name(keeping));
            told
        }
        Err(error) if is_change => {
            let result = if !error.has_condition("account-disabled")
                && error.is_no()
                && !typed
                && old_holds(context, &target, &credentials.address).await
            {
                kept.forget().await;
                Checked::NotChanged
            } else {
                Checked::ChangeUnknown
            };
            told(
                context,
                shown,
                result,
                Some(&error).filter(|error| !error.is_no()),
            )
        }
        // What is disabled is there; and what the server said to be made is not unmade by a no.
        Err(error) if error.has_condition("account-disabled") || (said_yes && error.is_no()) => {
            let _ = kept.made();
            told(context, shown, Checked::Waiting, None)
        }
        Err(error) if error.is_no() => {
            // Somebody may have mistyped it: the note stays.
            if !typed {
                kept.forget().await;
            }
            told(context, shown, Checked::NotMade, None)
        }
        Err(error) => told(context, shown, Checked::Unknown, Some(&error)),
    })
}

/// Whether nothing speaks against it that the old password of an account still holds, whose new one the server does not
/// know: a sign-in with the one that the keyring has says so, or there is none to ask with.
async fn old_holds(context: &Context, target: &Target, address: &Address) -> bool {
    match keep::keeper(context, true).recall(address).await {
        Ok(Some(password)) => {
            let address = address.clone();
            let old = Credentials { address, password };
            account::prove(target, &old).await.is_ok()
        }
        Ok(None) => true,
        Err(_) => false,
    }
}

/// The password, and whether it was typed just now.
async fn password(
    context: &mut Context,
    kept: &Kept,
    shown: &str,
) -> Result<(Secret, bool), Report> {
    match kept.password().await {
        Ok(Some(password)) => return Ok((password, false)),
        Ok(None) => {}
        Err(fault) => keep::warn(&context.i18n, Keeping::NotSaved(fault)),
    }
    let question = context.i18n.with("cli-ask-password", [("address", shown)]);
    let typed = context.asker.password(&question).await?;
    let password = context.prepared(&typed)?;
    Ok((password, context.asker.types_passwords()))
}

/// Where it was sent, unless the arguments name another way.
async fn way(context: &mut Context, kept: &Kept, address: &Address) -> Result<Target, Report> {
    let mut target = context.target(address.domain().clone())?;
    if context.common.proxy.is_none()
        && let Some(noted) = &kept.way().proxy
    {
        target.proxy = Some(context.noted_proxy(noted).await?);
    }
    if context.common.connect.is_none() {
        target.connect.clone_from(&kept.way().connect);
        target.tls = Way::named(&kept.way().tls).into();
    }
    Ok(target)
}

fn told(
    context: &Context,
    address: String,
    result: Checked,
    error: Option<&AccountError>,
) -> (CheckBody, String) {
    let key = match result {
        Checked::Made => Key("cli-check-made"),
        Checked::Waiting => Key("cli-check-waiting"),
        Checked::NotMade => Key("cli-check-not-made"),
        Checked::Unknown => Key("cli-check-unknown"),
        Checked::Changed => Key("cli-check-changed"),
        Checked::NotChanged => Key("cli-check-not-changed"),
        Checked::ChangeUnknown => Key("cli-check-change-unknown"),
    };
    let mut sentence = context.i18n.with(key, [("address", address.as_str())]);
    if let Some(error) = error {
        let detail = [("detail", error.to_string())];
        sentence = format!("{sentence}\n{}", context.i18n.with("cli-detail", detail));
    }
    let body = CheckBody {
        address,
        result,
        keyring: None,
        error: error.map(ErrorBody::of_account),
    };
    (body, sentence)
}
