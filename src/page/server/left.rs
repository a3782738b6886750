//! A sign-up of an earlier run whose end is not known: the card that asks about it.

use iced::Length;
use iced::widget::{Column, column, row};

use super::Action;
use crate::domain::{KeyringFault, Secret};
use crate::i18n::Key;
use crate::theme::Element;
use crate::widget::button::{Kind, button};
use crate::widget::card::{Tone, notice};
use crate::widget::field::field;
use crate::widget::icon::Icon;
use crate::widget::{Ctx, text};

/// What the card wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To find out by a sign-in.
    Check(Typed),
    /// To be asked no more.
    Forget,
}

/// What was typed to find out with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The password, if there is none in the keyring.
    pub password: Option<Secret>,
    /// The password for the proxy that it went through, if it wants one.
    pub for_proxy: Option<Secret>,
}

/// What happened on the card.
#[derive(Debug, Clone)]
pub enum Message {
    /// A sign-in is wanted.
    CheckPressed,
    /// The password was typed into.
    Typed(String),
    /// The password for the proxy was typed into.
    ProxyTyped(String),
    /// The password is to be shown or hidden.
    RevealPressed,
    /// It is to be forgotten; the second time it is meant.
    ForgetPressed,
}

/// The card.
#[derive(Debug, Clone)]
pub struct State {
    address: String,
    made: bool,
    /// It is not a sign-up but a change of password.
    is_change: bool,
    /// `None` while its password is in the keyring.
    typed: Option<Secret>,
    hidden: bool,
    /// Why the keyring does not give it.
    fault: Option<KeyringFault>,
    next: Next,
    proxy: Option<Behind>,
}

/// The proxy that it went through, which wants a password that is kept nowhere.
#[derive(Debug, Clone)]
struct Behind {
    name: String,
    typed: Secret,
    /// It was pressed without the password.
    missing: bool,
}

/// What a press does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Checks, or asks whether it is really to be forgotten.
    Asks,
    /// Nothing: it is being checked.
    Waits,
    /// Forgets.
    Forgets,
}

/// The cards, if there are any.
pub(super) fn view<'a>(cards: &'a [State], ctx: Ctx<'_>) -> Option<Element<'a, super::Message>> {
    let drawn = cards.iter().enumerate().map(|(place, card)| {
        let card = card.view(place, ctx);
        card.map(move |message| super::Message::Left(place, message))
    });
    (!cards.is_empty()).then(|| Column::with_children(drawn).spacing(8).into())
}

/// Takes note of what happened on the card in this place. One that is to be forgotten is gone then.
pub(super) fn update(cards: &mut Vec<State>, place: usize, message: Message) -> Action {
    let wish = cards.get_mut(place).and_then(|card| card.update(message));
    if wish == Some(Wish::Forget) {
        drop(cards.remove(place));
    }
    wish.map_or(Action::None, |wish| Action::Left(place, wish))
}

/// What is to be checked if Enter is pressed and nothing else is meant: the card that a password was typed on.
pub(super) fn entered(cards: &mut [State]) -> Option<Action> {
    let place = cards.iter().position(State::has_typed)?;
    let wish = cards.get_mut(place)?.update(Message::CheckPressed)?;
    Some(Action::Left(place, wish))
}

impl State {
    /// The card for an account that may be there, or that is `made` and not proved. `saved` says that its password is in
    /// the keyring.
    #[must_use]
    pub fn new(address: String, made: bool, saved: bool) -> Self {
        Self {
            address,
            made,
            is_change: false,
            typed: (!saved).then(Secret::default),
            hidden: true,
            fault: None,
            next: Next::Asks,
            proxy: None,
        }
    }

    /// The same card for what went through this proxy, as it is written, which wants a password that is kept nowhere.
    #[must_use]
    pub fn behind(mut self, proxy: Option<String>) -> Self {
        self.proxy = proxy.map(|name| Behind {
            name,
            typed: Secret::default(),
            missing: false,
        });
        self
    }

    fn has_typed(&self) -> bool {
        let own = self.typed.as_ref();
        let all = own
            .into_iter()
            .chain(self.proxy.iter().map(|proxy| &proxy.typed));
        all.into_iter().any(|typed| !typed.is_empty())
    }

    /// The card for an account whose password may have been changed.
    #[must_use]
    pub fn of_change(self) -> Self {
        Self {
            is_change: true,
            ..self
        }
    }

