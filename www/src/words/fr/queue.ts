import { number } from '../../app/format';

export const queue = {
  label: 'Vos photos',
  position: (at: number, of: number): string => `Photo ${number(at)} sur ${number(of)}`,
  states: {
    waiting: 'Pas encore de résultat',
    failed: 'Ne peut pas être ouverte',
    stale: 'Carré déplacé',
    answer: 'Résultat',
    unsure: 'Je ne sais pas',
    unsuitable: 'Ne peut pas être jugée',
  },
  item: (position: string, state: string): string => `${position} : ${state}`,
  previous: 'Photo précédente',
  next: 'Photo suivante',
  onward: 'Passer à la photo suivante',
  remove: 'Retirer cette photo',
  startOver: 'Tout ranger et recommencer',
};
