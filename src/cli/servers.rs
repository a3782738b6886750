//! `vestibule servers`: the list of servers, the one that is there or a newer one. No server is asked.

mod lines;

use super::json::{self, Body, ListBody};
use super::options::ServersOptions;
use super::outcome::{Outcome, Report};
use super::{Context, print};
use crate::directory::{Cache, Directory, RefreshFault, refresh};
use crate::domain::{Link, Provider, Sieve, provider};
use crate::engine::list::{ListFault, ListSource, PUBLISHED};
use crate::i18n::I18n;
use crate::settings::Store;
use crate::words;
use lines::lines;

pub(super) async fn servers(
    context: &mut Context,
    options: &ServersOptions,
) -> Result<Report, Report> {
    let cache = if context.common.practice {
        Cache::none()
    } else {
        Cache::system()
    };
    let found = cache.load();
    if let Some(trouble) = &found.trouble {
        print::error(&words::list_trouble(&context.i18n, trouble));
    }
    let mut list = found.directory;
    let mut fault = None;
    if options.refresh {
        match refresh(&cache, &source(context, options)?).await {
            Ok(refreshed) => {
                if let Err(fault) = refreshed.kept {
                    print::error(&context.i18n.text(words::list_not_kept(fault)));
                }
                list = refreshed.directory;
            }
            Err(why) => fault = Some(why),
        }
    }
    let i18n = &context.i18n;
    let wanted = wanted(i18n, &list, options);
    if !options.json {
        show(i18n, &list, &wanted, options.facts);
    }
    let body = Body {
        list: Some(ListBody::new(&list, &wanted, i18n.tag())),
        error: fault.as_ref().map(json::list_fault),
        ..Body::default()
    };
    let report = match &fault {
        None => Report::new(Outcome::Done),
        Some(fault) => Report::new(outcome(fault))
            .say(words::list_fault(i18n, fault))
            .say(i18n.with("cli-detail", [("detail", fault.to_string())])),
    };
    Ok(report.body(body))
}

/// Where a newer list is loaded from, and how.
fn source(context: &mut Context, options: &ServersOptions) -> Result<ListSource, Report> {
    let set = || Store::system().load().settings.directory;
    let address = options.from.clone().or_else(set);
    let address = Link::parse(address.as_deref().unwrap_or(PUBLISHED));
    let proxy = context.proxy.proxy_for(address.host()).cloned();
    context.proxy_used.clone_from(&proxy);
    let mut source = ListSource::new(address);
    source.proxy = proxy;
    source.roots = context.common.roots(&context.i18n).map_err(Report::usage)?;
    source.loopback = options.loopback;
    if let Some(seconds) = context.common.timeout {
        source.whole = source.whole.min(std::time::Duration::from_secs(seconds));
    }
    Ok(source)
}

/// What is wanted of a list, in the order in which it is shown.
fn wanted(i18n: &I18n, list: &Directory, options: &ServersOptions) -> Vec<Provider> {
    let sieve = Sieve {
        no_puzzle: options.no_puzzle,
        resets: options.reset,
        here: options.here,
        ..Sieve::default()
    };
    let words = options.words.iter();
    let words: Vec<Sieve> = words
        .map(|word| words::places::looked_for(i18n, word))
        .collect();
    let language = options.language.as_deref();
    let languages = language.map(|language| words::places::languages(i18n, language));
    let spoken = |server: &Provider| {
        let mut languages = languages.iter().flatten();
        language.is_none() || languages.any(|language| server.speaks(language))
    };
    let fits = |server: &Provider| {
        sieve.takes(server) && spoken(server) && words.iter().all(|sieve| sieve.takes(server))
    };
    let mut wanted: Vec<Provider> = list
        .providers
        .iter()
        .filter(|one| fits(one))
        .cloned()
        .collect();
    // No server gets everybody. Without randomness the order is the same each time.
    provider::rank(
        &mut wanted,
        i18n.tag(),
        getrandom::u64().unwrap_or_default(),
    );
    // Of whom no more than the name is known, that has to be asked for.
    if !words.is_empty() {
        let names = list.others.iter().cloned().map(Provider::new);
        wanted.extend(names.filter(fits));
    }
    wanted
}

fn show(i18n: &I18n, list: &Directory, wanted: &[Provider], facts: bool) {
    print::error(&words::list_is(i18n, list));
    if let Some(left_out) = words::list_left_out(i18n, list.left_out) {
        print::error(&left_out);
    }
    if wanted.is_empty() {
        print::error(&i18n.text("cli-servers-none"));
    }
    for line in lines(i18n, wanted, print::is_read_by_eyes(), facts) {
        print::line(&line);
    }
}

fn outcome(fault: &RefreshFault) -> Outcome {
    match fault {
        RefreshFault::Load(ListFault::Forbidden) => Outcome::Usage,
        RefreshFault::Load(
            ListFault::Status(_) | ListFault::TooLarge | ListFault::WrongType(_),
        )
        | RefreshFault::NoList(_) => Outcome::Refused,
        RefreshFault::Load(_) => Outcome::NotConnected,
    }
}
