//! The control for a proxy: the line for it, and one for its password where it wants one.

use iced::widget::{Column, column};

use crate::domain::{NotAProxy, Proxy, Secret};
use crate::i18n::Key;
use crate::theme::{Element, space};
use crate::widget::Ctx;
use crate::widget::field::field;

/// What happened to it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The proxy was typed.
    Typed(String),
    /// The password for it was typed.
    PasswordTyped(Secret),
}

/// The line for a proxy.
pub(super) const PROXY: &str = "proxy";
/// The line for its password.
pub(super) const PASSWORD: &str = "proxy-password";

const MISSING: Key = Key("connection-proxy-password-missing");

#[derive(Debug, Clone, Default)]
pub(super) struct State {
    typed: String,
    password: Secret,
    problem: Option<Key>,
}

impl State {
    pub(super) fn new(proxy: Option<&Proxy>) -> Self {
        Self {
            typed: shown(proxy),
            password: password(proxy),
            problem: None,
        }
    }

    /// With a text in it that is no proxy.
    pub(super) fn unusable(text: &Secret) -> Self {
        Self {
            typed: text.expose().to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn update(&mut self, message: Message) {
        match message {
            Message::Typed(proxy) => self.typed = proxy,
            Message::PasswordTyped(password) => self.password = password,
        }
        self.problem = None;
    }

    /// Whether it shows this proxy, whatever its password is.
    pub(super) fn shows(&self, proxy: Option<&Proxy>) -> bool {
        self.typed == shown(proxy)
    }

    /// What was typed, if anything was; its password may be missing.
    pub(super) fn proxy(&self) -> Result<Option<Proxy>, Key> {
        let proxy = match Proxy::parse(&self.typed) {
            Ok(proxy) => proxy,
            Err(NotAProxy::Empty) => return Ok(None),
            Err(NotAProxy::Kind(_)) => return Err(Key("connection-proxy-kind")),
            Err(NotAProxy::Broken) => return Err(Key("connection-proxy-wrong")),
        };
        // Everybody could read it there.
        if proxy.login.is_some() && !proxy.needs_password() {
            return Err(Key("connection-proxy-password-apart"));
        }
        Ok(Some(proxy.with_password(self.password.clone())))
    }

    /// The same, ready to be gone through.
    pub(super) fn ready(&self) -> Result<Option<Proxy>, Key> {
        match self.proxy()? {
            Some(proxy) if proxy.needs_password() => Err(MISSING),
            proxy => Ok(proxy),
        }
    }

    /// Says what is wrong, if anything is; returns where the cursor belongs then.
    pub(super) fn complain(&mut self, problem: Option<Key>) -> Option<&'static str> {
        self.problem = problem;
        problem.map(|problem| if problem == MISSING { PASSWORD } else { PROXY })
    }

    /// Whether it was said what is wrong.
    pub(super) fn complains(&self) -> bool {
        self.problem.is_some()
    }

    pub(super) fn view<'a>(&'a self, help: String, ctx: Ctx<'_>) -> Element<'a, Message> {
        let wants_password = Proxy::parse(&self.typed).is_ok_and(|proxy| proxy.needs_password());
        let problem = |at_password: bool| {
            self.problem
                .filter(|problem| (*problem == MISSING) == at_password)
                .map(|problem| ctx.i18n.text(problem))
        };
        let proxy = field(PROXY, ctx.i18n.text("connection-proxy"), &self.typed)
            .optional(ctx.i18n.text("field-optional"))
            .on_input(Message::Typed)
            .help(Some(help))
            .error(problem(false));
        let password = wants_password.then(|| {
            let label = ctx.i18n.text("connection-proxy-password");
            field(PASSWORD, label, self.password.expose())
                .secret(true)
                .on_input(|text| Message::PasswordTyped(Secret::from(text)))
                .error(problem(true))
        });
        let lines: Column<'a, Message, _, _> = column![proxy].push(password);
        lines.spacing(space::FIELDS).into()
    }
}

/// A proxy as it is shown: without its password.
fn shown(proxy: Option<&Proxy>) -> String {
    proxy.map(ToString::to_string).unwrap_or_default()
}

fn password(proxy: Option<&Proxy>) -> Secret {
    proxy
        .and_then(|proxy| proxy.login.as_ref())
        .map(|login| login.password.clone())
        .unwrap_or_default()
}
