//! The choice of a server: what is shown of the list, what sifts it, and that nobody is asked unasked.

use iced::Size;
use iced::keyboard::key::Named;
use iced::widget::{operation, scrollable};
use vestibule::directory::Directory;
use vestibule::domain::{Domain, Limit, Link, Links, Organization, Provider, SignUp};
use vestibule::i18n::I18n;
use vestibule::page::server::{Message, State};
use vestibule::page::{self, Page};
use vestibule::widget::focus::Role;

use crate::bench::{Bench, NORMAL, SMALLEST};
use crate::desk::{Window, open_in};
use crate::presets::server_page;

const LINE: &str = "Search, or type a server, an address, an invitation";

fn open(page: State) -> Bench<Window, page::Message> {
    crate::desk::open(Page::Server(page))
}

fn english() -> State {
    server_page(&I18n::default())
}

/// The page after these messages.
fn after(mut page: State, messages: impl IntoIterator<Item = Message>) -> State {
    for message in messages {
        drop(page.update(message));
    }
    page
}

/// The cards that are there.
fn cards(bench: &mut Bench<Window, page::Message>) -> Vec<String> {
    let items = bench.items().into_iter();
    let cards = items.filter(|item| item.info.role == Role::ListItem);
    cards.map(|item| item.info.name).collect()
}

/// What is said below the list.
fn count(bench: &mut Bench<Window, page::Message>) -> String {
    let items = bench.items();
    let line = items
        .iter()
        .find(|item| item.info.name.contains("of 29 servers"));
    line.unwrap().info.name.clone()
}

/// A list of so many servers. The last of them have names and facts as long as they can be.
fn list_of(many: usize) -> Directory {
    let mut providers: Vec<Provider> = (0..many)
        .map(|n| Provider {
            sign_up: SignUp::Here {
                puzzle: Some(n % 3 == 0),
                email: Some(false),
            },
            languages: vec!["en".to_owned()],
            countries: vec!["nl".to_owned()],
            ..Provider::new(Domain::parse(&format!("s{n}.example")).unwrap())
        })
        .collect();
    let long = format!("{}.{}.example", "w".repeat(63), "long-and-longer".repeat(4));
    for name in [long.as_str(), "xn--bcher-kva.example", "чат.example"] {
        let pages = |page: &str| {
            let link = Link::parse(&format!("https://{page}/{}", "a-long-path/".repeat(8)));
            Links::new([("en".to_owned(), link)])
        };
        let codes = |all: &str| all.split(' ').map(str::to_owned).collect();
        providers.push(Provider {
            sign_up: SignUp::Web(pages("sign-up.example")),
            countries: codes("cc um ba va st"),
            languages: codes("en de fr es it pt nl pl uk ru tr he"),
            since: Some("1999-01-04".to_owned()),
            file_size: Some(Limit::At(1_048_576)),
            files_size: Some(Limit::None),
            file_days: Some(Limit::None),
            message_days: Some(Limit::BelowOne),
            password_reset: Some(pages("reset.example")),
            legal_notice: pages("legal-notice.example"),
            website: pages("website.example"),
            run_by: Some(Organization::State),
            support: vec![format!("support@{long}"), "room@muc.example".to_owned()],
            ..Provider::new(Domain::parse(name).unwrap())
        });
    }
    Directory {
        as_of: Some("2026-07-11".to_owned()),
        providers,
        ..Directory::default()
    }
}

/// Names and facts as long as they can be, in a list of nothing else.
fn long(i18n: &I18n) -> State {
    let page = State::new(&list_of(0), i18n.tag(), 7, i18n);
    let page = after(page, [Message::WishesDropped]);
    after(page, [Message::Unfolded(0, true)])
}

