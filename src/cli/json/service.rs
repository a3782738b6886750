//! What a server says of itself, and the services beside it, in JSON.

use serde::Serialize;

use crate::domain::{About, Contact, ContactPurpose, Service, ServiceKind};

/// A service.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct ServiceBody {
    address: String,
    name: Option<String>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    network: Option<String>,
}

impl From<&Service> for ServiceBody {
    fn from(service: &Service) -> Self {
        let (kind, network) = match &service.kind {
            ServiceKind::Gateway(network) => ("gateway", Some(network.clone())),
            ServiceKind::Rooms => ("rooms", None),
            ServiceKind::Other => ("other", None),
        };
        Self {
            address: service.address.to_string(),
            name: service.name.clone(),
            kind,
            network: network.filter(|network| !network.is_empty()),
        }
    }
}

/// What a server says of itself.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct AboutBody {
    registration: Option<bool>,
    contacts: Vec<ContactBody>,
}

#[derive(Debug, Serialize)]
struct ContactBody {
    purpose: &'static str,
    address: String,
}

impl From<&About> for AboutBody {
    fn from(about: &About) -> Self {
        let contact = |contact: &Contact| ContactBody {
            purpose: purpose(contact.purpose),
            address: contact.link.to_string(),
        };
        Self {
            registration: about.registration,
            contacts: about.contacts.iter().map(contact).collect(),
        }
    }
}

fn purpose(purpose: ContactPurpose) -> &'static str {
    match purpose {
        ContactPurpose::Support => "support",
        ContactPurpose::Admin => "admin",
        ContactPurpose::Abuse => "abuse",
        ContactPurpose::Security => "security",
        ContactPurpose::Feedback => "feedback",
        ContactPurpose::Status => "status",
        ContactPurpose::Sales => "sales",
    }
}
