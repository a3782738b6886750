//! How a connection is to be made, as the page has it.

use iced::widget::operation;

use super::{Action, Encryption, Endpoint, FoundProxy, State, connection};

impl State {
    /// The same page with a connection that was asked for at the start.
    #[must_use]
    pub fn connected_to(
        mut self,
        endpoint: Option<Endpoint>,
        encryption: Encryption,
        proxy: FoundProxy,
    ) -> Self {
        self.connection = Box::new(connection::State::new(endpoint, encryption, proxy));
        self
    }

    /// The same page with the connection unfolded, the cursor at the host or at the proxy.
    #[must_use]
    pub fn unfolded(mut self, at_proxy: bool) -> Self {
        self.connection.unfold();
        self.cursor = if at_proxy {
            connection::PROXY
        } else {
            connection::HOST
        };
        self
    }

    /// How a connection is to be made, as far as it is set here and can be used.
    #[must_use]
    pub fn connection(&self) -> (Option<Endpoint>, Encryption, FoundProxy) {
        let endpoint = self.connection.endpoint().unwrap_or_default();
        (
            endpoint,
            self.connection.encryption(),
            self.connection.found(),
        )
    }

    /// Something happened to it. What is unfolded stands far from what unfolded it: the cursor goes there.
    pub(super) fn connect(&mut self, message: connection::Message) -> Action {
        let was_open = self.connection.is_open();
        self.connection.update(message);
        if self.connection.is_open() && !was_open {
            return Action::Run(operation::focus(connection::HOST));
        }
        Action::None
    }
}
