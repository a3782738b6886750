//! Which server a verb is for, and the invitation to it, if there is one: from the arguments, from a file that they name,
//! or from standard input.

use super::options::Place;
use super::outcome::Report;
use super::{Context, print};
use crate::domain::invite::{self, Meant};
use crate::domain::{Domain, Invitation, Secret, Token};
use crate::engine::{Command, Invited, Target};
use crate::i18n::{I18n, Key};
use crate::{scan, words};

/// Where a verb goes, and as whose guest.
pub(super) struct Visit {
    pub(super) domain: Domain,
    invitation: Option<Invitation>,
    /// What the server said to it last.
    invited: Option<Invited>,
}

impl Visit {
    /// Has the invitation shown there.
    pub(super) fn lead(&self, target: &mut Target) {
        if let Some(invitation) = &self.invitation {
            target.invitation.clone_from(&invitation.token);
            target.invited_name.clone_from(&invitation.name);
            target.resets = invitation.resets;
        }
    }

    /// The name that is proposed where nothing else is said.
    pub(super) fn name(&self) -> Option<String> {
        let name = self.invitation.as_ref()?.name.as_ref()?;
        Some(name.to_string())
    }

    /// Takes in what the server says to the invitation. That it takes none is told: the verb goes on without.
    pub(super) fn hears(&mut self, i18n: &I18n, invited: Invited) {
        self.invited = Some(invited);
        if invited == Invited::NotTaken {
            let domain = [("domain", self.domain.as_str())];
            print::error(&i18n.with("invitation-not-taken", domain));
        }
    }

    /// The verb goes on without the invitation.
    pub(super) fn goes_without(&mut self) -> Command {
        self.invitation = None;
        Command::WithoutInvitation
    }

    /// The verb goes on with this invitation, if there is one with a token.
    pub(super) fn goes_with(&mut self, found: Option<Invitation>) -> Option<Command> {
        let found = found?;
        self.invitation = Some(found.clone());
        Some(Command::WithInvitation(Box::new(found)))
    }

    /// Says in a report what came of the invitation; and from whom it was, if it is one that led to an account.
    pub(super) fn tell(&self, i18n: &I18n, report: Report) -> Report {
        let name = match self.invited {
            Some(Invited::Accepted) => "accepted",
            Some(Invited::NotTaken) => "not_taken",
            Some(Invited::Refused) => "refused",
            None => return report,
        };
        let inviter = self.invitation.as_ref().and_then(|it| it.inviter.as_ref());
        let inviter = inviter
            .filter(|_| self.invited == Some(Invited::Accepted))
            .map(ToString::to_string);
        report.invited(i18n, name, inviter)
    }
}

impl Context {
    /// The server and the invitation that the arguments name.
    pub(super) async fn visit(&mut self, place: &Place) -> Result<Visit, Report> {
        let typed = self.looked_up(place.domain.as_ref()).await?;
        let told = self.looked_up(place.invitation.as_ref()).await?;
        let typed = typed.as_ref().map(Secret::expose);
        let told = told.as_ref().map(Secret::expose);
        let usage = |key| Report::usage(self.i18n.text(key));
        let by = |link| {
            let invitation = self.invited_by(link)?;
            Ok((invitation.domain.clone(), Some(invitation)))
        };
        let (domain, invitation) = match (typed, told) {
            (Some(link), None) if invite::is_link(link) => by(link)?,
            (Some(link), Some(_)) if invite::is_link(link) => {
                return Err(usage(Key("cli-invitation-twice")));
            }
            (None, None) => return Err(usage(Key("cli-invitation-no-server"))),
            (None, Some(link)) if !invite::is_link(link) => {
                return Err(usage(Key("cli-invitation-no-server")));
            }
            (None, Some(link)) => by(link)?,
            (Some(typed), None) => (self.domain(typed)?, None),
            (Some(typed), Some(token)) => {
                let domain = self.domain(typed)?;
                let invitation = self.invitation_to(&domain, token)?;
                (domain, Some(invitation))
            }
        };
        Ok(Visit {
            domain,
            invitation,
            invited: None,
        })
    }

