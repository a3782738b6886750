//! The tasks of a component in a program that has others.

use iced::Task;
use iced::widget::Id;
use iced_runtime::{Action, task};

use crate::widget::focus::Within;

/// The same task, of which what it does to widgets is done inside of the guest of this id alone, and said behind that by
/// `touched`: what is done to widgets is not drawn by itself, so that a focus could be moved and not be seen.
pub(super) fn within<T: Clone + Send + 'static>(
    task: Task<T>,
    guest: &Id,
    insists: bool,
    touched: T,
) -> Task<T> {
    let Some(actions) = task::into_stream(task) else {
        return Task::none();
    };
    let guest = guest.clone();
    Task::stream(actions).then(move |action| {
        let (action, behind) = match action {
            Action::Widget(operation) => {
                let within = Within::new(guest.clone(), operation, insists);
                let action = Action::Widget(Box::new(within));
                (action, Task::done(touched.clone()))
            }
            action => (action, Task::none()),
        };
        // An action that is done.
        task::oneshot(move |_| action).chain(behind)
    })
}
