//! Where a task is, for whoever wants to know.

use sipper::Sender;

use super::{Event, Stage};

/// The stage of a task, told as it changes or only remembered.
#[derive(Debug)]
pub(super) struct Progress {
    events: Option<Sender<Event>>,
    stage: Stage,
}

impl Progress {
    /// Tells each new stage.
    pub(super) fn told(events: Sender<Event>) -> Self {
        Self {
            events: Some(events),
            stage: Stage::FindServer,
        }
    }

    /// Tells nothing: what happens is no news for the person.
    pub(super) fn silent() -> Self {
        Self {
            events: None,
            stage: Stage::FindServer,
        }
    }

    /// A stage begins.
    pub(super) async fn stage(&mut self, stage: Stage) {
        self.stage = stage;
        if let Some(events) = &mut self.events {
            events.send(Event::Stage(stage)).await;
        }
    }

    /// The stage that began last.
    pub(super) fn now(&self) -> Stage {
        self.stage
    }
}
