//! Vestibule: an account on any XMPP server, and what its owner does with it later.
//!
//! The layers point downwards only; `tests/architecture.rs` holds the rule.
//!
//! ```text
//! main ── window                       the program's window, round the component
//!         embed                        the component: what the app shows, for any program's page
//!         app ──────────────┐          one file names both pages and engine
//!         page ── widget    │          what is seen; iced lives here and in app only
//!         engine            │          what is done; tokio and sockets live here only
//!         protocol          │          XML <-> domain; no sockets, no clock
//!         domain ───────────┘          what is meant; no I/O, no XML, no iced
//!         platform                     browser, folders, files; sees domain only
//!         cli                          verbs without a window; sees engine, platform, domain
//!         practice                     the built-in practice server; sees protocol and domain
//!         directory                    lists of servers to sign up on; sees engine, platform, domain
//!         scan                         invitations out of files; sees engine, platform, domain
//!         words, i18n, settings        seen by app, page, widget, cli
//! ```
//!
//! Without features the library is `domain` and `protocol`, both pure. `engine` adds sockets and TLS, `gui` adds the
//! window, the verbs and the practice server.

pub mod domain;
pub mod protocol;

#[cfg(feature = "engine")]
pub mod engine;

#[cfg(feature = "gui")]
pub mod app;
#[cfg(feature = "gui")]
pub mod cli;
#[cfg(feature = "gui")]
pub mod directory;
#[cfg(feature = "gui")]
pub mod embed;
#[cfg(feature = "gui")]
pub mod i18n;
#[cfg(feature = "gui")]
pub mod page;
#[cfg(feature = "gui")]
pub mod platform;
#[cfg(feature = "gui")]
pub mod practice;
#[cfg(feature = "gui")]
pub mod scan;
#[cfg(feature = "gui")]
pub mod settings;
#[cfg(feature = "gui")]
pub mod theme;
#[cfg(feature = "gui")]
pub mod widget;
#[cfg(feature = "gui")]
pub mod window;
#[cfg(feature = "gui")]
pub mod words;
