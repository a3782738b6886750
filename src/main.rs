//! Arguments to window or verb.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, ExitCode};

use clap::Parser as _;
use vestibule::cli::{self, Arguments, Common, Opening, Verb};
use vestibule::directory::Cache;
use vestibule::domain::Secret;
use vestibule::embed::Options;
use vestibule::i18n::I18n;
use vestibule::platform::ProxySetting;
use vestibule::platform::instance::Wish;
use vestibule::practice::{self, Practice};
use vestibule::settings::{ProxyChoice, Store};
use vestibule::window;

fn main() -> ExitCode {
    cli::plain_panics();
    let arguments = Arguments::parse();
    let (common, domain) = (arguments.common, arguments.domain);
    let of_its_own = arguments.new_window;
    match arguments.verb {
        Some(Verb::Account(window)) => {
            let typed = window.address.unwrap_or_default();
            // An address that is none is told before there is a window.
            if let Some(fault) = cli::not_an_address(&typed, &common) {
                return fault;
            }
            let of_its_own = of_its_own || window.new_window;
            open_window(common, None, Some(typed), of_its_own)
        }
        Some(verb) => cli::run(verb, common),
        None => open_window(common, domain, None, of_its_own),
    }
}

fn open_window(
    common: Common,
    domain: Option<Secret>,
    account: Option<String>,
    of_its_own: bool,
) -> ExitCode {
    // The window is drawn by the processor alone. Told to use a graphics card, it would not open.
    if env::var_os("ICED_BACKEND").is_some() {
        return again_without("ICED_BACKEND");
    }
    let settings = Store::system().load();
    let set = &settings.settings;
    let i18n = I18n::of(common.lang.as_deref(), set.language.as_deref());
    let (wish, file) = match (account, domain) {
        (Some(account), _) => (Wish::Account(account), None),
        (None, None) => (Wish::Nothing, None),
        (None, Some(typed)) => match cli::wish(&i18n, typed) {
            Ok(wish) => wish,
            Err(code) => return code,
        },
    };
    let roots = match common.roots(&i18n) {
        Ok(roots) => roots,
        Err(sentence) => return cli::no_window(&sentence, true),
    };
    // Without a screen to type it on there is nobody to ask for a password yet: the page does.
    // What is set and is no proxy is shown there, too, and nothing goes past it.
    let is_unusable = matches!(set.proxy, ProxyChoice::Unusable(_)) && common.proxy.is_none();
    let proxy = match common.proxy(&i18n, set) {
        _ if common.practice || is_unusable => ProxySetting::default(),
        Ok(proxy) => proxy,
        Err(sentence) => return cli::no_window(&sentence, true),
    };
    if !has_display() {
        return cli::no_screen(&i18n, &wish);
    }
    // What is wrong with a file is shown in a window of its own: nothing that is open is concerned.
    let of_its_own = of_its_own || file.is_some();
    // It lives as long as the window.
    let (wish, inbox, _instance) = match cli::open(&i18n, &common, wish, of_its_own) {
        Opening::Window(wish, inbox, instance) => (wish, inbox, instance),
        Opening::Done(code) => return code,
    };
    let (domain, account) = match wish {
        Wish::Server(typed) => (Some(typed), None),
        Wish::Account(address) => (None, Some(address)),
        Wish::Nothing | Wish::Foreign(_) => (None, None),
    };
    let mut options = Options {
        roots,
        proxy,
        proxy_named: common.proxy.is_some(),
        deadlines: common.deadlines(),
        connect: common.connect,
        tls: common.tls.into(),
        lang: common.lang,
        settings: Some(settings),
        cache: Cache::system(),
        domain,
        file,
        account,
        ..Options::default()
    };
    // It lives as long as the window.
    let _practice = if common.practice {
        match to_practice(&mut options) {
            Ok(practice) => Some(practice),
            Err(reason) => return cli::no_window(&reason, false),
        }
    } else {
        None
    };
    // The toolkit panics where a display is named that is not there.
    match catch_unwind(AssertUnwindSafe(|| window::run(options, inbox))) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            let sentence = i18n.with("cli-no-display", [("reason", error.to_string())]);
            cli::no_window(&sentence, false)
        }
        Err(_) => cli::no_window(&i18n.text("cli-no-screen"), false),
    }
}

/// Whether there is something to draw on, as far as the environment tells.
fn has_display() -> bool {
    let named = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || named("DISPLAY")
        || named("WAYLAND_DISPLAY")
        || named("WAYLAND_SOCKET")
}

/// Starts a practice server and leads the window to it.
fn to_practice(options: &mut Options) -> Result<Practice, String> {
    let practice = practice::start().map_err(|error| error.to_string())?;
    let led = Options::on_practice(&practice).map_err(|fault| fault.to_string())?;
    options.roots = led.roots;
    options.connect = led.connect;
    options.practice = led.practice;
    Ok(practice)
}

/// Runs this program anew without a variable of the environment; to change one's own would not be safe.
fn again_without(variable: &str) -> ExitCode {
    let status = env::current_exe().and_then(|program| {
        Command::new(program)
            .args(env::args_os().skip(1))
            .env_remove(variable)
            .status()
    });
    let code = status.ok().and_then(|status| status.code());
    code.and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from)
}
