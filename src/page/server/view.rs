//! What the page looks like.

use iced::keyboard::key::Named;
use iced::widget::{Space, column, container, row};
use iced::{Alignment, Length, Padding};

use super::card::{self, Drawn};
use super::chips::{self, chips};
use super::{Message, SEARCH, SERVERS, State, left};
use crate::domain::Secret;
use crate::i18n::Key;
use crate::settings::Trouble;
use crate::theme::{self, Element, radius};
use crate::widget::button::{icon_button, link};
use crate::widget::card::{Tone, notice};
use crate::widget::field::field;
use crate::widget::focus::{rows, sparse_list};
use crate::widget::footer::{Footer, Primary};
use crate::widget::icon::Icon;
use crate::widget::keyed::keyed;
use crate::widget::{Ctx, ends::ends, text};

impl State {
    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        let chosen = self.picks.domain().map(|domain| domain.shown());
        let label = match &chosen {
            // A long name would push everything else out of the bar.
            Some(domain) if domain.chars().count() <= 28 => ctx
                .i18n
                .with("server-go-with", [("domain", domain.as_str())]),
            _ => ctx.i18n.text("server-go"),
        };
        Footer {
            primary: Some(Primary {
                label,
                message: Some(Message::GoPressed),
                busy: false,
            }),
            links: vec![(ctx.i18n.text("invitation-have"), Message::InvitationPressed)],
            ..Footer::default()
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let intro = column![
            title(self.gear, ctx),
            text::muted(ctx.i18n.text(self.intro))
        ]
        .spacing(4);
        let trouble = self.trouble.as_ref();
        let trouble = trouble.map(|trouble| told(trouble, ctx));
        let line = field(SEARCH, ctx.i18n.text("server-search"), self.picks.typed())
            .hide_label()
            .leading(Icon::Search)
            .placeholder(ctx.i18n.text(if ctx.narrow {
                Key("server-search-short")
            } else {
                Key("server-search")
            }))
            .on_input(|text| Message::Typed(Secret::from(text)))
            .on_arrow(Message::Arrow)
            .error(self.problem.map(|problem| ctx.i18n.text(problem)));
        let check = self.check.view(self.picks.length() > 0, ctx);
        let check = check.map(Message::Check);
        let chips = match self.picks.directory() {
            // Where there is little room it stands behind the last of them.
            Some(_) if ctx.narrow => chips(&self.picks, Some(check), ctx),
            Some(_) => ends(chips(&self.picks, None, ctx), check, chips::HEIGHT).into(),
            None => check,
        };
        let connection = self.connection.unfolded_part(ctx);
        let connection = connection.map(|part| part.map(Message::Connection));
        let rows = if self.picks.length() == 0 {
            self.nothing(ctx)
        } else {
            self.rows(ctx)
        };
        // Keyed, so that the focus stays where it is when it turns out that something was left.
        let parts = [
            (0, Some(intro.into())),
            (5, trouble),
            (1, left::view(&self.left, ctx)),
            (2, Some(line.into())),
            (6, Some(chips)),
            (
                8,
                self.check
                    .trouble(ctx)
                    .map(|notice| notice.map(Message::Check)),
            ),
            (7, ctx.narrow.then(|| self.line_below(ctx))),
            (4, connection),
            (3, Some(rows)),
        ];
        keyed(12.0, parts).into()
    }

    /// What stands below the page and stays in sight; where there is little room it stands above the list.
    pub(in crate::page) fn below<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let padding = Padding::ZERO.horizontal(ctx.margin()).vertical(8);
        let line = (!ctx.narrow).then(|| container(self.line_below(ctx)))?;
        Some(line.padding(padding).width(Length::Fill).into())
    }

    /// How much of the list is shown, and how it is connected.
    fn line_below<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let fold = self.connection.fold(ctx).map(Message::Connection);
        match self.list_line(ctx) {
            Some((line, told)) => {
                let line = ends(line, fold, 24.0);
                column![line].push(told).spacing(4).into()
            }
            None => fold,
        }
    }

    fn rows<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let (chosen, open) = (self.picks.place(), self.picks.open());
        let (i18n, narrow) = (ctx.i18n.clone(), ctx.narrow);
        let drawn = move |place| Drawn {
            place,
            chosen: chosen == Some(place),
            open: open == Some(place),
        };
        let length = self.picks.length();
        let cards = rows(length, card::height(ctx.narrow), move |place| {
            let row = self.picks.row(place);
            row.map_or_else(
                || Space::new().into(),
                |row| {
                    let mark = self.check.mark(row.domain(), &i18n);
                    card::card(&row, mark, drawn(place), &i18n, narrow)
                },
            )
        })
        .spacing(card::GAP)
        .near(chosen)
        .opened(open);
        sparse_list(ctx.i18n.text("server-list"), cards)
            .id(SERVERS)
            .named(length, |place| {
                let row = self.picks.row(place);
                row.map_or_else(String::new, |row| row.domain().to_string())
            })
            .chosen(chosen)
            .radius(radius::CARD)
            .on_key(|key| match key {
                Named::ArrowUp => Some(Message::Up),
                Named::ArrowRight => Some(Message::Opened(true)),
                Named::ArrowLeft => Some(Message::Opened(false)),
                _ => None,
            })
            .on_move(Message::Moved)
            .on_space(Message::Picked)
            .on_enter(Message::Entered)
            .into()
    }

    /// No server is left.
    fn nothing<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let without = self.picks.without_wishes();
        let key = if self.picks.typed().trim().is_empty() {
            Key("server-nothing-wanted")
        } else {
            Key("server-nothing-named")
        };
        let more = (without > 0).then(|| {
            let words = ctx.i18n.with("server-wishes-off", [("count", without)]);
            let drop = link(words, theme::BODY, Message::WishesDropped).id("wishes-off");
            row![Element::from(drop)].align_y(Alignment::Center).into()
        });
        notice(Tone::Calm, ctx.i18n.text(key), more)
    }
}

/// The title, and the way to the settings if there is one.
fn title<'a>(gear: bool, ctx: Ctx<'_>) -> Element<'a, Message> {
    let title = text::title(ctx.i18n.text("server-title"));
    if !gear {
        return title.into();
    }
    let name = ctx.i18n.text("settings-open");
    row![
        container(title).width(Length::Fill),
        icon_button(Icon::Gear, name, Message::SettingsPressed).id("settings")
    ]
    .spacing(8)
    .into()
}

/// What was wrong with the settings.
fn told<'a>(trouble: &Trouble, ctx: Ctx<'_>) -> Element<'a, Message> {
    let (key, path) = match trouble {
        Trouble::SetAside(path) => (Key("settings-set-aside"), path),
        Trouble::Unreadable(path) => (Key("settings-unreadable"), path),
    };
    let path = [("path", path.display().to_string())];
    notice(Tone::Warn, ctx.i18n.with(key, path), None)
}
