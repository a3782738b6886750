//! What a later start of the program was asked for, handed to this window; see [`crate::platform::instance`].
//!
//! Where nothing can be lost it is done as if it had been typed here. In the middle of something it is asked about first; while
//! something is on its way to a server, that is waited for.

use iced::{Task, clipboard};

use super::question::Question;
use super::{App, Message};
use crate::domain::invite::{self, Meant};
use crate::domain::{Address, Domain, Link};
use crate::i18n::Key;
use crate::page::{self, Page, server};
use crate::platform::instance::Wish;
use crate::words;

/// About what was handed to the window.
#[derive(Debug, Clone)]
pub enum News {
    /// This came.
    Came(Wish),
    /// It is to be done now.
    GoPressed,
    /// It is not to be done; while something is on its way: not before that has ended.
    StayPressed,
    /// The link that nobody takes is wanted on the clipboard.
    CopyPressed,
}

/// What was handed over and is not done.
#[derive(Debug)]
pub(super) enum Waiting {
    /// To go somewhere else. If it `rests`, it is asked about when what is on its way has ended.
    Going { wish: Wish, rests: bool },
    /// A link for a chat program, of which there is none.
    Foreign { link: Link, copied: bool },
}

impl App {
    pub(super) fn handed_told(&mut self, news: News) -> Task<Message> {
        let is_busy = self.is_busy();
        match (news, &mut self.waiting) {
            (News::Came(wish), _) => self.handed(wish),
            (News::GoPressed, Some(Waiting::Going { .. })) if !is_busy => {
                match self.waiting.take() {
                    Some(Waiting::Going { wish, .. }) => self.go(wish),
                    _ => Task::none(),
                }
            }
            (News::StayPressed, Some(Waiting::Going { rests, .. })) if is_busy => {
                *rests = true;
                Task::none()
            }
            (News::StayPressed, waiting) => {
                *waiting = None;
                self.first_focus()
            }
            (News::CopyPressed, Some(Waiting::Foreign { link, copied })) => {
                *copied = true;
                clipboard::write(link.as_str().to_owned())
            }
            (News::GoPressed | News::CopyPressed, _) => Task::none(),
        }
    }

    /// What is asked now instead of the page, if anything is.
    pub(super) fn question(&self) -> Option<Question> {
        let said = |news| Message::Handed(news);
        let text = |key: Key| self.i18n.text(key);
        let stay = (text(Key("handed-stay")), said(News::StayPressed));
        let question = match self.waiting.as_ref()? {
            Waiting::Going { rests: true, .. } if self.is_busy() => return None,
            Waiting::Going { wish, .. } if self.is_busy() => Question {
                title: self.wanted(wish),
                why: vec![text(Key("handed-busy"))],
                first: (text(Key("closing-stay")), said(News::StayPressed)),
                second: None,
                escape: said(News::StayPressed),
            },
            Waiting::Going { wish, .. } => {
                let (why, is_kept) = self.what_is_left();
                let go = (text(Key("handed-go")), said(News::GoPressed));
                // Enter loses nothing.
                let (first, second) = if is_kept { (go, stay) } else { (stay, go) };
                Question {
                    title: self.wanted(wish),
                    why: vec![why],
                    first,
                    second: Some(second),
                    escape: said(News::StayPressed),
                }
            }
            Waiting::Foreign { link, copied } => {
                let (key, address) = words::errand(link);
                let copy = if *copied {
                    Key("copied")
                } else {
                    Key("foreign-copy")
                };
                Question {
                    title: self.i18n.with(key, [("address", address)]),
                    why: vec![words::link(link), text(Key("foreign-none"))],
                    first: (text(Key("foreign-close")), said(News::StayPressed)),
                    second: Some((text(copy), said(News::CopyPressed))),
                    escape: said(News::StayPressed),
                }
            }
        };
        Some(question)
    }

    fn handed(&mut self, wish: Wish) -> Task<Message> {
        match wish {
            Wish::Nothing => Task::none(),
            Wish::Foreign(link) => {
                self.waiting = Some(Waiting::Foreign {
                    link: Link::parse(link.expose()),
                    copied: false,
                });
                Task::none()
            }
            wish if self.is_there(&wish) => {
                self.waiting = None;
                Task::none()
            }
            wish if self.is_in_the_middle() => {
                self.waiting = Some(Waiting::Going { wish, rests: false });
                Task::none()
            }
            wish => {
                self.waiting = None;
                self.go(wish)
            }
        }
    }

