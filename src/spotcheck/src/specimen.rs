//! A synthetic lesion, drawn in whole numbers: the same pixels on every machine, and no person's photo.
//!
//! It is the known-answer picture of every engine, and the stock of the golden pictures.

/// Draws a dark, uneven, roughly round spot on skin: RGBA8, `width * height * 4` bytes, opaque.
///
/// Different seeds give different skin, colour, place, size and outline.
///
/// ```
/// let picture = spotcheck::specimen::lesion(1, 96, 64);
/// assert_eq!(picture.len(), 96 * 64 * 4);
/// assert_ne!(picture, spotcheck::specimen::lesion(2, 96, 64));
/// ```
#[must_use]
pub fn lesion(seed: u32, width: u32, height: u32) -> Vec<u8> {
    let mut random = SplitMix(u64::from(seed));
    let skin = [
        200 + random.below(40),
        150 + random.below(50),
        125 + random.below(50),
    ];
    let spot = [
        90 + random.below(60),
        50 + random.below(40),
        35 + random.below(35),
    ];
    let short = i64::from(width.min(height));
    let centre = [
        i64::from(width) / 2 + (random.below(21) - 10) * short / 100,
        i64::from(height) / 2 + (random.below(21) - 10) * short / 100,
    ];
    let radius = short * (22 + random.below(16)) / 100;
    // The outline is the sum of a circle and four bumps: each pulls the edge out or in near its own centre.
    let bumps: Vec<[i64; 3]> = (0..4)
        .map(|_| {
            let x = centre[0] + (random.below(201) - 100) * radius / 100;
            let y = centre[1] + (random.below(201) - 100) * radius / 100;
            [x, y, (random.below(61) - 20) * radius / 100]
        })
        .collect();
    let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..i64::from(height) {
        for x in 0..i64::from(width) {
            let distance = root(square(x - centre[0]) + square(y - centre[1]));
            let pull: i64 = bumps
                .iter()
                .map(|[bump_x, bump_y, strength]| {
                    let away = root(square(x - bump_x) + square(y - bump_y));
                    strength * (radius - away).max(0) / radius.max(1)
                })
                .sum();
            // 0 on skin, 256 in the spot, with a soft edge a fifth of the radius wide.
            let edge = (radius / 5).max(1);
            let inside = ((radius + pull - distance) * 256 / edge).clamp(0, 256);
            let grain = random.below(13) - 6;
            let shade = (x - y) * 8 / short.max(1);
            for (skin, spot) in skin.iter().zip(spot) {
                let value = (skin * (256 - inside) + spot * inside) / 256 + grain + shade;
                rgba.push(value.clamp(0, 255) as u8);
            }
            rgba.push(u8::MAX);
        }
    }
    rgba
}

const fn square(value: i64) -> i64 {
    value * value
}

const fn root(value: i64) -> i64 {
    value.isqrt()
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct SplitMix(u64);

impl SplitMix {
    /// A number from 0 to `limit - 1`.
    fn below(&mut self, limit: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit.max(1)) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_darker_than_the_corner() {
        for seed in 0..50 {
            let rgba = lesion(seed, 60, 60);
            let at = |x: usize, y: usize| {
                rgba[(y * 60 + x) * 4..][..3]
                    .iter()
                    .map(|&byte| u32::from(byte))
                    .sum::<u32>()
            };
            assert!(at(30, 30) + 60 < at(1, 1), "seed {seed}");
        }
    }

    #[test]
    fn tiny_pictures_can_be_drawn() {
        for (width, height) in [(0, 0), (1, 1), (1, 9), (3, 2)] {
            assert_eq!(
                lesion(7, width, height).len(),
                (width * height * 4) as usize
            );
        }
    }
}
