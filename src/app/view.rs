//! What is shown of the app, and what it listens to.

use iced::widget::{responsive, stack};
use iced::{Subscription, time};

use super::closing::{self, Closing};
use super::session::Session;
use super::{App, Message, PATIENCE, motion};
use crate::page::Page;
use crate::theme::{Element, space};
use crate::widget::Ctx;

impl App {
    /// Draws it, in whatever space there is.
    #[must_use]
    pub fn view(&self) -> Element<'_, Message> {
        responsive(|size| self.view_in(size.width)).into()
    }

    fn view_in(&self, width: f32) -> Element<'_, Message> {
        let ctx = Ctx {
            narrow: width < space::NARROW,
            ..self.ctx()
        };
        if self.closing == Closing::Asking {
            let words = match &self.page {
                Page::Account(page) => closing::of_account(page.is_sending()),
                Page::Form(page) if page.resets() => closing::of_reset(),
                _ => closing::of_sign_up(self.safe.is_saved()),
            };
            return closing::view(words, ctx);
        }
        if let Some(question) = self.question() {
            return question.view(ctx);
        }
        let page = self.page.view(self.serial, self.options.practice, ctx);
        // Always the same layers, so that what has the focus keeps it.
        stack([page.map(Message::Page)])
            .extend(self.veil(ctx))
            .into()
    }

    /// What it listens to.
    pub fn subscription(&self) -> Subscription<Message> {
        let waiting = self.session.as_ref().is_some_and(Session::is_awaited)
            && matches!(self.page, Page::Server(_) | Page::Invitation(_));
        Subscription::batch([
            motion::reduced().map(Message::Stillness),
            if waiting {
                time::every(PATIENCE).map(|_| Message::Waited)
            } else {
                Subscription::none()
            },
            self.files.subscription(),
        ])
    }

    pub(super) fn ctx(&self) -> Ctx<'_> {
        Ctx {
            i18n: &self.i18n,
            narrow: false,
            still: self.still,
        }
    }
}