/// The page in its looks, by name.
fn looks(i18n: &I18n) -> Vec<(&'static str, State)> {
    use vestibule::page::server::Wish;
    let wishes = [Wish::Here, Wish::Language, Wish::NoPuzzle, Wish::Resets];
    let page = || server_page(i18n);
    vec![
        ("list", page()),
        ("open", page().typed("404.city")),
        ("filters", after(page(), wishes.map(Message::Wished))),
        ("names", page().typed("jabber")),
        ("nothing", page().typed("disroot")),
        ("nobody", page().typed("nobody")),
        ("long", long(i18n)),
        ("way", after(page(), [way()])),
    ]
}

/// The way to the servers is to be unfolded.
fn way() -> Message {
    Message::Connection(page::server::ConnectionMessage::Toggled)
}

#[test]
fn the_list_looks_as_it_did() {
    for tag in ["en", "de"] {
        let i18n = I18n::new(Some(tag));
        for (name, page) in looks(&i18n) {
            for (size, kind) in [(NORMAL, "normal"), (SMALLEST, "small")] {
                let mut bench = open_in(Page::Server(page.clone()), i18n.clone(), size);
                bench.looks_like(&format!("servers-{name}-{tag}-{kind}"));
            }
        }
    }
}

#[test]
fn tab_goes_round_and_nothing_runs_out_of_the_window() {
    for tag in ["en", "de"] {
        let i18n = I18n::new(Some(tag));
        for (name, page) in looks(&i18n) {
            for size in [NORMAL, SMALLEST, Size::new(560.0, 600.0)] {
                let mut bench = open_in(Page::Server(page.clone()), i18n.clone(), size);
                let stops = bench.tab_order();
                assert!(stops.len() >= 5, "{tag}, {name}: {stops:?}");
                for item in bench.items() {
                    let right = item.bounds.x + item.bounds.width;
                    let fits = item.bounds.x >= 0.0 && right <= size.width;
                    assert!(fits, "{tag}, {name}: {item:?}");
                }
            }
        }
    }
}

#[test]
fn the_server_that_suits_best_is_chosen_and_nobody_is_asked() {
    let mut bench = open(english());
    assert!(bench.state.wanted.is_empty());
    assert!(bench.shows("Continue with yax.im"));
    // It is open.
    assert!(bench.shows("Files up to: 80 MB, kept 30 days"));
    assert_eq!(bench.item("yax.im").expanded, Some(true));
    assert_eq!(
        count(&mut bench),
        "11 of 29 servers shown · facts of 11 July 2026"
    );
    bench.press(Named::Enter);
    let wanted = &bench.state.wanted[0];
    assert!(
        wanted.starts_with("Go(") && wanted.contains("yax.im"),
        "{wanted}"
    );
}

/// With other numbers other servers come first, and never one that asks for more.
#[test]
fn no_server_gets_everybody_and_the_first_asks_for_nothing_more() {
    let list = Directory::built_in();
    let mut firsts = std::collections::BTreeSet::new();
    for number in 0..40 {
        let mut bench = open(State::new(&list, "en", number, &I18n::default()));
        let first = cards(&mut bench).remove(0);
        let said = bench.item(&first).description.unwrap();
        assert!(said.contains("asks nothing more"), "{first}: {said}");
        let _ = firsts.insert(first);
    }
    assert!(firsts.len() > 2, "{firsts:?}");
}

#[test]
fn part_of_a_name_sifts_the_list_and_contacts_nobody() {
    let mut bench = open(english());
    bench.type_text("germ");
    assert!(bench.shows("yax.im") && bench.shows("magicbroccoli.de"));
    assert!(!bench.shows("xmpp.party"));
    bench.press(Named::Enter);
    assert!(bench.state.wanted.is_empty());
    assert!(bench.shows("That is not a server’s name."));
    assert_eq!(bench.focused().as_deref(), Some(LINE));
}

