//! What is written on this side: the header of a stream, what goes out together with it, and what follows.

use std::{error::Error, io};

use tokio_xmpp::minidom::Element;
use xso::{
    AsXml, Item,
    exports::rxml::{
        Namespace, NcName, XmlVersion,
        writer::{Encoder, SimpleNamespaces, TrackNamespace as _},
    },
};

use crate::protocol::ns;

/// The bytes of a stream header (RFC 6120 section 4.7), and of the first element behind it.
///
/// `lang` is a BCP 47 tag; anything else is left out.
pub(super) fn opening(domain: &str, lang: &str, ahead: Option<&Element>) -> io::Result<Vec<u8>> {
    let mut writer = Writer::open(domain, lang)?;
    if let Some(ahead) = ahead {
        writer.write(ahead)?;
    }
    Ok(writer.take())
}

/// Writes a stream into a buffer.
pub(super) struct Writer {
    encoder: Encoder<SimpleNamespaces>,
    bytes: Vec<u8>,
}

impl Writer {
    /// Begins with the header, as [`opening`] does.
    pub(super) fn open(domain: &str, lang: &str) -> io::Result<Self> {
        let is_tag = !lang.is_empty()
            && lang
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let stream = name("stream")?;
        let mut encoder = Encoder::<SimpleNamespaces>::new();
        let names = encoder.ns_tracker_mut();
        let _ = names.declare_fixed(Some(&stream), ns::STREAM.into());
        let _ = names.declare_fixed(None, ns::CLIENT.into());
        let mut writer = Self {
            encoder,
            bytes: Vec::with_capacity(512),
        };
        writer.put(&Item::XmlDeclaration(XmlVersion::V1_0))?;
        writer.put(&Item::ElementHeadStart(ns::STREAM.into(), stream.into()))?;
        let lang = is_tag.then_some((Namespace::XML, "lang", lang));
        let attributes = [
            (Namespace::NONE, "to", domain),
            (Namespace::NONE, "version", "1.0"),
        ];
        for (namespace, attribute, value) in lang.into_iter().chain(attributes) {
            let attribute = name(attribute)?.into();
            writer.put(&Item::Attribute(namespace, attribute, value.into()))?;
        }
        writer.put(&Item::ElementHeadEnd)?;
        Ok(writer)
    }

    /// Goes on with an element.
    pub(super) fn write(&mut self, element: &Element) -> io::Result<()> {
        for item in element.as_xml_iter().map_err(unfit)? {
            self.put(&item.map_err(unfit)?)?;
        }
        Ok(())
    }

    /// What was written since it was taken last.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    fn put(&mut self, item: &Item<'_>) -> io::Result<()> {
        self.encoder
            .encode(item.as_rxml_item(), &mut self.bytes)
            .map_err(unfit)
    }
}

fn unfit(error: impl Into<Box<dyn Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

/// A name as the writer takes it.
fn name(name: &str) -> io::Result<NcName> {
    NcName::try_from(name).map_err(unfit)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn text(lang: &str, ahead: Option<&str>) -> String {
        let ahead: Option<Element> = ahead.map(|xml| xml.parse().unwrap());
        String::from_utf8(opening("example.org", lang, ahead.as_ref()).unwrap()).unwrap()
    }

    #[test]
    fn a_header_says_where_to_and_in_which_language() {
        let header = text("de-AT", None);
        assert_eq!(
            header.replace('"', "'"),
            "<?xml version='1.0' encoding='utf-8'?>\n<stream:stream xmlns='jabber:client' \
             xmlns:stream='http://etherx.jabber.org/streams' xml:lang='de-AT' to='example.org' version='1.0'>"
        );
        for no_tag in ["", "de_DE", "a' b='"] {
            assert!(!text(no_tag, None).contains("xml:lang"), "{no_tag}");
        }
    }

    #[test]
    fn what_goes_out_later_is_the_same() {
        let starttls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
        let mut writer = Writer::open("example.org", "de").unwrap();
        let header = String::from_utf8(writer.take()).unwrap();
        assert_eq!(header, text("de", None));
        writer.write(&starttls.parse().unwrap()).unwrap();
        let later = String::from_utf8(writer.take()).unwrap();
        assert_eq!(header + &later, text("de", Some(starttls)));
    }

    #[test]
    fn an_element_follows_as_it_would_later() {
        let iq = "<iq xmlns='jabber:client' id='1' type='get'><query xmlns='jabber:iq:register'>&lt;</query></iq>";
        let whole = text("de", Some(iq)).replace('"', "'");
        let (header, ahead) = whole.split_once("version='1.0'>").unwrap();
        assert!(header.contains("<stream:stream "), "{header}");
        assert_eq!(
            ahead,
            "<iq id='1' type='get'><query xmlns='jabber:iq:register'>&lt;</query></iq>"
        );
    }
}
