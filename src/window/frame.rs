//! The window itself: its size, its picture, and what the desktop knows it by.

use iced::{Size, window};

use crate::embed::SMALLEST;

/// Its size when it opens, in logical pixels.
const SIZE: Size = Size::new(760.0, 640.0);

/// How it is opened, where all lengths are multiplied by `scale`.
pub(super) fn settings(scale: f32) -> window::Settings {
    window::Settings {
        // The window has this size on the screen, however large the text in it is; so has the smallest one.
        size: SIZE * (1.0 / scale),
        min_size: Some(SMALLEST),
        icon: icon(),
        exit_on_close_request: false,
        platform_specific: platform(),
        ..window::Settings::default()
    }
}

/// What desktops know the window by: the name of the desktop entry.
#[cfg(target_os = "linux")]
fn platform() -> window::settings::PlatformSpecific {
    window::settings::PlatformSpecific {
        application_id: "vestibule".to_owned(),
        ..window::settings::PlatformSpecific::default()
    }
}

#[cfg(not(target_os = "linux"))]
fn platform() -> window::settings::PlatformSpecific {
    window::settings::PlatformSpecific::default()
}

fn icon() -> Option<window::Icon> {
    let picture = image::load_from_memory(include_bytes!("../../assets/vestibule-128.png")).ok()?;
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    window::icon::from_rgba(picture.into_raw(), width, height).ok()
}
