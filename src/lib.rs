//! Vestibule.

#[cfg(feature = "gui")]
pub mod i18n;
#[cfg(feature = "gui")]
pub mod theme;
#[cfg(feature = "gui")]
pub mod widget;
