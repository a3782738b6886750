//! The three steps at the top of the window, drawn once for all pages.

use iced::widget::{Row, Space, container, row, space};
use iced::{Alignment, border};

use super::Ctx;
use super::button::link;
use super::focus::{Info, Role, named};
use super::icon::{Icon, icon};
use super::text;
use crate::i18n::Key;
use crate::theme::{self, Element, Theme};

/// A step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Choosing a server.
    Server,
    /// Filling in the form.
    Account,
    /// There is an account.
    Done,
}

const ALL: [(Step, Key); 3] = [
    (Step::Server, Key("step-server")),
    (Step::Account, Key("step-account")),
    (Step::Done, Key("step-done")),
];

/// The steps, with `now` as the one that is shown, and something at the end of the line.
pub fn steps<'a, Message: Clone + 'a>(
    now: Step,
    ctx: Ctx<'_>,
    end: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let mut line = row![].spacing(8).align_y(Alignment::Center);
    for (index, (step, key)) in ALL.into_iter().enumerate() {
        if index > 0 {
            line = line.push(bar(if ctx.narrow { 16 } else { 32 }));
        }
        line = line.push(disc(step, now, index + 1));
        // Where there is little room only the step that is shown has its name.
        if !ctx.narrow || step == now {
            let font = if step == now {
                theme::SEMIBOLD
            } else {
                theme::REGULAR
            };
            let name = text::scaled(ctx.i18n.text(key), theme::SMALL, font);
            line = line.push(name.style(text::color(move |theme| {
                let tokens = theme.tokens();
                if step == now {
                    tokens.text
                } else {
                    tokens.muted
                }
            })));
        }
    }
    let name = ctx.i18n.with(
        "step-of",
        [(
            "step",
            ALL.iter()
                .find(|(step, _)| *step == now)
                .map(|(_, key)| ctx.i18n.text(*key))
                .unwrap_or_default(),
        )],
    );
    let line = named(Info::new(Role::Status, name), line);
    let line = row![line]
        .push(end.is_some().then(space::horizontal))
        .push(end);
    at_top(line, ctx)
}

/// The line of a page that is no step of the way: its name, something beside that, and a link at the end.
pub fn beside<'a, Message: Clone + 'a>(
    name: String,
    mark: Option<Element<'a, Message>>,
    end: Option<(String, Message)>,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let shown = text::scaled(name.clone(), theme::SMALL, theme::SEMIBOLD);
    let end = end.map(|(label, message)| link(label, theme::SMALL, message));
    let line = row![named(Info::new(Role::Status, name), shown)]
        .spacing(12)
        .push(mark)
        .push(space::horizontal())
        .push(end.map(Element::from));
    at_top(line, ctx)
}

/// The line where it stands.
fn at_top<'a, Message: 'a>(line: Row<'a, Message, Theme>, ctx: Ctx<'_>) -> Element<'a, Message> {
    container(line.align_y(Alignment::Center).height(24))
        .padding(
            iced::Padding::ZERO
                .horizontal(ctx.margin())
                .top(18)
                .bottom(6),
        )
        .into()
}

fn bar<'a, Message: 'a>(width: u32) -> Element<'a, Message> {
    container(Space::new().width(width).height(1))
        .style(|theme: &Theme| container::Style {
            background: Some(theme.tokens().hairline.into()),
            ..container::Style::default()
        })
        .into()
}

fn disc<'a, Message: 'a>(step: Step, now: Step, number: usize) -> Element<'a, Message> {
    let reached = step <= now;
    let inside: Element<'a, Message> = if step < now {
        icon(Icon::Check, 13.0)
            .line(3.0)
            .color(|theme| theme.tokens().on_accent)
            .into()
    } else {
        let scale = theme::Scale {
            size: 11.0,
            line: 14.0,
        };
        let font = if reached {
            theme::SEMIBOLD
        } else {
            theme::REGULAR
        };
        text::scaled(number.to_string(), scale, font)
            .style(text::color(move |theme| {
                let tokens = theme.tokens();
                if reached {
                    tokens.on_accent
                } else {
                    tokens.muted
                }
            }))
            .into()
    };
    container(inside)
        .center(20)
        .style(move |theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: reached.then(|| tokens.accent.into()),
                border: border::rounded(10)
                    .width(if reached { 0.0 } else { 1.0 })
                    .color(tokens.edge),
                ..container::Style::default()
            }
        })
        .into()
}
