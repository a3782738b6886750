//! What the page looks like.

use iced::Length;
use iced::widget::{column, container, row};

use super::{Message, SIZES, State, THEMES, THROUGH, Through};
use crate::domain::NoteFault;
use crate::i18n::Key;
use crate::settings::Fault;
use crate::theme::{Element, space};
use crate::widget::button::{Kind, button};
use crate::widget::card::{Tone, notice};
use crate::widget::choice::{Choice, Many, choices};
use crate::widget::field::Notes;
use crate::widget::keyed::keyed;
use crate::widget::switch::switch;
use crate::widget::{Ctx, text};

impl State {
    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let looks = [self.theme(ctx), self.size(ctx)];
        let [theme, size] = looks;
        let looks: Element<'a, Message> = if ctx.narrow {
            column![theme, size].spacing(space::FIELDS).into()
        } else {
            row![theme, size].spacing(16).into()
        };
        let fault = self
            .fault
            .map(|fault| notice(Tone::Warn, ctx.i18n.text(fault_words(fault)), None));
        let parts = [
            (0, Some(text::title(ctx.i18n.text("settings-title")).into())),
            (1, fault),
            (2, Some(self.language(ctx))),
            (3, Some(looks)),
            (4, Some(self.connection(ctx))),
            (5, Some(self.keyring(ctx))),
            (6, Some(self.forget.view(ctx).map(Message::Forget))),
            (
                7,
                Some(self.about.view(&self.given, ctx).map(Message::About)),
            ),
        ];
        keyed(space::FIELDS, parts).into()
    }

    fn language<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let set = self.given.settings.language.as_deref();
        let is_known = |tag| self.languages.iter().any(|(known, _)| *known == Some(tag));
        let set = set.filter(|tag| is_known(tag));
        let options = self.languages.iter().map(|(tag, name)| Choice {
            label: match tag {
                Some(_) => name.clone(),
                None => ctx
                    .i18n
                    .with("settings-language-system", [("language", name.as_str())]),
            },
            chosen: *tag == set,
        });
        list(
            "language",
            ctx.i18n.text("settings-language"),
            options.collect(),
            Message::LanguageChosen,
            self.given
                .lang_named
                .then(|| ctx.i18n.text("settings-language-named")),
            None,
        )
    }

    fn theme<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        list(
            "theme",
            ctx.i18n.text("settings-theme"),
            options(&THEMES, self.given.settings.theme, ctx),
            Message::ThemeChosen,
            None,
            None,
        )
    }

    fn size<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        list(
            "text-size",
            ctx.i18n.text("settings-text"),
            options(&SIZES, self.given.settings.text, ctx),
            Message::TextChosen,
            None,
            None,
        )
    }

    fn connection<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let help = if self.given.proxy_named {
            Some(ctx.i18n.text("settings-proxy-named"))
        } else if self.through == Through::System {
            Some(self.of_system(ctx))
        } else {
            None
        };
        let kinds = list(
            "through",
            ctx.i18n.text("settings-proxy"),
            options(&THROUGH, self.through, ctx),
            Message::ProxyChosen,
            help,
            self.refused.clone(),
        );
        let own = (self.through == Through::Own).then(|| {
            let line = self
                .proxy
                .view(ctx.i18n.text("connection-proxy-help"), ctx)
                .map(Message::Proxy);
            let set = button(Kind::Plain, ctx.i18n.text("settings-proxy-use"))
                .id("proxy-use")
                .on_press_maybe(self.typed().map(|()| Message::ProxyPressed));
            column![line, Element::from(set)].spacing(12)
        });
        column![kinds].push(own).spacing(12).into()
    }

    fn of_system(&self, ctx: Ctx<'_>) -> String {
        let system = &self.given.system_proxy;
        match (&system.proxy, &system.variable, &system.ignored) {
            (Some(proxy), Some(variable), _) => {
                let arguments = [("proxy", proxy.to_string()), ("variable", variable.clone())];
                ctx.i18n.with("settings-proxy-of-system", arguments)
            }
            (_, _, Some(variable)) => {
                let arguments = [("variable", variable.as_str())];
                ctx.i18n.with("connection-proxy-ignored", arguments)
            }
            _ => ctx.i18n.text("settings-proxy-of-system-none"),
        }
    }

    fn keyring<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        switch(
            "keyring",
            ctx.i18n.text("settings-keyring"),
            self.given.settings.keyring,
            false,
            Message::KeyringPressed,
            Notes {
                help: Some(ctx.i18n.text("settings-keyring-help")),
                ..Notes::default()
            },
        )
    }
}

fn options<T: Copy + PartialEq>(all: &[(T, Key)], set: T, ctx: Ctx<'_>) -> Vec<Choice> {
    all.iter()
        .map(|(one, name)| Choice {
            label: ctx.i18n.text(*name),
            chosen: *one == set,
        })
        .collect()
}

fn list<'a>(
    id: &'static str,
    label: String,
    options: Vec<Choice>,
    chose: fn(usize) -> Message,
    help: Option<String>,
    error: Option<String>,
) -> Element<'a, Message> {
    let notes = Notes {
        error,
        help,
        ..Notes::default()
    };
    let list = choices(id, label, None, options, Many::One, chose, notes);
    container(list).width(Length::Fill).into()
}

fn fault_words(fault: Fault) -> Key {
    match fault {
        Fault::Busy => Key("settings-busy"),
        Fault::Disk(NoteFault::Full) => Key("settings-disk-full"),
        Fault::Disk(NoteFault::ReadOnly) => Key("settings-read-only"),
        Fault::Disk(NoteFault::NoFolder) => Key("settings-no-folder"),
        Fault::Disk(NoteFault::Failed) => Key("settings-disk-failed"),
    }
}
