import type { Messages } from '../../messages';

export const details: Messages['details'] = {
  pictures: 'Images',
  diagram: {
    heading: 'La probabilité qu’il donne, et combien de fois il a raison',
    shows:
      'Horizontalement : la probabilité avec laquelle il a répondu. Verticalement : la part de ces réponses qui était juste. Sur la ligne en tirets, les deux sont égales ; plus un point est grand, plus il représente d’images.',
    sure: 'Probabilité',
    right: 'Juste',
  },
  coverage: {
    heading: 'S’il ne répondait que là où il hésite le moins',
    shows:
      'Horizontalement : la part des images auxquelles il répondrait, en commençant par celles où il hésite le moins. Verticalement : la part de ces réponses qui est fausse.',
    answered: 'Répondu',
    wrong: 'Faux',
  },
  subgroups: {
    heading: 'Dans des parties des images de test',
    tooFew: 'trop peu pour le dire',
    unknown: 'inconnu',
    band: (from, to) => `de ${from} à moins de ${to}`,
  },
  strangers: { heading: 'Images d’autre chose', refused: 'Refusées' },
  elsewhere: {
    heading: 'Images d’une autre clinique',
    means:
      'Il n’a rien appris de ces images, ni des vôtres : pour les vôtres, attendez-vous au mieux à de tels chiffres, et non à ceux qui précèdent.',
  },
};
