//! The pages: what keys and clicks do on them, and what they say.

use iced::Size;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use vestibule::domain::{Challenge, FieldId, Kind, Reason, Role as FieldRole, Secret};
use vestibule::i18n::I18n;
use vestibule::page::{self, Page, done, pending, trouble};
use vestibule::settings::TextSize;
use vestibule::theme::Theme;
use vestibule::widget::Ctx;
use vestibule::widget::focus::Role;

use crate::bench::{Bench, NORMAL, SMALLEST};
use crate::desk::{Window, open, open_in};
use crate::presets::{self, PASSWORD};

fn server() -> Bench<Window, page::Message> {
    open(Page::Server(presets::server_page(&I18n::default())))
}

mod everywhere {
    use super::*;

    /// The size at start and the smallest one, and these with the largest text: all lengths are larger then.
    fn sizes() -> impl Iterator<Item = Size> {
        let larger = |size: Size| [size, size * (1.0 / TextSize::Largest.factor())];
        [NORMAL, SMALLEST].into_iter().flat_map(larger)
    }

    #[test]
    fn the_pages_look_as_they_did() {
        let i18n = I18n::default();
        for (name, page) in presets::all(&i18n) {
            for (size, kind) in [(NORMAL, "normal"), (SMALLEST, "small")] {
                let mut bench = open_in(page.clone(), i18n.clone(), size);
                bench.looks_like(&format!("{name}-{kind}"));
            }
        }
    }

    /// In a window so high that all of a form can be seen.
    #[test]
    fn whole_forms_look_as_they_did() {
        let i18n = I18n::default();
        for (name, page) in presets::all(&i18n) {
            if !matches!(
                name,
                "form-long" | "form-typed" | "form-puzzles" | "form-sound"
            ) && !name.starts_with("settings")
            {
                continue;
            }
            for (width, kind) in [(NORMAL.width, "normal"), (SMALLEST.width, "small")] {
                let high = if name.starts_with("settings") {
                    2000.0
                } else if name == "form-long" || name == "form-typed" {
                    2800.0
                } else {
                    1000.0
                };
                let size = Size::new(width, high);
                let mut bench = open_in(page.clone(), i18n.clone(), size);
                bench.state.narrow = width < NORMAL.width;
                bench.looks_like(&format!("whole-{name}-{kind}"));
            }
        }
    }

    #[test]
    fn tab_goes_round_through_everything_and_keeps_it_in_sight() {
        for tag in ["en", "de"] {
            let i18n = I18n::new(Some(tag));
            for (name, page) in presets::all(&i18n) {
                for size in sizes() {
                    let mut bench = open_in(page.clone(), i18n.clone(), size);
                    bench.run(iced::advanced::widget::operate(
                        iced::advanced::widget::operation::focusable::unfocus(),
                    ));
                    let order = bench.tab_order();
                    bench.press(Named::Tab);
                    assert_eq!(bench.focused().as_ref(), order.first(), "{name}");
                    bench.press_with(Named::Tab, Modifiers::SHIFT);
                    assert_eq!(bench.focused().as_ref(), order.last(), "{name}");
                }
            }
        }
    }

