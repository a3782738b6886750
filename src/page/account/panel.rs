//! What one sees and does when signed in: four cards, of which one at a time is unfolded.

mod keys;
mod others;
mod told;
mod view;

use iced::Task;
use iced::widget::operation;

use super::news::{Deed, Order};
use super::upset::{self, Upset};
use super::{contacts, leave, password, record, services};
use crate::domain::{About, Address, FieldId, Keeping, Link, Secret};
use crate::page::form::{self, SEND};
use crate::page::report;

/// A part of the page that can be unfolded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    /// What the server has on record.
    Record,
    /// The password.
    Password,
    /// Other services.
    Services,
    /// Forgetting the account on this computer.
    Forget,
    /// Deleting the account on the server.
    Delete,
}

/// What happened there.
#[derive(Debug, Clone)]
pub enum Message {
    /// A card is to be unfolded.
    Opened(Card),
    /// The card is to be folded.
    Folded,
    /// Something in the form of the card that is unfolded.
    Form(form::Message),
    /// It is to be found out what became of what was sent.
    CheckPressed,
    /// Something with the details of that.
    DoubtReport(report::Message),
    /// Something with what went wrong.
    Upset(upset::Message),
    /// Something with the addresses of the people who run the server.
    Contacts(contacts::Message),
    /// Something with the other services.
    Services(services::Message),
    /// The address was typed by somebody who wants to delete the account.
    Typed(String),
    /// The account is to be deleted.
    DeletePressed,
    /// The account is to be forgotten here.
    ForgetPressed,
    /// The password is wanted on the clipboard.
    CopyPressed,
}

/// What is wanted.
#[derive(Debug)]
pub(super) enum Wish {
    Nothing,
    Run(Task<Message>),
    Order(Box<Order>, Task<Message>),
    /// The password that one is signed in with on the clipboard.
    CopyPassword,
    /// This on the clipboard.
    Copy(Secret),
    CopyReport(String),
    Open(Link),
    OpenFile(std::path::PathBuf),
    /// The sound or film of this field in a file.
    LoadSound(FieldId),
    /// To get the picture of this field.
    LoadPicture(FieldId),
    Forget,
    /// To sign in anew.
    SignIn,
    /// To go back: nothing is unfolded.
    Back,
}

/// What stands there.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) address: Address,
    keeping: Keeping,
    about: Option<About>,
    contacts: contacts::State,
    open: Option<Card>,
    record: record::State,
    password: password::State,
    services: services::State,
    leave: leave::State,
    /// What went wrong last, on the card that is unfolded.
    upset: Option<Upset>,
    /// The server does not allow it: the people who run it may help.
    help: bool,
}

impl Wish {
    fn order(order: Order) -> Self {
        Self::Order(Box::new(order), Task::none())
    }
}

impl Card {
    /// The id of the button that unfolds it.
    fn opener(self) -> &'static str {
        match self {
            Self::Record => "open-record",
            Self::Password => "open-password",
            Self::Services => "open-services",
            Self::Forget => "open-forget",
            Self::Delete => "open-delete",
        }
    }
}

impl State {
    pub(super) fn new(address: Address, keeping: Keeping) -> Self {
        Self {
            password: password::State::new(&address),
            address,
            keeping,
            about: None,
            contacts: contacts::State::default(),
            open: None,
            record: record::State::Asking,
            services: services::State::default(),
            leave: leave::State::default(),
            upset: None,
            help: false,
        }
    }

    /// What is on its way, if anything is.
    pub(super) fn is_sending(&self) -> Option<Deed> {
        if self.password.form.is_sending() && !self.is_password_doubtful() {
            Some(Deed::ChangePassword)
        } else if self.leave.is_sending() {
            Some(Deed::Delete)
        } else {
            let record = match &self.record {
                record::State::Told { form, .. } => form.is_sending(),
                _ => false,
            };
            (record || self.services.is_sending()).then_some(Deed::Other)
        }
    }

    pub(super) fn update(&mut self, message: Message) -> Wish {
        match message {
            Message::Opened(card) => return self.unfold(card),
            Message::Folded => return self.fold(),
            Message::Form(message) => return self.form_said(message),
            Message::Upset(upset::Message::SignInPressed) => return Wish::SignIn,
            Message::Upset(message) => {
                let copied = self.upset.as_mut().and_then(|upset| upset.update(&message));
                return copied.map_or(Wish::Nothing, Wish::CopyReport);
            }
            Message::DoubtReport(message) => {
                let copied = self
                    .doubt_report()
                    .and_then(|report| report.update(&message));
                return copied.map_or(Wish::Nothing, Wish::CopyReport);
            }
            Message::Contacts(message) => {
                return self
                    .contacts
                    .update(&message)
                    .map_or(Wish::Nothing, Wish::Open);
            }
            Message::Services(message) => {
                let wish = self.services.update(message);
                return self.service_wants(wish);
            }
            Message::CopyPressed => {
                self.leave.copied();
                return Wish::CopyPassword;
            }
            Message::Typed(text) => self.leave.type_in(text),
            Message::CheckPressed => return self.check(),
            Message::DeletePressed => {
                self.upset = None;
                let order = self.leave.delete(&self.address);
                return order.map_or(Wish::Nothing, Wish::order);
            }
            Message::ForgetPressed if self.leave.forgetting => {}
            Message::ForgetPressed => {
                self.leave.forgetting = true;
                self.leave.fault = None;
                return Wish::Forget;
            }
        }
        Wish::Nothing
    }

