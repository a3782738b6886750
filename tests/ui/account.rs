//! Account settings: every state of the page, and what keys and clicks do on it.

mod keys;
pub(crate) mod looks;
