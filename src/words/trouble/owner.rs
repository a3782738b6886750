//! The same causes, told to somebody who has an account: nobody signs up.

use super::Cause;
use crate::engine::Stage;
use crate::i18n::{I18n, Key};

impl Cause {
    /// What happened, in a few words, and why: to somebody who is about to sign in, or has done so.
    #[must_use]
    pub fn to_owner(&self, i18n: &I18n, domain: &str) -> (String, String) {
        let say = |title: Key, why: Key| {
            let about = [("domain", domain)];
            (i18n.with(title, about), i18n.with(why, about))
        };
        match self {
            Self::Lost => say(Key("trouble-lost"), Key("owner-lost-why")),
            // The server hung up for a rule of its own.
            Self::Ended | Self::Blocked => say(Key("trouble-ended"), Key("owner-ended-why")),
            Self::NoAnswer(Stage::AskForm | Stage::Fill | Stage::Submit) => {
                say(Key("trouble-no-answer"), Key("owner-no-answer-why"))
            }
            cause => (cause.title(i18n, domain), cause.sentence(i18n, domain)),
        }
    }
}
