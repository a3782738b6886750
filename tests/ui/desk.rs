//! A page in a window without a screen.

use iced::{Size, Task};
use vestibule::i18n::I18n;
use vestibule::page::{self, Page, account, form, server, settings};
use vestibule::theme::Element;
use vestibule::theme::space::NARROW;
use vestibule::widget::Ctx;

use crate::bench::{Bench, NORMAL};

/// A page in a window, and what it wanted done.
pub(crate) struct Window {
    pub(crate) page: Page,
    i18n: I18n,
    pub(crate) narrow: bool,
    pub(crate) wanted: Vec<String>,
}

impl Window {
    pub(crate) fn form(&mut self) -> &mut form::State {
        let Page::Form(page) = &mut self.page else {
            panic!("not the form");
        };
        page
    }

    pub(crate) fn account(&mut self) -> &mut account::State {
        let Page::Account(page) = &mut self.page else {
            panic!("not the account");
        };
        page
    }
}

fn view(window: &Window) -> Element<'_, page::Message> {
    let ctx = Ctx {
        i18n: &window.i18n,
        narrow: window.narrow,
        still: true,
    };
    window.page.view(0, false, ctx)
}

fn update(window: &mut Window, message: page::Message) -> Task<page::Message> {
    let mut task = Task::none();
    let wanted = match (&mut window.page, message) {
        (Page::Server(page), page::Message::Server(message)) => match page.update(message) {
            server::Action::Run(own) => {
                task = own.map(page::Message::Server);
                return task;
            }
            server::Action::Leave(own) => {
                task = own.map(page::Message::Server);
                "Leave".to_owned()
            }
            action => format!("{action:?}"),
        },
        (Page::Form(page), page::Message::Form(message)) => match page.update(message) {
            form::Action::Run(own) => {
                task = own.map(page::Message::Form);
                return task;
            }
            form::Action::Submit(_) => "Submit".to_owned(),
            action => format!("{action:?}"),
        },
        (Page::Trouble(page), page::Message::Trouble(message)) => {
            format!("{:?}", page.update(message))
        }
        (Page::Invitation(page), page::Message::Invitation(message)) => {
            format!("{:?}", page.update(message))
        }
        (Page::Done(page), page::Message::Done(message)) => format!("{:?}", page.update(&message)),
        (Page::Pending(page), page::Message::Pending(message)) => {
            format!("{:?}", page.update(&message))
        }
        (Page::Account(page), page::Message::Account(message)) => match page.update(message) {
            account::Action::Run(own) => {
                task = own.map(page::Message::Account);
                return task;
            }
            account::Action::Order(order, own) => {
                task = own.map(page::Message::Account);
                format!("Order({order:?})")
            }
            action => format!("{action:?}"),
        },
        (Page::Web(page), page::Message::Web(message)) => format!("{:?}", page.update(&message)),
        (Page::Settings(page), page::Message::Settings(message)) => match page.update(message) {
            settings::Action::Run(own) => {
                task = own.map(page::Message::Settings);
                return task;
            }
            action => format!("{action:?}"),
        },
        (Page::Connecting(_), page::Message::Connecting(message)) => format!("{message:?}"),
        (_, page::Message::Scrolled) => return task,
        (_, message) => panic!("{message:?} is of another page"),
    };
    if wanted != "None" {
        window.wanted.push(wanted);
    }
    task
}

pub(crate) fn open_in(page: Page, i18n: I18n, size: Size) -> Bench<Window, page::Message> {
    let focus = page.first_focus();
    let window = Window {
        page,
        i18n,
        narrow: size.width < NARROW,
        wanted: Vec::new(),
    };
    let mut bench = Bench::new(window, view, update).sized(size);
    if let Some(id) = focus {
        bench.run(iced::widget::operation::focus(id));
    }
    bench.events(&[]);
    bench
}

pub(crate) fn open(page: Page) -> Bench<Window, page::Message> {
    open_in(page, I18n::default(), NORMAL)
}
