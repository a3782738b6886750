//! How Vestibule looks: colours, type, sizes.
//!
//! There are two themes with one set of tokens each. The program gives iced no theme of its own: iced then asks
//! [`Theme`] for the one that fits the system's mode, at start and whenever the system changes it while the program runs.
//! Widgets take colours from [`Theme::tokens`] when they draw, so nothing has to be rebuilt for a change.

mod catalog;

use std::borrow::Cow;

use iced::font::{Family, Weight};
use iced::theme::{Base, Mode, Palette, Style};
use iced::{Color, Font};

/// An element of the user interface in our theme.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, iced::Renderer>;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark text on light ground; also where the system has no wish.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
}

impl Theme {
    /// The colours of this theme.
    #[must_use]
    pub fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

/// The colours of a theme, named by what they are for. Each pair that is drawn as text on ground has a contrast of
/// 4.5:1 or better, which a test holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens {
    /// The ground of the window.
    pub background: Color,
    /// The ground of cards and controls.
    pub surface: Color,
    /// Lines that only part things.
    pub hairline: Color,
    /// The edge of what can be operated: 3:1 against its ground.
    pub edge: Color,
    /// Text.
    pub text: Color,
    /// Text that explains.
    pub muted: Color,
    /// What can be pressed, what is chosen, where the focus is.
    pub accent: Color,
    /// Text on `accent`.
    pub on_accent: Color,
    /// The ground of what is chosen.
    pub accent_soft: Color,
    /// What went wrong.
    pub bad: Color,
    /// Ground for `bad`.
    pub bad_soft: Color,
    /// What is proved or well.
    pub good: Color,
    /// Ground for `good`.
    pub good_soft: Color,
    /// What wants care.
    pub warn: Color,
    /// Ground for `warn`.
    pub warn_soft: Color,
}

const LIGHT: Tokens = Tokens {
    background: hex(0x00F6_F6F3),
    surface: hex(0x00FF_FFFF),
    hairline: hex(0x00E2_E2DB),
    edge: hex(0x0085_867E),
    text: hex(0x001B_1D1F),
    muted: hex(0x005A_5E63),
    accent: hex(0x000B_6B6B),
    on_accent: hex(0x00FF_FFFF),
    accent_soft: hex(0x00E4_F0EF),
    bad: hex(0x00B3_261E),
    bad_soft: hex(0x00FB_EAE8),
    good: hex(0x001B_6E3C),
    good_soft: hex(0x00E6_F2EA),
    warn: hex(0x007A_5000),
    warn_soft: hex(0x00FB_F1DC),
};

const DARK: Tokens = Tokens {
    background: hex(0x0016_181A),
    surface: hex(0x001F_2225),
    hairline: hex(0x0033_373B),
    edge: hex(0x0080_868D),
    text: hex(0x00EC_EEEF),
    muted: hex(0x00A9_AEB4),
    accent: hex(0x0063_CCC5),
    on_accent: hex(0x0006_2120),
    accent_soft: hex(0x0017_302F),
    bad: hex(0x00F2_A19A),
    bad_soft: hex(0x003A_1E1C),
    good: hex(0x007F_D6A0),
    good_soft: hex(0x0017_301F),
    warn: hex(0x00EB_C274),
    warn_soft: hex(0x0033_270F),
};

impl Base for Theme {
    fn default(preference: Mode) -> Self {
        match preference {
            Mode::Dark => Self::Dark,
            Mode::None | Mode::Light => Self::Light,
        }
    }

    fn mode(&self) -> Mode {
        match self {
            Self::Light => Mode::Light,
            Self::Dark => Mode::Dark,
        }
    }

    fn base(&self) -> Style {
        let tokens = self.tokens();
        Style {
            background_color: tokens.background,
            text_color: tokens.text,
        }
    }

    fn palette(&self) -> Option<Palette> {
        let tokens = self.tokens();
        Some(Palette {
            background: tokens.background,
            text: tokens.text,
            primary: tokens.accent,
            success: tokens.good,
            warning: tokens.warn,
            danger: tokens.bad,
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Light => "Vestibule light",
            Self::Dark => "Vestibule dark",
        }
    }
}

/// The weights of the bundled family.
pub const REGULAR: Font = inter(Weight::Normal);
/// For what can be pressed.
pub const MEDIUM: Font = inter(Weight::Medium);
/// For titles, labels and names.
pub const SEMIBOLD: Font = inter(Weight::Semibold);

/// The files of the bundled family: Latin, Cyrillic and Greek. Other scripts are drawn with the system's fonts. It is Inter
/// under a name of its own: another version that is installed would be drawn instead.
///
/// ```
/// let settings = iced::Settings {
///     fonts: vestibule::embed::fonts(),
///     ..iced::Settings::default()
/// };
/// assert_eq!(settings.fonts.len(), 3);
/// ```
#[must_use]
pub fn fonts() -> Vec<Cow<'static, [u8]>> {
    vec![
        Cow::Borrowed(include_bytes!("../assets/fonts/Inter-Regular.otf")),
        Cow::Borrowed(include_bytes!("../assets/fonts/Inter-Medium.otf")),
        Cow::Borrowed(include_bytes!("../assets/fonts/Inter-SemiBold.otf")),
    ]
}

