//! Where and how to connect, for those who know: folded away until it is asked for.

use iced::Task;
use iced::widget::{column, container, operation, row};

use crate::domain::{Domain, Proxy, Secret};
use crate::i18n::Key;
use crate::page::proxy;
use crate::theme::{self, Element};
use crate::widget::Ctx;
use crate::widget::card::card;
use crate::widget::choice::{Choice, Many, choices};
use crate::widget::details::{details, fold};
use crate::widget::field::{Notes, field};

/// How a connection is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encryption {
    /// As the server's records say.
    #[default]
    Auto,
    /// From the first byte.
    Direct,
    /// After asking for it.
    StartTls,
}

/// A host to connect to instead of the one that the domain's records name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// A name or an address.
    pub host: String,
    /// Its port; `None` is the usual one.
    pub port: Option<u16>,
}

/// The proxy that is set when the page opens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundProxy {
    /// The proxy, if there is one.
    pub proxy: Option<Proxy>,
    /// The system's variable that names it.
    pub variable: Option<String>,
    /// A variable of the system that names a proxy of a kind that is not used.
    pub ignored: Option<String>,
    /// What was set as a proxy and is none: it is shown, and nothing goes past it.
    pub unusable: Option<Secret>,
}

/// What happened to it.
#[derive(Debug, Clone)]
pub enum Message {
    /// It was folded or unfolded.
    Toggled,
    /// The host was typed.
    HostTyped(String),
    /// The port was typed.
    PortTyped(String),
    /// A kind of encryption was chosen.
    EncryptionChosen(usize),
    /// Something about the proxy.
    Proxy(proxy::Message),
}

#[derive(Debug, Clone, Default)]
pub(in crate::page) struct State {
    open: bool,
    host: String,
    port: String,
    encryption: Encryption,
    problem: Option<Key>,
    proxy: proxy::State,
    found: FoundProxy,
}

pub(in crate::page) const HOST: &str = "host";
const PORT: &str = "port";
pub(in crate::page) const PROXY: &str = proxy::PROXY;

const ENCRYPTIONS: [(Encryption, Key); 3] = [
    (Encryption::Auto, Key("encryption-auto")),
    (Encryption::Direct, Key("encryption-direct")),
    (Encryption::StartTls, Key("encryption-starttls")),
];

impl State {
    pub(in crate::page) fn new(
        endpoint: Option<Endpoint>,
        encryption: Encryption,
        found: FoundProxy,
    ) -> Self {
        let (host, port) = endpoint.map_or_else(Default::default, |endpoint| {
            let port = endpoint.port.map(|port| port.to_string());
            (endpoint.host, port.unwrap_or_default())
        });
        let mut state = Self {
            host,
            port,
            encryption,
            ..Self::default()
        };
        state.through(found);
        state
    }

    /// Another proxy was set.
    pub(super) fn through(&mut self, found: FoundProxy) {
        self.proxy = match &found.unusable {
            Some(text) => proxy::State::unusable(text),
            None => proxy::State::new(found.proxy.as_ref()),
        };
        self.found = found;
    }

    pub(in crate::page) fn encryption(&self) -> Encryption {
        self.encryption
    }

    /// The proxy that is set now, and where it came from.
    pub(in crate::page) fn found(&self) -> FoundProxy {
        let proxy = self.proxy().unwrap_or_default();
        if proxy == self.found.proxy {
            return self.found.clone();
        }
        FoundProxy {
            proxy,
            ..FoundProxy::default()
        }
    }

    /// Whether host or encryption were not left to the server's records.
    pub(in crate::page) fn is_by_hand(&self) -> bool {
        !self.host.trim().is_empty() || self.encryption != Encryption::Auto
    }

    pub(in crate::page) fn update(&mut self, message: Message) {
        match message {
            Message::Toggled => self.open = !self.open,
            Message::HostTyped(host) => {
                self.host = host;
                self.problem = None;
            }
            Message::PortTyped(port) => {
                self.port = port;
                self.problem = None;
            }
            Message::EncryptionChosen(index) => {
                self.encryption = ENCRYPTIONS
                    .get(index)
                    .map_or(Encryption::Auto, |(encryption, _)| *encryption);
            }
            Message::Proxy(message) => self.proxy.update(message),
        }
    }

    pub(in crate::page) fn unfold(&mut self) {
        self.open = true;
    }

