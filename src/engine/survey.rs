//! Asking many servers for their forms, to see which of them let people sign up now.
//!
//! Nothing is sent but that question, and nothing is kept of a form but what is told here.

use std::{collections::HashSet, sync::Arc};

use futures::{FutureExt as _, StreamExt as _, stream};
use sipper::{Sender, Sipper, sipper};

use super::{
    Error, Seen, Target,
    dial::Trust,
    progress::Progress,
    route::Route,
    session::reach::{Reached, reach},
};
use crate::domain::{Domain, Form, Link, Offer, Reason, Role};

/// The most servers that are asked at a time.
pub const AT_ONCE: usize = 8;

/// What happens while servers are asked.
#[derive(Debug, Clone)]
pub enum News {
    /// This one is being asked now.
    Asking(Domain),
    /// This one is done with.
    Seen {
        /// Its domain.
        domain: Domain,
        /// What was seen of it.
        sight: Sight,
        /// How many are done with, this one among them.
        done: usize,
        /// How many there are in all, each domain counted once.
        of: usize,
    },
}

/// What was seen of a server that was asked for its form, and no more than that.
#[derive(Debug, Clone)]
pub struct Sight {
    /// What it answered.
    pub reply: Reply,
    /// Whether it says that it takes invitations (XEP-0445 section 3).
    pub invites: bool,
}

/// What a server answered when it was asked for its form.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Its form, which asks for this. Who takes nobody without an invitation may send it all the same, as Prosody does, and
    /// say so to the answers only: see [`Sight::invites`].
    Form(Asks),
    /// It signs up on this web page, or by mail to this address.
    Web(Link),
    /// It sends no form. [`Reason::InvitationNeeded`] if it takes nobody without an invitation, as far as can be told.
    No {
        /// What its no means.
        reason: Reason,
        /// Its own words: plain, capped.
        server_text: Option<String>,
    },
    /// There was no answer.
    None(Error),
}

/// What has to be filled in besides a name and a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Asks {
    /// A puzzle for a person. Work that the program does is none.
    pub puzzle: bool,
    /// An e-mail address.
    pub email: bool,
    /// How many other things.
    pub others: usize,
}

impl Asks {
    /// What a form wants to be filled in at least.
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let spare = form.spare_challenges();
        let mut asks = Self {
            puzzle: form.puzzles().any(|puzzle| !spare.contains(&puzzle.id)),
            ..Self::default()
        };
        let questions = form.fields.iter().filter(|field| field.is_question());
        for field in questions.filter(|field| field.required && !field.fixed) {
            match field.role {
                Role::Username | Role::Password | Role::Captcha(_) => {}
                Role::Email => asks.email = true,
                _ => asks.others += 1,
            }
        }
        asks
    }

    /// Whether a name and a password will do.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl Sight {
    /// What can be seen of this answer; `invites` if the server says that it takes invitations.
    fn of(offer: Offer, invites: bool) -> Self {
        let reply = match offer {
            Offer::Form(form) => Reply::Form(Asks::of(&form)),
            Offer::Web(page) => Reply::Web(page.link),
            Offer::Closed(refusal) => Reply::No {
                reason: refusal.reason,
                server_text: refusal.server_text,
            },
            // To somebody who has not even signed in.
            Offer::Registered(_) => Reply::No {
                reason: Reason::Unknown,
                server_text: None,
            },
        };
        let needed = matches!(
            reply,
            Reply::No {
                reason: Reason::InvitationNeeded,
                ..
            }
        );
        Self {
            reply,
            invites: invites || needed,
        }
    }
}