    /// Does what is wanted, as if it had been typed here.
    fn go(&mut self, wish: Wish) -> Task<Message> {
        self.session = None;
        self.account = None;
        match wish {
            Wish::Server(typed) => {
                let server = self.server_page().clone().typed(typed.expose());
                let shown = self.show(Page::Server(server));
                let left = self.look_for_left();
                let go = page::Message::Server(server::Message::GoPressed);
                Task::batch([shown, left, self.page_said(go)])
            }
            Wish::Account(address) => {
                let begins = !address.is_empty();
                self.open_account(address, begins)
            }
            Wish::Nothing | Wish::Foreign(_) => Task::none(),
        }
    }

    /// Whether what is wanted is what is shown.
    fn is_there(&self, wish: &Wish) -> bool {
        match (wish, &self.page) {
            (
                Wish::Server(typed),
                Page::Connecting(_)
                | Page::Form(_)
                | Page::Web(_)
                | Page::Pending(_)
                | Page::Done(_),
            ) => {
                let Some(request) = self.session.as_ref().map(|session| &session.request) else {
                    return false;
                };
                let typed = typed.expose();
                if let Ok(Meant::Invitation(invitation)) = invite::read(typed) {
                    return request.invitation.as_ref() == Some(&*invitation);
                }
                let (name, domain) = match Address::parse(typed) {
                    Ok(address) => {
                        let name = address.name().to_string();
                        (Some(name), Some(address.domain().clone()))
                    }
                    Err(_) => (None, Domain::parse(typed).ok()),
                };
                request.invitation.is_none()
                    && request.name == name
                    && domain.is_some_and(|domain| request.domain == domain)
            }
            (Wish::Account(address), Page::Account(page)) => {
                let shown = page.address().map(ToString::to_string);
                address.is_empty() || shown.as_ref() == Some(address)
            }
            _ => false,
        }
    }

    /// Whether the person has begun something here that they would come out of.
    fn is_in_the_middle(&self) -> bool {
        match &self.page {
            Page::Server(_)
            | Page::Invitation(_)
            | Page::Connecting(_)
            | Page::Web(_)
            | Page::Trouble(_) => false,
            Page::Settings(page) => page.has_typed(),
            Page::Form(_) | Page::Pending(_) | Page::Done(_) | Page::Account(_) => true,
        }
    }

    /// What becomes of the page that is shown, and whether nothing of it is lost.
    fn what_is_left(&self) -> (String, bool) {
        let about = |key, address: &str| self.i18n.with(key, [("address", address)]);
        let of_address = |address: &str, is_saved| {
            let key = if is_saved {
                Key("handed-why-saved")
            } else {
                Key("handed-why-unsaved")
            };
            (about(key, address), is_saved)
        };
        match &self.page {
            Page::Form(page) => {
                let domain = [("domain", page.domain().as_str())];
                (self.i18n.with("handed-why-form", domain), true)
            }
            Page::Pending(page) => of_address(page.address(), page.is_saved()),
            Page::Done(page) => match page.address() {
                Some(address) => of_address(address, page.is_saved()),
                None => (self.i18n.text("handed-why-page"), true),
            },
            Page::Account(_) => (self.i18n.text("handed-why-account"), false),
            Page::Settings(_) => (self.i18n.text("handed-why-settings"), false),
            Page::Server(_)
            | Page::Invitation(_)
            | Page::Connecting(_)
            | Page::Web(_)
            | Page::Trouble(_) => (self.i18n.text("handed-why-page"), true),
        }
    }

    /// What is wanted, in a few words. Nothing of a token is in them.
    fn wanted(&self, wish: &Wish) -> String {
        let on = |key, domain: &Domain| self.i18n.with(key, [("domain", domain.as_str())]);
        match wish {
            Wish::Server(typed) => {
                let typed = typed.expose();
                if let Ok(Meant::Invitation(invitation)) = invite::read(typed) {
                    return on(Key("handed-invitation"), &invitation.domain);
                }
                let address = Address::parse(typed).map(|address| address.domain().clone());
                match address.or_else(|_| Domain::parse(typed)) {
                    Ok(domain) if !invite::is_link(typed) => on(Key("handed-server"), &domain),
                    _ => self.i18n.text("handed-link"),
                }
            }
            Wish::Account(address) if !address.is_empty() => self
                .i18n
                .with("handed-account", [("address", address.as_str())]),
            Wish::Account(_) => self.i18n.text("handed-accounts"),
            Wish::Nothing | Wish::Foreign(_) => String::new(),
        }
    }
}
