//! A list of many options: a line above it sifts them, and only those that can be seen are there.

use std::rc::Rc;

use iced::keyboard::key::Named;
use iced::widget::{Id, column, container, row, scrollable};
use iced::{Length, Padding};

use super::bar::bar;
use super::{Choice, Many, boxed, option_row};
use crate::theme::{self, Element, radius};
use crate::widget::field::{Notes, field, label_line};
use crate::widget::focus::{Info, Role, Sighted, in_sight, named, rows, sparse_list};
use crate::widget::frame::Mark;
use crate::widget::icon::Icon;
use crate::widget::{Ctx, text, thin};

/// What is shown of a long list.
pub struct Long<'a, Message> {
    /// Names the line that sifts; the list itself has the same name with `-list` behind it, and what scrolls it, `-scroll`.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// Said behind the label if it may be left empty.
    pub optional: Option<String>,
    /// What is typed to sift the options.
    pub sift: &'a str,
    /// How many options are left after that.
    pub length: usize,
    /// How many there are in all.
    pub all: usize,
    /// The option at a place among those that are left.
    pub option: Box<dyn Fn(usize) -> Choice + 'a>,
    /// The most letters that any of the options has.
    pub longest: usize,
    /// Where the arrows stand.
    pub place: Option<usize>,
    /// How far it is scrolled, in logical pixels.
    pub offset: f32,
    /// What is chosen, in words.
    pub chosen: Option<String>,
    /// How many can be chosen.
    pub many: Many,
    /// What is said of it.
    pub notes: Notes<'a, Message>,
}

/// What the hands do with a long list.
#[derive(Debug, Clone)]
pub enum Act {
    /// The line that sifts was typed into.
    Sift(String),
    /// The list was scrolled to here, in logical pixels.
    Scroll(f32),
    /// The bar was dragged to here, in logical pixels.
    Drag(f32),
    /// The arrows went to this place.
    Move(usize),
    /// The option at this place was chosen, or turned.
    Choose(usize),
    /// The arrows go on from where they stand (`true` is down), from the line that sifts.
    Step(bool),
    /// What is chosen is to be chosen no more.
    Clear,
}

/// Longer lists have a bar of our own.
const BARRED: usize = 60;

/// Rows that are seen at once.
const SEEN: f32 = 6.0;

/// A list of many options. `say` is told what the hands do.
pub fn long<'a, Message: Clone + 'a>(
    list: Long<'a, Message>,
    say: impl Fn(Act) -> Message + Clone + 'a,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let mark = list.notes.mark();
    let (required, description) = (list.optional.is_none(), list.notes.spoken());
    let height = row_height(list.longest, ctx.narrow);
    let step = say.clone();
    let sift = say.clone();
    let count = ctx.i18n.with("choice-search", [("count", list.all)]);
    let search = field(Id::from(list.id.clone()), count.clone(), list.sift)
        .hide_label()
        .leading(Icon::Search)
        .placeholder(count)
        .on_input(move |text| sift(Act::Sift(text)))
        .on_arrow(move |down| step(Act::Step(down)));
    let (moved, chose, scrolled, clear) = (say.clone(), say.clone(), say.clone(), say.clone());
    let dragged = say.clone();
    let (value, invalid) = (list.chosen, mark == Mark::Wrong);
    let (option, many) = (Rc::new(list.option), list.many);
    let row = {
        let option = Rc::clone(&option);
        move |place| option_row(option(place), many, say(Act::Choose(place)))
    };
    let sighted = Sighted::default();
    let options = rows(list.length, height, row)
        .near(list.place)
        .while_sighted(Rc::clone(&sighted));
    let whole = options.whole();
    let options = sparse_list(list.label.clone(), options)
        .id(Id::from(format!("{}-list", list.id)))
        .named(list.length, move |place| option(place).label.to_lowercase())
        .radius(radius::CONTROL)
        .chosen(list.place)
        .on_move(move |place| moved(Act::Move(place)))
        .on_space(move |place| chose(Act::Choose(place)))
        .on_key(move |key| {
            matches!(key, Named::Delete | Named::Backspace).then(|| clear(Act::Clear))
        })
        .info(move |info| {
            info.required = required;
            info.description = description;
            info.value = value;
            info.invalid = invalid;
        });
    let shown: Element<'a, Message> = if list.length == 0 {
        let none = ctx.i18n.text("choice-none");
        let none = named(Info::new(Role::Status, none.clone()), text::muted(none));
        container(none)
            .padding(Padding::ZERO.vertical(9).horizontal(12))
            .into()
    } else {
        let own = if list.length > BARRED {
            scrollable::Scrollbar::hidden()
        } else {
            thin()
        };
        scrollable(options)
            .id(Id::from(format!("{}-scroll", list.id)))
            .direction(scrollable::Direction::Vertical(own))
            .on_scroll(move |seen| scrolled(Act::Scroll(seen.absolute_offset().y)))
            .height(Length::Shrink)
            .width(Length::Fill)
            .into()
    };
    let window = height * SEEN + 4.0;
    let shown = container(shown).max_height(window);
    let shown = row![shown].push((list.length > BARRED).then(|| {
        let room = whole - window;
        bar(window, list.offset / room, move |share| {
            dragged(Act::Drag(share * room))
        })
    }));
    let inside = column![Element::from(search), shown].spacing(theme::space::GAP);
    list.notes.around(
        Some(label_line(list.label, list.optional)),
        in_sight(sighted, boxed(inside, mark)).into(),
    )
}

/// All rows have room for the longest option, in up to four lines.
fn row_height(longest: usize, narrow: bool) -> f32 {
    let room = if narrow { 36 } else { 76 };
    let lines = match longest.div_ceil(room) {
        0 | 1 => 1.0,
        2 => 2.0,
        3 => 3.0,
        _ => 4.0,
    };
    18.0 + lines * theme::BODY.line
}
