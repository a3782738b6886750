//! The texts: every one that the source asks for exists in every language, none is unused, and all languages take the same
//! arguments.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use vestibule::i18n::LANGUAGES;

/// The messages of a language, each with the arguments that it takes.
fn messages(tag: &str, source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(source)
        .unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let mut arguments = BTreeSet::new();
            let value = message
                .value
                .unwrap_or_else(|| panic!("{tag}: {} is empty", message.id.name));
            pattern(&value, &mut arguments);
            let name = message.id.name.to_owned();
            assert!(
                messages.insert(name.clone(), arguments).is_none(),
                "{tag}: {name} is there twice"
            );
        }
    }
    messages
}

fn pattern(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => inline_expression(inline, arguments),
                Expression::Select { selector, variants } => {
                    inline_expression(selector, arguments);
                    for variant in variants {
                        self::pattern(&variant.value, arguments);
                    }
                }
            }
        }
    }
}

fn inline_expression(expression: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = expression {
        let _ = arguments.insert(id.name.to_owned());
    }
}

/// The names that the source asks for: the first argument of `.text("…")` and `.with("…", …)`, and of `Key("…")`; with the
/// names of the arguments where they are given as literals.
#[derive(Default)]
struct Uses {
    keys: BTreeMap<String, BTreeSet<String>>,
}

impl Uses {
    fn of_source() -> Self {
        let mut uses = Self::default();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        uses.folder(&source);
        assert!(!uses.keys.is_empty());
        uses
    }

    fn folder(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.folder(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                let tokens: TokenStream = source
                    .parse()
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                self.tokens(tokens);
            }
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut index = 0;
        while index < tokens.len() {
            if is_test_module(&tokens[index..]) {
                // `#`, `[cfg(test)]`, `mod`, its name, its body.
                index += 5;
                continue;
            }
            let asks = match &tokens[index] {
                TokenTree::Ident(name) if name == "text" || name == "with" => index
                    .checked_sub(1)
                    .is_some_and(|before| is_dot(&tokens[before])),
                TokenTree::Ident(name) => name == "Key",
                _ => false,
            };
            if let (true, Some(TokenTree::Group(group))) = (asks, tokens.get(index + 1))
                && group.delimiter() == Delimiter::Parenthesis
            {
                self.call(group.stream());
            }
            if let TokenTree::Group(group) = &tokens[index] {
                self.tokens(group.stream());
            }
            index += 1;
        }
    }

    fn call(&mut self, inside: TokenStream) {
        let mut inside = inside.into_iter();
        let Some(key) = inside.next().as_ref().and_then(literal) else {
            return;
        };
        let arguments = self.keys.entry(key).or_default();
        // `, [("name", …), ("name", …)]`
        if let Some(TokenTree::Group(list)) = inside.nth(1) {
            for pair in list.stream() {
                if let TokenTree::Group(pair) = pair
                    && let Some(name) = pair.stream().into_iter().next().as_ref().and_then(literal)
                {
                    let _ = arguments.insert(name);
                }
            }
        }
    }
}

fn is_dot(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '.')
}

fn is_test_module(tokens: &[TokenTree]) -> bool {
    let [
        TokenTree::Punct(hash),
        TokenTree::Group(attribute),
        TokenTree::Ident(word),
        ..,
    ] = tokens
    else {
        return false;
    };
    hash.as_char() == '#'
        && attribute.to_string().replace(' ', "") == "[cfg(test)]"
        && word == "mod"
}

fn literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let written = literal.to_string();
    Some(written.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

#[test]
fn every_text_that_is_asked_for_exists_and_takes_what_it_is_given() {
    let (tag, source) = LANGUAGES[0];
    let messages = messages(tag, source);
    for (key, given) in Uses::of_source().keys {
        let taken = messages
            .get(&key)
            .unwrap_or_else(|| panic!("there is no text {key:?}"));
        if !given.is_empty() {
            assert_eq!(&given, taken, "arguments of {key:?}");
        }
    }
}

#[test]
fn no_text_is_unused() {
    let (tag, source) = LANGUAGES[0];
    let used = Uses::of_source().keys;
    let unused: Vec<_> = messages(tag, source)
        .into_keys()
        .filter(|key| !used.contains_key(key))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn all_languages_have_the_same_texts_with_the_same_arguments() {
    let (first, source) = LANGUAGES[0];
    let english = messages(first, source);
    for (tag, source) in &LANGUAGES[1..] {
        let other = messages(tag, source);
        for (key, arguments) in &english {
            let theirs = other
                .get(key)
                .unwrap_or_else(|| panic!("{tag} lacks {key:?}"));
            assert_eq!(theirs, arguments, "{tag}: arguments of {key:?}");
        }
        let foreign: Vec<_> = other
            .keys()
            .filter(|key| !english.contains_key(*key))
            .collect();
        assert!(foreign.is_empty(), "{tag} has {foreign:?}, {first} has not");
    }
}

#[test]
fn the_scan_of_the_source_sees_what_it_should() {
    let mut uses = Uses::default();
    uses.tokens(
        r#"
        fn view() { column![text(i18n.text("one")), i18n.with("two", [("domain", d), ("n", n)])]; }
        const THREE: Key = Key("three");
        fn not() { text("four"); }
        #[cfg(test)]
        mod tests { fn t() { i18n.text("five"); } }
        "#
        .parse()
        .unwrap(),
    );
    let keys: Vec<_> = uses.keys.keys().map(String::as_str).collect();
    assert_eq!(keys, ["one", "three", "two"]);
    let two: Vec<_> = uses.keys["two"].iter().map(String::as_str).collect();
    assert_eq!(two, ["domain", "n"]);
}
