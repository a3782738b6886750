//! Every text that a person reads, in their language.
//!
//! Texts are Fluent messages in `i18n/<language>/vestibule.ftl`, compiled in. [`I18n`] is cheap to clone and to hand
//! down. A text that a language lacks is shown in English; `tests/i18n.rs` holds that none is lacking, that none is
//! unused, and that all languages take the same arguments.

use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// An argument of a text: a word or a number.
pub use fluent_bundle::FluentValue as Value;

/// The languages that are compiled in: tag and texts. The first is the one that all others fall back to.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../i18n/en/vestibule.ftl")),
    ("de", include_str!("../i18n/de/vestibule.ftl")),
];

/// The name of a text. Where a text is chosen at run time, the choice returns a `Key`, so that the tests see each name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub &'static str);

impl From<&'static str> for Key {
    fn from(name: &'static str) -> Self {
        Self(name)
    }
}

/// The texts of one language, with English behind them.
#[derive(Clone)]
pub struct I18n(Arc<Texts>);

struct Texts {
    tag: &'static str,
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl I18n {
    /// The texts in the language asked for (a tag such as `de` or `de-AT`), else in the first of the system's languages
    /// that there is, else in English.
    #[must_use]
    pub fn new(wanted: Option<&str>) -> Self {
        let system = if wanted.is_none() {
            sys_locale::get_locales().collect()
        } else {
            Vec::new()
        };
        Self::first_of(wanted.into_iter().chain(system.iter().map(String::as_str)))
    }

    /// The texts in the language that was named, else in the one that is set if there is such a one, else in the system's.
    #[must_use]
    pub fn of(named: Option<&str>, set: Option<&str>) -> Self {
        Self::new(named.or(set.filter(|tag| is_known(tag))))
    }

    /// The texts in the first of these languages that there is.
    fn first_of<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Self {
        let fallback = LANGUAGES[0];
        let chosen = wanted.into_iter().find_map(find).unwrap_or(fallback);
        let mut bundles = vec![bundle(chosen)];
        if chosen.0 != fallback.0 {
            bundles.push(bundle(fallback));
        }
        Self(Arc::new(Texts {
            tag: chosen.0,
            bundles,
        }))
    }

    /// The tag of the language: also what servers are asked to answer in.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }

    /// A text without arguments.
    #[must_use]
    pub fn text(&self, key: impl Into<Key>) -> String {
        self.format(key.into(), None)
    }

    /// A text with arguments.
    #[must_use]
    pub fn with<'a, V: Into<Value<'a>>>(
        &self,
        key: impl Into<Key>,
        arguments: impl IntoIterator<Item = (&'static str, V)>,
    ) -> String {
        let mut all = FluentArgs::new();
        for (name, value) in arguments {
            all.set(name, value);
        }
        self.format(key.into(), Some(&all))
    }

    fn format(&self, key: Key, arguments: Option<&FluentArgs<'_>>) -> String {
        for bundle in &self.0.bundles {
            if let Some(pattern) = bundle.get_message(key.0).and_then(|text| text.value()) {
                let mut errors = Vec::new();
                let text = bundle.format_pattern(pattern, arguments, &mut errors);
                debug_assert!(errors.is_empty(), "{}: {errors:?}", key.0);
                return text.into_owned();
            }
        }
        debug_assert!(false, "no text {}", key.0);
        key.0.to_owned()
    }
}

impl Default for I18n {
    /// English.
    fn default() -> Self {
        Self::first_of([])
    }
}

impl std::fmt::Debug for I18n {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("I18n").field(&self.0.tag).finish()
    }
}

/// The languages that there are: the tag of each, and its name in itself.
#[must_use]
pub fn names() -> Vec<(&'static str, String)> {
    let own = |tag| I18n::new(Some(tag)).text("language-name");
    LANGUAGES.iter().map(|(tag, _)| (*tag, own(tag))).collect()
}

/// Whether there are texts for this tag.
#[must_use]
pub fn is_known(tag: &str) -> bool {
    find(tag).is_some()
}

/// The language of a tag: `de`, `de-AT`, `de_AT.UTF-8`.
fn find(tag: &str) -> Option<(&'static str, &'static str)> {
    let language = tag.split(['-', '_', '.', '@']).next()?;
    LANGUAGES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(language))
        .copied()
}

fn bundle((tag, source): (&'static str, &'static str)) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks are only needed where a text and its arguments run in different directions, and they would be copied
    // along with addresses. A right-to-left language will want them.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            debug_assert!(false, "{tag}: {errors:?}");
            resource
        }
    };
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_asked_for_or_english() {
        assert_eq!(I18n::new(Some("de")).tag(), "de");
        assert_eq!(I18n::new(Some("de-AT")).tag(), "de");
        assert_eq!(I18n::new(Some("DE_DE.UTF-8")).tag(), "de");
        assert_eq!(I18n::new(Some("tlh")).tag(), "en");
        assert_eq!(I18n::first_of(["tlh", "de", "en"]).tag(), "de");
        assert!(is_known("de-CH"));
        assert_eq!(I18n::of(None, Some("de")).tag(), "de");
        assert_eq!(I18n::of(Some("en"), Some("de")).tag(), "en");
        assert_eq!(I18n::of(None, Some("tlh")).tag(), I18n::new(None).tag());
        assert!(!is_known("tlh"));
    }

    #[test]
    fn an_argument_is_put_in_without_marks() {
        let text = I18n::default().with("step-of", [("step", "Server")]);
        assert_eq!(text, "Step: Server");
    }
}
