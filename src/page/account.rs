//! Account settings: somebody who has an account signs in, reads what the server has on record, changes the password, looks
//! after other services, and leaves.

mod contacts;
mod contents;
mod leave;
pub mod news;
mod panel;
mod password;
mod record;
mod services;
mod sign_in;
mod upset;

use std::path::PathBuf;

use iced::widget::{Id, column};
use iced::{Task, widget::operation};

use crate::domain::{Address, FieldId, Link, Secret};
use crate::page::server::{Encryption, Endpoint, FoundProxy};
use crate::theme::Element;
use crate::widget::card::{Tone, notice};
use crate::widget::footer::{Footer, Primary};
use crate::widget::{Ctx, text};

pub use contacts::Message as ContactsMessage;
pub use news::{Deed, Entry, Fault, News, Order};
pub use panel::{Card, Message as PanelMessage};
pub use services::Message as ServicesMessage;
pub use sign_in::Message as SignInMessage;

/// What the page wants done.
#[derive(Debug)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// A task of its own.
    Run(Task<Message>),
    /// To sign in.
    SignIn(Box<Entry>),
    /// To stop that.
    CancelSignIn,
    /// To ask this of the server; and a task of its own.
    Order(Box<Order>, Task<Message>),
    /// To remove the account from this computer.
    Forget,
    /// To put the password of the account on the clipboard.
    CopyPassword,
    /// To put this on the clipboard.
    Copy(Secret),
    /// To put a report on the clipboard.
    CopyReport(String),
    /// To open this in the browser, or whatever it is for.
    Open(Link),
    /// To open this file.
    OpenFile(PathBuf),
    /// To get the sound or film of this field, and put it into a file.
    LoadSound(FieldId),
    /// To get the picture of this field, which was not loaded or could not be.
    LoadPicture(FieldId),
    /// To sign up another account.
    Another,
    /// To go back to where one came from.
    Back,
    /// To close the window.
    Close,
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// While signing in.
    SignIn(SignInMessage),
    /// On a card.
    Panel(PanelMessage),
    /// What is unfolded is to be folded, else as [`Message::BackPressed`].
    EscapePressed,
    /// Back is wanted.
    BackPressed,
    /// Another account is wanted.
    AnotherPressed,
    /// It is enough.
    ClosePressed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    stage: Stage,
    sign_in: sign_in::State,
}

#[derive(Debug, Clone)]
enum Stage {
    SignIn,
    Panel(Box<panel::State>),
    /// The account is deleted.
    Gone {
        address: Address,
        forgotten: bool,
    },
}

impl State {
    /// The page that asks who one is, with what is known of that and of the way there.
    #[must_use]
    pub fn new(
        address: String,
        endpoint: Option<Endpoint>,
        encryption: Encryption,
        proxy: FoundProxy,
    ) -> Self {
        Self {
            stage: Stage::SignIn,
            sign_in: sign_in::State::new(address, endpoint, encryption, proxy),
        }
    }

    /// The same page where nothing can be remembered.
    #[must_use]
    pub fn without_keyring(mut self) -> Self {
        self.sign_in.without_keyring();
        self
    }

    /// The same page with a password that is known already; it is not to be remembered anew.
    #[must_use]
    pub fn with_password(mut self, password: Secret) -> Self {
        self.sign_in.with_password(password);
        self
    }

    /// Signs in as if that had been pressed: with the password that is there, else with the one in the keyring.
    pub fn begin(&mut self) -> Action {
        let wish = self.sign_in.begin();
        signing(wish)
    }

    /// The password that was given with [`Self::with_password`] opens nothing: now the one in the keyring is tried.
    pub fn leave_to_keyring(&mut self) {
        self.sign_in.leave_to_keyring();
    }

    /// What was sent and is not answered.
    #[must_use]
    pub fn is_sending(&self) -> Option<Deed> {
        match &self.stage {
            Stage::Panel(panel) => panel.is_sending(),
            Stage::SignIn | Stage::Gone { .. } => None,
        }
    }

    /// The account, once one is signed in.
    #[must_use]
    pub fn address(&self) -> Option<&Address> {
        match &self.stage {
            Stage::SignIn => None,
            Stage::Panel(panel) => Some(&panel.address),
            Stage::Gone { address, .. } => Some(address),
        }
    }

