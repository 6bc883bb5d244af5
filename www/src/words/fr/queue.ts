import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const queue: Messages['queue'] = {
  label: 'Vos photos',
  position: (at, of) => `Photo ${number(at)} sur ${number(of)}`,
  states: {
    waiting: 'Pas encore de résultat',
    failed: 'Ne peut pas être ouverte',
    stale: 'Carré déplacé',
    answer: 'Résultat',
    unsure: 'Je ne sais pas',
    unsuitable: 'Ne peut pas être jugée',
  },
  item: (position, state) => `${position} : ${state}`,
  previous: 'Photo précédente',
  next: 'Photo suivante',
  onward: 'Passer à la photo suivante',
  remove: 'Retirer cette photo',
  startOver: 'Tout ranger et recommencer',
};
