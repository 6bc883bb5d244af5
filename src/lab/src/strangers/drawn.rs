//! Pictures of nothing that a skin model should judge, drawn by our own code.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

type Colour = [f32; 3];

/// How many kinds there are.
const KINDS: u64 = 9;

/// A stranger, another one for each seed and each kind in turn: `size * size * 3` RGB bytes.
#[must_use]
pub fn draw(seed: u64, size: u32) -> Vec<u8> {
    let mut random = Pcg64Mcg::seed_from_u64(seed ^ 0x5eed_0f57_4a46_e125);
    let paint: Box<dyn Fn(f32, f32) -> Colour> = match seed % KINDS {
        0 => flat(&mut random),
        1 => gradient(&mut random),
        2 => clouds(&mut random, 2.0, 40.0),
        3 => stripes(&mut random),
        4 => page_of_text(&mut random),
        5 => plain_skin(&mut random),
        6 => shapes(&mut random),
        7 => clouds(&mut random, 0.7, 5.0),
        _ => arm(&mut random),
    };
    let grain = random.random_range(0.0..12.0f32);
    let mut rgb = Vec::with_capacity((size * size * 3) as usize);
    for row in 0..size {
        for column in 0..size {
            let (x, y) = (
                (column as f32 + 0.5) / size as f32,
                (row as f32 + 0.5) / size as f32,
            );
            let noise = grain * (random.random::<f32>() - 0.5);
            rgb.extend(paint(x, y).map(|value| (value + noise).round().clamp(0.0, 255.0) as u8));
        }
    }
    rgb
}

fn colour(random: &mut Pcg64Mcg) -> Colour {
    std::array::from_fn(|_| random.random_range(0.0..255.0))
}

/// Skin from very light to very dark.
fn skin(random: &mut Pcg64Mcg) -> Colour {
    let light = random.random_range(0.25..1.0f32);
    [
        light * 235.0,
        light * random.random_range(165.0..205.0),
        light * random.random_range(130.0..185.0),
    ]
}

fn mix(one: Colour, other: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|channel| {
        let of = |colour: Colour| colour.get(channel).copied().unwrap_or(0.0);
        of(one) * (1.0 - share) + of(other) * share
    })
}

fn flat(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let one = colour(random);
    Box::new(move |_, _| one)
}

fn gradient(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let (one, other) = (colour(random), colour(random));
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    Box::new(move |x, y| mix(one, other, 0.5 + (x - 0.5) * cosine + (y - 0.5) * sine))
}

/// Waves of many lengths over one another, between two colours.
fn clouds(random: &mut Pcg64Mcg, slow: f32, fast: f32) -> Box<dyn Fn(f32, f32) -> Colour> {
    let (one, other) = (colour(random), colour(random));
    let waves: Vec<[f32; 3]> = (0..12)
        .map(|_| {
            let turns = random.random_range(slow..fast) * std::f32::consts::TAU;
            let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
            [turns * cosine, turns * sine, random.random_range(0.0..6.0)]
        })
        .collect();
    Box::new(move |x, y| {
        let sum: f32 = waves
            .iter()
            .map(|[u, v, phase]| (u * x + v * y + phase).sin())
            .sum();
        mix(one, other, 0.5 + sum / 6.0)
    })
}

/// Stripes, or the checks of two of them.
fn stripes(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let (one, other) = (colour(random), colour(random));
    let turns = random.random_range(2.0..30.0f32) * std::f32::consts::TAU;
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    let checks = random.random::<bool>();
    Box::new(move |x, y| {
        let across = ((x * cosine + y * sine) * turns).sin() > 0.0;
        let along = checks && ((y * cosine - x * sine) * turns).sin() > 0.0;
        if across == along { one } else { other }
    })
}

/// Lines of dark marks on light paper, or light ones on a dark screen.
fn page_of_text(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let paper = [random.random_range(215.0..255.0f32); 3];
    let ink = [random.random_range(0.0..70.0f32); 3];
    let (paper, ink) = if random.random_range(0..4) == 0 {
        (ink, paper)
    } else {
        (paper, ink)
    };
    let lines = random.random_range(5..24usize);
    let letters = random.random_range(20..70usize);
    let marks: Vec<bool> = (0..lines * letters * 4)
        .map(|_| random.random_range(0..5) < 3)
        .collect();
    let margin = random.random_range(0.0..0.12f32);
    Box::new(move |x, y| {
        let inside = |value: f32| (margin..1.0 - margin).contains(&value);
        let line = (y * lines as f32) as usize;
        let height = y * lines as f32 - line as f32;
        let upper = usize::from(height > 0.45) * 2;
        let letter = (x * letters as f32) as usize;
        let half = usize::from(x * letters as f32 - letter as f32 > 0.5);
        let place = (line * letters + letter) * 4 + upper + half;
        let marked = marks.get(place).copied().unwrap_or(false);
        if marked && inside(x) && inside(y) && (0.2..0.7).contains(&height) {
            ink
        } else {
            paper
        }
    })
}

/// Skin with the shade of a round limb, and nothing on it.
fn plain_skin(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let skin = skin(random);
    let shade = random.random_range(0.0..0.35f32);
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    let texture = clouds(random, 6.0, 30.0);
    Box::new(move |x, y| {
        let away = (x - 0.5) * cosine + (y - 0.5) * sine;
        let lit = skin.map(|value| value * (1.0 - shade * (away + 0.5).powi(2)));
        mix(lit, texture(x, y), 0.02)
    })
}

/// Boxes and discs of any colour before a background: rooms, faces and things are made of such.
fn shapes(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let ground = gradient(random);
    let shapes: Vec<([f32; 4], bool, Colour)> = (0..random.random_range(3..14))
        .map(|_| {
            let place = std::array::from_fn(|axis| {
                if axis < 2 {
                    random.random_range(0.0..1.0)
                } else {
                    random.random_range(0.04..0.4)
                }
            });
            (place, random.random::<bool>(), colour(random))
        })
        .collect();
    Box::new(move |x, y| {
        let on = |[left, top, width, height]: [f32; 4], round: bool| {
            let (u, v) = ((x - left) / width, (y - top) / height);
            if round {
                u.hypot(v) < 1.0
            } else {
                u.abs() < 1.0 && v.abs() < 1.0
            }
        };
        let last = shapes
            .iter()
            .rev()
            .find(|(place, round, _)| on(*place, *round));
        last.map_or_else(|| ground(x, y), |(_, _, colour)| *colour)
    })
}

/// A limb before something else, seen from afar.
fn arm(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let skin = skin(random);
    let ground = if random.random::<bool>() {
        shapes(random)
    } else {
        gradient(random)
    };
    let half = random.random_range(0.1..0.28f32);
    let middle = random.random_range(-0.15..0.15f32);
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    Box::new(move |x, y| {
        let away = ((x - 0.5) * cosine + (y - 0.5) * sine - middle) / half;
        if away.abs() < 1.0 {
            skin.map(|value| value * (1.0 - away * away * 0.45))
        } else {
            ground(x, y)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_seed_gives_another_picture_and_the_same_again() {
        let drawn: Vec<Vec<u8>> = (0..18).map(|seed| draw(seed, 32)).collect();
        for (seed, picture) in drawn.iter().enumerate() {
            assert_eq!(picture.len(), 32 * 32 * 3);
            assert_eq!(*picture, draw(seed as u64, 32));
            assert_eq!(drawn.iter().filter(|other| *other == picture).count(), 1);
        }
    }
}
