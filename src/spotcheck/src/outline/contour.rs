//! The closed polygon around a region, and its lengths. All in shares of the square's side.

use super::mask::Region;

/// A point on the line between two neighbouring places: the first one, and whether the other lies below it (else to the
/// right).
#[derive(Clone, Copy)]
struct Edge {
    column: isize,
    row: isize,
    below: bool,
}

impl Edge {
    /// Its number, when there are so many places a row, with a ring of nothing around them.
    const fn number(self, side: isize) -> usize {
        let place = (self.row + 1) * (side + 2) + self.column + 1;
        (2 * place + self.below as isize) as usize
    }

    const fn of(number: usize, side: isize) -> Self {
        let place = (number / 2) as isize;
        Self {
            column: place % (side + 2) - 1,
            row: place / (side + 2) - 1,
            below: number % 2 == 1,
        }
    }
}

/// Marching squares (Maple, GMAG 2003) at one half: the polygon runs with the lesion on its left, from side to side of
/// the squares between four neighbouring places.
#[must_use]
pub fn trace(region: &Region) -> Vec<[f32; 2]> {
    let side = region.side() as isize;
    let edges = 2 * (side + 2) * (side + 2);
    // For each edge, by its number, the one that the polygon goes to from there.
    let mut next: Vec<Option<usize>> = vec![None; edges as usize];
    for row in -1..side {
        for column in -1..side {
            let inside = |right, down| region.value(column + right, row + down) >= 0.5;
            let edge = |right, down, below| {
                let (column, row) = (column + right, row + down);
                Edge { column, row, below }.number(side)
            };
            let corners = [inside(0, 0), inside(1, 0), inside(1, 1), inside(0, 1)];
            let sides = [
                edge(0, 0, false),
                edge(1, 0, true),
                edge(0, 1, false),
                edge(0, 0, true),
            ];
            // Walks round the square: where it goes into the lesion a line begins, and ends where it comes out next.
            // Places that touch at a corner alone are apart.
            let crossing = |k: usize| -> Option<(bool, usize)> {
                let (here, there) = (*corners.get(k)?, *corners.get((k + 1) % 4)?);
                (here != there).then_some((there, *sides.get(k)?))
            };
            let crossings: Vec<(bool, usize)> = (0..4).filter_map(crossing).collect();
            for (k, &(into, entry)) in crossings.iter().enumerate() {
                let exit = crossings.get((k + 1) % crossings.len());
                if let (true, Some(&(_, exit)), Some(slot)) = (into, exit, next.get_mut(entry)) {
                    *slot = Some(exit);
                }
            }
        }
    }
    longest_loop(next)
        .into_iter()
        .map(|number| point(region, Edge::of(number, side)))
        .collect()
}

/// The loop with the most points: a region without holes has one, and what rounding leaves is short.
fn longest_loop(mut next: Vec<Option<usize>>) -> Vec<usize> {
    let mut longest = Vec::new();
    for start in 0..next.len() {
        let mut edges = Vec::new();
        let mut at = start;
        while let Some(to) = next.get_mut(at).and_then(Option::take) {
            edges.push(at);
            at = to;
        }
        if edges.len() > longest.len() {
            longest = edges;
        }
    }
    longest
}

/// Where the value is one half, by a straight line between the two places.
fn point(region: &Region, Edge { column, row, below }: Edge) -> [f32; 2] {
    let (right, down) = if below { (0, 1) } else { (1, 0) };
    let (one, other) = (
        region.value(column, row),
        region.value(column + right, row + down),
    );
    // One lies on the lesion and the other does not: they differ.
    let share = (0.5 - one) / (other - one);
    let side = region.side() as f32;
    let along = |place: isize, step: isize| {
        ((place as f32 + 0.5 + step as f32 * share) / side).clamp(0.0, 1.0)
    };
    [along(column, right), along(row, down)]
}

/// Each point with the one after it, round to the first.
fn sides(contour: &[[f32; 2]]) -> impl Iterator<Item = ([f32; 2], [f32; 2])> {
    let after = contour.iter().cycle().skip(1);
    contour.iter().copied().zip(after.copied())
}

/// The area, by Gauss's formula.
#[must_use]
pub fn area(contour: &[[f32; 2]]) -> f32 {
    let twice: f32 = sides(contour).map(|([a, b], [c, d])| a * d - c * b).sum();
    twice.abs() / 2.0
}

/// The length of the way round.
#[must_use]
pub fn perimeter(contour: &[[f32; 2]]) -> f32 {
    sides(contour)
        .map(|([a, b], [c, d])| (c - a).hypot(d - b))
        .sum()
}

/// The largest distance of two points.
#[must_use]
pub fn diameter(contour: &[[f32; 2]]) -> f32 {
    let from = contour.iter().enumerate();
    from.flat_map(|(k, [a, b])| {
        let others = contour.iter().skip(k + 1);
        others.map(move |[c, d]| (c - a).hypot(d - b))
    })
    .fold(0.0, f32::max)
}

/// The upper left and the lower right corner of the box around it.
#[must_use]
pub fn bounds(contour: &[[f32; 2]]) -> ([f32; 2], [f32; 2]) {
    contour.iter().fold(
        ([1.0, 1.0], [0.0, 0.0]),
        |([left, top], [right, bottom]), &[x, y]| {
            ([left.min(x), top.min(y)], [right.max(x), bottom.max(y)])
        },
    )
}
