//! The network's answer as a map of likelihoods, and the one region in it that is the lesion.

/// Fewer places than one in this many of the square are no lesion that could be measured.
const LEAST_SHARE: usize = 256;
/// A region whose places lie on the lesion with less than this, on average, has no clear outline.
const LEAST_MEAN: f32 = 0.7;
/// How far from the middle, in shares of the side, a place counts half of what it does there.
const HALF_AT: f32 = 0.25;

/// How likely each place of a square lies on the lesion, row by row from the top left.
#[derive(Debug, Clone, PartialEq)]
pub struct Mask {
    side: usize,
    values: Vec<f32>,
}

/// A lesion: one region without holes. Beyond it every value is below one half.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    side: usize,
    values: Vec<f32>,
}

impl Mask {
    /// From logits, positive on the lesion. Nothing when they are no square, or one is not finite.
    #[must_use]
    pub fn from_logits(logits: &[f32]) -> Option<Self> {
        let finite = logits.iter().all(|logit| logit.is_finite());
        let likely = logits.iter().map(|logit| 1.0 / (1.0 + (-logit).exp()));
        finite.then(|| Self::from_values(likely.collect()))?
    }

    /// From likelihoods, 0 to 1. Nothing when they are no square, or one is no such number.
    #[must_use]
    pub fn from_values(values: Vec<f32>) -> Option<Self> {
        let side = values.len().isqrt();
        let square = side > 0 && side * side == values.len();
        let sound = values.iter().all(|value| (0.0..=1.0).contains(value));
        (square && sound).then_some(Self { side, values })
    }

    /// Places a row; as many rows.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.side
    }

    /// The region that is likeliest the lesion, holes filled: the one that counts most, where places in the middle count
    /// more, for there a person puts the spot. Nothing where none is large and clear enough.
    #[must_use]
    pub fn lesion(&self) -> Option<Region> {
        let regions = self.regions();
        let weigh = |region: &Vec<usize>| -> f32 {
            let weighed = region.iter().map(|&place| {
                let away = self.distance_to_middle(place) / HALF_AT;
                self.at(place) / (1.0 + away * away)
            });
            weighed.sum()
        };
        let lesion = regions
            .into_iter()
            .map(|region| (weigh(&region), region))
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
            .map(|(_, region)| region)?;
        let sum: f32 = lesion.iter().map(|&place| self.at(place)).sum();
        if lesion.len() * LEAST_SHARE < self.values.len() || sum < LEAST_MEAN * lesion.len() as f32
        {
            return None;
        }
        let mut values: Vec<f32> = self
            .values
            .iter()
            .map(|&value| if value < 0.5 { value } else { 0.0 })
            .collect();
        for place in lesion {
            if let Some(value) = values.get_mut(place) {
                *value = self.at(place);
            }
        }
        let mut region = Region {
            side: self.side,
            values,
        };
        region.fill_holes();
        Some(region)
    }

    fn at(&self, place: usize) -> f32 {
        self.values.get(place).copied().unwrap_or(0.0)
    }

    /// A place's distance from the middle, in shares of the side.
    fn distance_to_middle(&self, place: usize) -> f32 {
        let along = |place: usize| (place as f32 + 0.5) / self.side as f32 - 0.5;
        along(place % self.side).hypot(along(place / self.side))
    }

    /// The places of each connected region.
    fn regions(&self) -> Vec<Vec<usize>> {
        let mut left: Vec<bool> = self.values.iter().map(|&value| value >= 0.5).collect();
        (0..self.values.len())
            .filter_map(|start| {
                let region = flood(self.side, &mut left, vec![start]);
                (!region.is_empty()).then_some(region)
            })
            .collect()
    }
}

/// Takes from `left` what is connected with the starts, by sides and not by corners.
fn flood(side: usize, left: &mut [bool], starts: Vec<usize>) -> Vec<usize> {
    let mut taken = Vec::new();
    let mut next = starts;
    while let Some(place) = next.pop() {
        match left.get_mut(place) {
            Some(open) if *open => *open = false,
            _ => continue,
        }
        taken.push(place);
        if place % side > 0 {
            next.push(place - 1);
        }
        if place % side + 1 < side {
            next.push(place + 1);
        }
        if place >= side {
            next.push(place - side);
        }
        next.push(place + side);
    }
    taken
}

impl Region {
    /// Places a row; as many rows.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.side
    }

    /// What is enclosed belongs to the lesion.
    fn fill_holes(&mut self) {
        let side = self.side;
        let mut enclosed: Vec<bool> = self.values.iter().map(|&value| value < 0.5).collect();
        let edge =
            (0..side).flat_map(|k| [k, (side - 1) * side + k, k * side, k * side + side - 1]);
        flood(side, &mut enclosed, edge.collect());
        for (value, enclosed) in self.values.iter_mut().zip(enclosed) {
            if enclosed {
                *value = 1.0;
            }
        }
    }

    /// The value of a place; 0 beyond the edges.
    #[must_use]
    pub fn value(&self, column: isize, row: isize) -> f32 {
        let inside = |place: isize| {
            usize::try_from(place)
                .ok()
                .filter(|&place| place < self.side)
        };
        match (inside(column), inside(row)) {
            (Some(column), Some(row)) => {
                let place = row * self.side + column;
                self.values.get(place).copied().unwrap_or(0.0)
            }
            _ => 0.0,
        }
    }

    /// Whether a point of the square, in shares of its side, lies on the lesion, by what is between the nearest places.
    #[must_use]
    pub fn contains(&self, x: f32, y: f32) -> bool {
        if !(0.0..=1.0).contains(&x) || !(0.0..=1.0).contains(&y) {
            return false;
        }
        // Beyond the middles of the outermost places there is nothing to go by but those.
        let last = self.side as f32 - 1.0;
        let along = |share: f32| (share * self.side as f32 - 0.5).clamp(0.0, last);
        let (column, row) = (along(x), along(y));
        let (left, top) = (column.floor(), row.floor());
        let (right, lower) = (column - left, row - top);
        let value = |over: isize, down: isize| {
            let inner = |start: f32, more: isize| (start as isize + more).min(last as isize);
            self.value(inner(left, over), inner(top, down))
        };
        let upper_row = value(0, 0) * (1.0 - right) + value(1, 0) * right;
        let lower_row = value(0, 1) * (1.0 - right) + value(1, 1) * right;
        upper_row * (1.0 - lower) + lower_row * lower >= 0.5
    }

    /// Whether it runs into the edge of the square.
    #[must_use]
    pub fn touches_edge(&self) -> bool {
        let last = self.side as isize - 1;
        (0..=last).any(|k| {
            let edge = [(k, 0), (k, last), (0, k), (last, k)];
            edge.into_iter()
                .any(|(column, row)| self.value(column, row) >= 0.5)
        })
    }
}