    #[test]
    fn nothing_runs_out_of_the_window() {
        for tag in ["en", "de"] {
            let i18n = I18n::new(Some(tag));
            for (name, page) in presets::all(&i18n) {
                for size in sizes() {
                    for item in open_in(page.clone(), i18n.clone(), size).items() {
                        let right = item.bounds.x + item.bounds.width;
                        assert!(
                            item.bounds.x >= 0.0 && right <= size.width,
                            "{tag}, {name}: {item:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_page_has_one_title_and_names_for_all_controls() {
        let i18n = I18n::default();
        for (name, page) in presets::all(&i18n) {
            let items = open(page.clone()).items();
            let ctx = Ctx {
                i18n: &i18n,
                narrow: false,
                still: true,
            };
            let headings: Vec<_> = items
                .iter()
                .filter(|item| item.info.role == Role::Heading)
                .map(|item| item.info.name.clone())
                .collect();
            assert_eq!(headings, [page.title(ctx)], "{name}");
            for item in items.iter().filter(|item| item.focusable) {
                assert!(!item.info.name.is_empty(), "{name}: {item:?}");
            }
        }
    }

    #[test]
    fn no_page_lets_out_a_password() {
        let i18n = I18n::default();
        for (name, page) in presets::all(&i18n) {
            let mut bench = open(page);
            // Nor an invitation, but on the line that it was typed into.
            let state = format!("{:?}", bench.state.page);
            assert!(!state.contains("4ZN32HikPfZ9p"), "{name}: {state}");
            assert!(!format!("{:?}", bench.items()).contains(PASSWORD), "{name}");
            assert!(
                !format!("{:?}", bench.state.page).contains(PASSWORD),
                "{name}"
            );
        }
    }
}

mod server_page {
    use super::*;

    #[test]
    fn the_cursor_is_in_the_line_and_a_domain_goes_on_with_enter() {
        let mut bench = server();
        assert_eq!(
            bench.focused().as_deref(),
            Some("Search, or type a server, an address, an invitation")
        );
        bench.type_text("Example.ORG");
        assert!(bench.shows("Use example.org"));
        assert!(bench.shows("Continue with example.org"));
        bench.press(Named::Enter);
        assert_eq!(bench.state.wanted.len(), 1);
        assert!(
            bench.state.wanted[0].starts_with("Go("),
            "{:?}",
            bench.state.wanted
        );
        assert!(bench.state.wanted[0].contains("example.org"));
    }

    #[test]
    fn a_whole_address_brings_its_name_along() {
        let mut bench = server();
        bench.type_text("juliet@example.org");
        bench.press(Named::Enter);
        assert!(
            bench.state.wanted[0].contains("Some(\"juliet\")"),
            "{:?}",
            bench.state.wanted
        );
    }

    #[test]
    fn a_link_is_told_from_a_name() {
        let mut bench = server();
        bench.type_text("https://example.org/#x");
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("This link is not for signing up."));
    }

    #[test]
    fn a_host_and_a_port_go_along_and_a_bad_port_is_told() {
        let mut bench = server();
        bench.type_text("example.org");
        bench.click("Connection");
        bench.click("Host");
        bench.type_text("127.0.0.1");
        bench.click("Port");
        bench.type_text("99999");
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("A port is a number from 1 to 65535."));
        assert_eq!(bench.focused().as_deref(), Some("Port"));
        bench.press(Named::Backspace);
        bench.press(Named::Enter);
        let wanted = &bench.state.wanted[0];
        assert!(
            wanted.contains("127.0.0.1") && wanted.contains("9999"),
            "{wanted}"
        );
    }

    #[test]
    fn a_host_that_can_be_none_is_told() {
        let mut bench = server();
        bench.type_text("example.org");
        bench.click("Connection");
        bench.click("Host");
        bench.type_text("chat.example:5222");
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("This is neither a name nor an address."));
        assert_eq!(bench.focused().as_deref(), Some("Host"));
        erase(&mut bench);
        bench.type_text("[::1]");
        bench.press(Named::Enter);
        assert!(bench.state.wanted[0].contains("[::1]"));
    }

    /// Takes away what was typed last.
    fn erase(bench: &mut Bench<Window, page::Message>) {
        bench.press(Named::End);
        for _ in 0..40 {
            bench.press(Named::Backspace);
        }
    }

    #[test]
    fn a_proxy_goes_along_and_what_is_none_is_told() {
        let mut bench = server();
        bench.type_text("example.org");
        bench.click("Connection");
        assert!(bench.shows("Servers are looked up by the proxy alone."));
        bench.go_to("Proxy");
        bench.type_text("http://localhost");
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("Only SOCKS5 proxies can be used."));
        assert_eq!(bench.focused().as_deref(), Some("Proxy"));
        erase(&mut bench);
        bench.type_text("romeo@localhost:0");
        bench.press(Named::Enter);
        assert!(bench.shows("A proxy looks like socks5://HOST:PORT."));
        // A password is never shown, nor taken from where it was.
        erase(&mut bench);
        bench.type_text("romeo:montague@localhost:9050");
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("Leave the password out here: everybody could read it."));
        erase(&mut bench);
        bench.type_text("romeo@localhost:9050");
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("The proxy wants a password with that name."));
        assert_eq!(bench.focused().as_deref(), Some("Password for the proxy"));
        bench.type_text("montague");
        bench.press(Named::Enter);
        let wanted = &bench.state.wanted[0];
        assert!(
            wanted.contains("localhost") && wanted.contains("9050") && wanted.contains("romeo"),
            "{wanted}"
        );
        assert!(!wanted.contains("montague"), "{wanted}");
    }
}

