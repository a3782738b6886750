//! The XML namespaces that are spoken here.

/// Stanzas between a client and its server (RFC 6120 section 4.8.2).
pub const CLIENT: &str = "jabber:client";
/// The stream itself (RFC 6120 section 4.8.1).
pub const STREAM: &str = "http://etherx.jabber.org/streams";
/// Conditions of stream errors (RFC 6120 section 4.9.2).
pub const STREAM_ERRORS: &str = "urn:ietf:params:xml:ns:xmpp-streams";
/// Conditions of stanza errors (RFC 6120 section 8.3.2).
pub const STANZA_ERRORS: &str = "urn:ietf:params:xml:ns:xmpp-stanzas";
/// STARTTLS (RFC 6120 section 5).
pub const TLS: &str = "urn:ietf:params:xml:ns:xmpp-tls";
/// SASL (RFC 6120 section 6).
pub const SASL: &str = "urn:ietf:params:xml:ns:xmpp-sasl";
/// Binding a resource (RFC 6120 section 7).
pub const BIND: &str = "urn:ietf:params:xml:ns:xmpp-bind";
/// Types of channel binding that a server can do (XEP-0440).
pub const CHANNEL_BINDING: &str = "urn:xmpp:sasl-cb:0";
/// In-band registration (XEP-0077).
pub const REGISTER: &str = "jabber:iq:register";
/// In-band registration as a stream feature (XEP-0077 section 8).
pub const REGISTER_FEATURE: &str = "http://jabber.org/features/iq-register";
/// Registration with an invitation as a stream feature (XEP-0445 section 3).
pub const INVITE_TOKEN_FEATURE: &str = "urn:xmpp:ibr-token:0";
/// The same, as Prosody names it.
pub const INVITE_FEATURE: &str = "urn:xmpp:invite";
/// Handing an invitation's token to the server (XEP-0445 section 4).
pub const PREAUTH: &str = "urn:xmpp:pars:0";
/// A link out of band (XEP-0066 section 3).
pub const OOB: &str = "jabber:x:oob";
/// Data forms (XEP-0004).
pub const DATA_FORM: &str = "jabber:x:data";
/// Validation of data forms (XEP-0122).
pub const VALIDATE: &str = "http://jabber.org/protocol/xdata-validate";
/// Layout of data forms (XEP-0141).
pub const LAYOUT: &str = "http://jabber.org/protocol/xdata-layout";
/// Media in data forms (XEP-0221).
pub const MEDIA: &str = "urn:xmpp:media-element";
/// Bits of Binary (XEP-0231).
pub const BOB: &str = "urn:xmpp:bob";
/// Captcha forms (XEP-0158).
pub const CAPTCHA: &str = "urn:xmpp:captcha";
/// What an entity is and can do (XEP-0030 section 3).
pub const DISCO_INFO: &str = "http://jabber.org/protocol/disco#info";
/// What belongs to an entity (XEP-0030 section 4).
pub const DISCO_ITEMS: &str = "http://jabber.org/protocol/disco#items";
/// The form with the addresses of those who run a server (XEP-0157 section 3).
pub const SERVER_INFO: &str = "http://jabber.org/network/serverinfo";
/// Rooms (XEP-0045).
pub const MUC: &str = "http://jabber.org/protocol/muc";
/// The form for a nickname in rooms (XEP-0045 section 7.10).
pub const MUC_REGISTER: &str = "http://jabber.org/protocol/muc#register";
/// Commands, which are items of an entity too (XEP-0050 section 2.2).
pub const COMMANDS: &str = "http://jabber.org/protocol/commands";
/// Asking whether somebody is there (XEP-0199).
pub const PING: &str = "urn:xmpp:ping";
