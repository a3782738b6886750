//! The services of the practice server's hosts, with which the owner of an account may register.

use minidom::Element;

use super::check;
use super::check::iq;
use super::discovery::{self, Of};
use super::host::Journey;
use super::registration::{Answers, Registrar};
use super::reply::No;
use super::session::Said;
use crate::protocol::ns;

mod forms;

/// How many services there are in a crowd, besides the strange ones.
const CROWD: u8 = 40;

/// A service of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    /// A gateway that asks with elements, and refuses in the way that the user name asks for.
    Chat,
    /// A gateway that asks with a form: a list, a secret, a switch.
    Mobile,
    /// A gateway that asks with elements, and then wants a form answered too.
    Letters,
    /// Rooms, where a nickname can be registered (as ejabberd does it).
    Rooms,
    /// Takes no registration.
    News,
    /// Answers nothing.
    Asleep,
    /// A gateway with characters in its name that nobody should see.
    Strange,
    /// A gateway whose name does not end.
    Endless,
    /// One gateway of many.
    Other(u8),
}

impl Service {
    /// The services of a host, in the order in which it names them.
    pub(super) fn all(journey: Journey) -> Vec<Self> {
        match journey {
            Journey::Home => vec![
                Self::Chat,
                Self::Mobile,
                Self::Letters,
                Self::Rooms,
                Self::News,
                Self::Asleep,
            ],
            Journey::Crowded => [Self::Strange, Self::Endless, Self::Asleep]
                .into_iter()
                .chain((1..=CROWD).map(Self::Other))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The service of a host that has this address.
    pub(super) fn at(address: &str, journey: Journey) -> Option<Self> {
        Self::all(journey)
            .into_iter()
            .find(|service| service.address(journey) == address)
    }

    /// Its address on a host.
    pub(super) fn address(self, journey: Journey) -> String {
        let name = match self {
            Self::Chat => "chat",
            Self::Mobile => "mobile",
            Self::Letters => "letters",
            Self::Rooms => "rooms",
            Self::News => "news",
            Self::Asleep => "asleep",
            Self::Strange => "strange",
            Self::Endless => "endless",
            Self::Other(number) => return format!("other-{number}.{}", journey.domain()),
        };
        format!("{name}.{}", journey.domain())
    }

    /// Its name for people.
    pub(super) fn title(self) -> String {
        match self {
            Self::Chat => "Chat network".to_owned(),
            Self::Mobile => "Mobile phones".to_owned(),
            Self::Letters => "E-mail".to_owned(),
            Self::Rooms => "Rooms".to_owned(),
            Self::News => "News".to_owned(),
            Self::Asleep => "A service that is asleep".to_owned(),
            Self::Strange => {
                "Bank\u{202e}knab\u{202c} \u{200b}\u{feff}\u{7f}\u{85}\n\tof\u{2066} Verona"
                    .to_owned()
            }
            Self::Endless => "A gateway to the ends of the world and beyond, ".repeat(100),
            Self::Other(number) => format!("Network {number}"),
        }
    }

    /// Category and type of what it is (the registry of XEP-0030 section 8).
    pub(super) fn identity(self) -> (&'static str, &'static str) {
        match self {
            Self::Mobile => ("gateway", "sms"),
            Self::Letters => ("gateway", "smtp"),
            Self::Rooms => ("conference", "text"),
            Self::News => ("pubsub", "service"),
            Self::Chat | Self::Asleep | Self::Strange | Self::Endless | Self::Other(_) => {
                ("gateway", "irc")
            }
        }
    }

    /// What it can do besides being asked for it.
    pub(super) fn features(self) -> &'static [&'static str] {
        match self {
            Self::News => &[],
            Self::Rooms => &[ns::MUC, ns::REGISTER],
            _ => &[ns::REGISTER],
        }
    }

    /// The field that no two accounts have the same in.
    fn unique(self) -> &'static str {
        match self {
            Self::Mobile => "phone",
            Self::Rooms => forms::NICK,
            _ => "username",
        }
    }
}