    /// The form of the card that is unfolded.
    pub(super) fn form(&mut self) -> Option<&mut form::State> {
        match self.open? {
            Card::Record => self.record.form(),
            Card::Password => Some(&mut self.password.form),
            Card::Services => self.services.form(),
            Card::Delete if matches!(self.leave.end, leave::End::Doubtful { .. }) => None,
            Card::Delete => self.leave.form.as_deref_mut(),
            Card::Forget => None,
        }
    }

    fn is_password_doubtful(&self) -> bool {
        matches!(self.password.end, password::End::Unknown { .. })
    }

    fn unfold(&mut self, card: Card) -> Wish {
        if self.is_sending().is_some() {
            return Wish::Nothing;
        }
        self.open = Some(card);
        self.upset = None;
        self.help = false;
        let order = match card {
            Card::Services => self.services.look(),
            Card::Password => {
                self.password.open(&self.address);
                None
            }
            Card::Record | Card::Forget | Card::Delete => None,
        };
        let focus = match card {
            Card::Delete if !matches!(self.leave.end, leave::End::Doubtful { .. }) => {
                leave::TYPED.into()
            }
            Card::Services if self.services.open.is_none() => services::LINE.into(),
            Card::Record if !self.record.can_change() => "fold".into(),
            Card::Password if self.is_password_doubtful() => SEND.into(),
            Card::Forget => "fold".into(),
            _ => {
                let focus = self.form().and_then(|form| form.first_focus());
                focus.unwrap_or_else(|| SEND.into())
            }
        };
        let focus = operation::focus(focus);
        match order {
            Some(order) => Wish::Order(Box::new(order), focus),
            None => Wish::Run(focus),
        }
    }

    /// Folds the card; the focus goes to what unfolds it.
    fn fold(&mut self) -> Wish {
        let Some(card) = self.open else {
            return Wish::Nothing;
        };
        if self.is_sending().is_some() {
            return Wish::Nothing;
        }
        self.open = None;
        self.upset = None;
        self.leave.fold();
        Wish::Run(operation::focus(card.opener()))
    }

    fn form_said(&mut self, message: form::Message) -> Wish {
        let Some(form) = self.form() else {
            return Wish::Nothing;
        };
        match form.update(message) {
            // What is asked here is asked of somebody who has an account.
            form::Action::None | form::Action::Invitation(_) => Wish::Nothing,
            form::Action::Run(task) => Wish::Run(task.map(Message::Form)),
            form::Action::Copy(secret) => Wish::Copy(secret),
            form::Action::Open(link) => Wish::Open(link),
            form::Action::OpenFile(path) => Wish::OpenFile(path),
            form::Action::Submit(submission) => {
                self.upset = None;
                self.help = false;
                self.submit(submission)
            }
            form::Action::Back if self.open == Some(Card::Services) => {
                let wish = self.services.list();
                self.service_wants(wish)
            }
            form::Action::Back => self.fold(),
            form::Action::Refresh => self.refresh(),
            form::Action::LoadLink => {
                // Whatever it is, the browser shows it.
                if let Some(form) = self.form() {
                    form.link(None);
                }
                Wish::Nothing
            }
            form::Action::LoadSound(field) => Wish::LoadSound(field),
            form::Action::LoadPicture(field) => Wish::LoadPicture(field),
        }
    }

    fn submit(&mut self, submission: crate::domain::Submission) -> Wish {
        let order = match self.open {
            Some(Card::Record) => self.record.form().map(|form| {
                let form = form.form().clone();
                Order::ChangeRecord(form, submission)
            }),
            Some(Card::Password) => self.password.order(submission),
            Some(Card::Services) => self.services.order(submission),
            Some(Card::Delete) => self.leave.order(submission, &self.address),
            Some(Card::Forget) | None => None,
        };
        order.map_or(Wish::Nothing, Wish::order)
    }

    /// Another puzzle is wanted. Only a service can be asked for its form again.
    fn refresh(&mut self) -> Wish {
        let address = match (self.open, &self.services.open) {
            (Some(Card::Services), Some(open)) if open.leaving != services::Leaving::Form => {
                Some(open.address.clone())
            }
            _ => None,
        };
        if let Some(address) = address {
            return Wish::order(Order::Service(address));
        }
        if let Some(form) = self.form() {
            form.release();
        }
        Wish::Nothing
    }

    fn check(&mut self) -> Wish {
        match (self.open, &mut self.password.end, &mut self.leave.end) {
            (Some(Card::Password), password::End::Unknown { checking, .. }, _) if !*checking => {
                *checking = true;
                Wish::order(Order::CheckPassword)
            }
            (Some(Card::Delete), _, leave::End::Doubtful { checking, .. }) if !*checking => {
                *checking = true;
                Wish::order(Order::CheckDeleted)
            }
            _ => Wish::Nothing,
        }
    }

    fn doubt_report(&mut self) -> Option<&mut report::State> {
        match (self.open?, &mut self.password.end, &mut self.leave.end) {
            (Card::Password, password::End::Unknown { report, .. }, _)
            | (Card::Delete, _, leave::End::Doubtful { report, .. }) => Some(report),
            _ => None,
        }
    }

    fn service_wants(&mut self, wish: services::Wish) -> Wish {
        if matches!(wish, services::Wish::Order(_)) {
            self.upset = None;
        }
        match wish {
            services::Wish::Nothing => Wish::Nothing,
            services::Wish::Run(task) => Wish::Run(task.map(Message::Form)),
            services::Wish::Order(order) => Wish::Order(order, Task::none()),
            services::Wish::Open(link) => Wish::Open(link),
        }
    }
}
