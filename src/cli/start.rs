//! The start of the window: a link that is for other programs goes to them, and what a window is asked for that is open
//! already goes to that one.

use std::path::PathBuf;
use std::process::ExitCode;

use futures::executor::block_on;

use super::print;
use super::{Common, no_window};
use crate::domain::invite::{self, Meant};
use crate::domain::{Link, Scheme, Secret};
use crate::i18n::{I18n, Key};
use crate::platform;
use crate::platform::instance::{self, Inbox, Instance, Start, Wish};
use crate::scan::{self, ScanFault};

/// What a start of the window comes to.
#[derive(Debug)]
pub enum Opening {
    /// It opens, for this. What comes later comes into the inbox, for as long as the instance lives.
    Window(Wish, Inbox, Option<Instance>),
    /// It does not: this is the exit code.
    Done(ExitCode),
}

/// What the window is asked for by what was typed in place of a server: if that names a file, the invitation in it. A file that
/// has none comes along: the window says why. A link for other programs is passed on.
///
/// # Errors
///
/// The exit code, if there is no such file, or nothing more to do.
pub fn wish(i18n: &I18n, typed: Secret) -> Result<(Wish, Option<PathBuf>), ExitCode> {
    let Some(path) = scan::file_named(typed.expose()) else {
        return pass_on(i18n, typed).map(|wish| (wish, None));
    };
    match block_on(scan::read(path.clone())) {
        Ok(link) => Ok((Wish::Server(link), None)),
        Err(fault @ ScanFault::NotThere) => {
            let sentence = crate::words::no_invitation_in(i18n, &path, fault);
            Err(no_window(&sentence, true))
        }
        Err(_) => Ok((Wish::Nothing, Some(path))),
    }
}

/// Passes a link on that is for other programs. Of what this one does itself, and of a link that nobody takes, it is said
/// what the window is to do; otherwise this is the exit code.
///
/// # Errors
///
/// The exit code, if there is nothing more to do.
fn pass_on(i18n: &I18n, typed: Secret) -> Result<Wish, ExitCode> {
    let Ok(Meant::Other(link)) = invite::read(typed.expose()) else {
        return Ok(Wish::Server(typed));
    };
    if link.scheme() != Scheme::Xmpp {
        return Ok(Wish::Server(typed));
    }
    match platform::pass_on(&link, i18n.tag()) {
        Ok(program) => {
            print::line(&i18n.with("cli-link-passed-on", [("program", program)]));
            Err(ExitCode::SUCCESS)
        }
        Err(fault) => {
            tracing::info!(%fault, "a link was not passed on");
            Ok(Wish::Foreign(Secret::from(link.as_str())))
        }
    }
}

/// Says on the terminal why there is no window: there is nothing that it could be drawn on.
#[must_use]
pub fn no_screen(i18n: &I18n, wish: &Wish) -> ExitCode {
    match wish {
        Wish::Foreign(link) => {
            let (key, address) = crate::words::errand(&Link::parse(link.expose()));
            let about = i18n.with(key, [("address", address)]);
            let sentence = format!("{about}. {}", i18n.text("foreign-none"));
            no_window(&sentence, true)
        }
        _ => no_window(&i18n.text("cli-no-screen"), false),
    }
}

/// Hands what is wished to the window that is open, if there is one that was started with the same options.
#[must_use]
pub fn open(i18n: &I18n, common: &Common, wish: Wish, of_its_own: bool) -> Opening {
    let start = if of_its_own {
        Start::Alone
    } else {
        instance::start(&wish, &common.marks())
    };
    match start {
        Start::HandedOver => {
            let key = match wish {
                Wish::Nothing => Key("cli-window-raised"),
                _ => Key("cli-window-has-it"),
            };
            print::line(&i18n.text(key));
            Opening::Done(ExitCode::SUCCESS)
        }
        Start::First(instance) => {
            let inbox = instance.inbox();
            window(wish, inbox, Some(instance))
        }
        Start::Alone => window(wish, Inbox::default(), None),
    }
}

fn window(wish: Wish, inbox: Inbox, instance: Option<Instance>) -> Opening {
    if matches!(wish, Wish::Foreign(_)) {
        inbox.put(wish.clone());
    }
    Opening::Window(wish, inbox, instance)
}
