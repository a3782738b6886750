//! `vestibule services`, and `form`, `register` and `unregister` with `--service`: what an account is registered with
//! besides.

use super::filling::Filling;
use super::json::{Body, Offered, RefusalBody, ServiceBody};
use super::options::{AccountOptions, Answering, FormOptions, RegisterOptions, UnregisterOptions};
use super::outcome::{Outcome, Report};
use super::session::Line;
use super::{Context, form, words};
use crate::domain::{
    Address, Form, Offer, Reason, Service, ServiceAddress, ServiceKind, Submission,
};
use crate::engine::account::{AccountError, Owner};
use crate::i18n::{I18n, Key};

/// Lists the services.
pub(super) async fn services(
    context: &mut Context,
    options: &AccountOptions,
) -> Result<Report, Report> {
    let address = context.address(&options.address)?;
    let owner = context.owner(address.clone(), options.keyring).await?;
    let found = Box::pin(owner.services()).await;
    owner.leave().await;
    let found = found.map_err(|error| context.account_trouble(&address, &error))?;
    let i18n = &context.i18n;
    let lines = if found.is_empty() {
        vec![i18n.with("cli-no-services", [("domain", address.domain().as_str())])]
    } else {
        found.iter().map(|service| line(i18n, service)).collect()
    };
    Ok(Report::new(Outcome::Done).say_all(lines).body(Body {
        address: Some(address.to_string()),
        services: Some(found.iter().map(ServiceBody::from).collect()),
        ..Body::default()
    }))
}

/// Shows the form of a service, with what is registered there.
pub(super) async fn form(
    context: &mut Context,
    options: &FormOptions,
    service: &str,
    owner: &str,
) -> Result<Report, Report> {
    let at = context.at(service, owner, options.keyring).await?;
    let offer = at.offer(context).await?;
    at.owner.leave().await;
    let report = match &offer {
        Offer::Form(form) => form::shown(&context.i18n, form, Offered::Form),
        other => form::nothing(&context.i18n, at.service.as_str(), other),
    };
    Ok(at.tell(report))
}

/// Registers with a service, or changes what is registered there.
pub(super) async fn register(
    context: &mut Context,
    options: &RegisterOptions,
    service: &str,
    owner: &str,
) -> Result<Report, Report> {
    let at = context.at(service, owner, options.keyring).await?;
    let mut filling = at
        .filling(context, &options.answering)?
        .strict(options.strict)
        .captcha_command(options.captcha_command.as_deref());
    let mut form = match at.offer(context).await? {
        Offer::Form(form) | Offer::Registered(form) => form,
        other => {
            let report = form::nothing(&context.i18n, at.service.as_str(), &other);
            return Ok(at.tell(report));
        }
    };
    let filled = filling.fill(context, &mut at.line(), &form).await;
    let mut submission = filled.map_err(|report| at.tell(report))?;
    loop {
        context.sent.note(Some(at.address.clone()));
        let sent = at.owner.register_with(&at.service, &form, submission);
        let Err(error) = Box::pin(sent).await else {
            break;
        };
        context.sent.answered();
        (form, submission) = at.another(context, &mut filling, &error).await?;
    }
    at.owner.leave().await;
    let done = Key("cli-service-registered");
    Ok(at.done(context, done, filling.ignored()))
}

/// Ends the registration with a service.
pub(super) async fn unregister(
    context: &mut Context,
    options: &UnregisterOptions,
) -> Result<Report, Report> {
    let at = context
        .at(&options.service, &options.owner, options.keyring)
        .await?;
    let mut filling = at.filling(context, &options.answering)?;
    // Where a cut leaves it open, it helps to know whether there was something to end.
    let _ = at.offer(context).await?;
    context.sent.note(Some(at.address.clone()));
    let mut tried = Box::pin(at.owner.unregister(&at.service)).await;
    while let Err(error) = &tried {
        context.sent.answered();
        let (form, submission) = at.another(context, &mut filling, error).await?;
        context.sent.note(Some(at.address.clone()));
        let again = at.owner.unregister_with(&at.service, &form, submission);
        tried = Box::pin(again).await;
    }
    at.owner.leave().await;
    Ok(at.done(context, Key("cli-service-left"), filling.ignored()))
}

/// A service, as somebody's guest.
struct At {
    owner: Owner,
    address: Address,
    service: ServiceAddress,
}

