//! The link of an invitation among other words: in a text that somebody saved, or in what a code says.

use super::{LinkFault, Meant, read};

/// Why there is no invitation in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoInvitation {
    /// There is no link in it.
    #[error("there is no link")]
    NoLink,
    /// All links in it are for something else.
    #[error("the links are for something else")]
    Other,
    /// The link of an invitation in it is damaged.
    #[error("{0}")]
    Damaged(LinkFault),
}

/// The first invitation in these texts. Where there is none, it is the first page of an invitation of which only a
/// browser can tell more: see [`Meant::Page`].
///
/// # Errors
///
/// [`NoInvitation`], if there is neither.
pub fn find<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<&'a str, NoInvitation> {
    let mut page = None;
    let mut worst = NoInvitation::NoLink;
    for link in texts.into_iter().flat_map(links) {
        let seen = match read(link) {
            Ok(Meant::Invitation(_)) => return Ok(link),
            Ok(Meant::Page(_)) => {
                page = page.or(Some(link));
                continue;
            }
            Ok(Meant::Other(_)) | Err(LinkFault::NotALink) => NoInvitation::Other,
            Err(fault) => NoInvitation::Damaged(fault),
        };
        if !matches!(worst, NoInvitation::Damaged(_)) {
            worst = seen;
        }
    }
    page.ok_or(worst)
}

/// The links in a text, whole, without what people and formats put around them.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let parts = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\u{feff}')
    };
    text.split(parts).filter_map(|word| {
        let small = word.to_ascii_lowercase();
        let begin = ["xmpp:", "https://", "http://"]
            .into_iter()
            .filter_map(|scheme| small.find(scheme))
            .min()?;
        let end = |c: char| {
            matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\''
            )
        };
        Some(word[begin..].trim_end_matches(end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "xmpp:example.org?register;preauth=T0ken_-";

    #[test]
    fn a_link_is_found_among_other_words() {
        for text in [
            LINK.to_owned(),
            format!("Come in ({LINK})."),
            format!("\u{feff}Hello,\r\n\r\n{LINK}, until Sunday!\r\n"),
            format!("[InternetShortcut]\r\nURL={LINK}\r\n"),
            format!("[Desktop Entry]\nType=Link\nName=Chat\nURL={LINK}\n"),
            format!("<plist><dict><key>URL</key><string>{LINK}</string></dict></plist>"),
            format!("<a href=\"{LINK}\">Come in</a>"),
            format!(
                "https://example.org/about xmpp:romeo@example.org {LINK} xmpp:b.example?register"
            ),
            // The page of another one is less than an invitation.
            format!("https://www.example.org/invite/ {LINK}"),
        ] {
            assert_eq!(find([text.as_str()]), Ok(LINK), "{text}");
        }
        assert_eq!(find(["nothing", LINK]), Ok(LINK));
        let page = "https://page.example/#xmpp:romeo@example.org?roster;preauth=T;ibr=y";
        assert_eq!(find([format!("See {page}!").as_str()]), Ok(page));
        let page = "https://www.example.org/invite/";
        assert_eq!(find(["http://example.org", page]), Ok(page));
    }

    #[test]
    fn why_there_is_none_is_told() {
        let damaged = "xmpp:example.org?register;preauth=%4";
        for (text, why) in [
            ("", NoInvitation::NoLink),
            ("WIFI:T:WPA;S:home;P:secret;;", NoInvitation::NoLink),
            ("example.org", NoInvitation::NoLink),
            ("xmpp:romeo@example.org?roster", NoInvitation::Other),
            ("https://", NoInvitation::Other),
            (damaged, NoInvitation::Damaged(LinkFault::Escapes)),
        ] {
            assert_eq!(find([text]), Err(why), "{text}");
        }
        let both = [damaged, "https://example.org"];
        assert_eq!(find(both), Err(NoInvitation::Damaged(LinkFault::Escapes)));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_a_panic(text in "(xmpp:|https://|[a-zA-Z ;:?=.()\u{130}\u{df}]){0,40}") {
            let _ = find([text.as_str()]);
        }
    }
}
