//! SCRAM-SHA-1 (RFC 5802), the happy way alone.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::{Digest as _, Sha1};

use super::{line::Line, task::Failure};

const SASL: &str = "urn:ietf:params:xml:ns:xmpp-sasl";

/// Signs in. The server's own proof is not looked at.
pub(crate) async fn sign_in(line: &mut Line, name: &str, password: &str) -> Result<(), Failure> {
    let mut nonce = [0; 24];
    getrandom::fill(&mut nonce).map_err(|error| error.to_string())?;
    let bare = format!("n={name},r={}", BASE64.encode(nonce));
    let first = BASE64.encode(format!("n,,{bare}"));
    line.send(&[&format!(
        "<auth xmlns='{SASL}' mechanism='SCRAM-SHA-1'>{first}</auth>"
    )])
    .await?;
    let challenge = text(&line.until("</challenge>").await?)?;
    let part = |key: &str| {
        let found = challenge.split(',').find_map(|part| part.strip_prefix(key));
        found.ok_or("the challenge lacks a part")
    };
    let without_proof = format!("c=biws,r={}", part("r=")?);
    let message = format!("{bare},{challenge},{without_proof}");
    let salted = pbkdf2::pbkdf2_hmac_array::<Sha1, 20>(
        password.as_bytes(),
        &BASE64.decode(part("s=")?)?,
        part("i=")?.parse()?,
    );
    let key = hmac(&salted, b"Client Key")?;
    let signature = hmac(&Sha1::digest(key), message.as_bytes())?;
    let proof: Vec<u8> = key.iter().zip(signature).map(|(a, b)| a ^ b).collect();
    let last = BASE64.encode(format!("{without_proof},p={}", BASE64.encode(proof)));
    line.send(&[&format!("<response xmlns='{SASL}'>{last}</response>")])
        .await?;
    let _ = line.until("</success>").await?;
    Ok(())
}

fn hmac(key: &[u8], message: &[u8]) -> Result<[u8; 20], Failure> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key)?;
    mac.update(message);
    Ok(mac.finalize().into_bytes().into())
}

/// The text between the last two tags, decoded.
fn text(element: &str) -> Result<String, Failure> {
    let text = element.rsplit(['<', '>']).nth(2).ok_or("no text")?;
    Ok(String::from_utf8(BASE64.decode(text)?)?)
}
