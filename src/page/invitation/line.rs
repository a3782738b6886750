//! The line for an invitation, wherever one is wanted: what is said of it while it is typed, and what comes of it.

use iced::Element as Plain;
use iced::widget::{Id, column};

use crate::domain::invite::{self, Meant};
use crate::domain::{Domain, Invitation, Link, Secret, Token};
use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::button::{icon_link, link};
use crate::widget::field::{Notes, field};
use crate::widget::icon::Icon;
use crate::widget::{Ctx, text};
use crate::words;

/// The id of the line.
pub const LINE: &str = "invitation";

/// More than this many characters at once are no typing: what is wrong with them is told at once.
const TYPED_AT_ONCE: usize = 4;

/// What the line wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Wish {
    /// To go on with this invitation.
    Go(Box<Invitation>),
    /// To open this page of one in the browser. Hidden: there may be a token in its address.
    Open(Secret),
    /// To have what is on the clipboard, by [`Message::Pasted`].
    Paste,
    /// To have a picture of it that the person chooses, by [`State::put_in`].
    Choose,
    /// To give the line the focus: something is wrong with what is in it.
    Focus,
}

/// What happened in the line.
#[derive(Debug, Clone)]
pub enum Message {
    /// It was typed into. Hidden: whoever has an invitation can use it.
    Typed(Secret),
    /// The focus went elsewhere.
    Left,
    /// What is on the clipboard is wanted.
    PastePressed,
    /// A picture of it is to be chosen.
    PicturePressed,
    /// This was on the clipboard.
    Pasted(Option<Secret>),
    /// The page of the invitation is to be opened.
    OpenPressed,
    /// It is for another server, and that is fine.
    ElsewherePressed,
}

/// The line.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The server that wants one; `None` if it may be for any.
    domain: Option<Domain>,
    typed: Secret,
    /// What is wrong with it is said.
    told: bool,
    /// The server did not take what is typed.
    refused: bool,
    /// Nothing on this computer opened its page.
    unopened: bool,
    /// Why none was read out of a file.
    unread: Option<Key>,
}

/// Whether this system may have a window for choosing files.
const CAN_CHOOSE: bool = cfg!(target_os = "linux");

/// The id of what opens that window.
pub const PICTURE: &str = "invitation-picture";

/// What is typed.
pub(super) enum Read {
    Nothing,
    Invitation(Box<Invitation>),
    /// It is for another server than the one that wants one.
    Elsewhere(Box<Invitation>),
    /// The page of one, which only a browser can read.
    Page(Link),
    Fault(Key),
}

impl State {
    /// The line for an invitation to any server.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The line for an invitation to this server.
    #[must_use]
    pub fn of(domain: Domain) -> Self {
        Self {
            domain: Some(domain),
            ..Self::default()
        }
    }

    /// The same with this typed into it.
    #[must_use]
    pub fn typed(mut self, text: Secret) -> Self {
        self.put(text);
        self
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &Secret {
        &self.typed
    }

    /// Whether nothing is typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.expose().trim().is_empty()
    }

    /// The server does not take what is typed.
    pub fn refused(&mut self) {
        self.refused = true;
    }

    /// Nothing on this computer could open the page.
    pub fn could_not_open(&mut self) {
        self.unopened = true;
    }

