//! Files that are handed over: dropped on the window, or named when the program is started.

use std::path::PathBuf;

use iced::widget::{column, container, operation};
use iced::{Alignment, Length, Subscription, Task, border, task, time};

use super::{App, Message, PATIENCE};
use crate::domain::Secret;
use crate::i18n::Key;
use crate::page::invitation::line;
use crate::page::{self, Page, server};
use crate::platform::{NoPicker, Wanted};
use crate::scan::ScanFault;
use crate::theme::{Element, Theme, radius};
use crate::widget::focus::{Info, Role, named};
use crate::widget::icon::{Icon, icon};
use crate::widget::spinner::spinner;
use crate::widget::{Ctx, text};
use crate::words;

/// What happened to a file.
#[derive(Debug, Clone)]
pub enum News {
    /// One is held over the window, or is no more.
    Hovers(bool),
    /// This one was handed over.
    Given(PathBuf),
    /// This one was chosen for the page of this number, or none was.
    Chosen(u64, Result<Option<PathBuf>, NoPicker>),
    /// The one of this number takes longer than a moment.
    Waited(u64),
    /// The one of this number was read.
    Read(u64, Result<Secret, ScanFault>),
}

/// What is done with files.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// One is held over the window.
    hovers: bool,
    /// One that is being read.
    reading: Option<Reading>,
    /// Counts those that were read.
    count: u64,
}

/// A file that is being read; that ends when this is dropped.
#[derive(Debug)]
struct Reading {
    number: u64,
    /// The page that it is for.
    page: u64,
    /// Whoever names it when starting the program wants the server asked.
    go: bool,
    /// It takes longer than a moment.
    slow: bool,
    _task: task::Handle,
}

impl Files {
    /// The time, while somebody waits.
    pub(super) fn subscription(&self) -> Subscription<Message> {
        match &self.reading {
            Some(reading) if !reading.slow => time::every(PATIENCE)
                .with(reading.number)
                .map(|(number, _)| Message::File(News::Waited(number))),
            _ => Subscription::none(),
        }
    }
}

impl App {
    pub(super) fn file_told(&mut self, news: News) -> Task<Message> {
        match news {
            News::Hovers(hovers) => self.files.hovers = hovers,
            News::Given(file) => {
                self.files.hovers = false;
                if self.takes_file() {
                    return self.read_invitation(file, false);
                }
            }
            News::Chosen(page, chosen) if page == self.serial => match chosen {
                Ok(Some(file)) => return self.read_invitation(file, false),
                Ok(None) => {}
                Err(fault) => {
                    tracing::debug!(%fault, "nothing can be chosen");
                    return self.put_in(Err(Key("scan-no-picker")));
                }
            },
            News::Chosen(..) => {}
            News::Waited(number) => {
                if let Some(reading) = &mut self.files.reading {
                    reading.slow |= reading.number == number;
                }
            }
            News::Read(number, result) => {
                let is_it = |reading: &mut Reading| reading.number == number;
                if let Some(reading) = self.files.reading.take_if(is_it)
                    && reading.page == self.serial
                {
                    return self.invitation_read(result, reading.go);
                }
            }
        }
        Task::none()
    }

    /// Lets the person choose the picture of an invitation.
    pub(super) fn choose_picture(&self) -> Task<Message> {
        let wanted = Wanted {
            title: self.i18n.text("invitation-title"),
            pictures: self.i18n.text("invitation-pictures"),
        };
        let page = self.serial;
        let chosen = self.engine.choose_picture(wanted);
        chosen.map(move |chosen| Message::File(News::Chosen(page, chosen)))
    }

    /// Whether the page has a place for an invitation. On others something is under way that it must not come in between
    /// of.
    fn takes_file(&self) -> bool {
        match &self.page {
            Page::Server(_) | Page::Invitation(_) => true,
            Page::Trouble(page) => page.asks_invitation(),
            Page::Form(page) => page.asks_invitation(),
            _ => false,
        }
    }

    /// Puts what was read into the line for an invitation, on a page that has one; the cursor goes there.
    fn put_in(&mut self, read: Result<Secret, Key>) -> Task<Message> {
        let line = match &mut self.page {
            Page::Invitation(page) => Some(page.invitation_line()),
            Page::Trouble(page) => page.invitation_line(),
            Page::Form(page) => page.invitation_line(),
            _ => None,
        };
        let Some(line) = line else {
            return Task::none();
        };
        line.put_in(read);
        operation::focus(line::LINE)
    }

    /// Reads an invitation out of a file, for the page that is shown. What was read before is dropped.
    pub(super) fn read_invitation(&mut self, file: PathBuf, go: bool) -> Task<Message> {
        self.files.count += 1;
        let number = self.files.count;
        let (task, handle) = self.engine.scan(file).abortable();
        self.files.reading = Some(Reading {
            number,
            page: self.serial,
            go,
            slow: false,
            _task: handle.abort_on_drop(),
        });
        task.map(move |read| Message::File(News::Read(number, read)))
    }

    /// What was read is as if it were typed.
    fn invitation_read(&mut self, result: Result<Secret, ScanFault>, go: bool) -> Task<Message> {
        let Page::Server(page) = &mut self.page else {
            return self.put_in(result.map_err(words::scan_fault));
        };
        let link = match result {
            Ok(link) => link,
            Err(fault) => {
                page.could_not_read(words::scan_fault(fault));
                return self.first_focus();
            }
        };
        *page = page.clone().typed(link.expose());
        let focus = self.first_focus();
        if !go {
            return focus;
        }
        let go = page::Message::Server(server::Message::GoPressed);
        Task::batch([focus, self.page_said(go)])
    }

    /// What is shown over the page while a file is held over it, or is being read.
    pub(super) fn veil<'a>(&self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let is_here = self.takes_file();
        let icon = |shown| {
            icon(shown, 32.0)
                .color(|theme| theme.tokens().accent)
                .into()
        };
        if self.files.hovers && is_here {
            let words = [Key("scan-drop"), Key("scan-drop-about")];
            return Some(veil(icon(Icon::Save), words, ctx));
        }
        if self.files.hovers {
            let words = [Key("scan-elsewhere"), Key("scan-elsewhere-about")];
            return Some(veil(icon(Icon::Info), words, ctx));
        }
        let reading = self.files.reading.as_ref()?;
        let is_shown = reading.slow && reading.page == self.serial;
        is_shown.then(|| veil(spinner(32.0, ctx.still).into(), [Key("scan-reading")], ctx))
    }
}

/// A card in the middle of the window, over what is there; what is behind it stays in use. The first sentence is larger.
fn veil<'a, const N: usize>(
    drawn: Element<'a, Message>,
    sentences: [Key; N],
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let sentences = sentences.map(|key| ctx.i18n.text(key));
    let said = Info::new(Role::Status, sentences.join(" "));
    let mut words = column![drawn].spacing(8).align_x(Alignment::Center);
    for (place, sentence) in sentences.into_iter().enumerate() {
        let line = if place == 0 {
            text::strong(sentence)
        } else {
            text::muted(sentence)
        };
        words = words.push(line.center());
    }
    let card = container(named(said, words))
        .padding(32)
        .max_width(440)
        .style(|theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(tokens.surface.into()),
                border: border::rounded(radius::CARD)
                    .width(2.0)
                    .color(tokens.accent),
                ..container::Style::default()
            }
        });
    container(card)
        .padding(ctx.margin())
        .center(Length::Fill)
        .style(|theme: &Theme| container::Style {
            background: Some(theme.tokens().background.scale_alpha(0.8).into()),
            ..container::Style::default()
        })
        .into()
}
