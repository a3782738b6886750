//! Operations at the gate of a guest: those from outside see no names in there, those from inside nothing out here.

use std::any::Any;
use std::cell::Cell;

use iced::advanced::widget::operation::{Focusable, Operation, Outcome, Scrollable, TextInput};
use iced::widget::Id;
use iced::{Rectangle, Vector};

/// Where a guest begins: handed to operations, of which those that are its own pass.
pub(super) struct Gate {
    id: Id,
    active: bool,
    passed: bool,
}

impl Gate {
    /// `active` says that the person is in there.
    pub(super) fn new(id: Id, active: bool) -> Self {
        Self {
            id,
            active,
            passed: false,
        }
    }

    /// Whether the operation is the guest's own.
    pub(super) fn is_passed(&self) -> bool {
        self.passed
    }
}

/// An operation that works in the guest of this id alone. If it moves the focus, nothing outside keeps it.
pub struct Within {
    guest: Id,
    operation: Box<dyn Operation>,
    insists: bool,
    /// It is at its gate, and whether the person is in there.
    at: Option<bool>,
    took: bool,
}

impl Within {
    /// It moves the focus only while the person is in there; if it `insists`, it brings the person in.
    #[must_use]
    pub fn new(guest: Id, operation: Box<dyn Operation>, insists: bool) -> Self {
        Self {
            guest,
            operation,
            insists,
            at: None,
            took: false,
        }
    }
}

impl Operation for Within {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let Some(active) = self.at.take() else {
            return operate(self);
        };
        let mut inside = Inside {
            operation: self.operation.as_mut(),
            may: active || self.insists,
            took: &mut self.took,
        };
        inside.traverse(operate);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(gate) = state.downcast_mut::<Gate>()
            && gate.id == self.guest
        {
            gate.passed = true;
            self.at = Some(gate.active);
        }
    }

    fn finish(&self) -> Outcome<()> {
        match self.operation.finish() {
            Outcome::Chain(next) => Outcome::Chain(Box::new(Self {
                took: self.took,
                ..Self::new(self.guest.clone(), next, self.insists)
            })),
            _ if self.took => Outcome::Chain(Box::new(LoseOutside {
                guest: self.guest.clone(),
                at: false,
            })),
            outcome => outcome,
        }
    }
}

/// Hands on to an operation what is not about the focus.
macro_rules! hands_on_to_operation {
    () => {
        fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
            self.operation.container(Self::name(id), bounds);
        }

        fn scrollable(
            &mut self,
            id: Option<&Id>,
            bounds: Rectangle,
            content: Rectangle,
            translation: Vector,
            state: &mut dyn Scrollable,
        ) {
            self.operation
                .scrollable(Self::name(id), bounds, content, translation, state);
        }

        fn text_input(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn TextInput) {
            self.operation.text_input(Self::name(id), bounds, state);
        }

        fn text(&mut self, id: Option<&Id>, bounds: Rectangle, text: &str) {
            self.operation.text(Self::name(id), bounds, text);
        }

        fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
            self.operation.custom(Self::name(id), bounds, state);
        }
    };
}

/// The guest's own operation, inside.
struct Inside<'a> {
    operation: &'a mut dyn Operation,
    /// It may move the focus.
    may: bool,
    took: &'a mut bool,
}

impl Inside<'_> {
    fn name(id: Option<&Id>) -> Option<&Id> {
        id
    }
}

impl Operation for Inside<'_> {
    hands_on_to_operation!();

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let (may, took) = (self.may, &mut *self.took);
        self.operation.traverse(&mut |operation| {
            operate(&mut Inside {
                operation,
                may,
                took,
            });
        });
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        let mut meek = Meek {
            state,
            may: self.may,
            took: self.took,
        };
        self.operation.focusable(id, bounds, &mut meek);
    }
}

/// A control that takes the focus only if it may.
struct Meek<'a> {
    state: &'a mut dyn Focusable,
    may: bool,
    took: &'a mut bool,
}

impl Focusable for Meek<'_> {
    fn is_focused(&self) -> bool {
        self.state.is_focused()
    }

    fn focus(&mut self) {
        if self.may {
            *self.took = true;
            self.state.focus();
        }
    }

    fn unfocus(&mut self) {
        if self.may {
            self.state.unfocus();
        }
    }
}

/// What an operation from outside did about the focus.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Notice {
    /// It asked where it is.
    pub(super) asked: bool,
    /// It moved it.
    pub(super) moved: bool,
}

/// An operation of the program that shows a guest, inside of that.
pub(super) struct FromOutside<'a> {
    operation: &'a mut dyn Operation,
    notice: &'a mut Notice,
}

impl<'a> FromOutside<'a> {
    /// Says in `notice` what the operation does.
    pub(super) fn new(operation: &'a mut dyn Operation, notice: &'a mut Notice) -> Self {
        Self { operation, notice }
    }

    fn name(_: Option<&Id>) -> Option<&Id> {
        None
    }
}

impl Operation for FromOutside<'_> {
    hands_on_to_operation!();

    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let notice = &mut *self.notice;
        self.operation
            .traverse(&mut |operation| operate(&mut FromOutside { operation, notice }));
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        let mut seen = Seen {
            state,
            notice: Cell::new(*self.notice),
        };
        self.operation.focusable(None, bounds, &mut seen);
        *self.notice = seen.notice.get();
    }
}

/// A control, and what is done about its focus.
struct Seen<'a> {
    state: &'a mut dyn Focusable,
    notice: Cell<Notice>,
}

impl Focusable for Seen<'_> {
    fn is_focused(&self) -> bool {
        self.notice.set(Notice {
            asked: true,
            ..self.notice.get()
        });
        self.state.is_focused()
    }

    fn focus(&mut self) {
        self.notice.get_mut().moved = true;
        self.state.focus();
    }

    fn unfocus(&mut self) {
        self.notice.get_mut().moved = true;
        self.state.unfocus();
    }
}

/// Takes the focus from everything outside of a guest.
struct LoseOutside {
    guest: Id,
    at: bool,
}

impl Operation for LoseOutside {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        if !std::mem::take(&mut self.at) {
            operate(self);
        }
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        let gate = state.downcast_ref::<Gate>();
        self.at = gate.is_some_and(|gate| gate.id == self.guest);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        state.unfocus();
    }
}
