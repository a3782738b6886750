//! The wizard and the account settings for a page of another program: a component for [iced] 0.14.
//!
//! A [`Component`] is held as any part of an iced program is: it has an `update`, a `view` and a `subscription`, and its
//! [`Message`]s travel inside of the program's own. What happened that the program should know comes out of `update` as
//! an [`Event`]. Vestibule's own window is such a program.
//!
//! ```no_run
//! use iced::{Element, Subscription, Task};
//! use vestibule::embed::{self, Component, Event, Options};
//!
//! struct Chat {
//!     wizard: Component,
//!     account: Option<String>,
//! }
//!
//! #[derive(Debug, Clone)]
//! enum Message {
//!     Wizard(embed::Message),
//! }
//!
//! impl Chat {
//!     fn new() -> (Self, Task<Message>) {
//!         let (wizard, task) = Component::wizard(Options::default());
//!         let chat = Self { wizard, account: None };
//!         (chat, task.map(Message::Wizard))
//!     }
//!
//!     fn update(&mut self, message: Message) -> Task<Message> {
//!         match message {
//!             Message::Wizard(message) => {
//!                 let update = self.wizard.update(message);
//!                 for event in update.events {
//!                     if let Event::Registered(new) = event {
//!                         self.account = new.address.map(|address| address.to_string());
//!                     }
//!                 }
//!                 update.task.map(Message::Wizard)
//!             }
//!         }
//!     }
//!
//!     fn view(&self) -> Element<'_, Message> {
//!         self.wizard.view().map(Message::Wizard)
//!     }
//!
//!     fn subscription(&self) -> Subscription<Message> {
//!         self.wizard.subscription().map(Message::Wizard)
//!     }
//! }
//!
//! # fn main() -> iced::Result {
//! let settings = iced::Settings { fonts: embed::fonts(), ..iced::Settings::default() };
//! iced::application(Chat::new, Chat::update, Chat::view)
//!     .subscription(Chat::subscription)
//!     .settings(settings)
//!     .run()
//! # }
//! ```
//!
//! # Room
//!
//! It fills the space that it is given, and is laid out for that, not for the window. It is made to be usable from
//! [`SMALLEST`] on; in less it is cut. It scrolls by itself: a scrollable round it is not needed, and in one that has no end it
//! is 640 logical pixels high.
//!
//! # Keys
//!
//! It hears keys only while the person is in it: while one of its controls has the focus, or after a click on it. Then
//! Tab and Shift-Tab go through its controls, Enter means what its primary button does, and Escape leads back. A Tab from
//! its last control (or back from its first) is left to the program, which can move the focus on with
//! `iced::widget::operation::focus_next`, as it does elsewhere; of what is not moved on, the next Tab goes round.
//! [`Component::focus`] brings the person in.
//!
//! Its widgets have names that nothing outside can meet: any number of components can be in one program, and a program's
//! `focus` or `scroll_to` never reaches into one.
//!
//! # Type and colour
//!
//! It has a look of its own ([`Look`]: light or dark, as the program's theme is, unless another one is set), and a type of
//! its own: hand [`fonts`] to `iced::Settings`. Without that it works all the same, with the system's sans-serif in place of
//! its own, of which widths and weights may be others than it was made for.
//!
//! # What it keeps
//!
//! The password of a new account goes into the system's keyring, with a note of what is under way, so that a program that is
//! killed in the middle loses nothing; the next component that is made finds the note. [`Options::keep_nothing`] turns that
//! off, [`Options::tell_passwords`] hands the password to the program.
//!
//! A list of servers that the person had loaded is gone with the component, unless [`Options::cache`] says where it is kept.
//!
//! What the person has set in Vestibule's own window is not used, and there is no way to it: the program has settings of its
//! own. [`Options::settings`] changes that.

mod task;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use iced::theme::{Base, Mode};
use iced::widget::{Id, Themer};
use iced::{Element, Renderer, Size, Subscription, Task, system};

pub use crate::app::{Event, Options, Registered};
pub use crate::theme::fonts;

