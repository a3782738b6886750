//! What else is known of a server, below the line of an open card.

use iced::widget::{Column, Row, column, container, row};
use iced::{Length, Padding};

use super::Message;
use crate::domain::{Link, Provider};
use crate::i18n::{I18n, Key};
use crate::theme::{self, Element};
use crate::widget::button::link;
use crate::widget::focus::{Info, Role, named};
use crate::widget::text;
use crate::words::provider as told;

/// The facts, in two columns where there is room.
pub(super) fn more<'a>(provider: &Provider, i18n: &I18n, narrow: bool) -> Element<'a, Message> {
    let page = |key, link: Option<&Link>| Some((i18n.text(key), link?.clone()));
    let mut facts: Vec<Element<'a, Message>> = Vec::new();
    let mut say = |key, words: Option<String>, page: Option<(String, Link)>| {
        if words.is_some() || page.is_some() {
            facts.push(fact(i18n.text(key), words, page));
        }
    };
    say(Key("server-files"), told::files(i18n, provider), None);
    say(Key("server-storage"), told::storage(i18n, provider), None);
    say(Key("server-messages"), told::messages(i18n, provider), None);
    let reset = provider.password_reset.as_ref();
    let reset = reset.and_then(|links| links.in_language(i18n.tag()));
    let reset = page(told::lost_password(provider), reset);
    let lost = i18n.text(told::lost_password(provider));
    say(
        Key("server-lost-password"),
        Some(lost).filter(|_| reset.is_none()),
        reset,
    );
    let named = |link: &Link| (shown(link), link.clone());
    let legal = provider.legal_notice.in_language(i18n.tag());
    match provider.run_by.map(|by| i18n.text(told::run_by(by))) {
        None => say(Key("server-legal-notice"), None, legal.map(named)),
        by => say(
            Key("server-run-by"),
            by,
            page(Key("server-legal-notice"), legal),
        ),
    }
    let website = provider.website.in_language(i18n.tag());
    say(Key("server-website"), None, website.map(named));
    let support = told::support(provider);
    say(Key("server-support"), support, None);
    if narrow {
        return Column::with_children(facts).into();
    }
    let half = facts.len().div_ceil(2);
    let right = facts.split_off(half);
    let [left, right] =
        [facts, right].map(|facts| Column::with_children(facts).width(Length::Fill));
    row![left, right].spacing(24).into()
}

/// One fact, with the page that tells more.
fn fact<'a>(
    name: String,
    words: Option<String>,
    page: Option<(String, Link)>,
) -> Element<'a, Message> {
    let is_both = words.is_some() && page.is_some();
    let said = words.clone().unwrap_or_default();
    let spoken = format!("{name}: {said}");
    // As high as a link.
    let aligned = |words| container(words).padding(Padding::ZERO.vertical(3));
    let words = words.map(|words| {
        let words = if is_both {
            format!("{words} ·")
        } else {
            words
        };
        aligned(text::scaled(words, theme::SMALL, theme::REGULAR))
    });
    let page = page
        .map(|(label, page)| Element::from(link(label, theme::SMALL, Message::LinkPressed(page))));
    let name = aligned(text::small(name)).width(104);
    let said = Row::new().spacing(4).push(words).push(page).wrap();
    let fact = row![name, column![said].width(Length::Fill)].spacing(6);
    // Text in a card is read out as the card's name, and this is more than that.
    named(Info::new(Role::Text, spoken), fact).into()
}

/// A page without what every page has.
fn shown(link: &Link) -> String {
    let bare = link.as_str();
    let bare = bare.split_once("://").map_or(bare, |(_, bare)| bare);
    bare.trim_end_matches('/').to_owned()
}
