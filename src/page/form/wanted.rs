//! The name that somebody wanted, and names near it that may be free.

use crate::domain::account;

/// Remembers the name that was typed at first: proposals keep to it, however many of them are taken as well.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    name: String,
    proposed: Vec<String>,
    tries: u16,
}

impl Wanted {
    /// This name is taken.
    pub(super) fn taken(&mut self, name: &str) {
        if self.name == name || self.proposed.iter().any(|proposed| proposed == name) {
            self.tries += 1;
        } else {
            name.clone_into(&mut self.name);
            self.tries = 0;
        }
        // Always the same for the same name, so that what was read a moment ago is still there.
        let seed = self.name.bytes().fold(self.tries, |seed, byte| {
            seed.wrapping_mul(31).wrapping_add(u16::from(byte))
        });
        self.proposed = account::alternatives(&self.name, seed);
    }

    /// Names near it.
    pub(super) fn alternatives(&self) -> Vec<String> {
        self.proposed.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn proposals_keep_to_what_was_typed_first_and_change_when_taken() {
        let mut wanted = Wanted::default();
        wanted.taken("juliet");
        let first = wanted.alternatives();
        assert_eq!(first.len(), 3);
        wanted.taken(&first[1]);
        let second = wanted.alternatives();
        assert!(second.iter().all(|name| name.starts_with("juliet")));
        assert!(second.iter().all(|name| !name.starts_with(&first[1])));
        assert_ne!(first, second);
        wanted.taken("romeo");
        assert!(
            wanted
                .alternatives()
                .iter()
                .all(|name| name.starts_with("romeo"))
        );
    }
}
