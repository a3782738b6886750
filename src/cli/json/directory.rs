//! Lists of servers, in JSON.

use serde::Serialize;

use super::ErrorBody;
use crate::directory::{Directory, RefreshFault, Source};
use crate::domain::{Limit, Links, Organization, Provider, SignUp};
use crate::engine::list::ListFault;

/// A list, or what was wanted of it.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct ListBody {
    list: AboutListBody,
    servers: Vec<ProviderBody>,
}

#[derive(Debug, Serialize)]
struct AboutListBody {
    source: &'static str,
    day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    loaded: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    bad: usize,
    beyond: usize,
}

#[derive(Debug, Serialize)]
struct ProviderBody {
    domain: String,
    also: Vec<String>,
    sign_up: &'static str,
    puzzle: Option<bool>,
    email: Option<bool>,
    url: Option<String>,
    countries: Vec<String>,
    languages: Vec<String>,
    since: Option<String>,
    file_mb: Option<i64>,
    files_mb: Option<i64>,
    file_days: Option<i64>,
    message_days: Option<i64>,
    resets: Option<bool>,
    password_reset: Option<String>,
    legal_notice: Option<String>,
    website: Option<String>,
    run_by: Option<&'static str>,
    support: Vec<String>,
    facts_of: Option<String>,
}

impl ListBody {
    /// These servers of this list; pages in the language of `tag` where there are several.
    pub(in crate::cli) fn new(list: &Directory, servers: &[Provider], tag: &str) -> Self {
        let (source, loaded, from) = match &list.source {
            Source::BuiltIn => ("built_in", None, None),
            Source::Loaded { at, from } => ("loaded", Some(*at), Some(from.clone())),
        };
        Self {
            list: AboutListBody {
                source,
                day: list.day(),
                loaded,
                from,
                bad: list.left_out.bad,
                beyond: list.left_out.beyond,
            },
            servers: servers
                .iter()
                .map(|server| ProviderBody::new(server, tag))
                .collect(),
        }
    }
}

impl ProviderBody {
    fn new(server: &Provider, tag: &str) -> Self {
        let page = |links: &Links| links.in_language(tag).map(ToString::to_string);
        let (sign_up, puzzle, email, url) = match &server.sign_up {
            SignUp::Here { puzzle, email } => ("here", *puzzle, *email, None),
            SignUp::Web(pages) => ("web", None, None, page(pages)),
            SignUp::Untold => ("untold", None, None, None),
        };
        Self {
            domain: server.domain.to_string(),
            also: server.also.iter().map(ToString::to_string).collect(),
            sign_up,
            puzzle,
            email,
            url,
            countries: server.countries.clone(),
            languages: server.languages.clone(),
            since: server.since.clone(),
            file_mb: server.file_size.map(number),
            files_mb: server.files_size.map(number),
            file_days: server.file_days.map(number),
            message_days: server.message_days.map(number),
            resets: server.resets(),
            password_reset: server.password_reset.as_ref().and_then(page),
            legal_notice: page(&server.legal_notice),
            website: page(&server.website),
            run_by: server.run_by.map(|run_by| match run_by {
                Organization::Person => "person",
                Organization::Association => "association",
                Organization::State => "state",
                Organization::Business => "business",
            }),
            support: server.support.clone(),
            facts_of: server.facts_of.clone(),
        }
    }
}

/// As lists write it, see [`Limit::read`].
fn number(limit: Limit) -> i64 {
    match limit {
        Limit::None => 0,
        Limit::BelowOne => -1,
        Limit::At(most) => most.into(),
    }
}

/// Why there is no newer list.
pub(in crate::cli) fn list_fault(fault: &RefreshFault) -> ErrorBody {
    let kind = match fault {
        RefreshFault::NoList(_) => "no_list",
        RefreshFault::Load(fault) => match fault {
            ListFault::Forbidden => "forbidden",
            ListFault::NoNetwork(_) => "no_network",
            ListFault::Unreachable(_) => "unreachable",
            ListFault::Slow => "timeout",
            ListFault::Insecure(_) => "certificate",
            ListFault::Status(_) => "status",
            ListFault::TooLarge => "too_large",
            ListFault::WrongType(_) => "wrong_type",
        },
    };
    ErrorBody {
        kind,
        detail: fault.to_string(),
        server_text: None,
    }
}
