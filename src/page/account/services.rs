//! Other services that take a registration: gateways to other networks, rooms that hold a name, and whatever else there is.

mod open;

use std::collections::BTreeSet;

use iced::Task;
use iced::widget::operation;

use super::news::{Fault, Order};
use super::upset::{self, Upset};
use crate::domain::{Answers, Form, Link, Offer, Service, ServiceAddress, ServiceKind, Submission};
use crate::i18n::{I18n, Key};
use crate::page::form::{self, SEND};
pub(super) use open::{Leaving, Offered, Open};

/// What happened on the card.
#[derive(Debug, Clone)]
pub enum Message {
    /// The arrows moved to this service.
    Moved(usize),
    /// This service is wanted.
    Picked(usize),
    /// An address was typed by hand.
    Typed(String),
    /// The one that was typed is wanted.
    AskPressed,
    /// The list is wanted back.
    ListPressed,
    /// The registration is to be cancelled.
    CancelPressed,
    /// It is to be kept.
    KeepPressed,
    /// It is really to be cancelled.
    SurePressed,
    /// The service's web page is to be opened.
    OpenPressed(Link),
}

/// What is wanted.
#[derive(Debug)]
pub(super) enum Wish {
    Nothing,
    Run(Task<form::Message>),
    Order(Box<Order>),
    Open(Link),
}

/// What the card knows.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// They are being looked for.
    pub(super) looking: bool,
    /// What was found; `None` if nobody looked.
    pub(super) found: Option<Vec<Service>>,
    /// Those of which it was seen that one is registered there.
    registered: BTreeSet<ServiceAddress>,
    pub(super) chosen: Option<usize>,
    pub(super) typed: String,
    pub(super) problem: Option<Key>,
    /// This one is being asked.
    pub(super) asking: Option<ServiceAddress>,
    pub(super) open: Option<Open>,
    /// What was done last, and where.
    pub(super) done: Option<(Key, ServiceAddress)>,
}

pub(super) const LINE: &str = "service-address";
pub(super) const LIST: &str = "services";
pub(super) const BACK: &str = "service-back";
pub(super) const KEEP: &str = "service-keep";

impl State {
    pub(super) fn form(&mut self) -> Option<&mut form::State> {
        match &mut self.open.as_mut()?.offer {
            Offered::Form(form) => Some(form),
            _ => None,
        }
    }

    pub(super) fn is_sending(&self) -> bool {
        self.open.as_ref().is_some_and(Open::is_sending)
    }

    pub(super) fn is_registered(&self, address: &ServiceAddress) -> bool {
        self.registered.contains(address)
    }

    /// The name of a service, where it is known.
    pub(super) fn name_of(&self, address: &ServiceAddress) -> Option<&str> {
        let found = self.found.as_deref().unwrap_or_default();
        let service = found.iter().find(|service| service.address == *address);
        service.and_then(|service| service.name.as_deref())
    }

    /// Looks for them, unless that was done.
    pub(super) fn look(&mut self) -> Option<Order> {
        self.done = None;
        if self.looking || self.found.is_some() {
            return None;
        }
        self.looking = true;
        Some(Order::Services)
    }

    pub(super) fn update(&mut self, message: Message) -> Wish {
        match message {
            Message::OpenPressed(link) => return Wish::Open(link),
            // What is on its way cannot be changed any more.
            _ if self.is_sending() => {}
            Message::Moved(place) => self.chosen = Some(place),
            Message::Picked(place) => {
                self.chosen = Some(place);
                let service = self.found.as_ref().and_then(|found| found.get(place));
                if let Some(address) = service.map(|service| service.address.clone()) {
                    return self.ask(address);
                }
            }
            Message::Typed(text) => {
                self.typed = text;
                self.problem = None;
            }
            Message::AskPressed => {
                if let Ok(address) = ServiceAddress::parse(&self.typed) {
                    return self.ask(address);
                }
                self.problem = Some(Key("service-not-an-address"));
                return Wish::Run(operation::focus(LINE));
            }
            Message::ListPressed => return self.list(),
            Message::CancelPressed => {
                if let Some(open) = &mut self.open {
                    open.leaving = Leaving::Asked;
                    return Wish::Run(operation::focus(KEEP));
                }
            }
            Message::KeepPressed => {
                if let Some(open) = &mut self.open {
                    open.leaving = Leaving::No;
                    return Wish::Run(operation::focus(SEND));
                }
            }
            Message::SurePressed => {
                if let Some(open) = &mut self.open {
                    open.leaving = Leaving::Sent;
                    return Wish::Order(Box::new(Order::Unregister(open.address.clone())));
                }
            }
        }
        Wish::Nothing
    }

    /// Back to the list.
    pub(super) fn list(&mut self) -> Wish {
        self.open = None;
        self.asking = None;
        self.done = None;
        Wish::Run(self.focus())
    }

    fn ask(&mut self, address: ServiceAddress) -> Wish {
        self.done = None;
        if self.asking.is_some() {
            return Wish::Nothing;
        }
        self.asking = Some(address.clone());
        Wish::Order(Box::new(Order::Service(address)))
    }

