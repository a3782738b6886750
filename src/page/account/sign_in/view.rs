//! Draws it.

use iced::widget::{column, row};

use super::{ADDRESS, KNOWN, Message, PASSWORD, Said, State};
use crate::domain::Secret;
use crate::i18n::Key;
use crate::page::account::contents::with_more;
use crate::page::keepsake::{self, Lost};
use crate::theme::{self, Element, space};
use crate::widget::button::link;
use crate::widget::card::{Tone, choice_card, notice};
use crate::widget::details::{details, quote};
use crate::widget::field::{Notes, field, with_reveal};
use crate::widget::focus::list;
use crate::widget::footer::{Footer, Primary};
use crate::widget::keyed::keyed;
use crate::widget::switch::switch;
use crate::widget::{Ctx, text};

impl State {
    /// What stands in the bar at the bottom. While it is signed in, one can stop that.
    pub(in crate::page::account) fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        let label = match (self.busy, &self.said) {
            (true, _) => Key("account-signing-in"),
            (false, Some(Said::Trouble(_))) => Key("trouble-again"),
            (false, _) => Key("account-sign-in"),
        };
        Footer {
            back: self
                .busy
                .then(|| (ctx.i18n.text("cancel"), Message::CancelPressed)),
            primary: Some(Primary {
                label: ctx.i18n.text(label),
                message: Some(Message::SignInPressed),
                busy: self.busy,
            }),
            ..Footer::default()
        }
    }

    pub(in crate::page::account) fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let intro = column![
            text::title(ctx.i18n.text("account-sign-in-title")),
            text::muted(ctx.i18n.text("account-sign-in-intro"))
        ]
        .spacing(4);
        let address = field(ADDRESS, ctx.i18n.text("account-address"), &self.address)
            .placeholder(ctx.i18n.text("hint-address"))
            .on_input(Message::AddressTyped)
            .error(self.address_problem.map(|key| ctx.i18n.text(key)));
        let in_keyring = self.is_known() && self.password.is_empty();
        let password = field(PASSWORD, ctx.i18n.text("password"), self.password.expose())
            .on_input(|text| Message::PasswordTyped(Secret::from(text)))
            .help(in_keyring.then(|| ctx.i18n.text("account-password-known")))
            .error(self.password_problem.map(|key| ctx.i18n.text(key)));
        let password = with_reveal(password, ctx, self.hidden, Message::RevealPressed);
        let remember = self.can_remember.then(|| {
            switch(
                "account-remember",
                ctx.i18n.text("account-remember"),
                self.remember,
                false,
                Message::RememberTurned,
                Notes::default(),
            )
        });
        let connection = self.connection.view(ctx).map(Message::Connection);
        // Keyed, so that the focus stays where it is when something comes or goes above it.
        keyed(
            space::FIELDS,
            [
                (0, Some(intro.into())),
                (1, self.known_view(ctx)),
                (2, Some(address.into())),
                (3, Some(password.into())),
                (7, self.lost_view(ctx)),
                (4, remember),
                (5, self.said_view(ctx)),
                (6, Some(connection)),
            ],
        )
        .into()
    }

    /// What can be done if the password is not known any more. Of a server of which nothing is told, nothing is said.
    fn lost_view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        match self.lost.as_ref().filter(|_| !self.busy)? {
            Lost::Reset(_) => {
                let domain = self.domain();
                Some(keepsake::reset_line(&domain, Message::LostPressed, ctx))
            }
            Lost::Gone => {
                let about = [("domain", self.domain())];
                Some(text::small(ctx.i18n.with("account-lost-gone", about)).into())
            }
            Lost::Untold => None,
        }
    }

    fn known_view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        if self.known.is_empty() {
            return None;
        }
        let names: Vec<String> = self.known.iter().map(ToString::to_string).collect();
        let cards = names.iter().enumerate().map(|(place, name)| {
            let is_chosen = self.chosen == Some(place);
            let content = text::strong(name.clone());
            choice_card(name.clone(), is_chosen, content, Message::Picked(place)).into()
        });
        let label = ctx.i18n.text("account-known");
        let cards = list(label.clone(), cards.collect(), 8.0)
            .id(KNOWN)
            .names(names)
            .chosen(self.chosen)
            .radius(theme::radius::CARD)
            .on_move(Message::Moved)
            .on_space(Message::Picked)
            .on_enter(Message::Picked);
        Some(
            column![text::strong(label), Element::from(cards)]
                .spacing(8)
                .into(),
        )
    }

    /// What the last try brought.
    fn said_view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let said = self.said.as_ref().filter(|_| !self.busy)?;
        let domain = self.domain();
        let report = self.report.view(ctx).map(|fold| fold.map(Message::Report));
        Some(match said {
            Said::Out(key, server_text) => {
                let words = server_text.as_ref().map(|words| {
                    details(
                        ctx.i18n.text("server-said"),
                        self.open,
                        Message::WordsToggled,
                        || quote(words.clone()),
                    )
                });
                let sentence = ctx.i18n.with(*key, [("domain", domain)]);
                notice(Tone::Bad, sentence, with_more([words, report]))
            }
            Said::Trouble(cause) => {
                let (title, why) = cause.to_owner(ctx.i18n, &domain);
                let why = text::scaled(why, theme::SMALL, theme::REGULAR).into();
                let mend = self.is_mended_at_connection().then(|| {
                    let label = ctx.i18n.text("trouble-connection");
                    let mend = link(label, theme::SMALL, Message::ConnectionPressed);
                    row![Element::from(mend)].into()
                });
                notice(Tone::Bad, title, with_more([Some(why), mend, report]))
            }
        })
    }
}
