//! What is typed to look for a server, which servers that leaves, and which of them is chosen.

use super::check::Sights;
use super::list::{Host, Known, List};
use super::sieve::{Wish, Wishes};
use super::typed::{self, Row};
use crate::directory::Directory;
use crate::domain::{Domain, Secret, Sieve};
use crate::i18n::I18n;

/// The servers and what the hands do among them.
#[derive(Debug, Clone)]
pub(super) struct Picks {
    list: List,
    i18n: I18n,
    /// The language that the person speaks, a tag.
    language: String,
    /// Decides the order of the list.
    number: u64,
    /// Hidden: it may be the link of an invitation.
    typed: Secret,
    /// What is typed, if that alone means a server. It is the first row then.
    meant: Option<Row<'static>>,
    wishes: Wishes,
    /// Places in the list of those that are left.
    found: Vec<usize>,
    chosen: Option<Spot>,
    /// It was chosen by hand.
    own: bool,
    /// The place in the list of the one of which more is shown.
    open: Option<usize>,
    /// What was seen of servers that were asked.
    sights: Box<Sights>,
}

/// One of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// What is typed.
    Typed,
    /// The one in this place of the list.
    Listed(usize),
}

impl Picks {
    pub(super) fn new(directory: &Directory, language: &str, number: u64, i18n: &I18n) -> Self {
        let wishes = Wishes::usual(directory, language);
        let list = List::of(directory, language, number);
        Self::with(list, wishes, language, number, i18n)
    }

    pub(super) fn of_hosts(hosts: Vec<Host>, i18n: &I18n) -> Self {
        let list = List::of_hosts(hosts);
        Self::with(list, Wishes::default(), i18n.tag(), 0, i18n)
    }

    fn with(list: List, wishes: Wishes, language: &str, number: u64, i18n: &I18n) -> Self {
        let mut picks = Self {
            list,
            i18n: i18n.clone(),
            language: language.to_owned(),
            number,
            typed: Secret::default(),
            meant: None,
            wishes,
            found: Vec::new(),
            chosen: None,
            own: false,
            open: None,
            sights: Box::default(),
        };
        picks.sift();
        picks.advise();
        picks
    }

    /// There is another list.
    pub(super) fn list(&mut self, directory: &Directory) {
        self.replace(List::of(directory, &self.language, self.number));
    }

    /// There are other servers that are listed as they are.
    pub(super) fn list_hosts(&mut self, hosts: Vec<Host>) {
        self.replace(List::of_hosts(hosts));
    }

    /// The person speaks this language.
    pub(super) fn speak(&mut self, language: &str, i18n: &I18n) {
        self.i18n = i18n.clone();
        language.clone_into(&mut self.language);
        if let Some(directory) = self.list.directory() {
            self.replace(List::of(directory, language, self.number));
        }
    }

    /// This was seen of servers. It counts from the next time on that something is typed or wanted, so that nothing moves by
    /// itself; but nobody is advised any longer to go where there is no form.
    pub(super) fn regard(&mut self, sights: Sights) {
        *self.sights = sights;
        let shut = self
            .domain()
            .is_some_and(|domain| self.sights.is_shut(&domain));
        if shut && !self.own && self.typed().trim().is_empty() {
            self.advise();
        }
    }

    fn replace(&mut self, list: List) {
        let domain = |place| Some(self.list.known(place)?.domain().clone());
        let chosen = match self.chosen {
            Some(Spot::Listed(place)) => domain(place),
            _ => None,
        };
        let open = self.open.and_then(domain);
        self.list = list;
        let place = |domain: Option<Domain>| self.list.place(&domain?);
        let (chosen, open) = (place(chosen), place(open));
        self.open = open;
        self.chosen = match self.chosen {
            Some(Spot::Typed) => Some(Spot::Typed),
            _ => chosen.map(Spot::Listed),
        };
        self.sift();
        self.keep_or_advise();
    }

    /// The language that the person speaks, a tag.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// The directory, if that is what is listed.
    pub(super) fn directory(&self) -> Option<&Directory> {
        self.list.directory()
    }

    pub(super) fn typed(&self) -> &str {
        self.typed.expose()
    }

    /// Looks for what is typed.
    pub(super) fn type_in(&mut self, text: Secret) {
        self.typed = text;
        self.sift();
        self.advise();
    }

    pub(super) fn has(&self, wish: Wish) -> bool {
        self.wishes.has(wish)
    }

    /// Wants this of the servers, or no more.
    pub(super) fn wish(&mut self, wish: Wish) {
        self.wishes.turn(wish);
        self.sift();
        self.keep_or_advise();
    }

    /// Wants nothing of them.
    pub(super) fn wish_nothing(&mut self) {
        self.wishes = Wishes::default();
        self.sift();
        self.keep_or_advise();
    }

    /// How many servers there would be if nothing was wanted of them.
    pub(super) fn without_wishes(&self) -> usize {
        if self.wishes.is_none() {
            return self.found.len();
        }
        let words = self.typed().trim();
        let sieve = Sieve::default();
        self.list
            .find(words, &sieve, &self.sights, &self.i18n)
            .len()
    }