use crate::app::{self, App, FileNews, HandedNews, Outside};
use crate::domain::Address;
use crate::platform::instance::Wish;
use crate::theme::Theme;
use crate::widget::focus::guest;
use task::within;

/// The least space that everything fits into, in logical pixels.
pub const SMALLEST: Size = Size::new(420.0, 520.0);

/// The component: its state.
///
/// A registration that it has under way ends with it, unless what was typed was sent already; see [`Component::is_busy`].
pub struct Component {
    app: Box<App>,
    /// Its own among all that there are: its messages bear it.
    number: u64,
    id: Id,
    look: Look,
    /// What the system wishes for.
    system: Mode,
    alone: bool,
    /// Counts the updates.
    updates: u8,
}

/// What happened in a component. The program hands it to [`Component::update`] of the same component; another one, made
/// later in its place, takes no notice of it.
#[derive(Debug, Clone)]
pub struct Message {
    /// The number of the component.
    to: u64,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    App(Box<app::Message>),
    /// The system wishes for light or dark.
    Mode(Mode),
    /// Something was done to its widgets, and is to be drawn.
    Touched,
}

/// What came of an update.
#[derive(Debug)]
#[must_use = "the component stands still without its task"]
pub struct Update {
    /// For the program to run, as what its own `update` returns.
    pub task: Task<Message>,
    /// What happened meanwhile, the first first; most often nothing.
    pub events: Vec<Event>,
}