    /// Where to connect to, if anything was typed.
    pub(in crate::page) fn endpoint(&self) -> Result<Option<Endpoint>, Key> {
        let (host, port) = (self.host.trim(), self.port.trim());
        let port = match port {
            "" => None,
            port => match port.parse::<u16>() {
                Ok(0) | Err(_) => return Err(Key("connection-port-wrong")),
                Ok(port) => Some(port),
            },
        };
        if host.is_empty() {
            return if port.is_some() {
                Err(Key("connection-port-alone"))
            } else {
                Ok(None)
            };
        }
        // What can be a domain can be a host: a name or an address.
        if Domain::parse(host).is_err() {
            return Err(Key("connection-host-wrong"));
        }
        Ok(Some(Endpoint {
            host: host.to_owned(),
            port,
        }))
    }

    /// What to go through, if anything was typed.
    pub(in crate::page) fn proxy(&self) -> Result<Option<Proxy>, Key> {
        self.proxy.ready()
    }

    /// If it cannot be used like this: says so, and brings the cursor there.
    pub(in crate::page) fn complain<T: Send + 'static>(&mut self) -> Option<Task<T>> {
        self.problem = self.endpoint().err();
        let at_proxy = self.proxy.complain(self.proxy.ready().err());
        let place = match (self.problem, at_proxy) {
            (None, None) => return None,
            (Some(Key("connection-host-wrong")), _) => HOST,
            (Some(_), _) => PORT,
            (None, Some(place)) => place,
        };
        self.open = true;
        Some(operation::focus(place))
    }

    /// Where the proxy came from, or what it is for.
    fn proxy_help(&self, ctx: Ctx<'_>) -> String {
        let is_found = self.proxy.shows(self.found.proxy.as_ref());
        match (&self.found.variable, &self.found.ignored) {
            (Some(variable), _) if is_found => ctx
                .i18n
                .with("connection-proxy-found", [("variable", variable.as_str())]),
            (_, Some(variable)) if is_found => ctx.i18n.with(
                "connection-proxy-ignored",
                [("variable", variable.as_str())],
            ),
            _ => ctx.i18n.text("connection-proxy-help"),
        }
    }

    /// The line that unfolds it, with the way in a word.
    pub(super) fn fold<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let is_through = !matches!(self.proxy(), Ok(None));
        let way = match (self.is_by_hand(), is_through) {
            (true, _) => Key("connection-by-hand"),
            (false, true) => Key("connection-through"),
            (false, false) => Key("connection-direct"),
        };
        let way = ctx.i18n.text(way);
        let label = ctx.i18n.with("connection-way", [("way", way.as_str())]);
        let name = ctx.i18n.text("connection");
        fold(label, self.open, Message::Toggled)
            .id("connection")
            .info(|info| {
                info.name = name;
                info.value = Some(way);
            })
            .into()
    }

    /// What it unfolds, where that stands elsewhere.
    pub(super) fn unfolded_part<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        self.open.then(|| card(self.unfolded(ctx)).into())
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(in crate::page) fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        details(
            ctx.i18n.text("connection"),
            self.open,
            Message::Toggled,
            || self.unfolded(ctx),
        )
    }

    fn unfolded<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let problem = |at_host: bool| {
            self.problem
                .filter(|problem| (problem.0 == "connection-host-wrong") == at_host)
                .map(|problem| ctx.i18n.text(problem))
        };
        let host = field(HOST, ctx.i18n.text("connection-host"), &self.host)
            .optional(ctx.i18n.text("field-optional"))
            .on_input(Message::HostTyped)
            .help(Some(ctx.i18n.text("connection-host-help")))
            .error(problem(true));
        let port = field(PORT, ctx.i18n.text("connection-port"), &self.port)
            .optional(ctx.i18n.text("field-optional"))
            .on_input(Message::PortTyped)
            .error(problem(false));
        let options = ENCRYPTIONS
            .iter()
            .map(|(encryption, name)| Choice {
                label: ctx.i18n.text(*name),
                chosen: self.encryption == *encryption,
            })
            .collect();
        let encryption = choices(
            "encryption",
            ctx.i18n.text("connection-encryption"),
            None,
            options,
            Many::One,
            Message::EncryptionChosen,
            Notes::default(),
        );
        let place: Element<'a, Message> = if ctx.narrow {
            column![host, port].spacing(theme::space::FIELDS).into()
        } else {
            row![host, container(port).width(200)].spacing(16).into()
        };
        let proxy = self.proxy.view(self.proxy_help(ctx), ctx);
        column![place, encryption, proxy.map(Message::Proxy)]
            .spacing(theme::space::FIELDS)
            .into()
    }
}
