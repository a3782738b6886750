//! The tasks of a component in a program that has others.

use iced::Task;
use iced::widget::Id;
use iced_runtime::{Action, task};

use crate::widget::focus::Within;

/// The same task, of which what it does to widgets is done inside of the guest of this id alone.
pub(super) fn within<T: Send + 'static>(task: Task<T>, guest: &Id, insists: bool) -> Task<T> {
    let Some(actions) = task::into_stream(task) else {
        return Task::none();
    };
    let guest = guest.clone();
    Task::stream(actions).then(move |action| {
        let action = match action {
            Action::Widget(operation) => {
                Action::Widget(Box::new(Within::new(guest.clone(), operation, insists)))
            }
            action => action,
        };
        // An action that is done, and nothing behind it.
        task::oneshot(move |_| action)
    })
}
