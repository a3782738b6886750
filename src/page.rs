//! The pages of the wizard. Each is one module with its own State, Message, Action, update and view; pages answer questions,
//! and only the app moves between them. What all pages have in common is drawn here, once: the steps at the top, the bar
//! at the bottom, what Enter and Escape mean.

pub mod account;
pub mod connecting;
pub mod done;
pub mod form;
pub mod handover;
pub mod invitation;
pub mod keepsake;
pub mod pending;
mod proxy;
pub mod report;
pub mod server;
pub mod settings;
pub mod trouble;
pub mod web;

use iced::widget::{Id, column, container, row};
use iced::{Alignment, Length};

use crate::domain::Secret;
use crate::theme::{self, Element};
use crate::widget::button::link;
use crate::widget::card::{Tone, tag};
use crate::widget::focus::root;
use crate::widget::footer::{Footer, footer};
use crate::widget::keyed::keyed;
use crate::widget::steps::{Step, beside, steps};
use crate::widget::{Ctx, scrolled};

/// A page with its state.
#[derive(Debug, Clone)]
pub enum Page {
    /// Where the address shall be.
    Server(server::State),
    /// On the way to the form.
    Connecting(connecting::State),
    /// The form.
    Form(Box<form::State>),
    /// The server signs up on the web.
    Web(web::State),
    /// There is an account, or may be, without proof.
    Pending(pending::State),
    /// There is an account.
    Done(done::State),
    /// Something is in the way.
    Trouble(trouble::State),
    /// Somebody who has an account looks after it.
    Account(Box<account::State>),
    /// Somebody has an invitation.
    Invitation(invitation::State),
    /// What can be set.
    Settings(Box<settings::State>),
}

/// What happened on a page.
#[derive(Debug, Clone)]
pub enum Message {
    /// On [`Page::Server`].
    Server(server::Message),
    /// On [`Page::Connecting`].
    Connecting(connecting::Message),
    /// On [`Page::Form`].
    Form(form::Message),
    /// On [`Page::Web`].
    Web(web::Message),
    /// On [`Page::Pending`].
    Pending(pending::Message),
    /// On [`Page::Done`].
    Done(done::Message),
    /// On [`Page::Trouble`].
    Trouble(trouble::Message),
    /// On [`Page::Account`].
    Account(account::Message),
    /// On [`Page::Invitation`].
    Invitation(invitation::Message),
    /// On [`Page::Settings`].
    Settings(settings::Message),
    /// The page was scrolled. It changes nothing, but makes the window draw all of it anew: see [`scrolled`].
    Scrolled,
}

