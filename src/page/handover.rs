//! The card with which one begins to chat: the chat programs of this computer, and a picture and a link for friends.

use std::fmt::Write as _;
use std::sync::Arc;

use iced::widget::{column, container, qr_code, row};
use iced::{Color, Length};

use crate::domain::Secret;
use crate::i18n::Key;
use crate::theme::{self, Element, Theme, radius};
use crate::widget::button::{Kind, button, link};
use crate::widget::card::card;
use crate::widget::focus::{Info, Role, named};
use crate::widget::{Ctx, text};

/// What the card wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To start the chat program in this place of the list.
    Start(usize),
    /// To put this on the clipboard.
    Copy(Secret),
}

/// What happened on the card.
#[derive(Debug, Clone)]
pub enum Message {
    /// The chat program in this place of the list is to be started.
    StartPressed(usize),
    /// The other programs are to be shown.
    OthersPressed,
    /// The link for friends is wanted on the clipboard.
    CopyPressed,
}

/// The card.
#[derive(Debug, Clone)]
pub struct State {
    link: String,
    picture: Option<Arc<qr_code::Data>>,
    /// The names of the chat programs; `None` until it is known which there are.
    programs: Option<Vec<String>>,
    all: bool,
    copied: bool,
    /// The program in this place could not be started.
    failed: Option<usize>,
}

impl State {
    /// The card for this address.
    #[must_use]
    pub fn new(address: &str) -> Self {
        let link = contact_link(address);
        Self {
            picture: qr_code::Data::new(&link).ok().map(Arc::new),
            link,
            programs: None,
            all: false,
            copied: false,
            failed: None,
        }
    }

    /// These chat programs are there, the one that the person prefers first.
    pub fn found(&mut self, programs: Vec<String>) {
        self.programs = Some(programs);
    }

    /// The program in this place could not be started.
    pub fn could_not_start(&mut self, place: usize) {
        self.failed = Some(place);
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: &Message) -> Option<Wish> {
        match message {
            Message::StartPressed(place) => {
                self.failed = None;
                Some(Wish::Start(*place))
            }
            Message::OthersPressed => {
                self.all = true;
                None
            }
            Message::CopyPressed => {
                self.copied = true;
                Some(Wish::Copy(Secret::from(self.link.as_str())))
            }
        }
    }

    /// Draws the card.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let copy = if self.copied {
            Key("copied")
        } else {
            Key("handover-copy")
        };
        let copy = link(ctx.i18n.text(copy), theme::SMALL, Message::CopyPressed).id("copy-contact");
        let friends = column![
            text::small(ctx.i18n.text("handover-friends")),
            Element::from(copy)
        ]
        .spacing(2);
        let words = column![text::strong(ctx.i18n.text("handover-title")),]
            .push(self.start(ctx))
            .push(friends)
            .spacing(10)
            .width(Length::Fill);
        let line: Element<'a, Message> = if ctx.narrow {
            column![words].spacing(16).push(self.picture(ctx)).into()
        } else {
            row![]
                .push(self.picture(ctx))
                .push(words)
                .spacing(20)
                .into()
        };
        card(line).padding(20).into()
    }

    /// The ways into a program, once it is known which there are.
    fn start<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let programs = self.programs.as_deref()?;
        if programs.is_empty() {
            return Some(text::small(ctx.i18n.text("handover-none")).into());
        }
        let sentence = ctx.i18n.text("handover-start");
        let shown = if self.all { programs.len() } else { 1 };
        let buttons = programs
            .iter()
            .take(shown)
            .enumerate()
            .map(|(place, name)| {
                let label = ctx.i18n.with("handover-open", [("program", short(name))]);
                let open = button(Kind::Plain, label)
                    .id(format!("open-in-{place}"))
                    .on_press(Message::StartPressed(place));
                Element::from(open)
            });
        let others = (programs.len() > shown).then(|| {
            Element::from(
                link(
                    ctx.i18n.text("handover-others"),
                    theme::BODY,
                    Message::OthersPressed,
                )
                .id("other-programs"),
            )
        });
        let buttons = row(buttons)
            .push(others)
            .spacing(12)
            .align_y(iced::Alignment::Center)
            .wrap();
        let failed = self
            .failed
            .and_then(|place| programs.get(place))
            .map(|name| text::error(ctx.i18n.with("handover-failed", [("program", short(name))])));
        let start = column![text::small(sentence), buttons].push(failed);
        Some(start.spacing(8).into())
    }

    /// The link as a picture, dark on white in any theme: cameras know no other.
    fn picture<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let data = self.picture.as_deref()?;
        // Whole pixels, or there would be seams between the squares.
        let cell = match self.link.len() {
            ..=62 => 4_u16,
            63..=152 => 3,
            _ => 2,
        };
        let drawn = qr_code(data).cell_size(f32::from(cell));
        // A camera wants four squares of white round it; two of them come with the picture.
        let ground = container(drawn)
            .padding(2 * cell)
            .style(|theme: &Theme| container::Style {
                background: Some(Color::WHITE.into()),
                border: iced::border::rounded(radius::CONTROL)
                    .width(1.0)
                    .color(theme.tokens().hairline),
                ..container::Style::default()
            });
        let info = Info {
            description: Some(self.link.clone()),
            ..Info::new(Role::Image, ctx.i18n.text("handover-picture"))
        };
        Some(named(info, ground).into())
    }
}

/// The link with which others add an address to their contacts (XEP-0147, action `roster`).
fn contact_link(address: &str) -> String {
    let mut link = String::from("xmpp:");
    for byte in address.bytes() {
        // What RFC 5122 leaves as it is in an address.
        if byte.is_ascii_alphanumeric() || b"-._~@!$()*+,;=:[]".contains(&byte) {
            link.push(char::from(byte));
        } else {
            let _ = write!(link, "%{byte:02X}");
        }
    }
    link.push_str("?roster");
    link
}

/// The beginning of a name that another program gave itself.
fn short(name: &str) -> &str {
    name.char_indices()
        .nth(40)
        .map_or(name, |(end, _)| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_links() {
        for (address, link) in [
            ("juliet.c@example.org", "xmpp:juliet.c@example.org?roster"),
            (
                "a%b?c#d@example.org",
                "xmpp:a%25b%3Fc%23d@example.org?roster",
            ),
            (
                "jürgen@bücher.example",
                "xmpp:j%C3%BCrgen@b%C3%BCcher.example?roster",
            ),
        ] {
            assert_eq!(contact_link(address), link);
        }
    }
}
