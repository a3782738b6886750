//! Where a password is kept, and why not.

/// Where the password of an account is, besides in the person's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keeping {
    /// Nowhere: nobody wanted it kept.
    #[default]
    Nowhere,
    /// It is on its way into the keyring.
    Saving,
    /// In the keyring.
    Saved,
    /// Nowhere, because of the keyring.
    NotSaved(KeyringFault),
    /// Nowhere, because the note that has to come first could not be written.
    NotNoted(NoteFault),
}

/// Why a keyring did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum KeyringFault {
    /// There is none, or none that answers. Cured by starting one.
    #[error("there is no keyring")]
    Missing,
    /// It is locked and was not unlocked. Cured by its owner.
    #[error("the keyring is locked")]
    Locked,
    /// It, or its owner, said no.
    #[error("the keyring said no")]
    Denied,
    /// It did not answer in time: it may be waiting for its owner.
    #[error("the keyring did not answer in time")]
    Slow,
    /// It failed in another way.
    #[error("the keyring failed")]
    Failed,
}

/// Why a note could not be written into the folder that the system gives for such things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NoteFault {
    /// There is no room left on the disk, or none for this person.
    #[error("the disk is full")]
    Full,
    /// The folder must not be written to.
    #[error("the folder cannot be written to")]
    ReadOnly,
    /// The folder is not there and cannot be made.
    #[error("the folder cannot be made")]
    NoFolder,
    /// Something else is wrong with the disk.
    #[error("the disk failed")]
    Failed,
}
