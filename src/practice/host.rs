//! The hosts of the practice server: one for each kind of journey.

/// What happens to somebody who signs up on a host.
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
}

impl Journey {
    /// All journeys, the plainest first.
    pub const ALL: [Self; 10] = [
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
    ];

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
}
