//! The practice server's sound puzzles: tones to be counted.

/// Samples a second. One byte each: enough for a tone.
const RATE: u32 = 8_000;
/// The length of a tone and of the silence after it, in samples.
const TONE: u32 = 2_400;
const SILENCE: u32 = 2_000;
/// The pitch of a tone in hertz.
const PITCH: f32 = 660.0;

/// So many tones, as a WAV file (linear PCM, one channel, 8 bits).
pub(super) fn tones(count: u8) -> Vec<u8> {
    let mut samples = vec![128; 1_000];
    for _ in 0..count {
        samples.extend((0..TONE).map(sample));
        samples.extend((0..SILENCE).map(|_| 128));
    }
    let length = u32::try_from(samples.len()).unwrap_or(u32::MAX);
    let mut file = Vec::with_capacity(samples.len() + 44);
    file.extend(b"RIFF");
    file.extend((length.saturating_add(36)).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    // Linear PCM, one channel; a sample a byte.
    file.extend(1_u16.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(RATE.to_le_bytes());
    file.extend(RATE.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(8_u16.to_le_bytes());
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file
}

/// A sample of a tone, which swells and fades so that it does not click.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "small numbers, and 128 plus or minus 90 fits"
)]
fn sample(at: u32) -> u8 {
    let fade = at.min(TONE - at).min(200) as f32 / 200.0;
    let wave = (at as f32 / RATE as f32 * PITCH * std::f32::consts::TAU).sin();
    (128.0 + 90.0 * wave * fade) as u8
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_tones_can_be_counted() {
        for count in 1..=6 {
            let file = tones(count);
            let length = u32::from_le_bytes(file[40..44].try_into().unwrap());
            assert_eq!(file.len(), 44 + usize::try_from(length).unwrap());
            let loud: Vec<bool> = file[44..]
                .chunks(100)
                .map(|part| part.iter().any(|sample| sample.abs_diff(128) > 40))
                .collect();
            let starts = loud.windows(2).filter(|pair| !pair[0] && pair[1]).count();
            assert_eq!(starts, usize::from(count));
        }
    }
}