mod form_page {
    use super::*;

    #[test]
    fn two_fields_and_enter_sign_up() {
        let mut bench = open(presets::form(presets::short_form()));
        bench.type_text("Juliet");
        assert!(bench.shows("Your address will be juliet@magicbroccoli.de"));
        bench.press(Named::Tab);
        assert_eq!(bench.focused().as_deref(), Some("Password"));
        bench.type_text(PASSWORD);
        assert!(bench.shows("Very good"));
        bench.press(Named::Enter);
        assert_eq!(bench.state.wanted, ["Submit"]);
        assert!(bench.state.form().is_sending());
        // A second press sends nothing.
        bench.press(Named::Enter);
        assert_eq!(bench.state.wanted, ["Submit"]);
    }

    #[test]
    fn a_bad_character_is_told_while_it_is_typed() {
        let mut bench = open(presets::form(presets::short_form()));
        bench.type_text("juliet@");
        assert!(bench.shows("A name cannot have “@”."));
        bench.press(Named::Backspace);
        assert!(!bench.shows("A name cannot have"));
    }

    #[test]
    fn what_is_missing_is_told_where_it_is_missing() {
        let mut bench = open(presets::form(presets::short_form()));
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.item("Name").invalid);
        assert!(bench.item("Password").invalid);
        assert_eq!(bench.focused().as_deref(), Some("Name"));
    }

    #[test]
    fn a_short_password_is_not_sent() {
        let mut bench = open(presets::form(presets::short_form()));
        bench.type_text("juliet");
        bench.press(Named::Tab);
        bench.type_text("1234567");
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("At least 8 characters."));
        assert_eq!(bench.focused().as_deref(), Some("Password"));
    }

    #[test]
    fn a_password_is_shown_made_up_and_copied_on_request_only() {
        let mut bench = open(presets::form(presets::short_form()));
        bench.go_to("Password");
        bench.type_text(PASSWORD);
        assert_eq!(bench.item("Password").role, Role::PasswordField);
        bench.click("Show the password");
        assert_eq!(bench.item("Password").role, Role::TextField);
        assert_eq!(bench.item("Password").value.as_deref(), Some(PASSWORD));
        bench.click("Hide the password");
        bench.click("Copy the password");
        assert_eq!(bench.state.wanted, ["Copy(Secret(…))"]);
        bench.click("Make one for me");
        let made = bench.item("Password").value.unwrap();
        assert!(made.len() >= 16 && made != PASSWORD);
        assert!(bench.shows("Very good"));
    }

    #[test]
    fn a_taken_name_is_repaired_in_place() {
        let mut bench = open(Page::Form(Box::new(presets::filled())));
        bench.go_to("Which characters do you see?");
        bench.type_text("250641");
        let refusal = presets::refusal(Reason::NameTaken, "User already exists");
        let task = bench.state.form().refused(refusal).map(page::Message::Form);
        bench.run(task);
        bench.events(&[]);
        assert!(bench.item("Name").invalid);
        assert!(bench.shows("That name is taken."));
        assert_eq!(bench.focused().as_deref(), Some("Name"));
        assert_eq!(bench.item("Name").value.as_deref(), Some("juliet"));
        // The server's own words are folded.
        assert!(!bench.shows("User already exists"));
        bench.click("What the server said");
        assert!(bench.shows("User already exists"));
        let alternatives: Vec<_> = bench
            .items()
            .into_iter()
            .filter(|item| item.info.role == Role::Link && item.info.name.starts_with("juliet"))
            .map(|item| item.info.name)
            .collect();
        assert_eq!(alternatives.len(), 3);
        bench.click(&alternatives[1]);
        assert_eq!(
            bench.item("Name").value.as_deref(),
            Some(alternatives[1].as_str())
        );
        assert!(!bench.item("Name").invalid);
        assert_eq!(bench.focused().as_deref(), Some("Name"));
    }

    #[test]
    fn a_wrong_puzzle_loses_its_answer_and_nothing_else() {
        let mut bench = open(Page::Form(Box::new(presets::filled())));
        bench.go_to("Which characters do you see?");
        bench.type_text("1");
        let refusal = presets::refusal(Reason::CaptchaWrong, "The CAPTCHA verification has failed");
        let task = bench.state.form().refused(refusal).map(page::Message::Form);
        bench.run(task);
        let puzzle = bench.item("Which characters do you see?");
        assert!(puzzle.invalid);
        assert_eq!(puzzle.value.as_deref(), Some(""));
        assert_eq!(bench.item("Name").value.as_deref(), Some("juliet"));
        assert_eq!(bench.state.form().password().unwrap().expose(), PASSWORD);
        assert_eq!(
            bench.focused().as_deref(),
            Some("Which characters do you see?")
        );
    }

    #[test]
    fn a_refusal_without_a_field_stands_above_the_form() {
        for reason in [
            Reason::Unknown,
            Reason::TooMany,
            Reason::Blocked,
            Reason::Closed,
            Reason::ServerFault,
            Reason::InvitationNeeded,
            Reason::AnswersNotAccepted,
            Reason::NotAllowed,
        ] {
            let mut bench = open(Page::Form(Box::new(presets::filled())));
            let refusal = presets::refusal(reason, "In the server's words");
            let task = bench.state.form().refused(refusal).map(page::Message::Form);
            bench.run(task);
            bench.click("What the server said");
            assert!(bench.shows("In the server's words"), "{reason:?}");
            assert_eq!(bench.item("Name").value.as_deref(), Some("juliet"));
            assert!(!bench.item("Name").invalid);
        }
    }

    #[test]
    fn the_cursor_stays_in_its_field_when_something_comes_or_goes_above() {
        let mut bench = open(presets::form(presets::long_form()));
        bench.type_text("juliet");
        bench.go_to("Password");
        bench.type_text(PASSWORD);
        bench.go_to("I have read the rules and accept them");
        bench.press(Named::Space);
        bench.go_to("Where do you live?");
        bench.press(Named::ArrowDown);
        bench.go_to("How old are you?");
        bench.type_text("12");
        bench.press(Named::Enter);
        assert!(bench.shows("Some answers look wrong."));
        assert_eq!(bench.focused().as_deref(), Some("How old are you?"));
        bench.type_text("0");
        assert!(!bench.shows("Some answers look wrong."));
        bench.type_text("1");
        assert_eq!(
            bench.item("How old are you?").value.as_deref(),
            Some("1201")
        );
    }

    #[test]
    fn what_looks_wrong_is_sent_on_a_second_press() {
        let mut form = presets::short_form();
        form.fields
            .push(presets::field("sponsor", FieldRole::Other, Kind::Address));
        let mut bench = open(presets::form(form));
        bench.type_text("juliet");
        bench.go_to("Password");
        bench.type_text(PASSWORD);
        bench.go_to("sponsor");
        bench.type_text("no address at all");
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("This does not look like an address."));
        assert!(bench.shows("Sign up all the same"));
        bench.press(Named::Enter);
        assert_eq!(bench.state.wanted, ["Submit"]);
    }

    #[test]
    fn what_stands_above_a_scrolled_form_is_brought_into_sight() {
        let page = Page::Form(Box::new(presets::filled()));
        let mut bench = open_in(page, I18n::default(), SMALLEST);
        bench.go_to("Which characters do you see?");
        let refusal = presets::refusal(Reason::TooMany, "In the server's words");
        let task = bench.state.form().refused(refusal).map(page::Message::Form);
        bench.run(task);
        bench.events(&[]);
        let said = bench
            .items()
            .into_iter()
            .find(|item| item.info.name.starts_with("The server asks you to wait"))
            .unwrap();
        assert!(said.visible, "{said:?}");
        // Nothing has the focus: Tab begins at the top.
        bench.press(Named::Tab);
        assert_eq!(bench.focused().as_deref(), Some("What the server said"));
    }

    #[test]
    fn a_question_in_words_is_asked_in_the_servers_words() {
        let mut form = presets::puzzle_form();
        form.link = Some(vestibule::domain::Link::parse(
            "https://example.org/captcha",
        ));
        form.fields[2] = vestibule::domain::Field {
            label: Some("What is two and two?".to_owned()),
            ..presets::field("qa", FieldRole::Captcha(Challenge::Question), Kind::Text)
        };
        let mut bench = open(presets::form(form));
        assert!(!bench.shows("Picture puzzle"));
        assert_eq!(bench.item("What is two and two?").role, Role::TextField);
    }

    #[test]
    fn a_new_form_keeps_what_was_typed_but_for_the_puzzle() {
        let mut bench = open(Page::Form(Box::new(presets::filled())));
        bench.go_to("Which characters do you see?");
        bench.type_text("250641");
        bench.click("New picture");
        assert_eq!(bench.state.wanted, ["Refresh"]);
        let task = bench
            .state
            .form()
            .renewed(presets::puzzle_form())
            .map(page::Message::Form);
        bench.run(task);
        assert_eq!(bench.item("Name").value.as_deref(), Some("juliet"));
        assert_eq!(
            bench.item("Which characters do you see?").value.as_deref(),
            Some("")
        );
        bench
            .state
            .form()
            .picture(FieldId::from("ocr"), presets::picture());
        assert_eq!(bench.item("Picture puzzle").role, Role::Image);
    }

    #[test]
    fn every_kind_of_field_can_be_filled_in_by_keyboard() {
        let mut bench = open(presets::form(presets::long_form()));
        bench.type_text("juliet");
        bench.go_to("Password");
        bench.type_text(PASSWORD);
        bench.go_to("E-mail");
        bench.type_text("j@example.org");
        bench.go_to("I have read the rules and accept them");
        bench.press(Named::Space);
        bench.go_to("Where do you live?");
        bench.press(Named::ArrowDown);
        bench.press(Named::ArrowDown);
        bench.go_to("What interests you?");
        bench.type_text("d");
        bench.press(Named::Space);
        let why = "Why do you want an account? Some servers ask a lot in a label, and it has to be wrapped";
        bench.go_to(why);
        bench.type_text("a");
        bench.press(Named::Enter);
        bench.type_text("b");
        bench.go_to("Who sent you?");
        bench.type_text("romeo@example.org");
        bench.go_to("How old are you?");
        assert_eq!(
            bench.item("How old are you?").description.as_deref(),
            Some("A whole number. From 13 to 120.")
        );
        bench.type_text("16");
        assert_eq!(bench.item("Dogs").checked, Some(true));
        assert_eq!(bench.item("Austria").checked, Some(true));
        assert_eq!(bench.item("Germany").checked, Some(false));
        bench.press(Named::Enter);
        assert_eq!(bench.state.wanted, ["Submit"]);
    }

    #[test]
    fn what_a_server_presets_is_there() {
        let mut form = presets::short_form();
        form.fields.push(vestibule::domain::Field {
            preset: Some(vestibule::domain::Value::Text("Verona".to_owned())),
            ..presets::field("city", FieldRole::City, Kind::Text)
        });
        let mut bench = open(presets::form(form));
        assert_eq!(bench.item("City").value.as_deref(), Some("Verona"));
    }

    #[test]
    fn escape_goes_back() {
        let mut bench = open(presets::form(presets::short_form()));
        bench.press(Named::Escape);
        assert_eq!(bench.state.wanted, ["Back"]);
    }
}

