/** Words for what a model's card tells beyond its figures. */
export const details = {
  pictures: 'Pictures',
  diagram: {
    heading: 'How sure it is, and how often right',
    shows:
      'Across: the probability that it gave its answer. Up: the share of such answers that was right. On the dashed line the two are equal; the larger a dot, the more pictures it stands for.',
    sure: 'Probability',
    right: 'Right',
  },
  coverage: {
    heading: 'If it answered only where it is surest',
    shows: 'Across: the share of the pictures that it would answer, the surest first. Up: the share of those answers that is wrong.',
    answered: 'Answered',
    wrong: 'Wrong',
  },
  subgroups: {
    heading: 'In parts of the test pictures',
    tooFew: 'too few to say',
    unknown: 'not known',
    /** Of numbers, such as years. */
    band: (from: string, to: string): string => `${from} to under ${to}`,
  },
  strangers: {
    heading: 'Pictures of something else',
    refused: 'Refused',
  },
  elsewhere: {
    heading: "Another clinic's pictures",
    means:
      'It learned nothing from them, and nothing from yours: for your photos, expect figures like these at best, not those above.',
  },
};
