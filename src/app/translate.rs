//! Between the engine's words and the pages': neither knows the other's.

use iced::widget::image;

use super::settings::spoken;
use super::{Options, outside};
use crate::directory::Directory;
use crate::domain::{Address, Domain, Link, Links, Proxy, SignUp};
use crate::engine::list::{ListSource, PUBLISHED};
use crate::engine::survey::{Reply, Sight};
use crate::engine::{self, PictureFault, Stage, Target, Tls};
use crate::i18n::{I18n, Key};
use crate::page::connecting;
use crate::page::server::check::{Asked, Seen};
use crate::page::server::{self, Encryption, Endpoint, FoundProxy, Host, Request};
use crate::platform::{ProxySetting, Way};
use crate::practice::host::Journey;
use crate::settings::ProxyChoice;
use crate::widget::captcha::Picture;
use crate::words;
use crate::words::trouble::Cause;

/// Where a session goes.
pub(super) fn target(request: &Request, options: &Options, lang: &str) -> Target {
    let tls = match request.encryption {
        Encryption::Auto => Tls::Auto,
        Encryption::Direct => Tls::Direct,
        Encryption::StartTls => Tls::StartTls,
    };
    let usual = usual_port(request.encryption);
    let connect = request
        .endpoint
        .clone()
        .map(|endpoint| (endpoint.host, endpoint.port.unwrap_or(usual)));
    let host = connect.as_ref().map(|(host, _)| host.as_str());
    let hosts = [Some(request.domain.as_str()), host];
    let proxy = proxy_for(hosts, request.proxy.as_ref(), options);
    let invitation = request.invitation.as_ref();
    Target {
        invitation: invitation.and_then(|it| it.token.clone()),
        invited_name: invitation.and_then(|it| it.name.clone()),
        resets: invitation.is_some_and(|it| it.resets),
        connect,
        tls,
        roots: options.roots.clone(),
        lang: lang.to_owned(),
        deadlines: options.deadlines,
        proxy,
        loopback_pictures: options.practice,
        ..Target::new(request.domain.clone())
    }
}

/// How each of many servers is asked that are asked together, by what is set on the page.
pub(super) fn way_to_many(
    connection: (Option<Endpoint>, Encryption, FoundProxy),
    options: &Options,
    lang: &str,
) -> outside::Way {
    let (endpoint, encryption, found) = connection;
    // Of all that the options hold, no more goes along than is needed for this.
    let options = Options {
        roots: options.roots.clone(),
        deadlines: options.deadlines,
        proxy: options.proxy.clone(),
        practice: options.practice,
        ..Options::default()
    };
    let lang = lang.to_owned();
    Box::new(move |domain| {
        let request = Request {
            domain,
            name: None,
            invitation: None,
            endpoint: endpoint.clone(),
            encryption,
            proxy: found.proxy.clone(),
        };
        target(&request, &options, &lang)
    })
}

/// Where a newer list of servers is loaded from, by the proxy that is set on the page.
pub(super) fn list_source(proxy: Option<&Proxy>, options: &Options) -> ListSource {
    let set = options.settings.as_ref();
    let set = set.and_then(|loaded| loaded.settings.directory.as_deref());
    let address = options.list_from.as_deref().or(set).unwrap_or(PUBLISHED);
    let address = Link::parse(address);
    ListSource {
        proxy: proxy_for([address.host(), None], proxy, options),
        roots: options.roots.clone(),
        loopback: options.loopback_lists,
        ..ListSource::new(address)
    }
}

/// The proxy to these hosts, where this one is set on the page.
fn proxy_for(hosts: [Option<&str>; 2], set: Option<&Proxy>, options: &Options) -> Option<Proxy> {
    // The system's exceptions are for the system's proxy; another one was typed for good.
    if set == options.proxy.proxy.as_ref() {
        let hosts = hosts.into_iter().flatten();
        options.proxy.proxy_for(hosts).cloned()
    } else {
        set.cloned()
    }
}

/// What was seen of a server, as its card shows it.
pub(super) fn seen(sight: &Sight) -> Seen {
    match &sight.reply {
        Reply::Form(asks) => Seen::Form {
            asks: Asked {
                puzzle: asks.puzzle,
                email: asks.email,
                others: asks.others,
            },
            invites: sight.invites,
        },
        Reply::Web(_) => Seen::Web,
        Reply::No { reason, .. } => Seen::No(Cause::of_refusal(*reason)),
        Reply::None(error) => Seen::No(Cause::of(error)),
    }
}

/// The way that a request names, to be noted.
pub(super) fn way(request: &Request) -> Way {
    let tls = match request.encryption {
        Encryption::Auto => "auto",
        Encryption::Direct => "direct",
        Encryption::StartTls => "starttls",
    };
    let usual = usual_port(request.encryption);
    let connect = request
        .endpoint
        .clone()
        .map(|endpoint| (endpoint.host, endpoint.port.unwrap_or(usual)));
    Way {
        connect,
        tls: tls.to_owned(),
        proxy: request.proxy.as_ref().map(ToString::to_string),
    }
}

