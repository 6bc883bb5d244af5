import type { Messages } from '../../messages';

export const details: Messages['details'] = {
  pictures: 'Bilder',
  diagram: {
    heading: 'Die genannte Wahrscheinlichkeit, und wie oft es stimmte',
    shows:
      'Waagerecht: die Wahrscheinlichkeit, mit der es geantwortet hat. Senkrecht: der Anteil solcher Antworten, der richtig war. Auf der gestrichelten Linie ist beides gleich; je größer ein Punkt, für desto mehr Bilder steht er.',
    sure: 'Wahrscheinlichkeit',
    right: 'Richtig',
  },
  coverage: {
    heading: 'Wenn es nur antwortete, wo seine Wahrscheinlichkeit am höchsten ist',
    shows:
      'Waagerecht: der Anteil der Bilder, auf die es antworten würde, die mit der höchsten zuerst. Senkrecht: der Anteil dieser Antworten, der falsch ist.',
    answered: 'Beantwortet',
    wrong: 'Falsch',
  },
  subgroups: {
    heading: 'In Teilen der Testbilder',
    tooFew: 'zu wenige, um etwas zu sagen',
    unknown: 'nicht bekannt',
    band: (from, to) => `${from} bis unter ${to}`,
  },
  strangers: { heading: 'Bilder von etwas anderem', refused: 'Abgelehnt' },
  elsewhere: {
    heading: 'Bilder einer anderen Klinik',
    means:
      'Von ihnen hat es nichts gelernt, von Ihren auch nicht: Rechnen Sie bei Ihren Bildern bestenfalls mit solchen Zahlen, nicht mit denen weiter oben.',
  },
};
