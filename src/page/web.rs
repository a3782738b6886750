//! The server lets people sign up on a web page only.

use iced::Length;
use iced::widget::{Id, column, row};

use crate::domain::Link;
use crate::i18n::Key;
use crate::theme::Element;
use crate::widget::button::{Kind, button};
use crate::widget::card::{Tone, card, notice};
use crate::widget::details::quote;
use crate::widget::footer::{Footer, Primary};
use crate::widget::icon::Icon;
use crate::widget::{Ctx, text};

/// What the page wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// To open this in the browser, or whatever it is for.
    Open(Link),
    /// To put this on the clipboard.
    Copy(String),
    /// To go back to the choice of a server.
    Back,
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// The link is to be opened.
    OpenPressed,
    /// The link is wanted on the clipboard.
    CopyPressed,
    /// Another server is wanted.
    BackPressed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    domain: String,
    link: Option<Link>,
    instructions: Vec<String>,
    copied: bool,
    /// Something that is no web page was pressed once: it is asked before it is opened.
    asked: bool,
    failed: bool,
}

impl State {
    /// The page for this server. Without a link there are only its instructions.
    #[must_use]
    pub fn new(domain: String, link: Option<Link>, instructions: Vec<String>) -> Self {
        Self {
            domain,
            link,
            instructions,
            copied: false,
            asked: false,
            failed: false,
        }
    }

    /// Nothing on this computer could open the link.
    pub fn could_not_open(&mut self) {
        self.failed = true;
    }

    /// What has the focus when the page opens.
    #[must_use]
    pub fn first_focus(&self) -> Id {
        Id::new("primary")
    }

    /// The title of the page.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        ctx.i18n
            .with("web-title", [("domain", self.domain.as_str())])
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: &Message) -> Action {
        match (message, &self.link) {
            (Message::BackPressed, _) => Action::Back,
            (Message::OpenPressed, Some(link)) if link.can_open() => {
                if is_web(link) || self.asked {
                    self.asked = false;
                    self.failed = false;
                    Action::Open(link.clone())
                } else {
                    self.asked = true;
                    Action::None
                }
            }
            (Message::CopyPressed, Some(link)) => {
                self.copied = true;
                Action::Copy(link.as_str().to_owned())
            }
            (Message::OpenPressed | Message::CopyPressed, _) => Action::None,
        }
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        let primary = self.link.as_ref().filter(|link| link.can_open());
        Footer {
            back: Some((ctx.i18n.text("back"), Message::BackPressed)),
            primary: primary.map(|_| Primary {
                label: ctx.i18n.text(if self.asked {
                    Key("web-open-anyway")
                } else {
                    Key("web-open")
                }),
                message: Some(Message::OpenPressed),
                busy: false,
            }),
            ..Footer::default()
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let mut page = column![text::title(self.title(ctx))].spacing(16);
        page = page.push(text::muted(ctx.i18n.text(match &self.link {
            Some(link) if is_web(link) => Key("web-intro"),
            Some(_) => Key("web-intro-other"),
            None => Key("web-intro-none"),
        })));
        if let Some(link) = &self.link {
            let (icon, label) = if self.copied {
                (Icon::Check, ctx.i18n.text("copied"))
            } else {
                (Icon::Copy, ctx.i18n.text("copy"))
            };
            let copy = button(Kind::Plain, label)
                .icon(icon)
                .id("copy-link")
                .on_press(Message::CopyPressed);
            let address = text::strong(link.as_str()).width(Length::Fill);
            let line: Element<'a, Message> = if ctx.narrow {
                column![address, Element::from(copy)].spacing(12).into()
            } else {
                row![address, Element::from(copy)]
                    .spacing(16)
                    .align_y(iced::Alignment::Center)
                    .into()
            };
            page = page.push(card(line));
            page = page.push(self.warning(link).map(|key| {
                notice(
                    Tone::Warn,
                    ctx.i18n.with(key, [("link", link.as_str())]),
                    None,
                )
            }));
        }
        if !self.instructions.is_empty() {
            page = page
                .push(text::small(ctx.i18n.text("server-says")))
                .push(quote(self.instructions.join("\n\n")));
        }
        page.into()
    }

    fn warning(&self, link: &Link) -> Option<Key> {
        if self.failed {
            Some(Key("web-could-not-open"))
        } else if self.asked {
            Some(Key("web-ask"))
        } else if link.scheme() == crate::domain::link::Scheme::Http {
            Some(Key("web-not-secure"))
        } else {
            None
        }
    }
}

fn is_web(link: &Link) -> bool {
    use crate::domain::link::Scheme;
    matches!(link.scheme(), Scheme::Https | Scheme::Http)
}
