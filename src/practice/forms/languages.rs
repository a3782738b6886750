//! A form in several languages: texts come in all of them (RFC 6120 section 8.1.5), labels in the one that was asked
//! for, for an attribute holds only one.

use minidom::Element;

use super::super::reply::{Field, holding, in_language, with_fields};
use crate::protocol::ns;
use crate::protocol::xml::{with, with_text};

/// English stands first, as the language of all who speak none of these.
const LANGUAGES: [Words; 4] = [
    Words {
        lang: "en",
        title: "Sign up in your language",
        instructions: "Choose a name and a password.",
        labels: ["User name", "Password", "Favourite colour"],
        help: "Any colour will do.",
    },
    Words {
        lang: "de",
        title: "Anmelden auf Deutsch",
        instructions: "Wählen Sie Name und Passwort.",
        labels: ["Benutzername", "Passwort", "Lieblingsfarbe"],
        help: "Jede Farbe ist recht.",
    },
    Words {
        lang: "fr",
        title: "S’inscrire en français",
        instructions: "Choisissez un nom et un mot de passe.",
        labels: ["Nom d’utilisateur", "Mot de passe", "Couleur préférée"],
        help: "Toutes les couleurs conviennent.",
    },
    Words {
        lang: "pt-BR",
        title: "Cadastre-se em português",
        instructions: "Escolha um nome e uma senha.",
        labels: ["Nome de usuário", "Senha", "Cor favorita"],
        help: "Qualquer cor serve.",
    },
];

struct Words {
    lang: &'static str,
    title: &'static str,
    instructions: &'static str,
    labels: [&'static str; 3],
    help: &'static str,
}

/// The whole answer, for somebody who wants it in `lang`.
pub(super) fn query(lang: &str) -> Element {
    let mut query = Element::bare("query", ns::REGISTER);
    let mut x = with(Element::bare("x", ns::DATA_FORM), "type", "form");
    let mut colour = Field::new("colour", "text-single", spoken(lang).labels[2]);
    // Whoever takes the first or the last takes the wrong one.
    for words in LANGUAGES.iter().rev() {
        let told = |name, ns, text| in_language(with_text(name, ns, text), Some(words.lang));
        query = holding(
            query,
            told("instructions", ns::REGISTER, words.instructions),
        );
        x = holding(x, told("title", ns::DATA_FORM, words.title));
        x = holding(x, told("instructions", ns::DATA_FORM, words.instructions));
        colour = colour.with(told("desc", ns::DATA_FORM, words.help));
    }
    let [name, password, _] = spoken(lang).labels;
    let fields = [
        Field::new("FORM_TYPE", "hidden", "").value(ns::REGISTER),
        Field::new("username", "text-single", name).required(),
        Field::new("password", "text-private", password).required(),
        colour,
    ];
    holding(query, with_fields(x, fields))
}

fn spoken(lang: &str) -> &'static Words {
    let primary = |tag: &str| {
        tag.split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    LANGUAGES
        .iter()
        .find(|words| primary(words.lang) == primary(lang))
        .unwrap_or(&LANGUAGES[0])
}
