//! A month of days to choose from.

use iced::keyboard::key::Named;
use iced::widget::{Id, Space, column, container, grid as cells, row};
use iced::{Alignment, Color, Length, border};

use super::button::{icon_button, touched};
use super::focus::{Look, Role, control, grid};
use super::icon::Icon;
use super::{Ctx, text};
use crate::domain::Day;
use crate::i18n::Key;
use crate::theme::{self, Element, Theme, radius, space};

/// What is shown.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Names the days, to give them the focus.
    pub id: Id,
    /// What is asked.
    pub label: String,
    /// Any day of the month that is shown.
    pub month: Day,
    /// The chosen day.
    pub chosen: Option<Day>,
    /// The first and the last day that can be chosen.
    pub limits: (Option<Day>, Option<Day>),
}

/// What the hands do with it.
#[derive(Debug, Clone)]
pub enum Act {
    /// Another month is wanted: so many later.
    Turn(i32),
    /// The arrows went this way.
    Go(Way),
    /// This day was pressed.
    Choose(Day),
    /// The chosen day is the right one.
    Done,
}

/// Where the arrows go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// So many days on.
    Days(i64),
    /// So many months on.
    Months(i32),
    /// To the first day of the month.
    First,
    /// To the last day of the month.
    Last,
}

impl Way {
    /// The day that this leads to.
    #[must_use]
    pub fn from(self, day: Day) -> Day {
        match self {
            Self::Days(days) => day.plus_days(days),
            Self::Months(months) => day.plus_months(months),
            Self::First => day.with_day(1),
            Self::Last => day.with_day(31),
        }
    }

    fn of_key(key: Named) -> Option<Self> {
        Some(match key {
            Named::ArrowLeft => Self::Days(-1),
            Named::ArrowRight => Self::Days(1),
            Named::ArrowUp => Self::Days(-7),
            Named::ArrowDown => Self::Days(7),
            Named::PageUp => Self::Months(-1),
            Named::PageDown => Self::Months(1),
            Named::Home => Self::First,
            Named::End => Self::Last,
            _ => return None,
        })
    }
}

const CELL: f32 = 40.0;

/// Draws a month. `say` is told what the hands do.
pub fn calendar<'a, Message: Clone + 'a>(
    shown: &Calendar,
    say: impl Fn(Act) -> Message + Clone + 'a,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let first = shown.month.with_day(1);
    let turn =
        |icon, name: Key, months| icon_button(icon, ctx.i18n.text(name), say(Act::Turn(months)));
    let title = ctx.i18n.with(
        "calendar-month",
        [("month", i32::from(first.month())), ("year", first.year())],
    );
    let head = row![
        turn(Icon::Earlier, Key("calendar-year-back"), -12),
        turn(Icon::Left, Key("calendar-month-back"), -1),
        text::strong(title).width(Length::Fill).center(),
        turn(Icon::Right, Key("calendar-month-on"), 1),
        turn(Icon::Later, Key("calendar-year-on"), 12),
    ]
    .align_y(Alignment::Center);
    let names = ctx.i18n.text("calendar-weekdays");
    let names = names.split_whitespace().map(|name| {
        let name = text::small(name.to_owned()).center().width(Length::Fill);
        container(name).center_y(24).into()
    });
    let names = cells(names).columns(7).height(Length::Shrink);
    let blank = usize::from(first.weekday());
    let mut days: Vec<Element<'a, Message>> = (0..blank)
        .map(|_| Space::new().height(CELL).into())
        .collect();
    days.extend((1..=first.days_of_month()).map(|day| {
        let day = first.with_day(day);
        let (least, most) = shown.limits;
        let open = least.is_none_or(|least| day >= least) && most.is_none_or(|most| day <= most);
        let press = open.then(|| say(Act::Choose(day)));
        day_cell(day, shown.chosen == Some(day), press, ctx)
    }));
    let in_month = shown.chosen.filter(|day| day.with_day(1) == first);
    let stand = in_month.map_or(blank, |day| blank + usize::from(day.day()) - 1);
    let (go, done) = (say.clone(), say);
    let value = shown.chosen.map(|day| in_words(day, ctx));
    let days = grid(shown.label.clone(), days, 7)
        .id(shown.id.clone())
        .chosen(Some(stand))
        .on_key(move |key| Way::of_key(key).map(|way| go(Act::Go(way))))
        .on_move({
            let done = done.clone();
            move |_| done(Act::Done)
        })
        .on_space({
            let done = done.clone();
            move |_| done(Act::Done)
        })
        .on_enter(move |_| done(Act::Done))
        .info(|info| info.value = value);
    let inside = container(column![head, names, Element::from(days)].spacing(4))
        .padding(8)
        .width(7.0 * (CELL + 4.0) + 16.0)
        .style(|theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(tokens.surface.into()),
                border: border::rounded(radius::CARD)
                    .width(space::EDGE)
                    .color(tokens.hairline),
                ..container::Style::default()
            }
        });
    container(inside).padding([6, 0]).into()
}

fn in_words(day: Day, ctx: Ctx<'_>) -> String {
    let (year, month, day) = (day.year(), i32::from(day.month()), i32::from(day.day()));
    ctx.i18n
        .with("day", [("day", day), ("month", month), ("year", year)])
}

fn day_cell<'a, Message: Clone + 'a>(
    day: Day,
    chosen: bool,
    press: Option<Message>,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let number = text::scaled(day.day().to_string(), theme::BODY, theme::REGULAR);
    let number = container(number).center_x(Length::Fill).center_y(CELL);
    let name = in_words(day, ctx);
    control(Role::Radio, name, number)
        .in_list()
        .on_press_maybe(press)
        .look(move |theme, status| {
            let tokens = theme.tokens();
            let (ground, ink) = if chosen {
                (tokens.accent, tokens.on_accent)
            } else if status.disabled {
                (Color::TRANSPARENT, tokens.muted.scale_alpha(0.6))
            } else {
                (Color::TRANSPARENT, tokens.text)
            };
            Look {
                ground: touched(ground, ink, status),
                ..Look::bare(ink)
            }
        })
        .info(|info| info.checked = Some(chosen))
        .into()
}
