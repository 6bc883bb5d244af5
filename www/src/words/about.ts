/** What Spotcheck is, for whoever wants to know before trusting it. */
export const about = {
  heading: 'About Spotcheck',
};
