//! The choice of a server: the way back to it, the list, a newer one, and which servers let people in now. Nothing of it is
//! asked for unasked.

use iced::{Task, task};

use super::settings::spoken;
use super::{App, Message, translate};
use crate::directory::{Cache, Directory, Found, RefreshFault, Refreshed, Source};
use crate::domain::{Domain, Provider};
use crate::engine::survey;
use crate::page::Page;
use crate::page::server::{check, dated};

/// What came of it.
#[derive(Debug, Clone)]
pub enum News {
    /// This list was kept, or none.
    Found(Box<Found>),
    /// This came of loading the newer list of this number.
    Loaded(u64, Box<Result<Refreshed, RefreshFault>>),
    /// Something was seen in the check of this number.
    Seen(u64, survey::News),
    /// The check of this number has asked all.
    Ended(u64),
}

/// What servers there are, and what is being found out about them.
pub(super) struct Choosing {
    pub(super) directory: Directory,
    /// Counts what was begun.
    begun: u64,
    loading: Option<Running>,
    check: Option<Running>,
}

/// Something that is under way. It ends when this is dropped.
struct Running {
    number: u64,
    _task: task::Handle,
}

impl Choosing {
    pub(super) fn new(directory: Directory) -> Self {
        Self {
            directory,
            begun: 0,
            loading: None,
            check: None,
        }
    }

    /// What is told about this domain.
    pub(super) fn provider(&self, domain: &Domain) -> Option<&Provider> {
        self.directory.provider(domain)
    }

    /// A number for something that begins, and its task with it.
    fn begin<T: Send + 'static>(&mut self, task: Task<T>) -> (Running, Task<T>) {
        self.begun += 1;
        let (task, handle) = task.abortable();
        let running = Running {
            number: self.begun,
            _task: handle.abort_on_drop(),
        };
        (running, task)
    }
}

fn is(running: Option<&Running>, number: u64) -> bool {
    running.is_some_and(|running| running.number == number)
}

impl App {
    /// Back to the choice of a server. The session ends with its state.
    pub(super) fn choose_server(&mut self) -> Task<Message> {
        self.session = None;
        let server = self.server.clone();
        Task::batch([self.show(Page::Server(server)), self.look_for_left()])
    }

    /// Another account: nothing of the last one is kept but the list.
    pub(super) fn another(&mut self) -> Task<Message> {
        let left = self.session.take().map(|session| session.request.domain);
        self.server = self.server.clone().typed("");
        let server = self.server.clone();
        let task = self.show(Page::Server(server));
        if let Some(domain) = left {
            self.kept.forget(&domain);
        }
        Task::batch([task, self.look_for_left()])
    }

    /// Looks for the list that is kept, which may be long, on a disk that may be slow. Until it is there, the one that comes
    /// with the program is shown.
    pub(super) fn find_list(&self) -> Task<Message> {
        let cache = self.cache();
        let found = async move { Box::new(cache.load()) };
        Task::future(found).map(|found| Message::Choosing(News::Found(found)))
    }

    pub(super) fn list_wants(&mut self, wish: dated::Wish) -> Task<Message> {
        self.choosing.loading = None;
        if wish == dated::Wish::Stop {
            return Task::none();
        }
        let (.., found) = self.server_page().connection();
        let source = translate::list_source(found.proxy.as_ref(), &self.options);
        let came = self.engine.refresh(self.cache(), source);
        let (running, came) = self.choosing.begin(came);
        let number = running.number;
        self.choosing.loading = Some(running);
        came.map(move |came| Message::Choosing(News::Loaded(number, Box::new(came))))
    }

    pub(super) fn check_wants(&mut self, wish: check::Wish) -> Task<Message> {
        self.choosing.check = None;
        let check::Wish::Ask(domains) = wish else {
            return Task::none();
        };
        let connection = self.server_page().connection();
        let way = translate::way_to_many(connection, &self.options, self.i18n.tag());
        let seen = self.engine.survey(domains, way);
        let (running, seen) = self.choosing.begin(seen);
        let number = running.number;
        self.choosing.check = Some(running);
        seen.map(move |news| Message::Choosing(News::Seen(number, news)))
            .chain(Task::done(Message::Choosing(News::Ended(number))))
    }

    pub(super) fn choosing_told(&mut self, news: News) -> Task<Message> {
        match news {
            News::Found(found) => {
                if found.directory.source != Source::BuiltIn {
                    self.use_list(found.directory);
                }
                if let Some(trouble) = found.trouble {
                    self.server_page().list_damaged(trouble);
                }
            }
            News::Loaded(number, came) if is(self.choosing.loading.as_ref(), number) => {
                self.choosing.loading = None;
                self.server_page().list_loaded(&came);
                if let Ok(new) = *came {
                    self.use_list(new.directory);
                }
            }
            News::Seen(number, seen) if is(self.choosing.check.as_ref(), number) => {
                let page = self.server_page();
                match seen {
                    survey::News::Asking(domain) => page.check_asks(domain),
                    survey::News::Seen { domain, sight, .. } => {
                        page.check_saw(domain, translate::seen(&sight));
                    }
                }
            }
            News::Ended(number) if is(self.choosing.check.as_ref(), number) => {
                self.stop_check();
            }
            // Of something that was left.
            News::Loaded(..) | News::Seen(..) | News::Ended(_) => {}
        }
        Task::none()
    }

    /// Asks no more servers, if some were being asked: whoever goes on has chosen.
    pub(super) fn stop_check(&mut self) {
        self.choosing.check = None;
        self.server_page().check_ended();
    }

    /// Asks no more servers and loads no list.
    pub(super) fn stop_choosing(&mut self) {
        self.stop_check();
        self.choosing.loading = None;
        self.server_page().list_stopped();
    }

    /// A list that was kept is gone.
    pub(super) fn forget_list(&mut self) {
        self.use_list(Directory::built_in());
    }

    /// Where a list is kept, as far as that is wanted.
    fn cache(&self) -> Cache {
        if self.options.practice || self.options.keep_nothing {
            Cache::none()
        } else {
            self.options.cache.clone()
        }
    }

    fn use_list(&mut self, list: Directory) {
        let before = spoken(&self.options, &self.i18n, &self.choosing.directory);
        let language = spoken(&self.options, &self.i18n, &list);
        self.choosing.directory = list;
        if self.options.practice {
            return;
        }
        let page = match &mut self.page {
            Page::Server(page) => page,
            _ => &mut self.server,
        };
        page.list(&self.choosing.directory);
        // There may be servers now for a language that there were none for, or none any longer.
        if language != before {
            page.speak(&language, &self.i18n);
        }
    }
}
