//! What a person has to keep: the address, large, and the password, hidden until it is asked for. Part of the pages that
//! come after a sign-up.

use iced::widget::{column, row};
use iced::{Alignment, Length, Padding};

use crate::domain::{Keeping, Link, Secret};
use crate::theme::{self, Element};
use crate::widget::button::{Kind, button, icon_button, link};
use crate::widget::card::card;
use crate::widget::focus::{Info, Role, named};
use crate::widget::icon::Icon;
use crate::widget::{Ctx, text};
use crate::words;

/// What becomes of a password that is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// It is not known what this server does then.
    Untold,
    /// Nobody can set it anew.
    Gone,
    /// It is set anew as this page says.
    Reset(Link),
}

/// What is wanted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To put this on the clipboard.
    Copy(Secret),
    /// To open this page in the browser.
    Open(Link),
}

/// What happened to it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The address is wanted on the clipboard.
    CopyAddressPressed,
    /// The password is to be shown or hidden.
    RevealPressed,
    /// The password is wanted on the clipboard.
    CopyPasswordPressed,
    /// The page about lost passwords is wanted.
    LostPressed,
}

/// The address and the password.
#[derive(Debug, Clone)]
pub struct State {
    address: String,
    password: Secret,
    keeping: Keeping,
    /// `None` says nothing of it.
    lost: Option<Lost>,
    revealed: bool,
    copied: Option<Copied>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copied {
    Address,
    Password,
}

impl State {
    /// An address with its password.
    #[must_use]
    pub fn new(address: String, password: Secret) -> Self {
        Self {
            address,
            password,
            keeping: Keeping::Nowhere,
            lost: None,
            revealed: false,
            copied: None,
        }
    }

    /// The password is there now.
    pub fn kept(&mut self, keeping: Keeping) {
        self.keeping = keeping;
    }

    /// Whether the password is where it is found again.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.keeping == Keeping::Saved
    }

    /// This becomes of the password if it is lost.
    pub fn lost(&mut self, lost: Lost) {
        self.lost = Some(lost);
    }

    /// Where the password is; and what to do where it is not.
    fn kept_where(&self, ctx: Ctx<'_>) -> String {
        let sentence = match self.keeping {
            Keeping::Nowhere => return ctx.i18n.text("password-not-saved"),
            keeping => ctx.i18n.text(words::kept(keeping)),
        };
        match self.keeping {
            Keeping::Saved | Keeping::Saving => sentence,
            _ => format!("{sentence} {}", ctx.i18n.text("kept-copy-it")),
        }
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The server of the address.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.address
            .rsplit_once('@')
            .map_or(self.address.as_str(), |(_, domain)| domain)
    }

    /// Takes note of what happened; returns what is wanted.
    pub fn update(&mut self, message: &Message) -> Option<Wish> {
        match message {
            Message::CopyAddressPressed => {
                self.copied = Some(Copied::Address);
                Some(Wish::Copy(Secret::from(self.address.as_str())))
            }
            Message::RevealPressed => {
                self.revealed = !self.revealed;
                None
            }
            Message::CopyPasswordPressed => {
                self.copied = Some(Copied::Password);
                Some(Wish::Copy(self.password.clone()))
            }
            Message::LostPressed => match &self.lost {
                Some(Lost::Reset(page)) => Some(Wish::Open(page.clone())),
                _ => None,
            },
        }
    }

    /// The address on a card, with `below` under it.
    #[must_use]
    pub fn address_card<'a>(
        &'a self,
        below: Option<Element<'a, Message>>,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        // A long address is broken into lines; at this size that takes most of the card.
        let scale = if self.address.chars().count() > 36 || ctx.narrow {
            theme::Scale {
                size: 20.0,
                line: 28.0,
            }
        } else {
            theme::HERO
        };
        let address = text::scaled(self.address.as_str(), scale, theme::SEMIBOLD);
        let words = column![address].spacing(6).push(below).width(Length::Fill);
        let copied = self.copied == Some(Copied::Address);
        let (icon, label) = if copied {
            (Icon::Check, ctx.i18n.text("copied"))
        } else {
            (Icon::Copy, ctx.i18n.text("copy"))
        };
        let copy = button(Kind::Plain, label)
            .icon(icon)
            .id("copy-address")
            .on_press(Message::CopyAddressPressed);
        let line: Element<'a, Message> = if ctx.narrow {
            column![words, Element::from(copy)].spacing(12).into()
        } else {
            row![words, Element::from(copy)]
                .spacing(16)
                .align_y(Alignment::Center)
                .into()
        };
        card(line).padding(20).into()
    }

    /// The password on a card, with a line that says where it is kept.
    #[must_use]
    pub fn password_card<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let kept = self.kept_where(ctx);
        let name = ctx.i18n.text("password");
        let words = column![text::strong(name.clone()), text::small(kept)]
            .push(self.lost_line(ctx))
            .spacing(2);
        let (shown, reveal_icon, reveal_name) = if self.revealed {
            (
                self.password.expose().to_owned(),
                Icon::EyeOff,
                ctx.i18n.text("password-hide"),
            )
        } else {
            (
                // Not as many as there are letters: that would tell how long it is.
                "\u{2022}".repeat(12),
                Icon::Eye,
                ctx.i18n.text("password-show"),
            )
        };
        let spoken = if self.revealed {
            shown.clone()
        } else {
            String::new()
        };
        let password = named(
            Info {
                value: Some(spoken),
                ..Info::new(Role::Status, name)
            },
            text::body(shown).width(Length::Fill),
        );
        let copied = self.copied == Some(Copied::Password);
        let (copy_icon, copy_name) = if copied {
            (Icon::Check, ctx.i18n.text("password-copied"))
        } else {
            (Icon::Copy, ctx.i18n.text("password-copy"))
        };
        let buttons = row![
            icon_button(reveal_icon, reveal_name, Message::RevealPressed).id("reveal"),
            icon_button(copy_icon, copy_name, Message::CopyPasswordPressed).id("copy-password"),
        ];
        let secret = row![Element::from(password), buttons]
            .spacing(12)
            .align_y(Alignment::Center);
        let line = column![words, secret].spacing(4);
        card(line).padding(Padding::new(20.0).bottom(12)).into()
    }

    /// What becomes of the password if it is lost.
    fn lost_line<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        Some(match self.lost.as_ref()? {
            Lost::Untold => text::small(ctx.i18n.text("lost-untold")).into(),
            Lost::Gone => text::small(ctx.i18n.text("lost-gone")).into(),
            Lost::Reset(_) => reset_line(self.domain(), Message::LostPressed, ctx),
        })
    }
}

/// That this server can set a lost password anew, and a link to how it does.
pub(super) fn reset_line<'a, Message: Clone + 'a>(
    domain: &str,
    pressed: Message,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let told = ctx.i18n.with("lost-reset", [("domain", domain)]);
    let how = link(ctx.i18n.text("lost-how"), theme::SMALL, pressed);
    row![text::small(told), Element::from(how.id("lost-how"))]
        .spacing(4)
        .align_y(Alignment::Center)
        .wrap()
        .into()
}