/// Asks servers for their forms, at most [`AT_ONCE`] at a time, and tells what was seen of each as it comes. Each domain is
/// asked once, however often it is named; one without an answer has taken its deadlines, see
/// [`Deadlines::whole`](super::Deadlines::whole).
///
/// `way` says how each is reached. Those that trust the same authorities share what is read of them; each has a TLS session
/// and a circuit through the proxy of its own, so that nobody can tell that they were asked by the same person. No
/// invitation is shown to any.
///
/// The sipper must be polled inside a tokio runtime. Dropping it ends all connections at once.
#[must_use]
pub fn survey<W>(domains: impl IntoIterator<Item = Domain>, way: W) -> impl Sipper<(), News> + Send
where
    W: Fn(Domain) -> Target + Send + 'static,
{
    let mut known = HashSet::new();
    let domains: Vec<Domain> = domains
        .into_iter()
        .filter(|domain| known.insert(domain.clone()))
        .collect();
    sipper(move |mut news: Sender<News>| async move {
        let of = domains.len();
        let teller = news.clone();
        let mut trust = None;
        let ask = move |domain: Domain| {
            let target = only_asking(way(domain.clone()), &domain);
            let trust = trust.get_or_insert_with(|| Arc::new(Trust::new(target.roots.clone())));
            let route = Route::trusting(target, trust);
            let mut news = teller.clone();
            async move {
                news.send(News::Asking(domain.clone())).await;
                let sight = look(&route).await;
                (domain, sight)
            }
            .boxed()
        };
        let mut seen = stream::iter(domains).map(ask).buffer_unordered(AT_ONCE);
        let mut done = 0;
        while let Some((domain, sight)) = seen.next().await {
            done += 1;
            let seen = News::Seen {
                domain,
                sight,
                done,
                of,
            };
            news.send(seen).await;
        }
    })
}

/// The way to a domain for somebody who only asks.
fn only_asking(way: Target, domain: &Domain) -> Target {
    Target {
        domain: domain.clone(),
        invitation: None,
        invited_name: None,
        doubted: Vec::new(),
        // Those of one server are not those of another.
        seen: Seen::default(),
        ..way
    }
}

async fn look(route: &Route) -> Sight {
    match reach(route, &mut Progress::silent()).await {
        Ok(Reached { stream, answered }) => {
            let sight = Sight::of(answered.offer, stream.features().invites);
            stream.close().await;
            sight
        }
        Err(error) => Sight {
            reply: Reply::None(error),
            invites: false,
        },
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{Challenge, Field, Kind, Purpose, Refusal, Way, Work};

    fn required(id: &str, role: Role, kind: Kind) -> Field {
        Field {
            required: true,
            ..Field::new(id, role, kind)
        }
    }

    fn form(more: Vec<Field>) -> Form {
        let mut fields = vec![
            required("username", Role::Username, Kind::Text),
            required("password", Role::Password, Kind::Secret),
        ];
        fields.extend(more);
        Form::new(Purpose::NewAccount, Way::DataForm, fields)
    }

    #[test]
    fn a_form_asks_for_what_has_to_be_filled_in() {
        let asked = |id, role| required(id, role, Kind::Text);
        let work = Kind::Work(Work::parse("a5").unwrap());
        let question = Role::Captcha(Challenge::Question);
        for (more, asks) in [
            (vec![], Asks::default()),
            (
                vec![
                    Field::new("email", Role::Email, Kind::Text),
                    Field::new("nick", Role::Nick, Kind::Text),
                    required("note", Role::Other, Kind::Note),
                    required("sid", Role::Other, Kind::Hidden),
                    Field {
                        fixed: true,
                        ..asked("token", Role::Other)
                    },
                ],
                Asks::default(),
            ),
            (
                vec![asked("email", Role::Email), asked("qa", question)],
                Asks {
                    puzzle: true,
                    email: true,
                    others: 0,
                },
            ),
            (
                vec![
                    required("tos", Role::Other, Kind::Toggle),
                    asked("nick", Role::Nick),
                ],
                Asks {
                    others: 2,
                    ..Asks::default()
                },
            ),
            // One of a choice is enough, and one it has to be.
            (
                vec![Field::new("qa", question, Kind::Text)],
                Asks {
                    puzzle: true,
                    ..Asks::default()
                },
            ),
            // What the program computes is asked of nobody.
            (
                vec![
                    Field::new("qa", question, Kind::Text),
                    Field::new("SHA-256", Role::Captcha(Challenge::Hashcash), work),
                ],
                Asks::default(),
            ),
        ] {
            assert_eq!(Asks::of(&form(more.clone())), asks, "{more:?}");
        }
    }

    #[test]
    fn who_needs_an_invitation_takes_them() {
        let closed = |reason| Offer::Closed(Refusal::new(reason));
        assert!(Sight::of(closed(Reason::InvitationNeeded), false).invites);
        assert!(Sight::of(closed(Reason::Closed), true).invites);
        assert!(!Sight::of(closed(Reason::Closed), false).invites);
        assert!(!Sight::of(Offer::Form(form(vec![])), false).invites);
    }
}
