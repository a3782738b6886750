//! A text field with its label, what belongs inside of it and what is said below it.

use iced::widget::{Id, column, container, row, text_editor, text_input};
use iced::{Alignment, Length, Padding};

use super::Ctx;
use super::button::icon_button;
use super::focus::{Info, Role, named};
use super::frame::{Mark, frame, labelled};
use super::icon::{Icon, icon};
use super::keyed::keyed;
use super::text;
use crate::theme::{self, Element};

/// A line of text with this id and label.
pub fn field<Message>(
    id: impl Into<Id>,
    label: impl Into<String>,
    value: &str,
) -> Field<'_, Message> {
    Field {
        id: id.into(),
        label: label.into(),
        value,
        placeholder: String::new(),
        shown_label: true,
        required: true,
        optional: None,
        secret: false,
        on_input: None,
        leading: None,
        suffix: None,
        trailing: Vec::new(),
        on_arrow: None,
        notes: Notes::default(),
    }
}

/// See [`field`].
pub struct Field<'a, Message> {
    id: Id,
    label: String,
    value: &'a str,
    placeholder: String,
    shown_label: bool,
    required: bool,
    optional: Option<String>,
    secret: bool,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
    leading: Option<Icon>,
    suffix: Option<String>,
    trailing: Vec<Element<'a, Message>>,
    on_arrow: Option<Box<dyn Fn(bool) -> Message + 'a>>,
    notes: Notes<'a, Message>,
}

impl<'a, Message: Clone + 'a> Field<'a, Message> {
    /// What typing says.
    #[must_use]
    pub fn on_input(mut self, message: impl Fn(String) -> Message + 'a) -> Self {
        self.on_input = Some(Box::new(message));
        self
    }

    /// Shown while nothing is typed.
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = text.into();
        self
    }

    /// The label is only a name: the page's title says it already.
    #[must_use]
    pub fn hide_label(mut self) -> Self {
        self.shown_label = false;
        self
    }

    /// It may be left empty, and these words behind the label say so.
    #[must_use]
    pub fn optional(mut self, words: impl Into<String>) -> Self {
        self.required = false;
        self.optional = Some(words.into());
        self
    }

    /// An icon before the text.
    #[must_use]
    pub fn leading(mut self, icon: Icon) -> Self {
        self.leading = Some(icon);
        self
    }

    /// Text behind the text: `@example.org`.
    #[must_use]
    pub fn suffix(mut self, text: impl Into<String>) -> Self {
        self.suffix = Some(text.into());
        self
    }

    /// What is typed is not shown.
    #[must_use]
    pub fn secret(mut self, hidden: bool) -> Self {
        self.secret = hidden;
        self
    }

    /// A button inside, at the end.
    #[must_use]
    pub fn button(mut self, icon: Icon, name: impl Into<String>, message: Message) -> Self {
        self.trailing
            .push(icon_button(icon, name, message).radius(6.0).into());
        self
    }

    /// What the arrows say: `true` is down. For a line that sifts a list.
    #[must_use]
    pub fn on_arrow(mut self, message: impl Fn(bool) -> Message + 'a) -> Self {
        self.on_arrow = Some(Box::new(message));
        self
    }

    /// What explains it.
    #[must_use]
    pub fn help(mut self, text: Option<String>) -> Self {
        self.notes.help = text;
        self
    }

    /// What is wrong with it.
    #[must_use]
    pub fn error(mut self, text: Option<String>) -> Self {
        self.notes.error = text;
        self
    }

    /// All that is said below it.
    #[must_use]
    pub fn notes(mut self, notes: Notes<'a, Message>) -> Self {
        self.notes = notes;
        self
    }

    /// Small buttons inside, at the end, that do what the arrows do: Tab passes over them.
    #[must_use]
    pub fn stepper(mut self, less: (String, Message), more: (String, Message)) -> Self {
        for (icon, (name, message)) in [(Icon::Minus, less), (Icon::Plus, more)] {
            let button = icon_button(icon, name, message).radius(6.0).in_list();
            self.trailing.push(button.into());
        }
        self
    }

    /// More below it.
    #[must_use]
    pub fn below(mut self, element: impl Into<Element<'a, Message>>) -> Self {
        self.notes.more.push(element.into());
        self
    }
}

impl<'a, Message: Clone + 'a> From<Field<'a, Message>> for Element<'a, Message> {
    fn from(field: Field<'a, Message>) -> Self {
        let mark = field.notes.mark();
        let input = text_input(&field.placeholder, field.value)
            .id(field.id.clone())
            .secure(field.secret)
            .padding(Padding::ZERO.vertical(11))
            .font(theme::REGULAR)
            .size(theme::BODY.size)
            .line_height(iced::advanced::text::LineHeight::Absolute(
                theme::BODY.line.into(),
            ))
            .on_input_maybe(field.on_input);
        let info = Info {
            role: if field.secret {
                Role::PasswordField
            } else {
                Role::TextField
            },
            name: field.label.clone(),
            description: field.notes.spoken(),
            value: Some(if field.secret {
                "\u{2022}".repeat(field.value.chars().count())
            } else {
                field.value.to_owned()
            }),
            required: field.required,
            invalid: mark == Mark::Wrong,
            ..Info::default()
        };
        let mut inside = row![].spacing(10).align_y(Alignment::Center);
        if let Some(leading) = field.leading {
            inside = inside.push(icon(leading, 18.0).color(|theme| theme.tokens().muted));
        }
        inside = inside.push(named(info, input));
        if let Some(suffix) = field.suffix {
            inside = inside.push(text::muted(suffix));
        }
        let right = if field.trailing.is_empty() { 12 } else { 4 };
        if !field.trailing.is_empty() {
            inside = inside.push(row(field.trailing));
        }
        let inside = container(inside).padding(Padding::ZERO.left(12).right(right));
        let label = field
            .shown_label
            .then(|| label_line(field.label, field.optional));
        let framed = frame(inside, mark).on_arrow(field.on_arrow);
        field.notes.around(label, framed.into())
    }
}