impl Context {
    async fn at(&mut self, service: &str, owner: &str, keyring: bool) -> Result<At, Report> {
        let address = self.address(owner)?;
        let service = ServiceAddress::parse(service).map_err(|_| {
            let typed = [("typed", service)];
            Report::usage(self.i18n.with("cli-not-a-service", typed))
        })?;
        Ok(At {
            owner: self.owner(address.clone(), keyring).await?,
            address,
            service,
        })
    }

    /// The handle on an account, with its password from wherever that comes.
    pub(super) async fn owner(&mut self, address: Address, keyring: bool) -> Result<Owner, Report> {
        let target = self.target(address.domain().clone())?;
        let credentials = self.credentials(address, keyring).await?;
        Ok(Owner::new(target, credentials))
    }
}

impl At {
    /// What is answered to the service's forms. The account's own password is none of its business.
    fn filling<'a>(
        &self,
        context: &Context,
        answering: &'a Answering,
    ) -> Result<Filling<'a>, Report> {
        Filling::new(&context.i18n, answering, self.service.as_str())
    }

    fn line(&self) -> Line<'_> {
        Line::Owner(&self.owner, Some(&self.service))
    }

    async fn offer(&self, context: &Context) -> Result<Offer, Report> {
        Box::pin(self.owner.ask_service(&self.service))
            .await
            .map_err(|error| self.trouble(context, &error))
    }

    /// Answers the form that came with a refusal, or a new puzzle.
    ///
    /// # Errors
    ///
    /// What went wrong, if that was no such refusal or if the form cannot be answered.
    async fn another(
        &self,
        context: &mut Context,
        filling: &mut Filling<'_>,
        error: &AccountError,
    ) -> Result<(Form, Submission), Report> {
        let AccountError::Refused(refusal) = error else {
            return Err(self.trouble(context, error));
        };
        let line = &mut self.line();
        let (form, filled) = match refusal.form.as_deref() {
            Some(form) => {
                let filled = filling.fill_again(context, line, refusal, form).await;
                (form.clone(), filled)
            }
            None if refusal.reason == Reason::CaptchaWrong
                && filling.may_solve_again(context, refusal) =>
            {
                let offer = self.offer(context).await?;
                let (Offer::Form(form) | Offer::Registered(form)) = offer else {
                    return Err(self.trouble(context, error));
                };
                let filled = filling.fill(context, line, &form).await;
                (form, filled)
            }
            None => return Err(self.trouble(context, error)),
        };
        match filled {
            Ok(submission) => Ok((form, submission)),
            Err(report) => Err(self.tell(report)),
        }
    }

    fn done(&self, context: &Context, key: Key, ignored: Vec<String>) -> Report {
        let service = self.service.as_str();
        let sentence = context.i18n.with(key, [("service", service)]);
        self.tell(Report::new(Outcome::Done).say(sentence).body(Body {
            ignored,
            ..Body::default()
        }))
    }

    /// The report on what went wrong: with the service, or with the own server.
    fn trouble(&self, context: &Context, error: &AccountError) -> Report {
        let i18n = &context.i18n;
        let service = self.service.as_str();
        let report = match error {
            AccountError::Refused(refusal) => {
                let outcome = match refusal.reason {
                    Reason::Closed => Outcome::NothingToFillIn,
                    _ => Outcome::Refused,
                };
                Report::new(outcome)
                    .say_all(words::refusal_lines(i18n, service, refusal))
                    .body(Body {
                        refusal: Some(RefusalBody::from(refusal.as_ref())),
                        ..Body::default()
                    })
            }
            AccountError::Unknown(_) => words::account_trouble(i18n, service, error),
            _ => words::account_trouble(i18n, self.address.domain().as_str(), error),
        };
        self.tell(report)
    }

    fn tell(&self, mut report: Report) -> Report {
        report.set_address(self.address.to_string());
        report.set_service(self.service.to_string());
        report
    }
}

/// A service in one line.
fn line(i18n: &I18n, service: &Service) -> String {
    let kind = match &service.kind {
        ServiceKind::Gateway(network) if network.is_empty() => i18n.text("cli-service-gateway"),
        ServiceKind::Gateway(network) => {
            i18n.with("cli-service-gateway-to", [("network", network.as_str())])
        }
        ServiceKind::Rooms => i18n.text("cli-service-rooms"),
        ServiceKind::Other => i18n.text("cli-service-other"),
    };
    match &service.name {
        Some(name) => format!("{}  {name} ({kind})", service.address),
        None => format!("{}  ({kind})", service.address),
    }
}