/// Whether a component is light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// As the theme of the program that holds it.
    #[default]
    Host,
    /// As the system wishes.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Component {
    /// The wizard that registers an account, at its first page: the choice of a server. Nothing is asked of any server
    /// before the person wants it, unless [`Options::domain`] names one.
    ///
    /// The task is the program's to run. If the view is shown with its next picture, the focus is in it.
    pub fn wizard(options: Options) -> (Self, Task<Message>) {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let (app, task) = App::new(options, Box::new(Outside));
        let component = Self {
            app: Box::new(app),
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            id: Id::unique(),
            look: Look::default(),
            system: Mode::None,
            alone: false,
            updates: 0,
        };
        let to = component.number;
        let mode = system::theme().map(move |mode| Message {
            to,
            what: What::Mode(mode),
        });
        let task = Task::batch([component.task(task, true), mode]);
        (component, task)
    }

    /// The account settings: of this account, which is signed in to at once if the keyring has its password; without one
    /// the person says of which. From there the person may go on to register another one.
    ///
    /// ```
    /// use vestibule::domain::Address;
    /// use vestibule::embed::{Component, Options};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let options = Options {
    ///     lang: Some("en".to_owned()),
    ///     keep_nothing: true,
    ///     ..Options::default()
    /// };
    /// let juliet = Address::parse("juliet@example.org")?;
    /// let (settings, _task) = Component::account(options, Some(&juliet));
    /// assert_eq!(settings.title(), "Sign in to your account");
    /// # Ok(())
    /// # }
    /// ```
    pub fn account(options: Options, address: Option<&Address>) -> (Self, Task<Message>) {
        let account = address.map(ToString::to_string).unwrap_or_default();
        Self::wizard(Options {
            account: Some(account),
            ..options
        })
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Update {
        if message.to != self.number {
            return Update {
                task: Task::none(),
                events: Vec::new(),
            };
        }
        match message.what {
            What::App(message) => self.tell(*message),
            What::Touched => self.updated(Task::none()),
            What::Mode(mode) => {
                self.system = mode;
                self.updated(Task::none())
            }
        }
    }

    /// Draws it, in whatever space the program gives it, under whatever theme the program has.
    #[must_use]
    pub fn view<'a, Host: Base + 'a>(&'a self) -> Element<'a, Message, Host, Renderer> {
        let to = self.number;
        let view = self.app.view().map(move |message| Message {
            to,
            what: What::App(Box::new(message)),
        });
        let view = guest(self.id.clone(), self.updates, view).alone(self.alone);
        Themer::new(self.theme(), view).into()
    }

    /// What it listens to: the wish of the system for light or dark and for no motion, and the time while it waits.
    pub fn subscription(&self) -> Subscription<Message> {
        let app = self.app.subscription();
        let modes = system::theme_changes();
        Subscription::batch([
            app.with(self.number).map(|(to, message)| Message {
                to,
                what: What::App(Box::new(message)),
            }),
            modes.with(self.number).map(|(to, mode)| Message {
                to,
                what: What::Mode(mode),
            }),
        ])
    }

    /// The title of the page that is shown, in the language of the component.
    #[must_use]
    pub fn title(&self) -> String {
        self.app.title()
    }

    /// Whether something was sent to a server that has not answered yet. A program that is to be closed now should ask
    /// first, as [`Component::close`] does: what is dropped goes on at the server, and only the next start finds out.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.app.is_busy()
    }

    /// Asks it to close: [`Event::Closed`] comes at once, or, while it [is busy](Component::is_busy), when the person has
    /// said that it should all the same. Whoever asks a second time in the same submission means it.
    ///
    /// ```
    /// use vestibule::embed::{Component, Event, Options};
    ///
    /// let (mut wizard, _task) = Component::wizard(Options::default());
    /// let update = wizard.close();
    /// assert!(!wizard.is_busy());
    /// assert_eq!(update.events, [Event::Closed]);
    /// ```
    pub fn close(&mut self) -> Update {
        self.tell(app::Message::CloseRequested)
    }

    /// Does what a later start of the program was asked for, or asks about it.
    pub(crate) fn hand(&mut self, wish: Wish) -> Update {
        self.tell(app::Message::Handed(HandedNews::Came(wish)))
    }

    /// A file is held over the component by the mouse, or is no more: it shows what would become of it.
    pub fn file_hovers(&mut self, hovers: bool) -> Update {
        self.tell(app::Message::File(FileNews::Hovers(hovers)))
    }

    /// Hands it a file that was dropped on it: a picture with the code of an invitation, or a text with its link. On the first
    /// page the invitation opens as if its link were typed, or it says why it could not be read; on other pages the file is
    /// passed over. The file is read on a thread of its own, within limits. Of several files hand over one.
    ///
    /// ```
    /// use vestibule::embed::{Component, Options};
    ///
    /// let (mut wizard, _task) = Component::wizard(Options::default());
    /// let update = wizard.open_file("invitation.png".into());
    /// // The task is to be run, as that of any update.
    /// assert!(update.events.is_empty());
    /// ```
    pub fn open_file(&mut self, file: PathBuf) -> Update {
        self.tell(app::Message::File(FileNews::Given(file)))
    }

    /// Puts the focus where it belongs on the page that is shown: for a program that shows the component again.
    pub fn focus(&self) -> Task<Message> {
        self.task(self.app.first_focus(), true)
    }

    /// Makes it light or dark.
    pub fn set_look(&mut self, look: Look) {
        self.look = look;
        self.updates = self.updates.wrapping_add(1);
    }

    /// It has a window to itself: all keys are for it, and Tab goes round in it.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// The theme that the person has set in it; `None` is the system's.
    pub(crate) fn theme_set(&self) -> Option<Theme> {
        self.app.theme()
    }

    /// What the person wants all lengths multiplied by.
    pub(crate) fn scale_set(&self) -> f32 {
        self.app.scale()
    }

    fn tell(&mut self, message: app::Message) -> Update {
        let task = self.app.update(message);
        let task = self.task(task, self.alone);
        self.updated(task)
    }

    fn updated(&mut self, task: Task<Message>) -> Update {
        self.updates = self.updates.wrapping_add(1);
        Update {
            task,
            events: self.app.take_events(),
        }
    }

    /// A task of the app, kept apart from everything else in the program. If it `insists`, it may bring the person in.
    fn task(&self, task: Task<app::Message>, insists: bool) -> Task<Message> {
        let to = self.number;
        let task = task.map(move |message| Message {
            to,
            what: What::App(Box::new(message)),
        });
        let what = What::Touched;
        within(task, &self.id, insists, Message { to, what })
    }

    fn theme(&self) -> Option<Theme> {
        match self.look {
            Look::Host => None,
            Look::System => Some(Base::default(self.system)),
            Look::Light => Some(Theme::Light),
            Look::Dark => Some(Theme::Dark),
        }
    }
}