    /// The title of the window.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        match &self.stage {
            Stage::SignIn => ctx.i18n.text("account-sign-in-title"),
            Stage::Panel(panel) => panel.address.to_string(),
            Stage::Gone { .. } => ctx.i18n.text("account-gone"),
        }
    }

    /// The link at the end of the line at the top. What is on its way is not left by accident.
    #[must_use]
    pub fn head_link(&self, ctx: Ctx<'_>) -> Option<(String, Message)> {
        let label = match &self.stage {
            Stage::SignIn => ctx.i18n.text("account-sign-up"),
            Stage::Panel(_) | Stage::Gone { .. } => ctx.i18n.text("done-another"),
        };
        let is_free = self.is_sending().is_none();
        is_free.then_some((label, Message::AnotherPressed))
    }

    /// What has the focus when the page opens.
    #[must_use]
    pub fn first_focus(&self) -> Option<Id> {
        match &self.stage {
            Stage::SignIn => Some(self.sign_in.first_focus()),
            Stage::Panel(_) => None,
            Stage::Gone { .. } => Some(Id::new("primary")),
        }
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match (message, &mut self.stage) {
            (Message::AnotherPressed, _) => Action::Another,
            (Message::ClosePressed, _) => Action::Close,
            (Message::SignIn(message), Stage::SignIn) => signing(self.sign_in.update(message)),
            (Message::EscapePressed, Stage::Panel(panel)) => {
                let wish = panel.escape();
                self.panel_wants(wish)
            }
            (Message::Panel(message), Stage::Panel(panel)) => {
                let wish = panel.update(message);
                self.panel_wants(wish)
            }
            (Message::EscapePressed, Stage::SignIn) if self.sign_in.is_busy() => {
                Action::CancelSignIn
            }
            (Message::BackPressed | Message::EscapePressed, _) => Action::Back,
            (Message::SignIn(_) | Message::Panel(_), _) => Action::None,
        }
    }

    /// Takes in what came of something.
    pub fn told(&mut self, news: News) -> Task<Message> {
        match (news, &mut self.stage) {
            (News::SignedIn { address, keeping }, _) => {
                self.stage = Stage::Panel(Box::new(panel::State::new(address, keeping)));
                operation::snap_to(
                    crate::widget::BODY,
                    iced::widget::scrollable::RelativeOffset::START,
                )
            }
            (News::Remembered(known), Stage::SignIn) => {
                self.sign_in.remembered(known);
                Task::none()
            }
            (News::NoPassword(fault), Stage::SignIn) => {
                self.sign_in.needs_password(fault).map(Message::SignIn)
            }
            (News::NotSignedIn(check, report), Stage::SignIn) => {
                self.sign_in.not_in(check, report).map(Message::SignIn)
            }
            (News::Lost(lost), Stage::SignIn) => {
                self.sign_in.lost(lost);
                Task::none()
            }
            (News::Deleted(Ok(())), Stage::Panel(panel)) => {
                self.stage = Stage::Gone {
                    address: panel.address.clone(),
                    forgotten: false,
                };
                operation::focus("primary")
            }
            (News::Forgotten(Ok(())), Stage::Gone { forgotten, .. }) => {
                *forgotten = true;
                Task::none()
            }
            (news, Stage::Panel(panel)) => panel.told(news).map(Message::Panel),
            (_, Stage::SignIn | Stage::Gone { .. }) => Task::none(),
        }
    }

    /// The sign-in was stopped.
    pub fn stopped(&mut self) -> Task<Message> {
        self.sign_in.stopped().map(Message::SignIn)
    }

    /// What Enter says.
    #[must_use]
    pub fn enter(&self) -> Option<Message> {
        match &self.stage {
            Stage::SignIn => Some(Message::SignIn(SignInMessage::SignInPressed)),
            Stage::Panel(panel) => panel.enter().map(Message::Panel),
            Stage::Gone { .. } => Some(Message::ClosePressed),
        }
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        let back = Some((ctx.i18n.text("back"), Message::BackPressed));
        match &self.stage {
            Stage::SignIn => {
                let footer = self.sign_in.footer(ctx).map(Message::SignIn);
                Footer {
                    back: footer.back.or(back),
                    ..footer
                }
            }
            Stage::Panel(panel) => Footer {
                back: back.filter(|_| panel.is_sending().is_none()),
                ..Footer::default()
            },
            Stage::Gone { .. } => Footer {
                primary: Some(Primary {
                    label: ctx.i18n.text("close"),
                    message: Some(Message::ClosePressed),
                    busy: false,
                }),
                ..Footer::default()
            },
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        match &self.stage {
            Stage::SignIn => self.sign_in.view(ctx).map(Message::SignIn),
            Stage::Panel(panel) => panel.view(ctx).map(Message::Panel),
            Stage::Gone { address, forgotten } => {
                let about = [("address", address.to_string())];
                let forgotten =
                    forgotten.then(|| text::small(ctx.i18n.text("account-gone-forgotten")).into());
                let why = ctx.i18n.with("account-gone-why", about);
                let proof = notice(Tone::Good, why, forgotten);
                column![text::title(ctx.i18n.text("account-gone")), proof]
                    .spacing(16)
                    .into()
            }
        }
    }

    fn panel_wants(&mut self, wish: panel::Wish) -> Action {
        use panel::Wish;
        match wish {
            Wish::Nothing => Action::None,
            Wish::Run(task) => Action::Run(task.map(Message::Panel)),
            Wish::Order(order, task) => Action::Order(order, task.map(Message::Panel)),
            Wish::CopyPassword => Action::CopyPassword,
            Wish::Copy(secret) => Action::Copy(secret),
            Wish::CopyReport(report) => Action::CopyReport(report),
            Wish::Open(link) => Action::Open(link),
            Wish::OpenFile(path) => Action::OpenFile(path),
            Wish::LoadSound(field) => Action::LoadSound(field),
            Wish::LoadPicture(field) => Action::LoadPicture(field),
            Wish::Forget => Action::Forget,
            Wish::Back => Action::Back,
            Wish::SignIn => {
                let address = self.address().cloned();
                self.stage = Stage::SignIn;
                if let Some(address) = address {
                    self.sign_in.for_address(&address);
                }
                Action::Run(operation::focus(self.sign_in.first_focus()))
            }
        }
    }
}

fn signing(wish: sign_in::Wish) -> Action {
    use sign_in::Wish;
    match wish {
        Wish::Nothing => Action::None,
        Wish::Run(task) => Action::Run(task.map(Message::SignIn)),
        Wish::SignIn(entry) => Action::SignIn(entry),
        Wish::Cancel => Action::CancelSignIn,
        Wish::Copy(report) => Action::CopyReport(report),
        Wish::Open(link) => Action::Open(link),
    }
}