    /// This was read out of a file, or nothing was.
    pub fn put_in(&mut self, read: Result<Secret, Key>) {
        match read {
            Ok(link) => {
                self.put(link);
                self.told = true;
            }
            Err(why) => self.unread = Some(why),
        }
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Option<Wish> {
        match message {
            Message::Typed(text) => self.put(text),
            Message::Left => self.told = true,
            Message::PastePressed => return Some(Wish::Paste),
            Message::PicturePressed => {
                self.unread = None;
                return Some(Wish::Choose);
            }
            Message::Pasted(text) => {
                self.put(text.unwrap_or_default());
                self.told = true;
                return Some(Wish::Focus);
            }
            Message::OpenPressed => {
                self.unopened = false;
                if let Read::Page(page) = self.read() {
                    return Some(Wish::Open(Secret::from(page.as_str())));
                }
            }
            Message::ElsewherePressed => {
                if let Read::Elsewhere(invitation) = self.read() {
                    return Some(Wish::Go(invitation));
                }
            }
        }
        None
    }

    /// What it comes to, when the person wants to go on.
    pub fn go(&mut self) -> Wish {
        self.told = true;
        match self.read() {
            Read::Invitation(invitation) => Wish::Go(invitation),
            Read::Page(page) => Wish::Open(Secret::from(page.as_str())),
            // To another server it goes only if that is said.
            Read::Nothing | Read::Elsewhere(_) | Read::Fault(_) => Wish::Focus,
        }
    }

    /// Draws the line with its label and what is said of it.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let hint = if self.domain.is_some() {
            Key("invitation-hint-token")
        } else {
            Key("invitation-hint")
        };
        let mut line = field(LINE, ctx.i18n.text("invitation-label"), self.typed.expose())
            .leading(Icon::Mail)
            .placeholder(ctx.i18n.text(hint))
            .on_input(|text| Message::Typed(Secret::from(text)))
            .notes(self.notes(ctx));
        if self.is_empty() {
            line = line.button(
                Icon::Paste,
                ctx.i18n.text("invitation-paste"),
                Message::PastePressed,
            );
        }
        line.into()
    }

    /// Reads what is typed.
    pub(super) fn read(&self) -> Read {
        let typed = self.typed.expose().trim();
        if typed.is_empty() {
            return Read::Nothing;
        }
        if !invite::is_link(typed) {
            return self.read_token(typed);
        }
        let invitation = match invite::read(typed) {
            Ok(Meant::Invitation(invitation)) => invitation,
            Ok(Meant::Page(page)) => return Read::Page(page),
            Ok(Meant::Other(_)) => return Read::Fault(Key("link-other")),
            Err(fault) => return Read::Fault(words::link_fault(fault)),
        };
        match &self.domain {
            Some(_) if invitation.token.is_none() => Read::Fault(Key("invitation-no-token")),
            Some(domain) if invitation.domain != *domain => Read::Elsewhere(invitation),
            _ => Read::Invitation(invitation),
        }
    }

    /// A token alone says enough where the server is known.
    fn read_token(&self, typed: &str) -> Read {
        let is_place = typed.contains('@') || typed.contains('.') && Domain::parse(typed).is_ok();
        let Some(domain) = self.domain.clone().filter(|_| !is_place) else {
            return Read::Fault(Key("invitation-not-a-link"));
        };
        match Token::parse(typed) {
            Ok(token) => Read::Invitation(Box::new(Invitation::new(domain, Some(token)))),
            Err(fault) => Read::Fault(words::link_fault(fault)),
        }
    }

    fn put(&mut self, text: Secret) {
        let count = |text: &Secret| text.expose().chars().count();
        self.told = count(&text) > count(&self.typed) + TYPED_AT_ONCE;
        self.refused = false;
        self.unopened = false;
        self.unread = None;
        self.typed = text;
    }

    fn notes<'a>(&self, ctx: Ctx<'_>) -> Notes<'a, Message> {
        let mut notes = Notes {
            on_leave: Some(Message::Left),
            ..Notes::default()
        };
        if self.is_empty() && CAN_CHOOSE {
            let choose = icon_link(
                Icon::Picture,
                ctx.i18n.text("invitation-picture"),
                theme::SMALL,
                Message::PicturePressed,
            );
            notes.more.push(choose.id(PICTURE).into());
        }
        match self.read() {
            Read::Nothing => {
                let missing = self.told.then_some(Key("invitation-none"));
                notes.error = self.unread.or(missing).map(|key| ctx.i18n.text(key));
            }
            Read::Fault(key) if self.told => notes.error = Some(ctx.i18n.text(key)),
            Read::Fault(_) => {}
            Read::Invitation(invitation) if self.refused => {
                let domain = [("domain", invitation.domain.as_str())];
                notes.error = Some(ctx.i18n.with("refused-invitation-spent", domain));
            }
            Read::Invitation(invitation) => notes.help = Some(about(&invitation, ctx)),
            Read::Elsewhere(invitation) => {
                let wanted = self.domain.as_ref().map_or("", Domain::as_str);
                let arguments = [("domain", invitation.domain.as_str()), ("wanted", wanted)];
                notes.warning = Some(ctx.i18n.with("invitation-elsewhere", arguments));
                let there = [("domain", invitation.domain.as_str())];
                let there = ctx.i18n.with("invitation-go-there", there);
                notes
                    .remedies
                    .push(link(there, theme::SMALL, Message::ElsewherePressed).into());
            }
            Read::Page(page) => {
                if self.unopened {
                    let page = [("link", page.as_str())];
                    notes.error = Some(ctx.i18n.with("web-could-not-open", page));
                }
                notes.help = Some(ctx.i18n.text("link-page"));
                let shown = text::strong(page.to_string());
                let open = icon_link(
                    Icon::Open,
                    ctx.i18n.text("invitation-open"),
                    theme::SMALL,
                    Message::OpenPressed,
                );
                let both = column![shown, Plain::from(open)].spacing(4);
                notes.more.push(both.into());
            }
        }
        notes
    }
}

/// Whose invitation it is, to which server and for whom.
#[must_use]
pub fn about(invitation: &Invitation, ctx: Ctx<'_>) -> String {
    let domain = invitation.domain.as_str();
    match (&invitation.inviter, &invitation.name, &invitation.token) {
        (Some(inviter), ..) => {
            let arguments = [("address", inviter.to_string()), ("domain", domain.into())];
            ctx.i18n.with("invitation-to-from", arguments)
        }
        (None, Some(name), Some(_)) => {
            let arguments = [("domain", domain.to_owned()), ("name", name.to_string())];
            ctx.i18n.with("invitation-to-name", arguments)
        }
        _ => {
            let key = match &invitation.token {
                None => Key("invitation-to-anybody"),
                Some(_) if invitation.resets => Key("invitation-to-reset"),
                Some(_) => Key("invitation-to"),
            };
            ctx.i18n.with(key, [("domain", domain)])
        }
    }
}

/// The id of the line, to give it the focus.
#[must_use]
pub fn id() -> Id {
    Id::new(LINE)
}
