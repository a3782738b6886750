//! Other services that take registration: gateways, rooms.

use tokio_xmpp::minidom::Element;

use super::{
    super::{refused, worked_out},
    AccountError, Owner,
};
use crate::{
    domain::{
        Field, FieldId, Form, Offer, Purpose, Role, Secret, Service, ServiceAddress, ServiceKind,
        Submission, Value,
    },
    engine::{Error, stream::Answer},
    protocol::{Step, discovery, register},
};

/// How many of those that a server names are asked what they are.
const MOST_SERVICES: usize = 64;

impl Owner {
    /// The services that the server names and that take registration (XEP-0030): gateways, then rooms, then others. Of
    /// more than 64 the first ones are asked; one that does not say within 5 seconds what it is, is left out.
    ///
    /// # Errors
    ///
    /// See [`AccountError`].
    pub async fn services(&self) -> Result<Vec<Service>, AccountError> {
        let domain = self.target().domain.to_string();
        let Answer::Result(iq) = self.ask(Some(&domain), discovery::ask_items()).await? else {
            return Ok(Vec::new());
        };
        let mut items = discovery::items(&iq);
        items.retain(|item| item.address.as_str() != domain);
        if items.len() > MOST_SERVICES {
            tracing::info!(named = items.len(), asked = MOST_SERVICES, "services");
            items.truncate(MOST_SERVICES);
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let questions: Vec<_> = items
            .iter()
            .map(|item| (Some(item.address.to_string()), discovery::ask_info()))
            .collect();
        let replies = self.ask_all(&questions, self.patience()).await?;
        let lang = &self.target().lang;
        let mut services: Vec<Service> = items
            .iter()
            .zip(&replies)
            .filter_map(|(item, reply)| match reply {
                Some(Answer::Result(iq)) => discovery::service(item, iq, lang),
                _ => None,
            })
            .collect();
        services.sort_by_key(order);
        Ok(services)
    }

    /// Asks a service for its form; that shows the current values to who is registered.
    ///
    /// # Errors
    ///
    /// See [`AccountError`]; [`AccountError::Refused`] is the service's or, where there is no such service, the server's.
    pub async fn ask_service(&self, service: &ServiceAddress) -> Result<Offer, AccountError> {
        match self.ask(Some(service.as_str()), register::ask()).await? {
            Answer::Result(iq) => {
                let lang = &self.target().lang;
                let offer = register::offer_in(&iq, lang, Purpose::Other, false);
                let registered = matches!(offer, Offer::Registered(_));
                let _ = self.known().registered.insert(service.clone(), registered);
                Ok(offer)
            }
            Answer::Refused(iq) => Err(refused(&iq, Step::AskService, None, self.target())),
        }
    }

    /// Registers with a service, or changes what it has on record, with the answers to its form.
    ///
    /// # Errors
    ///
    /// See [`AccountError`]. A refusal may bring another form to be filled in. [`AccountError::Unknown`] if no answer
    /// came and the service, asked for its form again, does not show what became of it. It is never sent twice.
    pub async fn register_with(
        &self,
        service: &ServiceAddress,
        form: &Form,
        submission: Submission,
    ) -> Result<(), AccountError> {
        let at = Some(service.as_str());
        let submission = worked_out(self.target(), at, submission).await?;
        match self.send(at, register::submit(&submission)).await? {
            Ok(Answer::Result(_)) => {
                self.registered(service, true);
                Ok(())
            }
            Ok(Answer::Refused(iq)) => {
                let step = Step::SubmitService;
                Err(refused(&iq, step, Some(form), self.target()))
            }
            Err(cut) => {
                let was_registered = self.was_registered(service);
                self.let_settle().await;
                let is_done = match self.ask_service(service).await {
                    Ok(Offer::Registered(now)) => {
                        shows(&now, form, &submission, was_registered == Some(false))
                    }
                    // Some never say that one is registered, and fill in what they know.
                    Ok(Offer::Form(now)) => shows(&now, form, &submission, false),
                    _ => false,
                };
                if is_done {
                    return Ok(());
                }
                Err(AccountError::Unknown(cut))
            }
        }
    }

    /// Ends the registration with a service (XEP-0077 section 3.2).
    ///
    /// # Errors
    ///
    /// See [`AccountError`]; [`Reason::NotRegistered`](crate::domain::Reason::NotRegistered) in a refusal if there is
    /// none. A refusal may bring a form to be filled in, see [`Self::unregister_with`]. After a cut the service is asked
    /// for its form: [`AccountError::Connection`] if one is still registered, [`AccountError::Unknown`] if it does not
    /// say.
    pub async fn unregister(&self, service: &ServiceAddress) -> Result<(), AccountError> {
        self.remove_from(service, register::remove(), None).await
    }

    /// Ends the registration with a service with the answers to the form that came with a refusal.
    ///
    /// # Errors
    ///
    /// As [`Self::unregister`].
    pub async fn unregister_with(
        &self,
        service: &ServiceAddress,
        form: &Form,
        submission: Submission,
    ) -> Result<(), AccountError> {
        let at = Some(service.as_str());
        let submission = worked_out(self.target(), at, submission).await?;
        let query = register::submit(&submission);
        self.remove_from(service, query, Some(form)).await
    }

    async fn remove_from(
        &self,
        service: &ServiceAddress,
        query: Element,
        form: Option<&Form>,
    ) -> Result<(), AccountError> {
        match self.send(Some(service.as_str()), query).await? {
            Ok(Answer::Result(_)) => {
                self.registered(service, false);
                Ok(())
            }
            Ok(Answer::Refused(iq)) => Err(refused(&iq, Step::LeaveService, form, self.target())),
            Err(cut) => {
                let was_registered = self.was_registered(service);
                self.let_settle().await;
                match self.ask_service(service).await {
                    Ok(Offer::Form(_)) if was_registered == Some(true) => Ok(()),
                    // The connection broke, so the service has had its time.
                    Ok(Offer::Registered(_)) if !matches!(cut, Error::Timeout(_)) => {
                        Err(cut.into())
                    }
                    _ => Err(AccountError::Unknown(cut)),
                }
            }
        }
    }

    fn was_registered(&self, service: &ServiceAddress) -> Option<bool> {
        self.known().registered.get(service).copied()
    }

    fn registered(&self, service: &ServiceAddress, is: bool) {
        let _ = self.known().registered.insert(service.clone(), is);
    }
}

/// Gateways first, then rooms; the rest is by name, as people sort.
fn order(service: &Service) -> (u8, String, ServiceAddress) {
    let rank = match service.kind {
        ServiceKind::Gateway(_) => 0,
        ServiceKind::Rooms => 1,
        ServiceKind::Other => 2,
    };
    let name = service.name.as_deref().unwrap_or(service.address.as_str());
    (rank, name.to_lowercase(), service.address.clone())
}

/// Whether what a service shows now is what was sent, and can be nothing else: it shows something that it did not show
/// in `before`, or one is registered only now (`anew`), and nothing that was answered is shown otherwise.
fn shows(now: &Form, before: &Form, sent: &Submission, anew: bool) -> bool {
    let mut is_news = anew;
    for entry in sent.entries() {
        let Some(field) = shown(now, &entry.name) else {
            continue;
        };
        if texts(field.preset.as_ref()) != expose(&entry.values) {
            return false;
        }
        let was = shown(before, &entry.name).map(|field| texts(field.preset.as_ref()));
        is_news |= was != Some(expose(&entry.values));
    }
    is_news
}

/// A field whose value a service can be expected to show.
fn shown<'a>(form: &'a Form, id: &FieldId) -> Option<&'a Field> {
    form.field(id).filter(|field| {
        field.is_question()
            && !field.role.is_captcha()
            && !matches!(field.role, Role::Password | Role::OldPassword)
            && field.kind != crate::domain::Kind::Secret
    })
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        None | Some(Value::Secret(_)) => Vec::new(),
        Some(Value::Text(text)) => text.lines().collect(),
        Some(Value::Toggle(on)) => vec![if *on { "1" } else { "0" }],
        Some(Value::Many(values)) => values.iter().map(String::as_str).collect(),
    }
}

fn expose(values: &[Secret]) -> Vec<&str> {
    values.iter().map(Secret::expose).collect()
}