mod other_pages {
    use super::*;

    #[test]
    fn done_hands_out_the_address_and_the_password() {
        let mut bench = open(presets::done());
        assert!(bench.shows("juliet.c@magicbroccoli.de"));
        assert!(bench.shows("Proved"));
        bench.click("Copy");
        bench.click("Copied");
        bench.click("Copy the password");
        assert_eq!(bench.state.wanted, ["Copy(Secret(…))"; 3]);
        assert!(!bench.shows(PASSWORD));
        bench.go_to("Show the password");
        bench.press(Named::Enter);
        assert_eq!(bench.focused().as_deref(), Some("Hide the password"));
        assert!(bench.shows(PASSWORD) || bench.item("Password").value.as_deref() == Some(PASSWORD));
        bench.click("Close");
        assert_eq!(bench.state.wanted.last().map(String::as_str), Some("Close"));
        bench.click("Sign up another");
        assert_eq!(
            bench.state.wanted.last().map(String::as_str),
            Some("Another")
        );
    }

    /// Whoever points a camera at the window has the address, in either theme.
    #[test]
    fn friends_can_scan_the_address() {
        for address in ["juliet.c@magicbroccoli.de", &long_address()] {
            for theme in [Theme::Light, Theme::Dark] {
                let page = Page::Done(done::State::new(address.to_owned(), Secret::from(PASSWORD)));
                let mut bench = open(page).sized(Size::new(760.0, 1000.0));
                let (size, pixels) = bench.picture(theme, 1.0);
                let picture = image::RgbaImage::from_raw(size.width, size.height, pixels).unwrap();
                let grey = image::DynamicImage::from(picture).into_luma8();
                let mut seen = rqrr::PreparedImage::prepare(grey);
                let found = seen.detect_grids();
                let [code] = &found[..] else {
                    panic!("{address}: {} codes were seen", found.len());
                };
                let (_, text) = code.decode().unwrap();
                assert_eq!(text, format!("xmpp:{address}?roster"));
            }
        }
    }