    /// The keyring did not give the password: it has to be typed.
    pub(super) fn needs(&mut self, fault: Option<KeyringFault>) {
        self.next = Next::Asks;
        self.fault = fault;
        let _ = self.typed.get_or_insert_default();
    }

    fn update(&mut self, message: Message) -> Option<Wish> {
        match message {
            Message::CheckPressed if self.next == Next::Waits => None,
            Message::CheckPressed => {
                if let Some(proxy) = &mut self.proxy {
                    proxy.missing = proxy.typed.is_empty();
                }
                let proxy = self.proxy.as_ref();
                let own = self.typed.as_ref();
                if own.is_some_and(Secret::is_empty) || proxy.is_some_and(|proxy| proxy.missing) {
                    return None;
                }
                let typed = Typed {
                    password: own.cloned(),
                    for_proxy: proxy.map(|proxy| proxy.typed.clone()),
                };
                self.next = Next::Waits;
                Some(Wish::Check(typed))
            }
            Message::ProxyTyped(text) => {
                if let Some(proxy) = &mut self.proxy {
                    proxy.typed = Secret::from(text);
                    proxy.missing = false;
                }
                None
            }
            Message::Typed(text) => {
                self.typed = Some(Secret::from(text));
                None
            }
            Message::RevealPressed => {
                self.hidden = !self.hidden;
                None
            }
            Message::ForgetPressed if self.next == Next::Forgets => Some(Wish::Forget),
            Message::ForgetPressed => {
                self.next = Next::Forgets;
                None
            }
        }
    }

    /// Draws the card. `place` tells its controls from those of the others.
    fn view<'a>(&'a self, place: usize, ctx: Ctx<'_>) -> Element<'a, Message> {
        let key = if self.is_change {
            Key("left-change")
        } else if self.made {
            Key("left-made")
        } else {
            Key("left-unknown")
        };
        let sentence = ctx.i18n.with(key, [("address", self.address.as_str())]);
        let check = if self.next == Next::Waits {
            Key("pending-checking")
        } else {
            Key("pending-check")
        };
        let forget = if self.next == Next::Forgets {
            Key("left-forget-sure")
        } else {
            Key("left-forget")
        };
        let check = button(Kind::Plain, ctx.i18n.text(check))
            .id(format!("check-{place}"))
            .on_press(Message::CheckPressed);
        let forget = button(Kind::Plain, ctx.i18n.text(forget))
            .id(format!("forget-{place}"))
            .on_press(Message::ForgetPressed);
        let buttons = row![Element::from(check), Element::from(forget)]
            .spacing(8)
            .wrap();
        let mut more = column![].spacing(12).width(Length::Fill);
        if let Some(typed) = &self.typed {
            let why = match self.fault {
                None => Key("left-not-saved"),
                Some(KeyringFault::Missing) => Key("left-missing"),
                Some(KeyringFault::Locked) => Key("left-locked"),
                Some(KeyringFault::Denied) => Key("left-denied"),
                Some(KeyringFault::Slow) => Key("left-slow"),
                Some(KeyringFault::Failed) => Key("left-failed"),
            };
            let (icon, name) = if self.hidden {
                (Icon::Eye, Key("password-show"))
            } else {
                (Icon::EyeOff, Key("password-hide"))
            };
            let line = field(
                format!("left-password-{place}"),
                ctx.i18n.text("password"),
                typed.expose(),
            )
            .secret(self.hidden)
            .on_input(Message::Typed)
            .button(icon, ctx.i18n.text(name), Message::RevealPressed);
            more = more
                .push(text::small(ctx.i18n.text(why)))
                .push(Element::from(line));
        }
        if let Some(proxy) = &self.proxy {
            let why = [("proxy", proxy.name.as_str())];
            let missing = proxy.missing.then_some(Key("left-proxy-missing"));
            let line = field(
                format!("left-proxy-{place}"),
                ctx.i18n.text("connection-proxy-password"),
                proxy.typed.expose(),
            )
            .secret(true)
            .on_input(Message::ProxyTyped)
            .error(missing.map(|key| ctx.i18n.text(key)));
            more = more
                .push(text::small(ctx.i18n.with("left-proxy", why)))
                .push(Element::from(line));
        }
        notice(Tone::Warn, sentence, Some(more.push(buttons).into()))
    }
}