#[test]
fn countries_and_languages_are_found_in_words_of_several_languages() {
    let shown = |tag: &str, words: &str| {
        let i18n = I18n::new(Some(tag));
        let page = after(server_page(&i18n), [Message::WishesDropped]).typed(words);
        let bench = &mut open_in(Page::Server(page), i18n, NORMAL);
        cards(bench)
    };
    let spanish = ["redlibre.es", "suchat.org"];
    for (tag, words) in [
        ("en", "Spanish Spain"),
        ("de", "spanisch spanien"),
        ("de", "SPANISH spain"),
        ("en", "Español España"),
        ("en", "finland spanish"),
    ] {
        let mut found = shown(tag, words);
        found.sort();
        assert_eq!(found, spanish, "{words}");
    }
    assert_eq!(shown("en", "fr chal"), ["chalec.org"]);
    assert_eq!(shown("de", "vereinigte staaten französisch"), [""; 0]);
    assert!(shown("en", "united states").contains(&"xmpp.party".to_owned()));
}

#[test]
fn a_name_that_only_one_server_has_means_it() {
    let mut bench = open(english());
    bench.type_text("MAGICB");
    assert!(bench.shows("Continue with magicbroccoli.de"));
    bench.press(Named::Enter);
    assert!(bench.state.wanted[0].contains("magicbroccoli.de"));
}

/// All names that are known are there to complete what is typed, and only then.
#[test]
fn every_known_name_can_be_completed() {
    let list = Directory::built_in();
    let all: Vec<String> = list.domains().map(ToString::to_string).collect();
    assert!(all.len() >= 86);
    let mut bench = open(english());
    assert!(!bench.shows("trashserver.net"));
    bench.type_text("trashs");
    assert!(bench.shows("Nothing more is known of it."));
    bench.press(Named::Enter);
    assert!(bench.state.wanted[0].contains("trashserver.net"));
    for name in all {
        let part = &name[..name.len() - 1];
        let page = after(english(), [Message::WishesDropped]).typed(part);
        assert!(cards(&mut open(page)).contains(&name), "{name}");
    }
}

/// What is named in full is shown whatever is wanted.
#[test]
fn a_server_that_is_named_is_shown_with_what_is_known_of_it() {
    let mut bench = open(english());
    bench.type_text("404.city");
    assert_eq!(cards(&mut bench), ["404.city"]);
    assert!(bench.shows("Signs up on its web page"));
    assert!(bench.shows("Continue with 404.city"));
}

#[test]
fn filters_are_turned_by_keyboard_and_say_what_is_left() {
    let mut bench = open(english());
    assert_eq!(bench.item("English").checked, Some(true));
    assert_eq!(bench.item("No puzzle").checked, Some(false));
    assert_eq!(bench.item("No puzzle").role, Role::CheckBox);
    bench.go_to("No puzzle");
    bench.press(Named::Space);
    assert_eq!(bench.item("No puzzle").checked, Some(true));
    assert_eq!(bench.focused().as_deref(), Some("No puzzle"));
    assert_eq!(cards(&mut bench).len(), 4);
    assert!(count(&mut bench).starts_with("4 of 29"));
    bench.go_to("Password reset");
    bench.press(Named::Space);
    assert_eq!(cards(&mut bench), ["chat.between-us.online"]);
    // Enter goes on with what is chosen now.
    bench.press(Named::Enter);
    assert!(bench.state.wanted[0].contains("chat.between-us.online"));
}

#[test]
fn filters_that_leave_nothing_say_so_and_can_be_taken_off() {
    let mut bench = open(english());
    bench.type_text("disroot");
    assert_eq!(cards(&mut bench), [""; 0]);
    assert!(bench.shows("No server of the list fits."));
    bench.press(Named::Enter);
    assert!(bench.shows("That is not a server’s name."));
    bench.go_to("Take the filters off: one server");
    bench.press(Named::Enter);
    assert_eq!(cards(&mut bench), ["disroot.org"]);
    assert_eq!(bench.item("English").checked, Some(false));
    assert_eq!(bench.focused().as_deref(), Some(LINE));
    // Where the filters hold nothing back, there is nothing to take off.
    bench.type_text("nobody");
    assert!(bench.shows("No server of the list fits."));
    assert!(!bench.shows("Take the filters off"));
}

