//! Where the people who run a server can be reached: links, of which those that start another program are asked about first.

use iced::Alignment;
use iced::widget::{Column, row};

use crate::domain::{Contact, ContactPurpose, Link, Scheme};
use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::button::{icon_link, link};
use crate::widget::card::{Tone, notice};
use crate::widget::icon::Icon;
use crate::widget::{Ctx, text};

/// What happened there.
#[derive(Debug, Clone)]
pub enum Message {
    /// The contact in this place was pressed.
    Pressed(usize),
    /// The one that is asked about is to be opened.
    OpenPressed,
}

/// The contacts.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    contacts: Vec<Contact>,
    /// This one was pressed, and leads to another program.
    asked: Option<usize>,
    /// Nothing on this computer could open what was opened last.
    failed: Option<Link>,
    last: Option<Link>,
}

impl State {
    pub(super) fn new(contacts: Vec<Contact>) -> Self {
        Self {
            contacts,
            ..Self::default()
        }
    }

    /// Nothing on this computer could open the link.
    pub(super) fn could_not_open(&mut self) {
        self.failed = self.last.take();
    }

    /// Takes note of what happened; returns what is to be opened.
    pub(super) fn update(&mut self, message: &Message) -> Option<Link> {
        self.failed = None;
        let place = match message {
            Message::Pressed(place) => *place,
            Message::OpenPressed => self.asked?,
        };
        let link = self.contacts.get(place)?.link.clone();
        let is_web = matches!(link.scheme(), Scheme::Https | Scheme::Http);
        if !is_web && matches!(message, Message::Pressed(_)) {
            self.asked = Some(place);
            return None;
        }
        self.asked = None;
        self.last = Some(link.clone());
        Some(link)
    }

    /// Draws them, if there are any.
    pub(super) fn view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        if self.contacts.is_empty() {
            return None;
        }
        let lines = self.contacts.iter().enumerate().map(|(place, contact)| {
            let purpose = text::small(ctx.i18n.text(purpose(contact.purpose)));
            let address = contact.link.as_str();
            let shown: Element<'a, Message> = if contact.link.can_open() {
                let pressed = Message::Pressed(place);
                icon_link(Icon::Open, address, theme::SMALL, pressed).into()
            } else {
                text::small(address).into()
            };
            row![purpose, shown]
                .spacing(8)
                .align_y(Alignment::Center)
                .wrap()
                .into()
        });
        let asked = self.asked.and_then(|place| self.contacts.get(place));
        let asked = asked.map(|contact| {
            let about = [("link", contact.link.as_str())];
            let open = link(
                ctx.i18n.text("web-open-anyway"),
                theme::SMALL,
                Message::OpenPressed,
            );
            let open = row![Element::from(open)].into();
            notice(Tone::Warn, ctx.i18n.with("web-ask", about), Some(open))
        });
        let failed = self.failed.as_ref().map(|link| {
            let about = [("link", link.as_str())];
            notice(Tone::Warn, ctx.i18n.with("web-could-not-open", about), None)
        });
        let intro = text::small(ctx.i18n.text("account-contacts")).into();
        let all = std::iter::once(intro)
            .chain(lines)
            .chain(asked)
            .chain(failed);
        Some(Column::with_children(all).spacing(4).into())
    }
}

fn purpose(purpose: ContactPurpose) -> Key {
    match purpose {
        ContactPurpose::Support => Key("contact-support"),
        ContactPurpose::Admin => Key("contact-admin"),
        ContactPurpose::Abuse => Key("contact-abuse"),
        ContactPurpose::Security => Key("contact-security"),
        ContactPurpose::Feedback => Key("contact-feedback"),
        ContactPurpose::Status => Key("contact-status"),
        ContactPurpose::Sales => Key("contact-sales"),
    }
}