    /// How many servers with facts are shown, and how many there are.
    pub(super) fn counts(&self) -> (usize, usize) {
        let all = self.directory().map_or(0, |list| list.providers.len());
        (self.list.told(&self.found), all)
    }

    /// How many rows there are.
    pub(super) fn length(&self) -> usize {
        self.found.len() + usize::from(self.meant.is_some())
    }

    /// The row in this place.
    pub(super) fn row(&self, place: usize) -> Option<Row<'_>> {
        self.at(self.spot(place)?)
    }

    /// The row that is chosen.
    pub(super) fn chosen(&self) -> Option<Row<'_>> {
        self.at(self.chosen?)
    }

    /// The domain of the row that is chosen.
    pub(super) fn domain(&self) -> Option<Domain> {
        Some(self.chosen()?.domain().clone())
    }

    /// Whether the row that is chosen was chosen by hand.
    pub(super) fn is_own_choice(&self) -> bool {
        self.own
    }

    /// The place of the row that is chosen.
    pub(super) fn place(&self) -> Option<usize> {
        self.row_of(self.chosen?)
    }

    /// The place of the row of which more is shown.
    pub(super) fn open(&self) -> Option<usize> {
        self.row_of(Spot::Listed(self.open?))
    }

    /// Chooses the row in this place.
    pub(super) fn choose(&mut self, place: usize) {
        self.chosen = self.spot(place).or(self.chosen);
        self.own = true;
    }

    /// Chooses the next row, or the one before; the first or the last if none is chosen. `false` if there is none.
    pub(super) fn step(&mut self, down: bool) -> bool {
        let Some(last) = self.length().checked_sub(1) else {
            return false;
        };
        let place = match self.place() {
            None => {
                if down {
                    0
                } else {
                    last
                }
            }
            Some(place) if down => (place + 1).min(last),
            Some(place) => place.saturating_sub(1),
        };
        self.choose(place);
        true
    }

    /// Shows more about the row in this place, or no longer.
    pub(super) fn unfold(&mut self, place: usize, open: bool) {
        let Some(Spot::Listed(listed)) = self.spot(place) else {
            return;
        };
        if !matches!(self.list.known(listed), Some(Known::Provider(_))) {
            return;
        }
        if open {
            self.open = Some(listed);
        } else if self.open == Some(listed) {
            self.open = None;
        }
    }

    /// Looks which servers are left.
    fn sift(&mut self) {
        let typed = self.typed.expose().trim();
        let read = typed::read(typed);
        // A server of the list is shown as such, first and whatever is wanted, unless a name was typed with it.
        let listed = match &read {
            Some(Row::Typed(domain, None)) => self.list.place(domain),
            _ => None,
        };
        let sieve = self.wishes.sieve(&self.language);
        self.found = self.list.find(typed, &sieve, &self.sights, &self.i18n);
        if let Some(listed) = listed {
            self.found.retain(|place| *place != listed);
            self.found.insert(0, listed);
        }
        self.meant = read.filter(|_| listed.is_none());
    }

    /// Chooses what is meant; with nothing typed the server that suits best. Parts of names only sift the list, until one
    /// server is left. Contacts nobody.
    fn advise(&mut self) {
        self.own = false;
        let typed = self.typed().trim();
        let is_domain = |place: usize| {
            let known = self.list.known(place);
            known.is_some_and(|known| known.domain().as_str().eq_ignore_ascii_case(typed))
        };
        let is_shut = |place: usize| {
            let known = self.list.known(place);
            known.is_some_and(|known| self.sights.is_shut(known.domain()))
        };
        self.chosen = match (&self.meant, self.found.as_slice()) {
            (Some(_), _) => Some(Spot::Typed),
            (None, [place]) => Some(Spot::Listed(*place)),
            (None, [place, ..]) if is_domain(*place) => Some(Spot::Listed(*place)),
            (None, found) if typed.is_empty() => {
                let mut found = found.iter().copied();
                found.find(|place| !is_shut(*place)).map(Spot::Listed)
            }
            (None, _) => None,
        };
        self.open = None;
        if let Some(place) = self.place() {
            self.unfold(place, true);
        }
    }

    /// What was chosen by hand stays so if it is still there.
    fn keep_or_advise(&mut self) {
        if !self.own || self.place().is_none() {
            self.advise();
        }
    }

    fn spot(&self, place: usize) -> Option<Spot> {
        let above = usize::from(self.meant.is_some());
        match place.checked_sub(above) {
            None => Some(Spot::Typed),
            Some(place) => self.found.get(place).copied().map(Spot::Listed),
        }
    }

    fn row_of(&self, spot: Spot) -> Option<usize> {
        let above = usize::from(self.meant.is_some());
        match spot {
            Spot::Typed => self.meant.as_ref().map(|_| 0),
            Spot::Listed(listed) => {
                let place = self.found.iter().position(|place| *place == listed);
                place.map(|place| place + above)
            }
        }
    }

    fn at(&self, spot: Spot) -> Option<Row<'_>> {
        match spot {
            Spot::Typed => self.meant.clone(),
            Spot::Listed(place) => self.list.known(place).map(Row::Known),
        }
    }
}