impl Page {
    /// The title: at the top of the page and of the window.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        match self {
            Self::Server(_) => ctx.i18n.text("server-title"),
            Self::Connecting(page) => page.title(ctx),
            Self::Form(page) => page.title(ctx),
            Self::Web(page) => page.title(ctx),
            Self::Pending(page) => page.title(ctx),
            Self::Done(page) => page.title(ctx),
            Self::Trouble(page) => page.title(ctx),
            Self::Account(page) => page.title(ctx),
            Self::Invitation(page) => page.title(ctx),
            Self::Settings(_) => ctx.i18n.text("settings-title"),
        }
    }

    /// The step of the way that it belongs to; `None` if it is beside the way.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Server(_) | Self::Invitation(_) | Self::Connecting(_) | Self::Trouble(_) => {
                Some(Step::Server)
            }
            Self::Form(_) | Self::Web(_) => Some(Step::Account),
            Self::Pending(_) | Self::Done(_) => Some(Step::Done),
            Self::Account(_) | Self::Settings(_) => None,
        }
    }

    /// What has the focus when it opens; without one Enter does the main thing all the same.
    #[must_use]
    pub fn first_focus(&self) -> Option<Id> {
        match self {
            Self::Server(page) => Some(page.first_focus()),
            Self::Form(page) => page.first_focus(),
            Self::Web(page) => Some(page.first_focus()),
            Self::Pending(page) => Some(page.first_focus()),
            Self::Trouble(page) => Some(page.first_focus()),
            Self::Account(page) => page.first_focus(),
            Self::Invitation(page) => Some(page.first_focus()),
            Self::Connecting(_) | Self::Done(_) | Self::Settings(_) => None,
        }
    }

    fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        match self {
            Self::Server(page) => page.footer(ctx).map(Message::Server),
            Self::Connecting(page) => page.footer(ctx).map(Message::Connecting),
            Self::Form(page) => page.footer(ctx).map(Message::Form),
            Self::Web(page) => page.footer(ctx).map(Message::Web),
            Self::Pending(page) => page.footer(ctx).map(Message::Pending),
            Self::Done(page) => page.footer(ctx).map(Message::Done),
            Self::Trouble(page) => page.footer(ctx).map(Message::Trouble),
            Self::Account(page) => page.footer(ctx).map(Message::Account),
            Self::Invitation(page) => page.footer(ctx).map(Message::Invitation),
            Self::Settings(page) => page.footer(ctx).map(Message::Settings),
        }
    }

    fn body<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        match self {
            Self::Server(page) => page.view(ctx).map(Message::Server),
            Self::Connecting(page) => page.view(ctx).map(Message::Connecting),
            Self::Form(page) => page.view(ctx).map(Message::Form),
            Self::Web(page) => page.view(ctx).map(Message::Web),
            Self::Pending(page) => page.view(ctx).map(Message::Pending),
            Self::Done(page) => page.view(ctx).map(Message::Done),
            Self::Trouble(page) => page.view(ctx).map(Message::Trouble),
            Self::Account(page) => page.view(ctx).map(Message::Account),
            Self::Invitation(page) => page.view(ctx).map(Message::Invitation),
            Self::Settings(page) => page.view(ctx).map(Message::Settings),
        }
    }

    /// The line at the top: the steps of the way, or what a page is that is beside it.
    fn head<'a>(&self, badge: Option<Element<'a, Message>>, ctx: Ctx<'_>) -> Element<'a, Message> {
        if let Some(step) = self.step() {
            let link = match self {
                Self::Server(page) => {
                    let (label, message) = page.head_link(ctx);
                    Some(link(label, theme::SMALL, Message::Server(message)))
                }
                _ => None,
            };
            let end = (badge.is_some() || link.is_some()).then(|| {
                let end = row![].push(badge).push(link.map(Element::from));
                end.spacing(12).align_y(Alignment::Center).into()
            });
            return steps(step, ctx, end);
        }
        let (name, link) = match self {
            Self::Account(page) => {
                let link = page.head_link(ctx);
                let link = link.map(|(label, message)| (label, Message::Account(message)));
                (ctx.i18n.text("account-title"), link)
            }
            _ => ("Vestibule".to_owned(), None),
        };
        beside(name, badge, link, ctx)
    }

    /// Draws the whole window. `serial` is another one for each page that is opened: what the last page's controls kept,
    /// such as how far it was scrolled, does not come along.
    #[must_use]
    pub fn view<'a>(&'a self, serial: u64, practice: bool, ctx: Ctx<'_>) -> Element<'a, Message> {
        let bar = self.footer(ctx);
        let on_enter = match self {
            // Its way on stands in the middle of the page.
            Self::Trouble(page) => Some(Message::Trouble(page.enter())),
            Self::Account(page) => page.enter().map(Message::Account),
            Self::Settings(page) => page.enter().map(Message::Settings),
            _ => bar
                .primary
                .as_ref()
                .and_then(|primary| primary.message.clone()),
        };
        let on_escape = match self {
            Self::Form(page) => page.escape().map(Message::Form),
            Self::Account(_) => Some(Message::Account(account::Message::EscapePressed)),
            _ => bar.back.as_ref().map(|(_, message)| message.clone()),
        };
        let on_paste: Option<fn(Secret) -> Message> = match self {
            Self::Server(_) => Some(|text| Message::Server(server::Message::Pasted(text))),
            _ => None,
        };
        let badge = practice.then(|| tag(Tone::Warn, ctx.i18n.text("practice")));
        let body = keyed(
            0.0,
            [(
                serial,
                Some(scrolled(self.body(ctx), Message::Scrolled, ctx)),
            )],
        );
        let body = container(body).height(Length::Fill);
        let below = match self {
            Self::Server(page) => page.below(ctx).map(|below| below.map(Message::Server)),
            _ => None,
        };
        let page = column![self.head(badge, ctx), body].push(below);
        root(page.push(footer(bar, ctx)))
            .on_enter(on_enter)
            .on_escape(on_escape)
            .on_paste(on_paste)
            .into()
    }
}
