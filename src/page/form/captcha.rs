//! The puzzles of a form: what belongs to their questions, those that need not be shown at first, and how old they are.

use std::collections::BTreeMap;
use std::path::PathBuf;

use iced::widget::operation;

use super::{Action, Stage, State};
use crate::domain::{
    Challenge, Field, FieldId, Form, Kind, Link, MediaKind, MediaSource, Role, Scheme,
};
use crate::widget::captcha::Picture;

/// What is known of a form's puzzles.
#[derive(Debug, Clone, Default)]
pub(super) struct Puzzles {
    pictures: BTreeMap<FieldId, Picture>,
    files: BTreeMap<FieldId, Kept>,
    /// What is behind the link beside the form.
    pub(super) beside: Beside,
    /// Those that need not be shown at first.
    spare: Vec<FieldId>,
    /// They are shown.
    pub(super) open: bool,
    pub(super) age: Age,
    /// How often it was renewed without being asked for.
    renewals: u8,
}

/// A sound or a film that is to be put into a file.
#[derive(Debug, Clone)]
pub(super) enum Kept {
    /// It is on its way.
    Loading,
    /// It is in this file.
    Saved(PathBuf),
    /// It could not be had; this sentence says why.
    Missing(String),
}

/// What is behind the link beside a form. It is looked at only when the person asks for it.
#[derive(Debug, Clone, Default)]
pub(super) enum Beside {
    /// Nobody asked.
    #[default]
    Unasked,
    /// A picture, or why it cannot be shown.
    Picture(Picture),
    /// A page, for the browser.
    Page,
}

/// How old a puzzle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Age {
    /// It can be answered.
    #[default]
    Valid,
    /// It is a new one: the last one was used up.
    UsedUp,
    /// It is a new one: the last one was too old.
    Outlived,
    /// It is about to be too old.
    Old,
}

/// How often a puzzle is renewed by itself.
const RENEWALS: u8 = 3;

/// What is wanted of a puzzle.
#[derive(Debug, Clone, Copy)]
pub enum Ask {
    /// Another one.
    Renew,
    /// The other puzzles, and other ways to this one.
    Spare,
    /// The picture of a field that was not loaded, or could not be.
    Picture(usize),
    /// What is behind the link beside the form.
    Link,
    /// The sound or film of a field in a file.
    Save(usize),
    /// The file with it, in the program that is for it.
    OpenFile(usize),
}

impl Puzzles {
    /// The puzzles of a form that just came.
    pub(super) fn of(form: &Form) -> Self {
        let with_picture = form.fields.iter().filter(|field| has_picture(field));
        Self {
            pictures: with_picture
                .map(|field| (field.id.clone(), Picture::Loading))
                .collect(),
            spare: form.spare_challenges(),
            ..Self::default()
        }
    }

    /// The puzzles of the form that comes after this one.
    fn followed_by(&self, form: &Form) -> Self {
        Self {
            open: self.open,
            renewals: self.renewals,
            ..Self::of(form)
        }
    }
}

impl State {
    /// A picture came, or did not: then this is why.
    pub fn picture(&mut self, field: FieldId, picture: Picture) {
        let _ = self.puzzles.pictures.insert(field, picture);
    }

    /// What is behind the link beside the form came: a picture, or why it cannot be shown; `None` if it is a page.
    pub fn link(&mut self, came: Option<Picture>) {
        self.puzzles.beside = came.map_or(Beside::Page, Beside::Picture);
    }

    /// The sound or film of a field is in this file, or why it is not.
    pub fn saved(&mut self, field: FieldId, file: Result<PathBuf, String>) {
        let kept = file.map_or_else(Kept::Missing, Kept::Saved);
        let _ = self.puzzles.files.insert(field, kept);
    }

    /// The puzzle is about to be too old. It is renewed if nothing is typed there yet, a few times.
    pub fn puzzle_old(&mut self) -> Action {
        let mut puzzles =
            (0..self.inputs.len()).filter(|place| self.form.fields[*place].is_puzzle());
        let is_empty = puzzles.all(|place| self.inputs[place].is_empty());
        if self.stage != Stage::Filling || !is_empty || self.puzzles.renewals >= RENEWALS {
            self.puzzles.age = Age::Old;
            return Action::None;
        }
        self.puzzles.renewals += 1;
        self.puzzles.age = Age::Old;
        Action::Refresh
    }

    /// Takes in what is wanted of a puzzle.
    pub(super) fn ask(&mut self, ask: Ask) -> Action {
        match ask {
            Ask::Renew if self.stage == Stage::Renewing => {}
            Ask::Renew => {
                self.stage = Stage::Renewing;
                let pictures = self.puzzles.pictures.values_mut();
                pictures.for_each(|picture| *picture = Picture::Loading);
                return Action::Refresh;
            }
            Ask::Spare => {
                self.puzzles.open = !self.puzzles.open;
                let first = self.puzzles.spare.first().filter(|_| self.puzzles.open);
                let first = first.and_then(|id| self.place(id));
                if let Some(place) = first.filter(|place| self.is_shown(*place)) {
                    return Action::Run(operation::focus(self.id(place)));
                }
            }
            Ask::Picture(place) => {
                if let Some(field) = self.form.fields.get(place) {
                    let id = field.id.clone();
                    self.picture(id.clone(), Picture::Loading);
                    return Action::LoadPicture(id);
                }
            }
            Ask::Link => {
                self.puzzles.beside = Beside::Picture(Picture::Loading);
                return Action::LoadLink;
            }
            Ask::Save(place) => {
                if let Some(field) = self.form.fields.get(place) {
                    let id = field.id.clone();
                    let _ = self.puzzles.files.insert(id.clone(), Kept::Loading);
                    return Action::LoadSound(id);
                }
            }
            Ask::OpenFile(place) => {
                let id = self.form.fields.get(place).map(|field| &field.id);
                if let Some(Kept::Saved(path)) = id.and_then(|id| self.puzzles.files.get(id)) {
                    return Action::OpenFile(path.clone());
                }
            }
        }
        Action::None
    }