/// The settings that every window and every test of the user interface starts from.
#[must_use]
pub fn settings() -> iced::Settings {
    iced::Settings {
        id: Some("vestibule".to_owned()),
        fonts: fonts(),
        default_font: REGULAR,
        default_text_size: BODY.size.into(),
        ..iced::Settings::default()
    }
}

/// A step of the type scale, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Height of the letters.
    pub size: f32,
    /// Distance between lines.
    pub line: f32,
}

/// What explains.
pub const SMALL: Scale = Scale {
    size: 13.0,
    line: 18.0,
};
/// What is read.
pub const BODY: Scale = Scale {
    size: 15.0,
    line: 22.0,
};
/// The title of a page.
pub const TITLE: Scale = Scale {
    size: 24.0,
    line: 32.0,
};
/// The one thing that the page is about.
pub const HERO: Scale = Scale {
    size: 26.0,
    line: 34.0,
};

/// Corner radii, in logical pixels.
pub mod radius {
    /// Fields and buttons.
    pub const CONTROL: f32 = 8.0;
    /// Cards.
    pub const CARD: f32 = 12.0;
    /// Chips, tags: half their height.
    pub const CHIP: f32 = 16.0;
}

/// Heights and gaps, in logical pixels; gaps go in steps of 4 and 8.
pub mod space {
    /// A text field.
    pub const FIELD: f32 = 44.0;
    /// A button.
    pub const BUTTON: f32 = 40.0;
    /// Left and right of a page.
    pub const MARGIN: f32 = 32.0;
    /// The same where the window is narrow.
    pub const MARGIN_NARROW: f32 = 16.0;
    /// Below this width of the window a page is laid out as narrow.
    pub const NARROW: f32 = 560.0;
    /// Between the fields of a form.
    pub const FIELDS: f32 = 20.0;
    /// Between things that belong together.
    pub const GAP: f32 = 8.0;
    /// The width of the edge of a control.
    pub const EDGE: f32 = 1.0;
    /// How far the halo round what has the focus reaches.
    pub const HALO: f32 = 3.0;
}

const fn inter(weight: Weight) -> Font {
    Font {
        family: Family::Name("Vestibule Inter"),
        weight,
        ..Font::DEFAULT
    }
}

const fn hex(rgb: u32) -> Color {
    Color::from_rgb8(
        (rgb >> 16 & 0xFF) as u8,
        (rgb >> 8 & 0xFF) as u8,
        (rgb & 0xFF) as u8,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2, "contrast ratio".
    fn contrast(a: Color, b: Color) -> f32 {
        let (a, b) = (a.relative_luminance(), b.relative_luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            let t = theme.tokens();
            let pairs = [
                ("text on background", t.text, t.background),
                ("text on surface", t.text, t.surface),
                ("muted on background", t.muted, t.background),
                ("muted on surface", t.muted, t.surface),
                ("muted on hairline", t.muted, t.hairline),
                ("accent on background", t.accent, t.background),
                ("accent on surface", t.accent, t.surface),
                ("accent on accent soft", t.accent, t.accent_soft),
                ("on accent on accent", t.on_accent, t.accent),
                ("bad on background", t.bad, t.background),
                ("bad on surface", t.bad, t.surface),
                ("bad on bad soft", t.bad, t.bad_soft),
                ("good on background", t.good, t.background),
                ("good on surface", t.good, t.surface),
                ("good on good soft", t.good, t.good_soft),
                ("warn on background", t.warn, t.background),
                ("warn on warn soft", t.warn, t.warn_soft),
            ];
            for (name, text, ground) in pairs {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{theme:?}, {name}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn edges_of_controls_can_be_seen_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            let t = theme.tokens();
            for ground in [t.background, t.surface] {
                assert!(contrast(t.edge, ground) >= 3.0, "{theme:?}");
                assert!(contrast(t.accent, ground) >= 3.0, "{theme:?}");
            }
        }
    }

    #[test]
    fn the_system_chooses_between_light_and_dark() {
        assert_eq!(<Theme as Base>::default(Mode::Dark), Theme::Dark);
        assert_eq!(<Theme as Base>::default(Mode::Light), Theme::Light);
        assert_eq!(<Theme as Base>::default(Mode::None), Theme::Light);
    }
}
