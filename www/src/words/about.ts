/** What Spotcheck is, for whoever wants to know before trusting it. */
export const about = {
  heading: 'About Spotcheck',
  what: [
    'Spotcheck looks at one photo of a spot on the skin, says what it resembles, and says so when it can’t tell. A small model does that on your own device; no photo leaves it.',
    'It is a second look and no more. It knows neither you nor the spot’s past, it is no medical device, and nobody has tested whether people are better off for using it.',
  ] as readonly string[],
  private: 'Is it really private?',
  models: 'All models',
  settings: 'Settings',
  text: 'Text size',
  sizes: { usual: 'As usual', large: 'Large', largest: 'Very large' },
  sample: 'Everything on the page grows with it.',
  versions: 'Versions',
  version: {
    page: 'Spotcheck',
    model: 'Model',
    engine: 'Engine',
    modelOf: (id: string, version: string): string => `${id} ${version}`,
    none: 'not ready',
  },
  licencesMore: 'The program may be used, changed and passed on under either of its two licences. The model has a licence of its own, and so have the pictures that it learned from; all stand below.',
};
