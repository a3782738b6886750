//! The hosts of the practice server: one for each kind of journey.

/// The password of all accounts that are there from the start, see [`Journey::accounts`]. It is no secret.
pub const PASSWORD: &str = "practice-makes-perfect-1";

/// What happens to somebody who signs up on a host, or has an account there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Journey {
    /// Asks for a name and a password, and takes any.
    Open,
    /// Asks with a form that has every kind of field.
    Form,
    /// Shows a picture puzzle.
    Captcha,
    /// Every simple name is taken: only one with a digit or a dot is free.
    Taken,
    /// Takes only long passwords with a digit in them.
    Weak,
    /// Signs up on a web page alone.
    Web,
    /// Lets nobody sign up.
    Closed,
    /// Lets in only whom somebody invited.
    Invitation,
    /// Takes three seconds for every answer.
    Slow,
    /// Hangs up after three seconds of silence.
    Idle,
    /// Asks for everything there is, with every rule there is (XEP-0004, XEP-0122), and checks it strictly.
    Every,
    /// Spreads its questions over three pages (XEP-0141).
    Pages,
    /// Has several puzzles to choose from (XEP-0158): one of them is enough.
    Puzzles,
    /// Asks for what can be heard.
    Sound,
    /// Asks a question in words, and takes three answers (as Tigase does).
    Question,
    /// Wants some arithmetic done (XEP-0158 section 6.2).
    Work,
    /// Has a web page beside its form (XEP-0066).
    Linked,
    /// Sends its picture only when asked for it, on another connection (XEP-0231 section 2.3).
    LaterPicture,
    /// Has another question after the first answers, after a change of password and after a deletion.
    Again,
    /// Refuses in the way that the user name asks for.
    Refuses,
    /// Says everything in several languages.
    Languages,
    /// Has the picture puzzle of old ejabberds.
    Old,
    /// Wants a key back that it sent (XEP-0077 section 7).
    Key,
    /// Has all that the owner of an account may want: services, addresses of those who run it, a record that can be changed.
    Home,
    /// Has a crowd of services, some with strange names, some that never answer.
    Crowded,
    /// Lets its owners change nothing, and says so before it is tried.
    Managed,
    /// Does not say what it can do (XEP-0030).
    DiscoveryRefused,
    /// Does not answer at all when it is asked what it can do.
    DiscoverySilent,
    /// Does not say what is on record.
    RecordRefused,
    /// Lets nobody change a password (`not-allowed`).
    ChangeRefused,
    /// Does not think the channel safe enough to change a password (`not-authorized`).
    ChangeUnsafe,
    /// Does not know whose password to change (`unexpected-request`).
    ChangeUnexpected,
    /// Deletes an account and lets its stream live on.
    DeleteQuiet,
    /// Deletes an account and answers with a stream error alone.
    DeleteError,
    /// Deletes an account and closes the stream without a word.
    DeleteClose,
    /// Deletes no account (`not-allowed`).
    DeleteRefused,
    /// Deletes no account (`forbidden`), and has strange addresses to complain to.
    DeleteForbidden,
    /// Says that an account is deleted, and lets its owner in for some time yet.
    DeleteLater,
    /// Locks an account as soon as its owner has asked for something.
    Locked,
}

/// Which names there are hosts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// The journeys' own domains.
    Own,
    /// Any below these as well.
    Below,
}

impl Names {
    /// The journey that happens on a domain.
    pub(super) fn journey(self, domain: &str) -> Option<Journey> {
        let below = || {
            let (_, above) = domain.split_once('.')?;
            Journey::on(above)
        };
        Journey::on(domain).or_else(|| (self == Self::Below).then(below)?)
    }
}

impl Journey {
    /// All journeys, the plainest first.
    pub const ALL: [Self; 39] = [
        Self::Open,
        Self::Form,
        Self::Captcha,
        Self::Taken,
        Self::Weak,
        Self::Web,
        Self::Closed,
        Self::Invitation,
        Self::Slow,
        Self::Idle,
        Self::Every,
        Self::Pages,
        Self::Puzzles,
        Self::Sound,
        Self::Question,
        Self::Work,
        Self::Linked,
        Self::LaterPicture,
        Self::Again,
        Self::Refuses,
        Self::Languages,
        Self::Old,
        Self::Key,
        Self::Home,
        Self::Crowded,
        Self::Managed,
        Self::DiscoveryRefused,
        Self::DiscoverySilent,
        Self::RecordRefused,
        Self::ChangeRefused,
        Self::ChangeUnsafe,
        Self::ChangeUnexpected,
        Self::DeleteQuiet,
        Self::DeleteError,
        Self::DeleteClose,
        Self::DeleteRefused,
        Self::DeleteForbidden,
        Self::DeleteLater,
        Self::Locked,
    ];

