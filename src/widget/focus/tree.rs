//! What is on the page, as a screen reader would see it: one [`Item`] for each control and each text.

use std::any::Any;

use iced::advanced::widget::operation::{Focusable, Operation, Scrollable};
use iced::widget::Id;
use iced::{Rectangle, Vector};

use super::Sight;
use super::control::State;

/// What a thing on the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Does something when pressed.
    #[default]
    Button,
    /// Leads elsewhere, or does something small.
    Link,
    /// On or off, beside others.
    CheckBox,
    /// One of several that exclude each other.
    Radio,
    /// On or off, alone.
    Switch,
    /// Several options; one stop for Tab.
    List,
    /// One of a list.
    ListItem,
    /// One line of text.
    TextField,
    /// One line that is not shown.
    PasswordField,
    /// Several lines of text.
    MultilineField,
    /// A picture.
    Image,
    /// The title of the page or of a part of it.
    Heading,
    /// Text.
    Text,
    /// Text that is read out when it changes.
    Status,
    /// Something runs.
    Progress,
    /// Only holds others together.
    Group,
}

/// What is said of a control. The value of a hidden password field is its bullets: the password itself is in here only
/// while the person has it shown.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Info {
    /// What it is.
    pub role: Role,
    /// What it is called; for a text, the text.
    pub name: String,
    /// Help or the error that is shown with it.
    pub description: Option<String>,
    /// What is typed or chosen.
    pub value: Option<String>,
    /// On or off, for what can be either.
    pub checked: Option<bool>,
    /// Open or folded, for what can be either.
    pub expanded: Option<bool>,
    /// It has to be filled in.
    pub required: bool,
    /// What is in it was refused.
    pub invalid: bool,
    /// It cannot be operated now.
    pub disabled: bool,
    /// What is in it is settled.
    pub read_only: bool,
}

impl Info {
    /// A thing of this role and name.
    pub fn new(role: Role, name: impl Into<String>) -> Self {
        Self {
            role,
            name: name.into(),
            ..Self::default()
        }
    }
}

/// One thing on the page.
#[derive(Debug, Clone)]
pub struct Item {
    /// What is said of it.
    pub info: Info,
    /// The id of its widget, if it has one.
    pub id: Option<Id>,
    /// The item that it is inside of, as an index into the same list.
    pub parent: Option<usize>,
    /// Where it is in the window, in logical pixels.
    pub bounds: Rectangle,
    /// It is not scrolled out of sight.
    pub visible: bool,
    /// Tab can reach it.
    pub focusable: bool,
    /// It has the focus.
    pub focused: bool,
}

/// An operation that walks the widgets and gathers the items.
#[derive(Debug, Default)]
pub struct Collector {
    items: Vec<Item>,
    parent: Option<usize>,
    pending: Option<usize>,
    sight: Sight,
    frames: Vec<Sight>,
}

impl Collector {
    /// What was found, in reading order.
    #[must_use]
    pub fn into_items(self) -> Vec<Item> {
        self.items
    }

    fn push(&mut self, id: Option<&Id>, bounds: Rectangle, info: Info) -> usize {
        let bounds = self.sight.place(bounds);
        self.items.push(Item {
            info,
            id: id.cloned(),
            parent: self.parent,
            bounds,
            visible: self.sight.shows(bounds),
            focusable: false,
            focused: false,
        });
        self.items.len() - 1
    }

    /// Text inside of a control is that control's name already.
    fn is_spoken_for(&self) -> bool {
        self.parent.is_some_and(|parent| {
            let info = &self.items[parent].info;
            !info.name.is_empty() && !matches!(info.role, Role::Group | Role::List)
        })
    }
}

impl Operation for Collector {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let outer = self.parent;
        if let Some(pending) = self.pending.take() {
            self.parent = Some(pending);
        }
        self.frames.push(self.sight);
        operate(self);
        let _ = self.frames.pop();
        // A scrollable changed what can be seen before this call: the frame outside of it is one further up.
        self.sight = self.frames.last().copied().unwrap_or_default();
        self.pending = None;
        self.parent = outer;
    }

    fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if let Some(state) = state.downcast_ref::<State>() {
            let item = self.push(id, bounds, state.info().clone());
            self.pending = Some(item);
        }
    }

    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if let Some(item) = self.pending.or(self.parent) {
            let item = &mut self.items[item];
            item.focusable = true;
            item.focused |= state.is_focused();
            if let Some(id) = id {
                item.id = Some(id.clone());
            }
        }
    }

    fn text(&mut self, id: Option<&Id>, bounds: Rectangle, text: &str) {
        if !self.is_spoken_for() && !text.is_empty() {
            let _ = self.push(id, bounds, Info::new(Role::Text, text));
        }
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.sight = self.sight.through(bounds, translation);
    }
}