    /// The form came anew, and its puzzles with it.
    pub(super) fn renew_puzzles(&mut self, wanted: bool) {
        let old = self.puzzles.age == Age::Old;
        self.puzzles = self.puzzles.followed_by(&self.form);
        let told = self
            .puzzle()
            .is_some_and(|place| self.note_at(place).is_some());
        self.puzzles.age = match (wanted || told, old) {
            (true, _) => Age::Valid,
            (false, true) => Age::Outlived,
            (false, false) => Age::UsedUp,
        };
    }

    /// Where the first puzzle stands.
    pub(super) fn puzzle(&self) -> Option<usize> {
        let shown = |place: &usize| {
            let field = &self.form.fields[*place];
            field.is_puzzle() && !self.puzzles.spare.contains(&field.id)
        };
        (0..self.form.fields.len()).find(shown)
    }

    /// Whether a field is a puzzle that is not shown now.
    pub(super) fn is_spare(&self, field: &FieldId) -> bool {
        !self.puzzles.open && self.is_one_of_more(field)
    }

    /// Whether a field is a puzzle that can be answered instead of another.
    pub(super) fn is_one_of_more(&self, field: &FieldId) -> bool {
        self.puzzles.spare.contains(field)
    }

    /// Whether a field has to do with puzzles and is the last such that is shown: more ways stand below it.
    pub(super) fn is_last_puzzle(&self, place: usize) -> bool {
        let last = (0..self.form.fields.len()).rfind(|place| {
            let field = &self.form.fields[*place];
            let is_one = field.is_puzzle() || matches!(field.kind, Kind::Work(_));
            is_one && !self.puzzles.spare.contains(&field.id)
        });
        last == Some(place)
    }

    /// Whether there are more ways than those that are shown at first.
    pub(super) fn has_more_ways(&self) -> bool {
        let asked = |field: &&Field| field.is_puzzle() && !self.puzzles.spare.contains(&field.id);
        let mut links = self
            .form
            .fields
            .iter()
            .filter(asked)
            .filter(|field| has_picture(field));
        !self.puzzles.spare.is_empty()
            || self.link_beside().is_some()
            || links.any(|field| links_of(field).next().is_some())
    }

    /// The link beside the form, if it may have to do with the puzzle.
    pub(super) fn link_beside(&self) -> Option<&Link> {
        let link = self.form.link.as_ref()?;
        (link.can_open() && self.form.puzzles().next().is_some()).then_some(link)
    }

    /// The picture of a field. One without any has that behind the link beside the form, once somebody asked for it.
    pub(super) fn picture_of(&self, field: &Field) -> Option<Picture> {
        if let Some(picture) = self.puzzles.pictures.get(&field.id) {
            return Some(picture.clone());
        }
        match &self.puzzles.beside {
            Beside::Picture(picture) if self.is_pictured_beside(field) => Some(picture.clone()),
            _ => None,
        }
    }

    /// Whether a picture that belongs to a field can only be behind the link beside the form.
    pub(super) fn is_pictured_beside(&self, field: &Field) -> bool {
        let seen = match field.role {
            Role::Captcha(Challenge::Other) => true,
            Role::Captcha(challenge) => challenge.medium() == Some(MediaKind::Picture),
            _ => false,
        };
        seen && field.media.is_empty()
            && self
                .link_beside()
                .is_some_and(|link| link.scheme() == Scheme::Https)
    }

    pub(super) fn file_of(&self, field: &FieldId) -> Option<&Kept> {
        self.puzzles.files.get(field)
    }
}

/// Whether a picture came with a field.
fn has_picture(field: &Field) -> bool {
    field.has_media(MediaKind::Picture)
}

/// Whether it makes sense to ask for the picture of a field: there is one that is not behind an open link alone.
pub(super) fn can_load(field: &Field) -> bool {
    let pictures = field.media.iter();
    let mut sources = pictures
        .filter(|media| media.kind == MediaKind::Picture)
        .flat_map(|media| &media.sources);
    sources.any(|source| match source {
        MediaSource::Link(link) => link.scheme() == Scheme::Https,
        MediaSource::Bytes(_) | MediaSource::Missing(_) => true,
    })
}

/// The sound or film that came with a field.
pub(super) fn sound_of(field: &Field) -> Option<MediaKind> {
    let mut kinds = field.media.iter().map(|media| media.kind);
    kinds.find(|kind| matches!(kind, MediaKind::Sound | MediaKind::Film))
}

/// Where what belongs to a field lies, as far as a browser can look there.
pub(super) fn links_of(field: &Field) -> impl Iterator<Item = &Link> {
    let sources = field.media.iter().flat_map(|media| &media.sources);
    sources.filter_map(|source| match source {
        MediaSource::Link(link) if link.can_open() => Some(link),
        MediaSource::Link(_) | MediaSource::Bytes(_) | MediaSource::Missing(_) => None,
    })
}
