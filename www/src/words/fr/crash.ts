import type { Messages } from '../../messages';

export const crash: Messages['crash'] = {
  heading: 'Une partie de cette page est tombée en panne.',
  help: 'C’est une faute de Spotcheck, pas la vôtre ni celle de votre photo. Ce que vous avez enregistré est intact.',
  photo: {
    keeping: 'Votre photo est mise de côté…',
    kept: 'Votre photo et son carré sont mis de côté sur cet appareil. Vous pourrez les rouvrir après le rechargement.',
    lost: 'Votre photo n’a pas pu être mise de côté : un rechargement la perdrait. « Continuer » la laisse où elle est.',
  },
  reload: 'Recharger la page',
  plain: 'Démarrer simplement',
  plainMore: 'Un démarrage simple n’utilise que le CPU et aucun de vos réglages. Essayez-le si un rechargement ne suffit pas.',
  goOn: 'Continuer',
  details: 'Détails pour un signalement',
  copy: 'Copier les détails',
  copied: 'Copié. Ils ne contiennent rien de votre photo.',
  notCopied: 'Le navigateur ne l’a pas permis. Sélectionnez le texte et copiez-le.',
  rescued: {
    text: 'Votre photo de tout à l’heure est encore là.',
    open: 'L’ouvrir',
    drop: 'La supprimer',
  },
};