#[test]
fn arrows_in_the_line_go_into_the_list_and_back() {
    let mut bench = open(english());
    bench.press(Named::ArrowDown);
    assert_eq!(bench.focused().as_deref(), Some("Servers"));
    assert!(bench.shows("Continue with xmpp.party"));
    bench.press(Named::ArrowUp);
    bench.press(Named::ArrowUp);
    assert_eq!(bench.focused().as_deref(), Some(LINE));
    bench.press(Named::ArrowDown);
    bench.press(Named::End);
    assert!(bench.state.wanted.is_empty());
    bench.press(Named::Home);
    bench.press(Named::ArrowDown);
    bench.press(Named::Enter);
    assert!(bench.state.wanted[0].contains("xmpp.party"));
}

/// However slow the window is: what is gone on with is what the arrows came to.
#[test]
fn keys_that_come_at_once_are_all_heard() {
    let mut bench = open(english());
    bench.press(Named::ArrowDown);
    bench.press_at_once(&[Named::ArrowDown, Named::ArrowDown, Named::Enter]);
    let wanted = &bench.state.wanted;
    assert_eq!(wanted.len(), 1);
    assert!(wanted[0].contains("chat.between-us.online"), "{wanted:?}");
    bench.press_at_once(&[Named::ArrowUp; 4]);
    assert_eq!(bench.focused().as_deref(), Some(LINE));
    bench.press_at_once(&[Named::ArrowDown; 3]);
    assert!(bench.shows("Continue with chat.between-us.online"));
}

#[test]
fn keys_open_and_fold_a_card_and_contact_nobody() {
    let mut bench = open(english());
    bench.press(Named::ArrowDown);
    assert_eq!(bench.item("xmpp.party").expanded, Some(false));
    bench.press(Named::ArrowRight);
    assert_eq!(bench.item("xmpp.party").expanded, Some(true));
    assert_eq!(bench.item("yax.im").expanded, Some(false));
    // Moving on leaves it open.
    bench.press(Named::ArrowDown);
    assert_eq!(bench.item("xmpp.party").expanded, Some(true));
    bench.press(Named::ArrowUp);
    bench.press(Named::ArrowLeft);
    assert_eq!(bench.item("xmpp.party").expanded, Some(false));
    assert!(bench.state.wanted.is_empty());
    // Space is as a click.
    bench.press(Named::Space);
    assert_eq!(bench.item("xmpp.party").expanded, Some(true));
    assert!(bench.state.wanted[0].starts_with("Ask("));
}

#[test]
fn the_arrow_of_a_card_unfolds_it_and_contacts_nobody() {
    let mut bench = open(english());
    bench.click("More about xmpp.party");
    assert_eq!(bench.item("xmpp.party").expanded, Some(true));
    assert!(bench.shows("Continue with yax.im"));
    bench.click("Less about xmpp.party");
    assert_eq!(bench.item("xmpp.party").expanded, Some(false));
    assert!(bench.state.wanted.is_empty());
}

#[test]
fn pages_about_a_server_are_opened_by_mouse_and_keys() {
    let mut bench = open(english());
    bench.click("Legal notice");
    let page = "https://yaxim.org/yax.im/tos/";
    assert_eq!(bench.state.wanted.len(), 1, "{:?}", bench.state.wanted);
    assert!(bench.state.wanted[0].starts_with("Open(") && bench.state.wanted[0].contains(page));
    bench.go_to("yaxim.org/yax.im");
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted.len(), 2);
    assert!(bench.state.wanted[1].starts_with("Open("));
}

#[test]
fn a_click_on_a_card_asks_and_enter_on_it_goes_on() {
    let mut bench = open(english());
    bench.click("xmpp.party");
    assert!(bench.state.wanted[0].starts_with("Ask("));
    assert_eq!(bench.item("xmpp.party").expanded, Some(true));
    bench.press(Named::Enter);
    let wanted = &bench.state.wanted;
    assert!(wanted[1].starts_with("Go("), "{wanted:?}");
}

