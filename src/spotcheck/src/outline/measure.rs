//! How even a lesion is, in shape and in colour.

use super::mask::Region;

/// Samples of a place, each way: the outline runs between places.
const FINER: usize = 2;

/// The share of a region that does not meet its mirror image, mean over its two main axes (those of its second moments,
/// as in Stoecker et al., Comput. Med. Imaging Graph. 16, 1992): 0 is even.
#[must_use]
pub fn asymmetry(region: &Region) -> f32 {
    let points = samples(region);
    let count = points.len() as f32;
    if points.is_empty() {
        return 0.0;
    }
    let mean = |of: &dyn Fn(&[f32; 2]) -> f32| points.iter().map(of).sum::<f32>() / count;
    let (x, y) = (mean(&|[x, _]| *x), mean(&|[_, y]| *y));
    let (wide, tall) = (
        mean(&|[a, _]| (a - x).powi(2)),
        mean(&|[_, b]| (b - y).powi(2)),
    );
    let skew = mean(&|[a, b]| (a - x) * (b - y));
    let angle = 0.5 * (2.0 * skew).atan2(wide - tall);
    let apart = |(sine, cosine): (f32, f32)| {
        let missed = points.iter().filter(|[a, b]| {
            let (a, b) = (a - x, b - y);
            // Mirrored about the axis: what lies across it changes its sign.
            let (along, across) = (a * cosine + b * sine, b * cosine - a * sine);
            let (along, across) = (along, -across);
            !region.contains(
                x + along * cosine - across * sine,
                y + along * sine + across * cosine,
            )
        });
        missed.count() as f32 / count
    };
    let (sine, cosine) = angle.sin_cos();
    f32::midpoint(apart((sine, cosine)), apart((cosine, -sine)))
}

/// Points on the region, evenly spread.
fn samples(region: &Region) -> Vec<[f32; 2]> {
    let steps = region.side() * FINER;
    let along = |step: usize| (step as f32 + 0.5) / steps as f32;
    (0..steps * steps)
        .map(|step| [along(step % steps), along(step / steps)])
        .filter(|[x, y]| region.contains(*x, *y))
        .collect()
}

/// The mean CIE 1976 difference of the region's pixels from their mean colour. `rgb` is a square of sRGB bytes.
#[must_use]
pub fn colour_spread(region: &Region, rgb: &[u8]) -> f32 {
    let side = (rgb.len() / 3).isqrt();
    let along = |place: usize| (place as f32 + 0.5) / side as f32;
    let colours: Vec<[f32; 3]> = rgb
        .as_chunks()
        .0
        .iter()
        .enumerate()
        .filter(|(place, _)| region.contains(along(place % side), along(place / side)))
        .map(|(_, pixel)| to_lab(*pixel))
        .collect();
    let count = colours.len().max(1) as f64;
    // Thousands of numbers are too many for the sums of small floats.
    let mean: [f32; 3] = std::array::from_fn(|channel| {
        let of = |colour: &[f32; 3]| colour.get(channel).copied().map_or(0.0, f64::from);
        (colours.iter().map(of).sum::<f64>() / count) as f32
    });
    let difference = |colour: &[f32; 3]| {
        let squares = colour
            .iter()
            .zip(mean)
            .map(|(one, other)| (one - other).powi(2));
        f64::from(squares.sum::<f32>().sqrt())
    };
    (colours.iter().map(difference).sum::<f64>() / count) as f32
}

/// CIE L*a*b* of an sRGB pixel (IEC 61966-2-1, white D65).
fn to_lab(pixel: [u8; 3]) -> [f32; 3] {
    let [red, green, blue] = pixel.map(|byte| {
        let value = f32::from(byte) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    });
    let curve = |value: f32| {
        if value > 0.008_856 {
            value.cbrt()
        } else {
            value.mul_add(7.787, 16.0 / 116.0)
        }
    };
    let x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    let y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    let z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lab_is_the_tables() {
        for (pixel, [l, a, b]) in [
            ([255, 255, 255], [100.0, 0.0, 0.0]),
            ([0, 0, 0], [0.0, 0.0, 0.0]),
            ([255, 0, 0], [53.24, 80.09, 67.20]),
            ([0, 0, 255], [32.30, 79.19, -107.86]),
        ] {
            let found = to_lab(pixel);
            for (found, told) in found.into_iter().zip([l, a, b]) {
                assert!((found - told).abs() < 0.1, "{pixel:?}: {found} for {told}");
            }
        }
    }
}
