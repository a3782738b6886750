//! Sweeps: something is done over and over, each time with the connection broken at another place.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::chance::{Chance, is_long};
use crate::proxy::{Harm, Plan, Proxy, Way};

/// A place at which a connection breaks.
#[derive(Debug, Clone, Copy)]
pub struct Break {
    pub connection: usize,
    pub way: Way,
    pub offset: u64,
    pub resets: bool,
    /// Nobody answers from then on.
    pub for_good: bool,
}

impl Break {
    /// Every `step`th byte of all connections, of which so much passed up and down, and of `slack` bytes more: each once for
    /// good and once not.
    pub fn everywhere(traffic: Vec<(u64, u64)>, step: u64, slack: u64) -> Vec<Self> {
        let mut places = Vec::new();
        for (connection, (up, down)) in traffic.into_iter().enumerate() {
            for (way, bytes) in [(Way::Up, up), (Way::Down, down)] {
                for count in 0..=(bytes + slack) / step {
                    for for_good in [false, true] {
                        places.push(Self {
                            connection,
                            way,
                            offset: count * step,
                            resets: (count % 2 == 0) == for_good,
                            for_good,
                        });
                    }
                }
            }
        }
        places
    }

    /// What is in store for the connections, so that the right one breaks there.
    pub fn plans(&self) -> Vec<Plan> {
        let mut plans = vec![Plan::default(); self.connection];
        let harm = if self.resets {
            Harm::Reset
        } else {
            Harm::Close
        };
        plans.push(Plan::at(self.way, self.offset, harm));
        plans.push(if self.for_good {
            Plan::refused()
        } else {
            Plan::default()
        });
        plans
    }
}

/// What passed up and down on each connection so far.
pub fn traffic(proxy: &Proxy) -> Vec<(u64, u64)> {
    let traffic = proxy.traffic();
    let both = traffic
        .iter()
        .map(|one| (one.of(Way::Up), one.of(Way::Down)));
    both.collect()
}

/// The places that are to be tried.
pub struct Sweep<P> {
    name: String,
    began: Instant,
    all: usize,
    places: Vec<P>,
}

impl<P: Debug + Clone + Send + 'static> Sweep<P> {
    /// All of these places with `scripts/test --long`, else a sample of so many.
    pub fn of(name: &str, mut places: Vec<P>, sample: usize) -> Self {
        let all = places.len();
        if !is_long() {
            places = Chance::told(name).sample(places, sample);
        }
        Self {
            name: name.to_owned(),
            began: Instant::now(),
            all,
            places,
        }
    }

    /// Tries each place, so many at the same time, and gives what came of it.
    pub async fn tries<T, F>(&self, at_once: usize, attempt: impl Fn(P) -> F) -> Vec<(P, T)>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let slots = Arc::new(Semaphore::new(at_once));
        let mut runs = JoinSet::new();
        for place in self.places.iter().cloned() {
            let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
            let tried = attempt(place.clone());
            runs.spawn(async move {
                let came = tried.await;
                drop(slot);
                (place, came)
            });
        }
        runs.join_all().await
    }

    /// Counts the verdicts, tells how many there are of each, and fails if one of them is wrong.
    #[track_caller]
    pub fn counts<V: Debug + Eq + Hash>(
        &self,
        verdicts: impl IntoIterator<Item = (P, Result<V, String>)>,
    ) -> HashMap<V, usize> {
        let mut counted: HashMap<V, usize> = HashMap::new();
        let mut wrong = Vec::new();
        for (place, verdict) in verdicts {
            match verdict {
                Ok(verdict) => *counted.entry(verdict).or_default() += 1,
                Err(why) => wrong.push(format!("{place:?}: {why}")),
            }
        }
        println!(
            "counted: {}, cut at {} of {} places: {counted:?}, {} wrong verdicts, {:.0?}",
            self.name,
            self.places.len(),
            self.all,
            wrong.len(),
            self.began.elapsed()
        );
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        counted
    }
}
