import type { Messages } from '../../messages';

export const outline: Messages['outline'] = {
  heading: 'Le contour',
  trace: 'Tracer le contour',
  traceFirst: (megabytes) => `Tracer le contour (${megabytes} Mo)`,
  running: 'Tracé en cours…',
  picture: (share, region) =>
    `Le carré de votre photo, avec le contour de la tache en ligne blanche. La tache occupe ${share} du carré et se trouve ${region}.`,
  edge: 'La tache va jusqu’au bord du carré : le contour et les nombres ne valent que pour la partie visible.',
  none: 'Aucun contour net n’a été trouvé.',
  noneMore: 'Une autre photo conviendra peut-être : une seule tache, de près et nette, avec de la peau tout autour.',
  numbers: {
    asymmetry: {
      name: 'Asymétrie',
      means: 'Ce qui, dans la tache, ne coïncide pas avec son image dans un miroir, en moyenne sur ses deux axes principaux. Pour une tache régulière, presque rien.',
    },
    border: {
      name: 'Bord',
      means: 'La longueur du bord pour une tache de cette taille. Un cercle a 1 ; plus la tache est allongée ou dentelée, plus c’est élevé. C’est le plus incertain de ces nombres.',
    },
    colours: {
      name: 'Variété des couleurs',
      means: 'L’écart de ses couleurs à leur moyenne (Delta-E, CIE76). Une tache d’une seule couleur a 0 ; une différence de 2 ou 3 se voit à peine.',
    },
    size: {
      name: 'Taille dans le carré',
      means: 'La longueur de la tache par rapport au côté du carré. Cela dit comment la photo est cadrée, et non la taille de la tache.',
    },
  },
  measured: 'Ce sont des mesures de cette photo, et non un jugement. Elles dépendent de la lumière, de la netteté, des poils et du cadrage.',
  learned: 'Le réseau a appris de contours que des personnes ont dessinés sur des photos de dermatoscope, presque toutes de peau claire. Sur d’autres photos, il peut se tromper davantage.',
  fit: 'Ajuster à la tache',
  fits: 'Le carré est déjà ajusté à la tache.',
  both: {
    heading: 'Les deux contours',
    trace: 'Tracer les deux contours',
    traceFirst: (megabytes) => `Tracer les deux contours (${megabytes} Mo)`,
    then: (earlier, later) => `${earlier}, puis ${later}`,
    within: (most) => `Pas plus d’écart qu’il n’y en a de toute façon entre deux photos d’une même tache (jusqu’à ${most}).`,
    beyond: (most) => `Plus d’écart qu’il n’y en a d’habitude entre deux photos d’une même tache (jusqu’à ${most}).`,
    repeated:
      '« Jusqu’à » : 95 paires sur 100 de photos au dermatoscope d’une même tache sont restées en dessous. Deux photos de téléphone s’écartent sans doute davantage ; personne n’a mesuré de combien.',
    none: (day) => `Aucun contour net n’a été trouvé sur la photo du ${day}.`,
    edge: (day) =>
      `Sur la photo du ${day}, la tache atteint le bord du carré : ses nombres ne valent que pour la partie visible.`,
  },
  network: 'réseau pour les contours',
  kept: (megabytes) => `Également : le réseau pour les contours, ${megabytes} Mo.`,
};
