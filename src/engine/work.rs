//! Work that a form asks for instead of an answer: texts whose hash ends in given bits (XEP-0158 section 6.2).
//!
//! Each try is as good as any other, so nothing is lost when a search ends and another one begins.

use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::available_parallelism,
    time::{Duration, Instant},
};

use tokio::{sync::mpsc, time::timeout};

use super::Target;
use crate::domain::{FieldId, Form, Kind, Submission, Work};

/// How many hashes are computed before it is looked whether anybody still wants them.
const AT_A_TIME: u32 = 2_048;

/// The work of one form. What is dropped is given up.
#[derive(Default)]
pub(super) struct Works(Vec<Search>);

impl Works {
    /// Begins with what a form is sure or likely to need: what is required, and what takes seconds at most.
    pub(super) fn begin(form: &Form, target: &Target) -> Self {
        let needed = form.fields.iter().filter_map(|field| match &field.kind {
            Kind::Work(work) if can_do(work) && (field.required || work.is_light()) => Some(
                Search::begin(&field.id, work, (target.domain.as_str(), target)),
            ),
            _ => None,
        });
        Self(needed.collect())
    }

    /// Puts what is done already into a submission. Returns whether that is all that it needs.
    pub(super) fn hand_over(&mut self, submission: &mut Submission) -> bool {
        for (field, _) in submission.work().to_vec() {
            let search = self.0.iter_mut().find(|search| search.field == field);
            if let Some(found) = search.and_then(|search| search.found.try_recv().ok()) {
                let _ = submission.done(&field, &found);
            }
        }
        submission.work().is_empty()
    }

    /// Does what a submission still needs. Returns whether it is done; not if it takes too long, or far too long.
    pub(super) async fn finish(&mut self, submission: &mut Submission, target: &Target) -> bool {
        let address = target.domain.as_str();
        self.finish_for(submission, address, target).await
    }

    /// The same for a form that was asked from another address than the target's.
    pub(super) async fn finish_for(
        &mut self,
        submission: &mut Submission,
        address: &str,
        target: &Target,
    ) -> bool {
        let all = async {
            while let Some((field, work)) = submission.work().first().cloned() {
                let Some(found) = self.search(&field, &work, (address, target)).await else {
                    return false;
                };
                if !submission.done(&field, &found) {
                    return false;
                }
            }
            true
        };
        timeout(target.deadlines.work, all).await.unwrap_or(false)
    }

    /// What is found by a search that is under way or, if there is none or it has come to its end, by another one.
    async fn search(
        &mut self,
        field: &FieldId,
        work: &Work,
        to: (&str, &Target),
    ) -> Option<String> {
        if !can_do(work) {
            return None;
        }
        if let Some(place) = self.0.iter().position(|search| search.field == *field) {
            if let Some(found) = self.0[place].found.recv().await {
                return Some(found);
            }
            let _ = self.0.remove(place);
        }
        self.0.push(Search::begin(field, work, to));
        self.0.last_mut()?.found.recv().await
    }
}

fn can_do(work: &Work) -> bool {
    work.bits() <= Work::MOST_BITS
}

/// A search that is under way, on half the processors at most. It ends when this is dropped.
struct Search {
    field: FieldId,
    found: mpsc::Receiver<String>,
    stop: Arc<AtomicBool>,
}