/// Several lines of text: it grows with what is typed, up to a limit, and scrolls from there on.
pub fn lines<'a, Message: Clone + 'a>(
    id: impl Into<Id>,
    label: impl Into<String>,
    optional: Option<String>,
    content: &'a text_editor::Content,
    on_edit: impl Fn(text_editor::Action) -> Message + 'a,
    notes: Notes<'a, Message>,
) -> Element<'a, Message> {
    let label = label.into();
    let mark = notes.mark();
    let info = Info {
        description: notes.spoken(),
        value: Some(content.text()),
        required: optional.is_none(),
        invalid: mark == Mark::Wrong,
        ..Info::new(Role::MultilineField, label.clone())
    };
    let editor = text_editor(content)
        .id(id)
        .min_height(theme::BODY.line * FEWEST)
        .max_height(theme::BODY.line * MOST)
        .padding([11, 12])
        .font(theme::REGULAR)
        .size(theme::BODY.size)
        .line_height(iced::advanced::text::LineHeight::Absolute(
            theme::BODY.line.into(),
        ))
        .on_action(on_edit);
    notes.around(
        Some(label_line(label, optional)),
        frame(named(info, editor), mark).into(),
    )
}

/// Lines of text that [`lines`] shows at least and at most.
const FEWEST: f32 = 3.0;
const MOST: f32 = 12.0;

/// What is said below a control: what is wrong, what explains it, and more.
pub struct Notes<'a, Message> {
    /// What is wrong.
    pub error: Option<String>,
    /// What looks wrong, and may be right all the same.
    pub warning: Option<String>,
    /// What helps against what is or looks wrong: on the same line if there is room.
    pub remedies: Vec<Element<'a, Message>>,
    /// What explains it.
    pub help: Option<String>,
    /// More, each on its own line.
    pub more: Vec<Element<'a, Message>>,
    /// What is said when the focus goes elsewhere from the control and all that belongs to it.
    pub on_leave: Option<Message>,
}

impl<Message> Default for Notes<'_, Message> {
    fn default() -> Self {
        Self {
            error: None,
            warning: None,
            remedies: Vec::new(),
            help: None,
            more: Vec::new(),
            on_leave: None,
        }
    }
}

impl<'a, Message: Clone + 'a> Notes<'a, Message> {
    /// What a screen reader says of the control beside its name.
    #[must_use]
    pub fn spoken(&self) -> Option<String> {
        let parts = [&self.error, &self.warning, &self.help];
        let said: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// What is said of the control, as the colour of its edge.
    #[must_use]
    pub fn mark(&self) -> Mark {
        match (&self.error, &self.warning) {
            (Some(_), _) => Mark::Wrong,
            (None, Some(_)) => Mark::Doubtful,
            (None, None) => Mark::None,
        }
    }

    /// The control with its label above and the notes below.
    #[must_use]
    pub fn around(
        self,
        label: Option<Element<'a, Message>>,
        control: Element<'a, Message>,
    ) -> Element<'a, Message> {
        let said = self.error.map(|error| (text::error(error.clone()), error));
        let said = said.or_else(|| {
            let warning = self.warning?;
            Some((text::warning(warning.clone()), warning))
        });
        let empty = said.is_none() && self.help.is_none() && self.more.is_empty();
        let said = said.map(|(shown, words)| {
            row![named(Info::new(Role::Status, words), shown)]
                .extend(self.remedies)
                .spacing(12)
                .align_y(Alignment::Center)
                .wrap()
                .vertical_spacing(2)
                .into()
        });
        let help = self.help.map(|help| text::small(help).into());
        let more = (2..).zip(self.more.into_iter().map(Some));
        // Keyed, so that the focus stays where it is when an error comes or goes.
        let notes = keyed(2.0, [(0, said), (1, help)].into_iter().chain(more));
        let has_label = label.is_some();
        let all = column![]
            .spacing(6)
            .push(label)
            .push(control)
            .push((!empty).then_some(notes))
            .width(Length::Fill);
        if has_label {
            labelled(all).on_leave(self.on_leave).into()
        } else {
            all.into()
        }
    }
}

/// The line above a control: its label, and whether it may be left empty.
pub fn label_line<'a, Message: 'a>(
    label: impl Into<String>,
    optional: Option<String>,
) -> Element<'a, Message> {
    row![text::strong(label.into())]
        .spacing(8)
        .push(optional.map(text::small))
        .align_y(Alignment::Center)
        .wrap()
        .vertical_spacing(0)
        .into()
}

/// The buttons of a password field: show or hide, and copy.
#[must_use]
pub fn with_reveal<'a, Message: Clone + 'a>(
    field: Field<'a, Message>,
    ctx: Ctx<'_>,
    hidden: bool,
    reveal: Message,
) -> Field<'a, Message> {
    let (icon, name) = if hidden {
        (Icon::Eye, ctx.i18n.text("password-show"))
    } else {
        (Icon::EyeOff, ctx.i18n.text("password-hide"))
    };
    field.secret(hidden).button(icon, name, reveal)
}
