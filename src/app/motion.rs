//! Whether the system asks for no motion.

use iced::Subscription;

/// Says `true` when the system asks for no motion, and again whenever that changes. Where it cannot be asked, nothing is said.
pub(super) fn reduced() -> Subscription<bool> {
    #[cfg(target_os = "linux")]
    {
        use iced::futures::StreamExt;
        Subscription::run(|| {
            mundy::Preferences::stream(mundy::Interest::ReducedMotion)
                .map(|preferences| preferences.reduced_motion == mundy::ReducedMotion::Reduce)
        })
    }
    #[cfg(not(target_os = "linux"))]
    {
        Subscription::none()
    }
}