/// The request for an account that was asked for by a way that was noted.
pub(super) fn request(address: &Address, way: &Way, options: &Options) -> Request {
    // The one that was noted, never past it; with its password if that is known.
    let noted = way.proxy.as_deref().and_then(|noted| {
        let set = options.proxy.proxy.clone();
        set.filter(|set| set.to_string() == noted)
            .or_else(|| Proxy::parse(noted).ok())
    });
    Request {
        domain: address.domain().clone(),
        name: Some(address.name().to_string()),
        invitation: None,
        endpoint: way.connect.clone().map(|(host, port)| Endpoint {
            host,
            port: Some(port),
        }),
        encryption: match way.tls.as_str() {
            "direct" => Encryption::Direct,
            "starttls" => Encryption::StartTls,
            _ => Encryption::Auto,
        },
        proxy: noted.or_else(|| options.proxy.proxy.clone()),
    }
}

fn usual_port(encryption: Encryption) -> u16 {
    if encryption == Encryption::Direct {
        5223
    } else {
        5222
    }
}

/// What the program was started with, as the page shows it.
pub(super) fn connection(options: &Options) -> (Option<Endpoint>, Encryption, FoundProxy) {
    let endpoint = options.connect.clone().map(|(host, port)| Endpoint {
        host,
        port: Some(port),
    });
    let encryption = match options.tls {
        Tls::Auto => Encryption::Auto,
        Tls::Direct => Encryption::Direct,
        Tls::StartTls => Encryption::StartTls,
    };
    let set = options.settings.as_ref();
    let unusable = match set.map(|loaded| &loaded.settings.proxy) {
        Some(ProxyChoice::Unusable(text)) if !options.proxy_named => Some(text.clone()),
        _ => None,
    };
    let proxy = FoundProxy {
        unusable,
        ..found(&options.proxy)
    };
    (endpoint, encryption, proxy)
}

/// The choice of a server as it opens.
pub(super) fn server(options: &Options, directory: &Directory, i18n: &I18n) -> server::State {
    let (endpoint, encryption, proxy) = connection(options);
    let server = if options.practice {
        server::State::with_hosts(Key("practice-intro"), hosts(i18n), i18n)
    } else {
        // Without randomness the order is the same each time.
        let order = options.order.or_else(|| getrandom::u64().ok());
        let language = spoken(options, i18n, directory);
        server::State::new(directory, &language, order.unwrap_or_default(), i18n)
    };
    let mut server = server.connected_to(endpoint, encryption, proxy);
    if let Some(loaded) = &options.settings {
        server = server.with_settings(loaded.trouble.clone());
    }
    if let Some(domain) = &options.domain {
        server = server.typed(domain.expose());
    }
    server
}

/// A proxy, as a page shows it.
pub(super) fn found(setting: &ProxySetting) -> FoundProxy {
    let owned = |variable: Option<&'static str>| variable.map(str::to_owned);
    FoundProxy {
        proxy: setting.proxy.clone(),
        variable: owned(setting.variable),
        ignored: owned(setting.ignored),
        unusable: None,
    }
}

/// The hosts of the practice server that are for a first try, each with a line that says what happens there.
pub(super) fn hosts(i18n: &I18n) -> Vec<Host> {
    let here = |puzzle| SignUp::Here {
        puzzle: Some(puzzle),
        email: Some(false),
    };
    Journey::ALL
        .into_iter()
        .filter(|journey| !journey.is_special())
        .filter_map(|journey| {
            Some(Host {
                domain: Domain::parse(journey.domain()).ok()?,
                about: i18n.text(words::journey(journey)),
                sign_up: match journey {
                    Journey::Open => here(false),
                    Journey::Captcha => here(true),
                    Journey::Web => SignUp::Web(Links::default()),
                    _ => SignUp::Untold,
                },
            })
        })
        .collect()
}

/// A stage that is shown, if it is one of the way to the form.
pub(super) fn stage(stage: Stage) -> Option<connecting::Stage> {
    match stage {
        Stage::FindServer => Some(connecting::Stage::Find),
        Stage::Connect => Some(connecting::Stage::Connect),
        Stage::Secure => Some(connecting::Stage::Secure),
        Stage::AskForm => Some(connecting::Stage::Ask),
        Stage::Fill | Stage::Work | Stage::Submit | Stage::Prove => None,
    }
}

/// A picture that came, or why there is none.
pub(super) fn picture(came: Result<engine::Picture, PictureFault>, i18n: &I18n) -> Picture {
    let fault = match came {
        Ok(picture) => {
            let side = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
            return Picture::Ready {
                width: side(picture.width),
                height: side(picture.height),
                handle: image::Handle::from_rgba(
                    picture.width,
                    picture.height,
                    picture.rgba.to_vec(),
                ),
            };
        }
        Err(fault) => fault,
    };
    Picture::Missing(i18n.text(words::picture_fault(&fault)))
}
