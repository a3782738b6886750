//! Where and how to connect, for those who know: folded away until it is asked for.

use iced::Task;
use iced::widget::{column, container, operation, row};

use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::Ctx;
use crate::widget::choice::{Choice, Many, choices};
use crate::widget::details::details;
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
}

#[derive(Debug, Clone, Default)]
pub(super) struct State {
    open: bool,
    host: String,
    port: String,
    encryption: Encryption,
    problem: Option<Key>,
}

const HOST: &str = "host";
const PORT: &str = "port";

const ENCRYPTIONS: [(Encryption, Key); 3] = [
    (Encryption::Auto, Key("encryption-auto")),
    (Encryption::Direct, Key("encryption-direct")),
    (Encryption::StartTls, Key("encryption-starttls")),
];

impl State {
    pub(super) fn new(endpoint: Option<Endpoint>, encryption: Encryption) -> Self {
        let (host, port) = endpoint.map_or_else(Default::default, |endpoint| {
            let port = endpoint.port.map(|port| port.to_string());
            (endpoint.host, port.unwrap_or_default())
        });
        Self {
            host,
            port,
            encryption,
            ..Self::default()
        }
    }

    pub(super) fn encryption(&self) -> Encryption {
        self.encryption
    }

    pub(super) fn update(&mut self, message: Message) {
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
        }
    }

    /// Where to connect to, if anything was typed.
    pub(super) fn endpoint(&self) -> Result<Option<Endpoint>, Key> {
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
        Ok(Some(Endpoint {
            host: host.to_owned(),
            port,
        }))
    }

    /// If it cannot be used like this: says so, and brings the cursor there.
    pub(super) fn complain<T: Send + 'static>(&mut self) -> Option<Task<T>> {
        let problem = self.endpoint().err()?;
        self.problem = Some(problem);
        self.open = true;
        Some(operation::focus(PORT))
    }

    pub(super) fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        details(
            ctx.i18n.text("connection"),
            self.open,
            Message::Toggled,
            || self.unfolded(ctx),
        )
    }

    fn unfolded<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let host = field(HOST, ctx.i18n.text("connection-host"), &self.host)
            .optional(ctx.i18n.text("field-optional"))
            .on_input(Message::HostTyped)
            .help(Some(ctx.i18n.text("connection-host-help")));
        let port = field(PORT, ctx.i18n.text("connection-port"), &self.port)
            .optional(ctx.i18n.text("field-optional"))
            .on_input(Message::PortTyped)
            .error(self.problem.map(|problem| ctx.i18n.text(problem)));
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
        column![place, encryption]
            .spacing(theme::space::FIELDS)
            .into()
    }
}