#[test]
fn leaving_a_card_for_another_ends_what_was_asked_for_it() {
    let mut bench = open(english());
    bench.click("xmpp.party");
    bench.press(Named::ArrowDown);
    assert_eq!(bench.state.wanted[1..], ["Leave"]);
    // Nobody is asked, so there is nothing to leave.
    bench.press(Named::ArrowDown);
    assert_eq!(bench.state.wanted.len(), 2);
    // To read about another is not to choose it.
    bench.click("jabber.vg");
    bench.click("More about xmpp.party");
    assert_eq!(bench.state.wanted.len(), 3);
    // What is typed chooses another, too.
    bench.go_to(LINE);
    bench.type_text("yax");
    assert_eq!(bench.state.wanted[3..], ["Leave"]);
    // And so does an arrow in the line.
    for _ in 0..3 {
        bench.press(Named::Backspace);
    }
    bench.click("xmpp.party");
    bench.go_to(LINE);
    bench.press(Named::ArrowDown);
    assert_eq!(bench.state.wanted.last().unwrap(), "Leave");
    assert_eq!(bench.focused().as_deref(), Some("Servers"));
}

#[test]
fn another_list_leaves_what_was_typed_and_chosen() {
    let mut page = after(english(), [Message::Moved(2), Message::Unfolded(1, true)]);
    let list = list_of(4);
    let mut newer = Directory::built_in();
    newer.providers.extend(list.providers);
    page.list(&newer);
    let mut bench = open(page.clone());
    assert!(bench.shows("Continue with jabber.vg"));
    assert_eq!(bench.item("xmpp.party").expanded, Some(true));
    assert!(bench.shows("s1.example"));
    // The server is gone: the one that suits best now takes its place.
    page.list(&list_of(4));
    let mut bench = open(page.typed("s2"));
    assert!(bench.shows("Continue with s2.example"));
    assert_eq!(bench.item(LINE).value.as_deref(), Some("s2"));
}

#[test]
fn in_another_language_its_servers_are_shown() {
    let mut page = english();
    let german = I18n::new(Some("de"));
    page.speak("de", &german);
    let mut bench = open_in(Page::Server(page), german, NORMAL);
    assert_eq!(bench.item("Deutsch").checked, Some(true));
    assert_eq!(cards(&mut bench), ["hookipa.net", "jabjab.de"]);
    assert!(bench.shows("Weiter mit hookipa.net"));
}

/// However long the list is: only the cards that can be seen are made, wherever it is scrolled to and whatever is typed.
#[test]
fn of_thousands_only_what_can_be_seen_is_made() {
    let most = [60, 5_000].map(|many| {
        let page = State::new(&list_of(many), "en", 7, &I18n::default());
        let mut bench = open(page);
        let mut most = cards(&mut bench).len();
        for hundredth in 0..=50_u8 {
            let y = f32::from(hundredth) / 50.0;
            let offset = scrollable::RelativeOffset { x: 0.0, y };
            bench.run(operation::snap_to(vestibule::widget::BODY, offset));
            bench.events(&[]);
            most = most.max(cards(&mut bench).len());
        }
        bench.type_text("s4");
        most = most.max(cards(&mut bench).len());
        bench.press(Named::ArrowDown);
        bench.press(Named::End);
        most.max(cards(&mut bench).len())
    });
    let [few, many] = most;
    assert!(few > 4 && many <= few + 2, "{few} and {many} cards");
    assert!(many < 40, "{many} cards");
}

/// The last of thousands is reached by one key, and can be seen.
#[test]
fn the_end_of_thousands_is_one_key_away() {
    let page = State::new(&list_of(5_000), "en", 7, &I18n::default());
    let mut bench = open(after(page, [Message::WishesDropped]));
    bench.press(Named::ArrowDown);
    bench.press(Named::End);
    let items = bench.items();
    let chosen: Vec<_> = items
        .iter()
        .filter(|item| item.info.role == Role::ListItem && item.info.checked == Some(true))
        .collect();
    assert_eq!(chosen.len(), 1);
    assert!(chosen[0].visible, "{chosen:?}");
}