impl Search {
    /// The text begins with the address that the form was asked from.
    fn begin(field: &FieldId, work: &Work, (address, target): (&str, &Target)) -> Self {
        let processors = available_parallelism().map_or(1, usize::from);
        let (tell, found) = mpsc::channel(1);
        let stop = Arc::new(AtomicBool::new(false));
        for _ in 0..(processors / 2).max(1) {
            let miner = Miner {
                work: work.clone(),
                tell: tell.clone(),
                stop: Arc::clone(&stop),
            };
            let address = address.to_owned();
            let patience = target.deadlines.work;
            // It ends by itself; what it found goes through the channel.
            drop(tokio::task::spawn_blocking(move || {
                miner.run(&address, patience);
            }));
        }
        Self {
            field: field.clone(),
            found,
            stop,
        }
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// One of several that try texts; they differ in where they begin.
struct Miner {
    work: Work,
    tell: mpsc::Sender<String>,
    stop: Arc<AtomicBool>,
}

impl Miner {
    /// Tries texts that begin with the address that the form was asked from, until one fits, somebody says stop, or time
    /// is up.
    fn run(&self, address: &str, patience: Duration) {
        let start = Instant::now();
        let Ok(random) = getrandom::u64() else {
            return;
        };
        let mut text = format!("{address}{random:016x}");
        let begin = text.len();
        let mut number: u64 = 0;
        while !self.stop.load(Ordering::Relaxed) && start.elapsed() < patience {
            for _ in 0..AT_A_TIME {
                text.truncate(begin);
                let _ = write!(text, "{number:x}");
                number += 1;
                if self.work.is_done_by(&text) {
                    // Full if another one was faster.
                    let _ = self.tell.try_send(text);
                    self.stop.store(true, Ordering::Relaxed);
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::domain::{Answers, Challenge, Domain, Field, Purpose, Role, Way};

    fn target(patience: Duration) -> Target {
        let mut target = Target::new(Domain::parse("fake.test").unwrap());
        target.deadlines.work = patience;
        target
    }

    fn form(label: &str, required: bool) -> Form {
        let field = Field {
            required,
            ..Field::new(
                "SHA-256",
                Role::Captcha(Challenge::Hashcash),
                Kind::Work(Work::parse(label).unwrap()),
            )
        };
        Form::new(Purpose::NewAccount, Way::DataForm, vec![field])
    }

    fn submission(form: &Form) -> Submission {
        form.check(&Answers::default(), false).unwrap()
    }

    const LONG: Duration = Duration::from_secs(600);

    /// Requirement 68 (XEP-0158 section 6.2).
    #[tokio::test]
    async fn work_is_done_for_the_address_that_was_asked() {
        let form = form("a5c", true);
        let mut works = Works::begin(&form, &target(LONG));
        let mut submission = submission(&form);
        assert!(works.finish(&mut submission, &target(LONG)).await);
        assert_eq!(submission.entries().len(), 1);
        let text = submission.entries()[0].values[0].expose();
        assert!(text.starts_with("fake.test"), "{text}");
        let hash = Sha256::digest(text.as_bytes());
        let end = u16::from_be_bytes([hash[30], hash[31]]);
        assert_eq!(end & 0xfff, 0xa5c, "{text}");
    }

    #[tokio::test]
    async fn what_was_done_in_time_is_there_at_once() {
        let form = form("5", true);
        let mut works = Works::begin(&form, &target(LONG));
        let mut submission = submission(&form);
        while !works.hand_over(&mut submission) {
            tokio::task::yield_now().await;
        }
        assert_eq!(submission.entries().len(), 1);
    }

    /// Requirement 69: bounded in bits and in time, whether it was begun before or not.
    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        for label in ["000000000", "ffffffffffffffff"] {
            let form = form(label, true);
            let mut works = Works::begin(&form, &target(LONG));
            assert!(works.0.is_empty());
            assert!(!works.finish(&mut submission(&form), &target(LONG)).await);
        }
        let short = target(Duration::from_millis(20));
        let form = form("00000000", true);
        for mut works in [
            Works::default(),
            Works::begin(&form, &short),
            Works::begin(&form, &target(LONG)),
        ] {
            assert!(!works.finish(&mut submission(&form), &short).await);
        }
    }

    #[tokio::test]
    async fn a_search_that_ended_is_begun_anew() {
        let form = form("a5c", true);
        let mut works = Works::begin(&form, &target(Duration::ZERO));
        assert_eq!(works.0[0].found.recv().await, None);
        assert!(works.finish(&mut submission(&form), &target(LONG)).await);
    }

    /// Requirement 69: cancellable.
    #[tokio::test]
    async fn nobody_searches_for_a_form_that_is_gone() {
        let mut works = Works::begin(&form("00000000", true), &target(LONG));
        let stop = Arc::downgrade(&works.0[0].stop);
        let searching = stop.strong_count() - 1;
        assert!(searching >= 1);
        assert!(works.0[0].found.try_recv().is_err());
        drop(works);
        // Each search has its own hold on it until it ends.
        let start = Instant::now();
        while stop.strong_count() > 0 {
            assert!(start.elapsed() < Duration::from_secs(20), "it does not end");
            tokio::task::yield_now().await;
        }
    }

    /// Requirement 69: what may be left out is only begun if it takes no time to speak of.
    #[test]
    fn what_is_heavy_and_may_not_be_needed_waits() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let _inside = runtime.enter();
        let begun = |label, required| Works::begin(&form(label, required), &target(LONG)).0.len();
        assert_eq!(begun("00000000", true), 1);
        assert_eq!(begun("00000000", false), 0);
        assert_eq!(begun("000000", false), 1);
    }
}
