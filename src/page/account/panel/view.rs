//! Draws the cards.

use iced::widget::{column, row};
use iced::{Alignment, Length};

use super::{Card, Message, State};
use crate::domain::Keeping;
use crate::i18n::Key;
use crate::page::account::contents::{self, Checks, Line};
use crate::page::account::{leave, password, record};
use crate::page::form::{self, SEND, Words};
use crate::theme::{self, Element};
use crate::widget::button::{Button, Kind, button};
use crate::widget::card::{Tone, notice};
use crate::widget::keyed::keyed;
use crate::widget::{Ctx, text};

impl State {
    pub(in crate::page::account) fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let signed_in = match self.keeping {
            Keeping::Saved => Key("account-signed-in-kept"),
            Keeping::Saving => Key("account-signed-in-keeping"),
            _ => Key("account-signed-in"),
        };
        let not_kept = matches!(self.keeping, Keeping::NotSaved(_) | Keeping::NotNoted(_));
        let not_kept = not_kept.then(|| {
            text::warning(ctx.i18n.text(crate::words::kept(self.keeping))).width(Length::Fill)
        });
        let head = column![
            text::title(self.address.to_string()),
            text::muted(ctx.i18n.text(signed_in))
        ]
        .spacing(4)
        .push(not_kept);
        let cards = [
            (0, Some(self.record_card(ctx))),
            (1, Some(self.password_card(ctx))),
            (2, Some(self.services_card(ctx))),
            (3, Some(self.leave_card(ctx))),
        ];
        let help = if self.is_offered() {
            None
        } else {
            self.contacts
                .view(ctx)
                .map(|help| help.map(Message::Contacts))
        };
        // Keyed, so that the focus stays where it is when a card changes.
        let cards = keyed(theme::space::GAP, cards).into();
        keyed(16.0, [(0, Some(head.into())), (1, Some(cards)), (2, help)]).into()
    }

    fn is_open(&self, card: Card) -> bool {
        self.open == Some(card)
    }

    fn opener<'a>(card: Card, label: String) -> Button<'a, Message> {
        contents::plain(card.opener(), label, Message::Opened(card))
    }

    fn record_card<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let name = ctx.i18n.text("account-record");
        if self.is_open(Card::Record) {
            let record::State::Told { form, .. } = &self.record else {
                return contents::unfolded(name, column![]);
            };
            if self.record.can_change() {
                return contents::unfolded(name, self.form_view(form, &record::WORDS, ctx));
            }
            let close = contents::plain("fold", ctx.i18n.text("close"), Message::Folded);
            let values = column![self.record.values(ctx), contents::buttons([close], ctx)];
            return contents::unfolded(name, values.spacing(12));
        }
        let words = self.record.line(ctx);
        let line = if self.record.is_changed() {
            Line::good(words)
        } else {
            Line::calm(words)
        };
        let label = if self.record.can_change() {
            Some(Key("account-change"))
        } else {
            self.record.has_more().then_some(Key("account-show"))
        };
        let open = label.map(|label| Self::opener(Card::Record, ctx.i18n.text(label)));
        contents::folded(name, line, open.into_iter().collect(), ctx)
    }

    fn password_card<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        if self.is_open(Card::Password) {
            let name = ctx.i18n.text("account-password-send");
            let content = self
                .password_doubt(ctx)
                .unwrap_or_else(|| self.form_view(&self.password.form, &password::WORDS, ctx));
            return contents::unfolded(name, content);
        }
        let name = ctx.i18n.text("password");
        let is_offered = self.is_offered() || !matches!(self.password.end, password::End::Open);
        let (line, label) = match (&self.password.end, is_offered) {
            (password::End::Unknown { .. }, _) => {
                (self.password.line(ctx), Key("account-find-out"))
            }
            (_, true) => (self.password.line(ctx), Key("account-password-send")),
            (_, false) => (self.not_offered(ctx), Key("account-try")),
        };
        let open = Self::opener(Card::Password, ctx.i18n.text(label));
        contents::folded(name, line, vec![open], ctx)
    }

    /// What is said while it is not known which password holds.
    fn password_doubt<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let password::End::Unknown {
            report,
            checking,
            checks,
        } = &self.password.end
        else {
            return None;
        };
        let key = match (self.keeping == Keeping::Saved, checks) {
            (true, 0) => Key("account-password-unknown"),
            (true, _) => Key("account-password-unknown-again"),
            (false, 0) => Key("account-password-unknown-unkept"),
            (false, _) => Key("account-password-unknown-unkept-again"),
        };
        let report = report.view(ctx).map(|fold| fold.map(Message::DoubtReport));
        let said = notice(Tone::Warn, ctx.i18n.text(key), report);
        // It may be the only place where the new one is.
        let both = self.password.form.part_view(ctx).map(Message::Form);
        let checks = Checks {
            so_far: *checks,
            under_way: *checking,
        };
        let buttons = checks.buttons(Message::CheckPressed, Message::Folded, ctx);
        Some(column![said, both, buttons].spacing(12).into())
    }

    fn leave_card<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        if self.is_open(Card::Forget) {
            let name = ctx.i18n.text("account-forget");
            return contents::unfolded(name, self.leave.forget_view(ctx));
        }
        if self.is_open(Card::Delete) {
            let name = ctx.i18n.text("account-delete-title");
            let upset = self.upset_view(ctx);
            let view = self.leave.delete_view(&self.address, upset, ctx);
            return contents::unfolded(name, view);
        }
        let line = match (&self.leave.end, self.is_offered()) {
            (leave::End::Doubtful { .. }, _) => {
                Line::warn(ctx.i18n.text("account-delete-doubtful"))
            }
            (_, false) => self.not_offered(ctx),
            (_, true) => Line::calm(ctx.i18n.text("account-leave-line")),
        };
        let forget = (self.keeping == Keeping::Saved)
            .then(|| Self::opener(Card::Forget, ctx.i18n.text("account-forget")));
        let delete = button(Kind::Danger, ctx.i18n.text("account-delete"))
            .id(Card::Delete.opener())
            .on_press(Message::Opened(Card::Delete));
        let buttons = forget.into_iter().chain([delete]).collect();
        contents::folded(ctx.i18n.text("account-leave"), line, buttons, ctx)
    }

    /// The form of a card with what went wrong and the buttons below it.
    pub(super) fn form_view<'a>(
        &'a self,
        form: &'a form::State,
        words: &Words,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let primary = form.primary(words, ctx);
        let mut send = button(Kind::Primary, primary.label)
            .id(SEND)
            .on_press_maybe(primary.message.map(Message::Form));
        if primary.busy {
            send = send.busy(ctx.still);
        }
        let cancel = contents::plain("fold", ctx.i18n.text("cancel"), Message::Folded);
        let cancel = contents::live(cancel, Message::Folded, !form.is_sending());
        let buttons = [cancel, send];
        keyed(
            12.0,
            [
                (0, Some(form.part_view(ctx).map(Message::Form))),
                (1, self.upset_view(ctx)),
                (2, Some(contents::buttons(buttons, ctx))),
            ],
        )
        .into()
    }

    /// What went wrong on the card that is unfolded, and who may help.
    pub(super) fn upset_view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let domain = self.address.domain().as_str();
        let upset = self.upset.as_ref();
        let upset = upset.map(|upset| upset.view(domain, ctx).map(Message::Upset));
        // Where nothing is offered, they stand below the cards.
        let needs_help = self.help && self.is_offered();
        let help = needs_help.then(|| self.contacts.view(ctx)).flatten();
        if upset.is_none() && help.is_none() {
            return None;
        }
        let help = help.map(|help| help.map(Message::Contacts));
        Some(column![].spacing(12).push(upset).push(help).into())
    }

    /// Whether the server lets one change the password and delete the account, as far as is known.
    fn is_offered(&self) -> bool {
        let about = self.about.as_ref();
        about.and_then(|about| about.registration) != Some(false)
    }

    fn not_offered(&self, ctx: Ctx<'_>) -> Line {
        let about = [("domain", self.address.domain().as_str())];
        Line::calm(ctx.i18n.with("account-not-offered", about))
    }

    /// A line with a spinner while something is looked for.
    pub(super) fn waiting<'a>(words: String, ctx: Ctx<'_>) -> Element<'a, Message> {
        row![
            crate::widget::spinner::spinner(18.0, ctx.still),
            text::muted(words)
        ]
        .spacing(12)
        .align_y(Alignment::Center)
        .into()
    }
}