impl Registrar {
    /// What a service says to the owner of an account.
    pub(super) fn service(
        &self,
        service: Service,
        journey: Journey,
        owner: &str,
        (kind, query): (&str, &Element),
    ) -> Said {
        if service == Service::Asleep {
            return Said::nothing();
        }
        let of = Of::Service(service, journey);
        let takes = service.features().contains(&ns::REGISTER);
        let verdict = match (kind, query) {
            ("get", query) if query.is("query", ns::DISCO_INFO) => discovery::info(of, query),
            ("get", query) if query.is("query", ns::DISCO_ITEMS) => discovery::items(of, query),
            ("get", query) if takes && query.is("query", ns::REGISTER) => {
                let known = self.accounts.registered(owner, &service.address(journey));
                if query.children().next().is_some() {
                    Err(No::new("modify", "bad-request", "This question is empty."))
                } else {
                    Ok(Some(forms::asked(service, known.as_ref())))
                }
            }
            ("set", query) if takes && query.is("query", ns::REGISTER) => {
                self.registration(service, &service.address(journey), owner, query)
            }
            _ => Err(No::new("cancel", "service-unavailable", "")),
        };
        verdict.into()
    }

    /// Registers, changes what was told, or ends the registration.
    fn registration(
        &self,
        service: Service,
        address: &str,
        owner: &str,
        query: &Element,
    ) -> Result<Option<Element>, No> {
        if query.has_child("remove", ns::REGISTER) {
            iq::removal(query)?;
            return if self.accounts.unregister(owner, address) {
                Ok(None)
            } else {
                Err(not_registered(service))
            };
        }
        let asked = forms::asked(service, None);
        let form = asked.get_child("x", ns::DATA_FORM);
        match (service, form) {
            (Service::Letters, _) if query.has_child("x", ns::DATA_FORM) => {
                check::check(&forms::more(""), query)?;
            }
            (_, Some(form)) => check::check(form, query)?,
            (_, None) => iq::legacy(&asked, query)?,
        }
        let answers = Answers::read(query);
        wanted(service, &answers)?;
        if service == Service::Letters && !query.has_child("x", ns::DATA_FORM) {
            let more = forms::beside(answers.first("username"));
            let no = No::new("modify", "not-acceptable", "There are more questions.");
            return Err(no.beside(more));
        }
        if forms::is_given(service, &answers)
            || !self
                .accounts
                .register(owner, address, answers.all(), service.unique())
        {
            return Err(conflict(service));
        }
        Ok(None)
    }
}

/// The refusals that somebody asks for, by user name.
fn wanted(service: Service, answers: &Answers) -> Result<(), No> {
    if service != Service::Chat {
        return Ok(());
    }
    Err(match answers.first("username") {
        "taken" => conflict(service),
        "short" => No::new("modify", "not-acceptable", "This name is too short."),
        "banned" => No::new("cancel", "not-allowed", "You are not allowed to register."),
        "members" => No::new("auth", "forbidden", "Only members can register."),
        "busy" => No::new("wait", "resource-constraint", "Too many come at a time."),
        _ => return Ok(()),
    })
}

fn conflict(service: Service) -> No {
    let text = match service {
        Service::Rooms => "That nickname is registered by another person",
        Service::Mobile => "This number belongs to somebody else.",
        _ => "This name belongs to somebody else.",
    };
    No::new("cancel", "conflict", text)
}

/// What is said to who wants to end a registration that there is none of: services differ in that.
fn not_registered(service: Service) -> No {
    match service {
        // XEP-0077 section 3.2.
        Service::Chat => No::new("auth", "registration-required", ""),
        // As slixmpp does it.
        Service::Mobile => No {
            code: Some("404"),
            ..No::new("cancel", "item-not-found", "User not found")
        },
        _ => No::new("cancel", "item-not-found", ""),
    }
}

#[cfg(test)]
mod tests;