    /// What has the focus in the list.
    fn focus<T: Send + 'static>(&self) -> Task<T> {
        let is_list = self.found.as_ref().is_some_and(|found| !found.is_empty());
        operation::focus(if is_list { LIST } else { LINE })
    }

    /// They were found.
    pub(super) fn found(&mut self, found: Vec<Service>) -> Task<form::Message> {
        self.looking = false;
        self.found = Some(found);
        // Whoever types an address goes on with that.
        if self.typed.is_empty() && self.open.is_none() {
            self.focus()
        } else {
            Task::none()
        }
    }

    /// A service answered.
    pub(super) fn offered(&mut self, address: ServiceAddress, offer: Offer) -> Task<form::Message> {
        let is_asked = self.asking.take_if(|asked| *asked == address).is_some();
        let is_registered = matches!(offer, Offer::Registered(_));
        self.note(&address, is_registered);
        let offered = match offer {
            Offer::Form(form) | Offer::Registered(form) => {
                // It came anew for a puzzle: what was typed stays.
                if let Some(open) = &mut self.open
                    && let Offered::Form(old) = &mut open.offer
                    && open.address == address
                {
                    return old.renewed(form);
                }
                Offered::Form(Box::new(part(&address, form)))
            }
            Offer::Web(page) => Offered::Web(page),
            Offer::Closed(refusal) => {
                let fault = Fault::Refused(Box::new(refusal), Answers::default());
                Offered::Closed(Upset::of(&fault, upset::refused(&fault)))
            }
        };
        // It may have been left meanwhile.
        if !is_asked {
            return Task::none();
        }
        let open = Open {
            address,
            offer: offered,
            is_registered,
            leaving: Leaving::No,
        };
        let focus = open.form().and_then(form::State::first_focus);
        self.open = Some(open);
        operation::focus(focus.unwrap_or_else(|| BACK.into()))
    }

    fn note(&mut self, address: &ServiceAddress, is_registered: bool) {
        let _ = if is_registered {
            self.registered.insert(address.clone())
        } else {
            self.registered.remove(address)
        };
    }

    /// What is to be done with the answers.
    pub(super) fn order(&self, submission: Submission) -> Option<Order> {
        let open = self.open.as_ref()?;
        let form = open.form()?.form().clone();
        let address = open.address.clone();
        Some(if open.leaving == Leaving::Form {
            Order::UnregisterWith(address, form, submission)
        } else {
            Order::Register(address, form, submission)
        })
    }

    /// It was done: one is registered there now, or no longer.
    pub(super) fn done(
        &mut self,
        address: ServiceAddress,
        registered: bool,
    ) -> Task<form::Message> {
        let was_registered = self.is_registered(&address);
        self.note(&address, registered);
        self.done = Some((
            match (registered, was_registered) {
                (true, false) => Key("service-registered"),
                (true, true) => Key("service-changed"),
                (false, _) => Key("service-cancelled"),
            },
            address,
        ));
        self.open = None;
        self.focus()
    }

    /// It was refused: at the form, if there is one for it. Returns what is to be said besides.
    pub(super) fn refused(
        &mut self,
        fault: Fault,
        cancelling: bool,
    ) -> (Option<Upset>, Task<form::Message>) {
        let Some(open) = &mut self.open else {
            return (None, Task::none());
        };
        let was_form = open.leaving == Leaving::Form;
        if !was_form {
            open.leaving = Leaving::No;
        }
        let said = upset::refused(&fault);
        let Fault::Refused(mut refusal, known) = fault else {
            if let Offered::Form(form) = &mut open.offer {
                form.release();
            }
            return (Some(Upset::of(&fault, said)), Task::none());
        };
        if cancelling && !was_form {
            let Some(form) = refusal.form.take() else {
                let fault = Fault::Refused(refusal, known);
                return (Some(Upset::of(&fault, said)), Task::none());
            };
            let form = part(&open.address, *form);
            let focus = form.first_focus().unwrap_or_else(|| SEND.into());
            open.leaving = Leaving::Form;
            open.offer = Offered::Form(Box::new(form));
            return (None, operation::focus(focus));
        }
        match &mut open.offer {
            Offered::Form(form) => (None, form.refused(*refusal)),
            _ => (None, Task::none()),
        }
    }
}

/// The form of a service. What it calls a name or a password is its own.
fn part(address: &ServiceAddress, form: Form) -> form::State {
    form::State::part(address.domain().clone(), form, Answers::default())
}

/// What a service is, in words.
pub(super) fn kind(i18n: &I18n, kind: &ServiceKind) -> String {
    match kind {
        ServiceKind::Gateway(network) => {
            i18n.with("service-gateway", [("network", network_name(network))])
        }
        ServiceKind::Rooms => i18n.text("service-rooms"),
        ServiceKind::Other => i18n.text("service-other"),
    }
}

/// A network as people write it, from its name in the registry of identities.
fn network_name(network: &str) -> String {
    match network {
        "aim" | "icq" | "irc" | "lcs" | "mrim" | "msn" | "ocs" | "qq" | "sms" | "xmpp" => {
            network.to_uppercase()
        }
        "smtp" => "e-mail".to_owned(),
        network => {
            let mut letters = network.chars();
            let first = letters.next().map(char::to_uppercase);
            first.into_iter().flatten().chain(letters).collect()
        }
    }
}