    fn long_address() -> String {
        format!(
            "{}@chat.{}.example",
            "juliet".repeat(10),
            "house-of-capulet".repeat(3)
        )
    }

    #[test]
    fn nothing_is_called_proved_that_is_not() {
        for kind in [
            pending::Kind::Unproved,
            pending::Kind::Waiting,
            pending::Kind::Unknown,
        ] {
            let mut bench = open(presets::pending(kind));
            assert!(!bench.shows("Proved"));
            bench.press(Named::Enter);
            assert_eq!(bench.state.wanted, ["Check"]);
            // One check at a time.
            bench.press(Named::Enter);
            assert_eq!(bench.state.wanted, ["Check"]);
            let Page::Pending(page) = &mut bench.state.page else {
                panic!("another page");
            };
            page.checked(
                pending::Check::Refused(Some("not yet".to_owned())),
                String::new(),
            );
            assert!(bench.shows("Checked once: the server does not let you in"));
            assert!(!bench.shows("not yet"));
            bench.click("What the server said");
            assert!(bench.shows("not yet"));
            bench.click("Check again");
            assert_eq!(bench.state.wanted, ["Check", "Check"]);
            let Page::Pending(page) = &mut bench.state.page else {
                panic!("another page");
            };
            page.checked(
                pending::Check::NotReached(trouble::Cause::NoNetwork),
                "Stage: signing in".to_owned(),
            );
            assert!(bench.shows("Checked 2 times: You seem to be offline."));
            bench.click("Details");
            bench.click("Copy report");
            assert!(bench.shows("The report was copied"));
            assert_eq!(
                bench.state.wanted.last().map(String::as_str),
                Some("CopyReport(\"Stage: signing in\")")
            );
            assert!(bench.shows("Check again"));
        }
    }