    /// Whether only somebody with a special interest wants to see it. It is reached by typing its domain; the others
    /// are for a first try.
    #[must_use]
    pub fn is_special(self) -> bool {
        !matches!(
            self,
            Self::Open
                | Self::Form
                | Self::Captcha
                | Self::Taken
                | Self::Weak
                | Self::Web
                | Self::Closed
                | Self::Invitation
                | Self::Slow
                | Self::Idle
        )
    }

    /// The domain on which it happens. All are under a name that no real server can have (RFC 6761 section 6.2).
    #[must_use]
    pub fn domain(self) -> &'static str {
        match self {
            Self::Open => "open.practice.test",
            Self::Form => "form.practice.test",
            Self::Captcha => "captcha.practice.test",
            Self::Taken => "taken.practice.test",
            Self::Weak => "weak.practice.test",
            Self::Web => "web.practice.test",
            Self::Closed => "closed.practice.test",
            Self::Invitation => "invitation.practice.test",
            Self::Slow => "slow.practice.test",
            Self::Idle => "idle.practice.test",
            Self::Every => "every.practice.test",
            Self::Pages => "pages.practice.test",
            Self::Puzzles => "puzzles.practice.test",
            Self::Sound => "sound.practice.test",
            Self::Question => "question.practice.test",
            Self::Work => "work.practice.test",
            Self::Linked => "linked.practice.test",
            Self::LaterPicture => "later-picture.practice.test",
            Self::Again => "again.practice.test",
            Self::Refuses => "refuses.practice.test",
            Self::Languages => "languages.practice.test",
            Self::Old => "old.practice.test",
            Self::Key => "key.practice.test",
            Self::Home => "home.practice.test",
            Self::Crowded => "crowded.practice.test",
            Self::Managed => "managed.practice.test",
            Self::DiscoveryRefused => "discovery-refused.practice.test",
            Self::DiscoverySilent => "discovery-silent.practice.test",
            Self::RecordRefused => "record-refused.practice.test",
            Self::ChangeRefused => "change-refused.practice.test",
            Self::ChangeUnsafe => "change-unsafe.practice.test",
            Self::ChangeUnexpected => "change-unexpected.practice.test",
            Self::DeleteQuiet => "delete-quiet.practice.test",
            Self::DeleteError => "delete-error.practice.test",
            Self::DeleteClose => "delete-close.practice.test",
            Self::DeleteRefused => "delete-refused.practice.test",
            Self::DeleteForbidden => "delete-forbidden.practice.test",
            Self::DeleteLater => "delete-later.practice.test",
            Self::Locked => "locked.practice.test",
        }
    }

    /// The journey that happens on a domain.
    #[must_use]
    pub fn on(domain: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|journey| journey.domain() == domain)
    }

    /// A short name of it, for texts in other files.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.domain().split('.').next().unwrap_or_default()
    }

    /// The names of the accounts that are there from the start, all with [`PASSWORD`]: on the hosts that are for what
    /// comes after signing up.
    #[must_use]
    pub fn accounts(self) -> &'static [&'static str] {
        match self {
            Self::Weak
            | Self::Again
            | Self::Home
            | Self::Crowded
            | Self::Managed
            | Self::DiscoveryRefused
            | Self::DiscoverySilent
            | Self::RecordRefused
            | Self::ChangeRefused
            | Self::ChangeUnsafe
            | Self::ChangeUnexpected
            | Self::DeleteQuiet
            | Self::DeleteError
            | Self::DeleteClose
            | Self::DeleteRefused
            | Self::DeleteForbidden
            | Self::DeleteLater => &["juliet"],
            Self::Locked => &["juliet", "romeo"],
            _ => &[],
        }
    }
}
