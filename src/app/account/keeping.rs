//! The keyring and the journal, for an account that is looked after.

use iced::Task;

use super::{Heard, Signing, settle};
use crate::app::{App, Ask, Event, Message};
use crate::domain::{Credentials, Keeping, KeyringFault, Secret, password};
use crate::engine::account::Owner;
use crate::page::account::News;
use crate::page::{Page, account, server};
use crate::platform::Kept;

impl App {
    /// A sign-in was made: sees to where the password is.
    pub(super) fn keep_account(&self, signing: Signing, own: Credentials) -> Task<Message> {
        let id = self.sessions;
        let keeper = self.safe.keeper().clone();
        let heard = move |keeping| Message::Account(id, Heard::Kept(keeping));
        match signing {
            Signing::AndRemember => {
                Task::future(async move { keeper.remember(&own).await }).map(heard)
            }
            // It may be there all the same, from earlier.
            Signing::Only => Task::future(async move {
                match keeper.recall(&own.address).await {
                    Ok(Some(_)) => Keeping::Saved,
                    _ => Keeping::Nowhere,
                }
            })
            .map(heard),
            _ => Task::none(),
        }
    }

    /// A sign-in to look after the account was made, with a password that was typed or came out of the keyring. If it was
    /// open whether an earlier change of the password was made, that is known now.
    pub(super) fn found_out(&mut self, signing: Signing, own: Credentials) -> Task<Message> {
        let Some(session) = &self.account else {
            return Task::none();
        };
        let Some(kept) = &session.kept else {
            return self.keep_account(signing, own);
        };
        let is_new = session.sent.as_ref() == Some(&own.password);
        let was_saved = kept.keeping() == Keeping::Saved;
        if is_new && (was_saved || signing != Signing::Only) {
            return self.change_proved();
        }
        // Of a new password that is kept nowhere it is not known whether it was typed then as now.
        let told = if was_saved && !is_new {
            self.tell_account(News::PasswordAsBefore)
        } else {
            Task::none()
        };
        Task::batch([told, self.change_undone(), self.keep_account(signing, own)])
    }

    /// An earlier run sent a new password and did not learn what became of it: signs in with that, and if it opens
    /// nothing, with the old one.
    pub(in crate::app) fn resume_change(
        &mut self,
        kept: Kept,
        changed: Credentials,
        request: server::Request,
    ) -> Task<Message> {
        let (endpoint, encryption, proxy) = self.server_page().connection();
        let typed = changed.address.to_string();
        let page = account::State::new(typed, endpoint, encryption, proxy);
        let mut page = page.with_password(changed.password.clone());
        // The page only shows that it is under way: which password it is, is decided here.
        drop(page.begin());
        self.session = None;
        self.account = None;
        self.sessions += 1;
        let shown = self.show(Page::Account(Box::new(page)));
        let entry = account::Entry {
            address: changed.address,
            password: None,
            remember: false,
            request,
        };
        let new = changed.password.clone();
        let asked = self.sign_in_with(entry, changed.password, Signing::Resuming);
        if let Some(session) = &mut self.account {
            session.kept = Some(kept);
            session.sent = Some(new);
        }
        Task::batch([shown, asked])
    }

    /// The new password of an earlier run opens nothing: the keyring may have the old one.
    pub(super) fn try_old_password(&mut self) -> Task<Message> {
        let Some(session) = &self.account else {
            return Task::none();
        };
        if let Page::Account(page) = &mut self.page {
            page.leave_to_keyring();
        }
        let id = session.id;
        let keeper = self.safe.keeper().clone();
        let address = session.credentials.address.clone();
        let recalled = async move { keeper.recall(&address).await };
        Task::future(recalled).map(move |old| Message::Account(id, Heard::RecalledOld(old)))
    }

    /// The old password came out of the keyring, or did not.
    pub(super) fn old_password(
        &mut self,
        old: Result<Option<Secret>, KeyringFault>,
    ) -> Task<Message> {
        let Some(session) = &mut self.account else {
            return Task::none();
        };
        let Ok(Some(old)) = old else {
            return self.tell_account(News::NoPassword(old.err()));
        };
        let own = Credentials {
            address: session.credentials.address.clone(),
            password: old,
        };
        session.owner = Owner::new(session.target.clone(), own.clone());
        session.credentials = own;
        session.entry = Signing::ResumingOld;
        self.ask_owner(Ask::SignIn)
    }

    /// Puts a new password away; it is sent when that has ended, however it has.
    pub(super) fn change_password(&mut self, new: Secret, ask: Ask) -> Task<Message> {
        let Some(session) = &mut self.account else {
            return Task::none();
        };
        // What cannot be prepared is refused before it is sent.
        let new = password::prepare(&new).unwrap_or(new);
        session.sent = Some(new.clone());
        let changed = Credentials {
            address: session.credentials.address.clone(),
            password: new,
        };
        let mut keeper = self.safe.keeper().clone();
        if session.keeping != Keeping::Saved {
            // Who does not want it remembered has both: only the note is kept.
            keeper = keeper.without_keyring();
        }
        let (id, way) = (session.id, session.way.clone());
        let ask = Box::new(ask);
        let begun = async move { keeper.begin_change(&changed, way).await };
        Task::future(begun).map(move |kept| Message::Account(id, Heard::PutAway(ask.clone(), kept)))
    }

    /// A sign-in has proved the new password: it takes the place of the old one.
    pub(super) fn change_proved(&mut self) -> Task<Message> {
        let Some(session) = &mut self.account else {
            return Task::none();
        };
        let id = session.id;
        if let Some(new) = session.sent.take() {
            session.credentials.password = new;
        }
        let heard = move |keeping| Message::Account(id, Heard::Changed(keeping));
        let own = session.credentials.clone();
        self.events
            .push(Event::PasswordChanged(own.address.clone()));
        // Who wants it remembered wants the new one remembered, although the keyring did not take the old one.
        let was_wanted = matches!(session.keeping, Keeping::NotSaved(_) | Keeping::NotNoted(_));
        let keeper = was_wanted.then(|| self.safe.keeper().clone());
        let kept = session.kept.take();
        let put_away = async move {
            let keeping = match kept {
                Some(mut kept) => kept.proved(&own.password).await,
                None => Keeping::Nowhere,
            };
            match keeper {
                Some(keeper) => keeper.remember(&own).await,
                None => keeping,
            }
        };
        Task::future(put_away).map(heard)
    }

    /// The old password holds: nothing is left to be found out.
    pub(super) fn change_undone(&mut self) -> Task<Message> {
        let Some(session) = &mut self.account else {
            return Task::none();
        };
        match session.kept.take() {
            Some(kept) => settle(session.id, async move { kept.forget().await }),
            None => Task::none(),
        }
    }

    /// Removes the account from this computer.
    pub(super) fn forget_account(&mut self) -> Task<Message> {
        let Some(session) = &self.account else {
            return Task::none();
        };
        let id = session.id;
        let keeper = self.safe.keeper().clone();
        let address = session.credentials.address.clone();
        let gone = async move { keeper.forget_account(&address).await };
        Task::future(gone).map(move |result| Message::Account(id, Heard::Forgotten(result)))
    }
}
