import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const heat: Messages['heat'] = {
  heading: 'Où il a regardé',
  picture: (region) => `Le carré de votre photo, avec par-dessus une carte bleue dont le plus fort est ${region}`,
  strength: 'Force avec laquelle la carte est dessinée',
  shows: (name, region) => `Plus un endroit est bleu, plus il parlait pour « ${name} ». Le plus gros est ${region}.`,
  coarse: (side) =>
    `La carte est grossière : ${number(side)} cases sur ${number(side)}. Si le plus fort est à côté de la tache, sur un poil ou au bord, fiez-vous moins à la réponse.`,
  regions: {
    'all-over': 'répandu sur tout le carré',
    middle: 'au milieu du carré',
    top: 'dans la partie haute du carré',
    bottom: 'dans la partie basse du carré',
    left: 'dans la partie gauche du carré',
    right: 'dans la partie droite du carré',
    'top-left': 'en haut à gauche du carré',
    'top-right': 'en haut à droite du carré',
    'bottom-left': 'en bas à gauche du carré',
    'bottom-right': 'en bas à droite du carré',
  },
};
