//! Where a task is, for whoever wants to know.

use sipper::Sender;

use super::{Event, Stage, turns::Turns};

/// The stage of a task, told as it changes or only remembered, and what its round trips are counted with.
#[derive(Debug)]
pub(super) struct Progress {
    events: Option<Sender<Event>>,
    stage: Stage,
    /// The stage that was told last.
    told: Option<Stage>,
    turns: Turns,
}

impl Progress {
    /// Tells each new stage.
    pub(super) fn told(events: Sender<Event>, turns: Turns) -> Self {
        Self {
            events: Some(events),
            ..Self::counted(turns)
        }
    }

    /// Tells nothing and counts for nobody: what happens is no news for the person.
    pub(super) fn silent() -> Self {
        Self::counted(Turns::default())
    }

    /// Tells nothing, but counts.
    pub(super) fn counted(turns: Turns) -> Self {
        Self {
            events: None,
            stage: Stage::FindServer,
            told: None,
            turns,
        }
    }

    /// A stage begins. That something has to be tried anew is no news.
    pub(super) async fn stage(&mut self, stage: Stage) {
        self.stage = stage;
        if self.told.is_some_and(|told| told >= stage) {
            return;
        }
        self.told = Some(stage);
        if let Some(events) = &mut self.events {
            events.send(Event::Stage(stage)).await;
        }
    }

    /// What counts the round trips.
    pub(super) fn turns(&self) -> Turns {
        self.turns.clone()
    }

    /// The stage that began last.
    pub(super) fn now(&self) -> Stage {
        self.stage
    }
}
