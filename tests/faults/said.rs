//! What a client says: its XML, as far as a test needs to read it, and its proofs (RFC 5802).

use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock},
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// What a client said.
pub enum Said {
    Header,
    Element(String),
    End,
}

/// The first thing in a text that is whole, and its length.
pub fn next(text: &str) -> Option<(Said, usize)> {
    let mut at = text.len() - text.trim_start().len();
    if text[at..].starts_with("<?") {
        at += text[at..].find("?>")? + 2;
        at += text[at..].len() - text[at..].trim_start().len();
    }
    let begins = at;
    let mut depth = 0;
    loop {
        let open = at + text[at..].find('<')?;
        let close = open + end_of_tag(&text[open..])?;
        let tag = &text[open..=close];
        at = close + 1;
        if tag.starts_with("<stream:stream") {
            return Some((Said::Header, at));
        }
        if tag == "</stream:stream>" {
            return Some((Said::End, at));
        }
        if tag.starts_with("</") {
            depth -= 1;
        } else if !tag.ends_with("/>") {
            depth += 1;
        }
        if depth == 0 {
            return Some((Said::Element(text[begins..at].to_owned()), at));
        }
    }
}

fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| match (quote, c) {
        (None, '>') => Some(at),
        (None, '\'' | '"') => {
            quote = Some(c);
            None
        }
        (Some(open), _) if open == c => {
            quote = None;
            None
        }
        _ => None,
    })
}

/// The value of an attribute of the outermost element.
pub fn attribute(element: &str, name: &str) -> Option<String> {
    let tag = &element[..end_of_tag(element)?];
    let value = tag.split(&format!(" {name}=")).nth(1)?;
    let quote = value.chars().next()?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// The text of a child without attributes.
pub fn content(element: &str, name: &str) -> Option<String> {
    let rest = element.split(&format!("<{name}>")).nth(1)?;
    let escaped = rest.split("</").next()?;
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    let text = plain
        .iter()
        .fold(escaped.to_owned(), |text, (escape, plain)| {
            text.replace(escape, plain)
        });
    Some(text)
}

/// The message in an element of SASL.
pub fn decoded(element: &str) -> String {
    String::from_utf8(BASE64.decode(message(element)).unwrap()).unwrap()
}

/// The same as it came.
pub fn message(element: &str) -> String {
    let (rest, _) = element.rsplit_once("</").expect("a message");
    let (_, content) = rest.rsplit_once('>').expect("a message");
    content.to_owned()
}

pub const SALT: &[u8] = b"some salt";

/// The server's signature, if the proof is right.
pub fn check(password: &str, signed: &str, proof: &str) -> Option<String> {
    let salted = salted(password);
    let client_key = mac(&salted, b"Client Key");
    let client_signature = mac(&Sha256::digest(&client_key), signed.as_bytes());
    let expected: Vec<u8> = client_key
        .iter()
        .zip(client_signature)
        .map(|(key, signature)| key ^ signature)
        .collect();
    (proof == BASE64.encode(expected))
        .then(|| BASE64.encode(mac(&mac(&salted, b"Server Key"), signed.as_bytes())))
}

/// Computed once for each password, for there are many sign-ins.
fn salted(password: &str) -> [u8; 32] {
    static SALTED: OnceLock<Mutex<HashMap<String, [u8; 32]>>> = OnceLock::new();
    let known = SALTED.get_or_init(Mutex::default);
    *known
        .lock()
        .unwrap()
        .entry(password.to_owned())
        .or_insert_with(|| {
            let mut salted = [0; 32];
            pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), SALT, 4096, &mut salted);
            salted
        })
}

fn mac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