    #[test]
    fn a_web_page_is_shown_in_full_and_opened_on_a_press() {
        let mut bench = open(presets::web(Some("https://404.city/register")));
        assert!(bench.shows("https://404.city/register"));
        bench.press(Named::Enter);
        assert!(bench.state.wanted[0].starts_with("Open("));
        bench.click("Copy");
        assert_eq!(bench.state.wanted[1], "Copy(\"https://404.city/register\")");
        bench.press(Named::Escape);
        assert_eq!(bench.state.wanted[2], "Back");
    }

    #[test]
    fn what_is_no_web_page_is_asked_before_it_is_opened() {
        let mut bench = open(presets::web(Some("mailto:admin@example.org")));
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
        assert!(bench.shows("This is not a web page."));
        bench.press(Named::Enter);
        assert!(bench.state.wanted[0].starts_with("Open("));
    }

    #[test]
    fn what_is_no_link_cannot_be_opened() {
        let mut bench = open(presets::web(Some("javascript:alert(1)")));
        assert!(!bench.outline().contains(&"Button Open".to_owned()));
        bench.press(Named::Enter);
        assert!(bench.state.wanted.is_empty());
    }

    #[test]
    fn every_cause_of_trouble_says_what_to_do() {
        use trouble::{Cause, Fault};
        let day = || "2026-11-03".to_owned();
        let causes = [
            (Cause::NotFound, "OtherServer"),
            (Cause::NoNetwork, "Again"),
            (Cause::Names, "Again"),
            (Cause::ProxyAway, "Again"),
            (Cause::ProxyLogin, "Connection"),
            (Cause::ProxyLoginWrong, "Connection"),
            (Cause::NotAProxy, "Connection"),
            (Cause::ProxyForbids, "Connection"),
            (Cause::ProxyNoWay, "Connection"),
            (Cause::ProxyLost, "Again"),
            (Cause::NotServed, "OtherServer"),
            (Cause::Handshake, "OtherServer"),
            (Cause::Refused, "Again"),
            (Cause::Unreachable, "Again"),
            (Cause::NoAnswer(trouble::Stage::Connect), "Again"),
            (Cause::Ended, "Again"),
            (Cause::SaidNo, "Again"),
            (Cause::Unknown, "Again"),
            (Cause::Impostor, "OtherServer"),
            (Cause::Lost, "Again"),
            (Cause::NoEncryption, "OtherServer"),
            (Cause::Certificate(Fault::Expired(day())), "OtherServer"),
            (Cause::Certificate(Fault::NotYet(day())), "OtherServer"),
            (
                Cause::Certificate(Fault::OtherName(vec!["example.com".to_owned()])),
                "OtherServer",
            ),
            (
                Cause::Certificate(Fault::OtherName(Vec::new())),
                "OtherServer",
            ),
            (Cause::Certificate(Fault::Unknown), "OtherServer"),
            (Cause::Certificate(Fault::Purpose), "OtherServer"),
            (Cause::Certificate(Fault::Revoked), "OtherServer"),
            (Cause::Certificate(Fault::Bad), "OtherServer"),
            (Cause::NotUnderstood, "OtherServer"),
            (Cause::Closed, "OtherServer"),
            (Cause::InvitationNeeded, "Invitation(Focus)"),
            (Cause::InvitationRefused, "WithoutInvitation"),
            (Cause::Blocked, "OtherServer"),
            (Cause::TooMany, "OtherServer"),
            (Cause::ServerFault, "Again"),
            (Cause::OurFault, "Again"),
        ];
        let mut expired = open(presets::trouble(Cause::Certificate(Fault::Expired(day()))));
        assert!(expired.shows("Its certificate ran out on 3 November 2026."));
        for (cause, cure) in causes {
            let mut bench = open(presets::trouble(cause.clone()));
            // Enter does the one thing, wherever the focus is.
            bench.press(Named::Enter);
            assert_eq!(bench.state.wanted, [cure], "{cause:?}");
            bench.press(Named::Escape);
            assert_eq!(bench.state.wanted[1], "OtherServer");
            bench.click("Details");
            bench.go_to("Copy report");
            bench.press(Named::Enter);
            assert_eq!(bench.state.wanted[2], "Copy(\"domain: example.org\")");
        }
    }

    #[test]
    fn connecting_can_be_given_up() {
        let i18n = I18n::default();
        let (_, page) = presets::all(&i18n)
            .into_iter()
            .find(|(name, _)| *name == "connecting")
            .unwrap();
        let mut bench = open(page);
        assert_eq!(bench.item("Securing the connection").role, Role::Progress);
        assert_eq!(bench.item("Connecting").checked, Some(true));
        bench.press(Named::Escape);
        assert_eq!(bench.state.wanted, ["CancelPressed"]);
    }
}
