//! An estimate of skin tone from the rim of a photo: the individual typology angle (Chardon et al., Int J Cosmet Sci 13,
//! 1991), `ITA = atan((L* − 50) / b*)` in degrees, with the six classes of Del Bino and Bernerd (Br J Dermatol 169, 2013).
//!
//! A dermatoscope's lamp, its white balance and a lesion that reaches the rim all move it: it sorts photos, not people.

/// The key under which subgroup tables tell it.
pub const KEY: &str = "skin tone (estimated by ITA)";

/// The width of the rim, as a share of the picture's side.
const RIM: f64 = 0.1;
/// Darker than this, a pixel is the dermatoscope's black edge or a hair, not skin.
const LEAST_LIGHTNESS: f64 = 15.0;

/// The class of a square picture, `side * side * 3` RGB bytes; nothing where the rim shows no skin, all black or beside
/// every colour that skin can have.
#[must_use]
pub fn class(rgb: &[u8], side: u32) -> Option<&'static str> {
    let degrees = angle(rgb, side as usize)?;
    Some(match degrees {
        _ if degrees > 55.0 => "1 very light",
        _ if degrees > 41.0 => "2 light",
        _ if degrees > 28.0 => "3 intermediate",
        _ if degrees > 10.0 => "4 tan",
        _ if degrees > -30.0 => "5 brown",
        _ => "6 dark",
    })
}

/// The angle of the rim's median lightness and yellowness, in degrees.
fn angle(rgb: &[u8], side: usize) -> Option<f64> {
    let margin = ((side as f64 * RIM) as usize).max(1);
    let inner = margin..side.saturating_sub(margin);
    let (mut lightness, mut yellowness) = (Vec::new(), Vec::new());
    for (index, pixel) in rgb.chunks_exact(3).enumerate() {
        let (x, y) = (index % side.max(1), index / side.max(1));
        if inner.contains(&x) && inner.contains(&y) {
            continue;
        }
        let (light, yellow) = lightness_and_yellowness(pixel);
        if light >= LEAST_LIGHTNESS {
            lightness.push(light);
            yellowness.push(yellow);
        }
    }
    let (light, yellow) = (median(&mut lightness)?, median(&mut yellowness)?);
    // Skin is never blue: what is, is another lamp or no skin.
    (yellow > 0.0).then(|| ((light - 50.0) / yellow).atan().to_degrees())
}

fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// CIE L* and b* of an sRGB pixel under D65 (IEC 61966-2-1).
fn lightness_and_yellowness(pixel: &[u8]) -> (f64, f64) {
    let linear = |place: usize| {
        let value = f64::from(pixel.get(place).copied().unwrap_or(0)) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let (red, green, blue) = (linear(0), linear(1), linear(2));
    let y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089;
    let root = |value: f64| {
        if value > 216.0 / 24_389.0 {
            value.cbrt()
        } else {
            (24_389.0 / 27.0 * value + 16.0) / 116.0
        }
    };
    (116.0 * root(y) - 16.0, 200.0 * (root(y) - root(z)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(colour: [u8; 3]) -> Vec<u8> {
        colour.repeat(40 * 40)
    }

    #[test]
    fn lab_is_that_of_the_tables() {
        // Lindbloom's calculator: sRGB (200, 150, 120) is L* 66.0, b* 23.5 under D65.
        let (light, yellow) = lightness_and_yellowness(&[200, 150, 120]);
        assert!(
            (light - 66.0).abs() < 0.5 && (yellow - 23.5).abs() < 0.7,
            "{light} {yellow}"
        );
        let (light, yellow) = lightness_and_yellowness(&[255; 3]);
        assert!(
            (light - 100.0).abs() < 0.01 && yellow.abs() < 0.05,
            "{light} {yellow}"
        );
    }

    #[test]
    fn lighter_skin_has_a_larger_angle_and_the_classes_their_order() {
        let colours = [
            [250, 225, 205],
            [235, 205, 180],
            [220, 180, 145],
            [190, 145, 105],
            [130, 90, 65],
            [60, 40, 30],
        ];
        let angles: Vec<f64> = colours
            .iter()
            .map(|&colour| angle(&flat(colour), 40).unwrap())
            .collect();
        assert!(angles.is_sorted_by(|one, other| one > other), "{angles:?}");
        assert_eq!(class(&flat([250, 235, 225]), 40), Some("1 very light"));
        assert_eq!(class(&flat([60, 40, 30]), 40), Some("6 dark"));
    }

    #[test]
    fn the_lesion_and_black_edges_do_not_count_and_blue_is_no_skin() {
        let mut picture = flat([235, 205, 180]);
        let skin = angle(&picture, 40);
        for (index, pixel) in picture.chunks_exact_mut(3).enumerate() {
            let (x, y) = (index % 40, index / 40);
            if (8..32).contains(&x) && (8..32).contains(&y) {
                pixel.copy_from_slice(&[60, 30, 20]);
            }
            if x < 2 {
                pixel.copy_from_slice(&[0, 0, 0]);
            }
        }
        assert_eq!(angle(&picture, 40), skin);
        assert_eq!(class(&flat([0; 3]), 40), None);
        assert_eq!(class(&flat([60, 90, 220]), 40), None);
    }
}
