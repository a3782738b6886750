//! Draws the card of the other services.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Card, Message, State};
use crate::domain::{Link, Service};
use crate::i18n::Key;
use crate::page::account::contents::{self, Line};
use crate::page::account::services::{self, BACK, LINE, LIST, Leaving, Offered, Open, kind};
use crate::page::form::SEND;
use crate::theme::{self, Element};
use crate::widget::button::{Kind, button, icon_link};
use crate::widget::card::{Tone, choice_card, notice, tag};
use crate::widget::details::quote;
use crate::widget::field::field;
use crate::widget::focus::list;
use crate::widget::icon::Icon;
use crate::widget::keyed::keyed;
use crate::widget::{Ctx, text};

impl State {
    pub(super) fn services_card<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let name = ctx.i18n.text("account-services");
        if self.open != Some(Card::Services) {
            let line = match &self.services.done {
                Some((done, address)) => {
                    let about = [("service", address.as_str())];
                    Line::good(ctx.i18n.with(*done, about))
                }
                None => Line::calm(ctx.i18n.text("account-services-line")),
            };
            let label = ctx.i18n.text("account-services-look");
            let look = contents::plain(
                Card::Services.opener(),
                label,
                Message::Opened(Card::Services),
            );
            return contents::folded(name, line, vec![look], ctx);
        }
        match &self.services.open {
            Some(open) => {
                let shown = self.services.name_of(&open.address);
                let shown = shown.unwrap_or(open.address.as_str()).to_owned();
                contents::unfolded(shown, self.service_view(open, ctx))
            }
            None => contents::unfolded(name, self.list_view(ctx)),
        }
    }

    fn list_view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let services = &self.services;
        let found: Option<Element<'a, Message>> = match &services.found {
            None if services.looking => {
                let words = ctx.i18n.text("account-services-looking");
                Some(Self::waiting(words, ctx))
            }
            None => None,
            Some(found) if found.is_empty() => {
                Some(text::muted(ctx.i18n.text("account-services-none")).into())
            }
            Some(found) => {
                let names = found.iter().map(shown_name).map(str::to_owned).collect();
                let cards = found.iter().enumerate();
                let cards = cards.map(|(place, found)| self.row(place, found, ctx));
                let label = ctx.i18n.text("account-services");
                let pick = |place| Message::Services(services::Message::Picked(place));
                let all = list(label, cards.collect(), 8.0)
                    .id(LIST)
                    .names(names)
                    .chosen(services.chosen)
                    .radius(theme::radius::CARD)
                    .on_move(|place| Message::Services(services::Message::Moved(place)))
                    .on_space(pick)
                    .on_enter(pick);
                Some(all.into())
            }
        };
        let done = services.done.as_ref().map(|(done, address)| {
            let about = [("service", address.as_str())];
            notice(Tone::Good, ctx.i18n.with(*done, about), None)
        });
        let line = field(LINE, ctx.i18n.text("service-by-hand"), &services.typed)
            .placeholder(ctx.i18n.text("service-hint"))
            .help(Some(ctx.i18n.text("service-by-hand-help")))
            .on_input(|text| Message::Services(services::Message::Typed(text)))
            .error(services.problem.map(|problem| ctx.i18n.text(problem)));
        let asking = services.asking.as_ref().map(|address| {
            let about = [("service", address.as_str())];
            Self::waiting(ctx.i18n.with("service-asking", about), ctx)
        });
        let mut ask = button(Kind::Plain, ctx.i18n.text("service-ask"))
            .id(SEND)
            .on_press(Message::Services(services::Message::AskPressed));
        if services.asking.is_some() {
            ask = ask.busy(ctx.still);
        }
        let close = contents::plain("fold", ctx.i18n.text("close"), Message::Folded);
        keyed(
            12.0,
            [
                (0, done),
                (1, found),
                (2, Some(line.into())),
                (3, asking),
                (4, self.upset_view(ctx)),
                (5, Some(contents::buttons([close, ask], ctx))),
            ],
        )
        .into()
    }

    /// A service of the list.
    fn row<'a>(&self, place: usize, found: &Service, ctx: Ctx<'_>) -> Element<'a, Message> {
        let kind = kind(ctx.i18n, &found.kind);
        let about = match &found.name {
            Some(_) => format!("{} · {kind}", found.address),
            None => kind,
        };
        let is_registered = self.services.is_registered(&found.address);
        let here = is_registered.then(|| ctx.i18n.text("service-here"));
        let spoken = match &here {
            Some(here) => format!("{about} · {here}"),
            None => about.clone(),
        };
        let name = shown_name(found).to_owned();
        let words = column![text::strong(name.clone()), text::small(about)].spacing(2);
        let content = row![words.width(Length::Fill)]
            .spacing(12)
            .push(here.map(|here| tag(Tone::Good, here)))
            .align_y(Alignment::Center);
        let is_chosen = self.services.chosen == Some(place);
        let picked = Message::Services(services::Message::Picked(place));
        choice_card(name, is_chosen, content, picked)
            .info(|info| info.description = Some(spoken))
            .into()
    }

    /// One service: its form, and what can be done there.
    fn service_view<'a>(&'a self, open: &'a Open, ctx: Ctx<'_>) -> Element<'a, Message> {
        let about = [("service", open.address.as_str())];
        let (key, tone) = match (open.leaving == Leaving::Form, open.is_registered) {
            (true, _) => (Key("service-farewell"), None),
            (false, true) => (Key("service-is-registered"), Some(Tone::Good)),
            (false, false) => (Key("service-is-not-registered"), None),
        };
        let state: Element<'a, Message> = match tone {
            Some(tone) => container(tag(tone, ctx.i18n.with(key, about))).into(),
            None => text::small(ctx.i18n.with(key, about)).into(),
        };
        let content: Element<'a, Message> = match &open.offer {
            Offered::Form(form) => form.part_view(ctx).map(Message::Form),
            Offered::Web(page) => {
                let words = page.instructions.join("\n\n");
                let words = (!words.is_empty()).then(|| quote(words));
                let shown = page.link.as_str().to_owned();
                let link: Element<'a, Message> = if page.link.can_open() {
                    icon_link(Icon::Open, shown, theme::BODY, opened(&page.link)).into()
                } else {
                    text::body(shown).into()
                };
                let why = text::muted(ctx.i18n.text("service-web"));
                column![why].push(words).push(row![link]).spacing(8).into()
            }
            Offered::Closed(upset) => {
                let service = open.address.as_str();
                upset.view(service, ctx).map(Message::Upset)
            }
        };
        let upset = self.upset.as_ref().map(|upset| {
            let service = open.address.as_str();
            upset.view(service, ctx).map(Message::Upset)
        });
        let question = (open.leaving == Leaving::Asked).then(|| Self::question(open, ctx));
        let buttons = question.unwrap_or_else(|| Self::service_buttons(open, ctx));
        keyed(
            12.0,
            [
                (
                    0,
                    (!matches!(open.offer, Offered::Closed(_))).then_some(state),
                ),
                (1, Some(content)),
                (2, upset),
                (3, Some(buttons)),
            ],
        )
        .into()
    }

    fn service_buttons<'a>(open: &'a Open, ctx: Ctx<'_>) -> Element<'a, Message> {
        let say = Message::Services;
        let listed = say(services::Message::ListPressed);
        let back = contents::plain(BACK, ctx.i18n.text("service-list"), listed.clone());
        let back = contents::live(back, listed, !open.is_sending());
        let can_cancel = open.is_registered && open.leaving != Leaving::Form;
        let cancel = can_cancel.then(|| {
            let label = if open.leaving == Leaving::Sent {
                Key("service-cancelling")
            } else {
                Key("service-cancel")
            };
            let is_free = !open.is_sending();
            let cancel = button(Kind::Danger, ctx.i18n.text(label))
                .on_press_maybe(is_free.then(|| say(services::Message::CancelPressed)));
            if open.leaving == Leaving::Sent {
                cancel.busy(ctx.still)
            } else {
                cancel
            }
        });
        let send = open.form().map(|form| {
            let kind = if open.leaving == Leaving::Form {
                Kind::Danger
            } else {
                Kind::Primary
            };
            let primary = form.primary(&open.words(), ctx);
            let message = primary.message.map(Message::Form);
            let send = button(kind, primary.label)
                .id(SEND)
                .on_press_maybe(message.filter(|_| open.leaving != Leaving::Sent));
            if primary.busy {
                send.busy(ctx.still)
            } else {
                send
            }
        });
        contents::buttons([back].into_iter().chain(cancel).chain(send), ctx)
    }

    /// Whether the registration is really to be cancelled.
    fn question<'a>(open: &Open, ctx: Ctx<'_>) -> Element<'a, Message> {
        let about = [("service", open.address.as_str())];
        let say = Message::Services;
        let keep = contents::plain(
            services::KEEP,
            ctx.i18n.text("service-keep"),
            say(services::Message::KeepPressed),
        );
        let cancel = button(Kind::Danger, ctx.i18n.text("service-cancel"))
            .on_press(say(services::Message::SurePressed));
        let words = notice(
            Tone::Warn,
            ctx.i18n.with("service-cancel-sure", about),
            None,
        );
        column![words, contents::buttons([keep, cancel], ctx)]
            .spacing(12)
            .into()
    }
}

fn opened(link: &Link) -> Message {
    Message::Services(services::Message::OpenPressed(link.clone()))
}

/// What a service calls itself, else where it is.
fn shown_name(found: &Service) -> &str {
    found.name.as_deref().unwrap_or(found.address.as_str())
}
