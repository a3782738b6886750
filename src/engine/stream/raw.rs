//! What the stream is read as: whole elements, whatever they are.

use tokio_xmpp::minidom::Element;
use xso::{
    Context, FromEventsBuilder, FromXml,
    error::{Error, FromEventsError},
    exports::rxml::{AttrMap, Event, QName},
};

/// A child of the stream, unjudged. How large it can be is the guard's business.
#[derive(Debug)]
pub(super) struct Raw(pub(super) Element);

impl FromXml for Raw {
    type Builder = Builder;

    fn from_events(
        name: QName,
        attributes: AttrMap,
        _: &Context<'_>,
    ) -> Result<Self::Builder, FromEventsError> {
        Ok(Builder {
            open: vec![element(name, attributes)],
        })
    }
}

/// The elements that are open, the outermost first.
pub(super) struct Builder {
    open: Vec<Element>,
}

impl FromEventsBuilder for Builder {
    type Output = Raw;

    fn feed(&mut self, event: Event, _: &Context<'_>) -> Result<Option<Raw>, Error> {
        match event {
            Event::XmlDeclaration(..) => {}
            Event::StartElement(_, name, attributes) => self.open.push(element(name, attributes)),
            Event::Text(_, text) => {
                if let Some(innermost) = self.open.last_mut() {
                    innermost.append_text_node(text);
                }
            }
            Event::EndElement(_) => {
                let Some(closed) = self.open.pop() else {
                    return Err(Error::Other("an end without a start"));
                };
                match self.open.last_mut() {
                    Some(parent) => {
                        let _ = parent.append_child(closed);
                    }
                    None => return Ok(Some(Raw(closed))),
                }
            }
        }
        Ok(None)
    }
}

fn element((namespace, name): QName, attributes: AttrMap) -> Element {
    let mut element = Element::builder(name, namespace);
    for ((namespace, name), value) in attributes {
        element = element.attr_ns(namespace, name, value);
    }
    element.build()
}