    /// What an argument stands for: itself, the link in a file, or the next line of standard input.
    async fn looked_up(&mut self, said: Option<&Secret>) -> Result<Option<Secret>, Report> {
        let Some(said) = said else {
            return Ok(None);
        };
        if said.expose() == "-" {
            let question = self.i18n.text("cli-ask-link");
            return self.asker.link(&question).await.map(Some);
        }
        let link = self.in_file(said.expose()).await;
        link.unwrap_or_else(|| Ok(said.clone())).map(Some)
    }

    /// The link in the file of this name; `None` if it is not meant as one.
    async fn in_file(&self, said: &str) -> Option<Result<Secret, Report>> {
        let path = scan::file_named(said)?;
        let link = scan::read(path.clone()).await;
        let told = |fault| Report::usage(words::no_invitation_in(&self.i18n, &path, fault));
        Some(link.map_err(told))
    }

    /// The invitation to a server that a text is: a link, or the token alone.
    fn invitation_to(&self, domain: &Domain, text: &str) -> Result<Invitation, Report> {
        let usage = |key| Report::usage(self.i18n.text(key));
        if !invite::is_link(text) {
            let token = Token::parse(text).map_err(|fault| usage(words::link_fault(fault)))?;
            return Ok(Invitation::new(domain.clone(), Some(token)));
        }
        let invitation = self.invited_by(text)?;
        if invitation.domain != *domain {
            let meant = invitation.domain.as_str();
            let arguments = [("typed", domain.as_str()), ("domain", meant)];
            let sentence = self.i18n.with("cli-invitation-elsewhere", arguments);
            return Err(Report::usage(sentence));
        }
        Ok(invitation)
    }

    fn invited_by(&self, link: &str) -> Result<Invitation, Report> {
        let key = match invite::read(link) {
            Ok(Meant::Invitation(invitation)) => return Ok(*invitation),
            Ok(Meant::Page(_)) => Key("link-page"),
            Ok(Meant::Other(_)) => Key("link-other"),
            Err(fault) => words::link_fault(fault),
        };
        Err(Report::usage(self.i18n.text(key)))
    }

    /// The invitation that somebody has who sits at a terminal, for a server that wants one; `None` if there is none.
    pub(super) async fn wants_invited(
        &mut self,
        domain: &Domain,
    ) -> Result<Option<Invitation>, Report> {
        if !self.asker.is_terminal() {
            return Ok(None);
        }
        let question = self.i18n.text("cli-ask-invitation");
        loop {
            let answer = Secret::from(self.asker.line(&question).await?);
            let text = answer.expose().trim();
            if text.is_empty() {
                return Ok(None);
            }
            let read = match self.in_file(text).await {
                Some(Ok(link)) => self.invitation_to(domain, link.expose()),
                Some(Err(report)) => Err(report),
                None => self.invitation_to(domain, text),
            };
            match read {
                Ok(invitation) if invitation.token.is_some() => return Ok(Some(invitation)),
                Ok(_) => print::error(&self.i18n.text("invitation-no-token")),
                Err(report) => report.print(false),
            }
        }
    }

    /// Whether somebody who sits at a terminal wants to go on without an invitation that is over.
    pub(super) async fn wants_without(&mut self) -> Result<bool, Report> {
        if !self.asker.is_terminal() {
            return Ok(false);
        }
        let (yes, no) = (self.i18n.text("cli-yes"), self.i18n.text("cli-no"));
        let question = self.i18n.text("cli-ask-without-invitation");
        let answer = self.asker.line(&format!("{question} [{yes}/{no}]")).await?;
        Ok(super::answers::switch(&self.i18n, &answer) == Some(true))
    }
}
