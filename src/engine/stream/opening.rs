//! What a stream begins with on this side: the header, and what goes out together with it.

use std::io;

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
    let is_tag = !lang.is_empty()
        && lang
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let stream = name("stream")?;
    let mut writer = Encoder::<SimpleNamespaces>::new();
    let names = writer.ns_tracker_mut();
    let _ = names.declare_fixed(Some(&stream), ns::STREAM.into());
    let _ = names.declare_fixed(None, ns::CLIENT.into());
    let mut bytes = Vec::with_capacity(512);
    let mut write = |item: &Item<'_>| {
        writer
            .encode(item.as_rxml_item(), &mut bytes)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))
    };
    write(&Item::XmlDeclaration(XmlVersion::V1_0))?;
    write(&Item::ElementHeadStart(ns::STREAM.into(), stream.into()))?;
    let lang = is_tag.then_some((Namespace::XML, "lang", lang));
    let attributes = [
        (Namespace::NONE, "to", domain),
        (Namespace::NONE, "version", "1.0"),
    ];
    for (namespace, attribute, value) in lang.into_iter().chain(attributes) {
        let attribute = name(attribute)?.into();
        write(&Item::Attribute(namespace, attribute, value.into()))?;
    }
    write(&Item::ElementHeadEnd)?;
    if let Some(ahead) = ahead {
        let unfit = |error| io::Error::new(io::ErrorKind::InvalidInput, error);
        for item in ahead.as_xml_iter().map_err(unfit)? {
            write(&item.map_err(unfit)?)?;
        }
    }
    Ok(bytes)
}

/// A name as the writer takes it.
fn name(name: &str) -> io::Result<NcName> {
    NcName::try_from(name).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))
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
