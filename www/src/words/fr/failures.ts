import { fact } from '../../app/format';
import type { Facts } from '../../failure';
import type { Failures } from '../../messages';
import { data } from './data';

const reload = 'Réessayez ; si cela ne suffit pas, rechargez la page.';
const sides = (width: string | number | undefined, height: string | number | undefined): string =>
  `${fact(width)}\u00a0×\u00a0${fact(height)}`;

const notYourDoing = 'C’est une faute du site, pas la vôtre ni celle de votre photo. Réessayez plus tard.';
const stays = 'Le modèle d’avant reste en service.';
const help = ({ from }: Facts, ofTheSite: string, ofOwnFiles: string): string =>
  from === 'file' ? `${ofOwnFiles} ${stays}` : ofTheSite;

export const failures: Failures = {
  'simd-missing': () => ({
    title: 'Ce navigateur est trop ancien pour Spotcheck.',
    help: 'Il lui manque une fonction de WebAssembly (SIMD) dont le moteur a besoin. Mettez-le à jour, ou utilisez un Chrome, Edge, Firefox ou Safari récent.',
  }),
  'engine-download': () => ({
    title: 'Le moteur n’a pas pu être téléchargé.',
    help: 'Vérifiez votre connexion et réessayez. Votre photo et votre cadrage restent tels quels.',
  }),
  'engine-trap': () => ({ title: 'Le moteur s’est arrêté en plein travail.', help: `Il a été remplacé. ${reload}` }),
  'engine-timeout': ({ seconds }) => ({
    title: `Le moteur n’a pas répondu en ${fact(seconds)} secondes.`,
    help: 'Il a été remplacé. Fermez les autres onglets gourmands et réessayez.',
  }),
  'gpu-lost': () => ({ title: 'Le processeur graphique n’est plus là.', help: 'Le moteur CPU fonctionne sans lui.' }),
  'gpu-wrong': () => ({
    title: 'Le processeur graphique a donné des nombres faux.',
    help: 'Rien n’en a été utilisé. Le moteur CPU fonctionne sans lui.',
  }),
  'card-format': (facts) => ({
    title: 'La description du modèle est illisible.',
    help: help(facts, notYourDoing, 'Ce card.json est abîmé, ou n’a pas été écrit par Spotcheck.'),
  }),
  'card-version': (facts) => ({
    title: 'Le modèle demande une version plus récente de cette page.',
    help: help(
      facts,
      'Rechargez la page pendant que vous êtes en ligne, afin que les deux datent du même jour.',
      'Son card.json a un format ou un réseau que cette page ne connaît pas. Rechargez la page pendant que vous êtes en ligne, ou écrivez les fichiers à nouveau.',
    ),
  }),
  'weights-missing': () => ({ title: 'Les poids du modèle manquent sur le site.', help: notYourDoing }),
  'weights-size': (facts) =>
    facts['from'] === 'file'
      ? {
          title: 'Le fichier de poids n’a pas la longueur que donne card.json.',
          help: `Les deux ne vont pas ensemble, ou l’un d’eux n’a pas été copié en entier. ${stays}`,
        }
      : { title: 'Les poids du modèle sont arrivés incomplets.', help: 'La connexion s’est peut-être interrompue. Réessayez.' },
  'weights-hash': (facts) => ({
    title: 'Les poids du modèle ne sont pas ceux que nomme sa description.',
    help: help(
      facts,
      'Ils ont été modifiés ou abîmés en chemin : rien n’a donc été chargé ni enregistré. Réessayez.',
      'Les deux fichiers ne vont pas ensemble, ou l’un d’eux est abîmé.',
    ),
  }),
  'weights-network': (facts) => ({
    title: 'Les poids appartiennent à un autre réseau.',
    help: help(facts, notYourDoing, 'Choisissez les deux fichiers qui ont été écrits ensemble.'),
  }),
  'weights-values': (facts) => ({
    title: 'Les poids contiennent des valeurs qui ne sont pas des nombres.',
    help: help(facts, notYourDoing, 'L’entraînement de ce modèle a peut-être échoué.'),
  }),
  'picture-size': () => ({
    title: 'L’image a une taille que le moteur ne peut pas utiliser.',
    help: 'Choisissez une autre photo.',
  }),
  crop: () => ({ title: 'Le carré dépasse de l’image.', help: 'Remettez le carré à zéro et réessayez.' }),
  device: () => ({ title: 'Le moteur n’a pas pu démarrer sur cet appareil.', help: reload }),
  'known-answer': (facts) => ({
    title: 'Le moteur n’a pas réussi son propre contrôle sur cet appareil.',
    help: help(
      facts,
      'Il a mal calculé une image connue : on ne peut donc pas se fier à ses réponses. Rechargez la page ; si cela ne suffit pas, essayez un autre navigateur.',
      'Avec ces poids, une image connue ne donne pas ce que dit card.json. Les deux fichiers ne vont peut-être pas ensemble.',
    ),
  }),
  inference: () => ({ title: 'Le moteur n’a pas pu travailler sur cette image.', help: reload }),
  'models-missing': () => ({ title: 'Le site n’a pas de liste de modèles.', help: notYourDoing }),
  'model-offline': () => ({
    title: 'Le modèle n’a pas pu être récupéré.',
    help: 'Vérifiez votre connexion et réessayez. Après une visite complète, Spotcheck fonctionne aussi hors ligne.',
  }),
  'model-unknown': ({ id }) => ({
    title: `Ce site n’a pas de modèle nommé « ${id} ».`,
    help: 'L’adresse contient peut-être une faute de frappe, ou le modèle n’est plus proposé. Rien n’a été chargé.',
  }),
  'model-switched': () => ({
    title: 'Un autre modèle a été mis en service entre-temps.',
    help: 'Rien n’est perdu : demandez à nouveau.',
  }),
  'model-unstored': () => ({
    title: 'Le modèle n’a pas pu être enregistré sur cet appareil.',
    help: 'L’appareil est plein, ou le navigateur n’enregistre rien pour cette page. Ce qui était enregistré avant est toujours là.',
  }),
  'outline-offline': () => ({
    title: 'Le réseau pour les contours n’a pas pu être récupéré.',
    help: 'Il n’est pas encore sur cet appareil. Vérifiez votre connexion et réessayez ; une fois ici, il fonctionne aussi hors ligne.',
  }),
  'open-card': () => ({
    title: 'Il n’y a pas de card.json parmi ces fichiers.',
    help: `Un modèle se compose de deux fichiers : card.json et ses poids. Choisissez les deux à la fois. ${stays}`,
  }),
  'open-weights': ({ file }) => ({
    title: `Le fichier de poids « ${file} » manque.`,
    help: `Il se trouve à côté de card.json. Choisissez les deux à la fois. ${stays}`,
  }),
  'open-large': ({ file, megabytes, largest }) => ({
    title: `« ${file} » est trop grand : ${fact(megabytes)} Mo.`,
    help: `Le navigateur d’un téléphone n’a pas assez de mémoire pour cela ; ${fact(largest)} Mo sont le maximum. ${stays}`,
  }),
  'queue-full': ({ most, left }) => ({
    title: `Il ne tient ici que ${fact(most)} images à la fois : ${fact(left)} des vôtres ont été laissées de côté.`,
    help: 'Regardez d’abord celles-ci, ou retirez-en. Puis donnez les autres à nouveau.',
  }),
  'share-lost': ({ taken }) => ({
    title: taken === 0 ? 'Ce qui a été partagé n’est pas arrivé.' : 'Tout ce qui a été partagé n’est pas arrivé.',
    help: 'Il n’y a peut-être plus de place sur cet appareil. Choisissez plutôt la photo d’ici.',
  }),
  'file-empty': () => ({
    title: 'Ce fichier est vide.',
    help: 'Il n’a peut-être pas été copié en entier. Choisissez-en un autre.',
  }),
  'file-unreadable': () => ({
    title: 'Ce fichier est illisible.',
    help: 'S’il se trouve dans un espace en ligne, téléchargez-le d’abord sur cet appareil. Puis choisissez-le à nouveau.',
  }),
  'file-not-picture': () => ({
    title: 'Ce n’est pas une image.',
    help: 'Quel que soit son nom, son contenu est autre chose. Choisissez une photo JPEG, PNG, WebP, GIF, AVIF ou HEIC.',
  }),
  'file-truncated': () => ({
    title: 'Cette image est coupée.',
    help: 'Il manque une partie du fichier, et le reste serait deviné. Copiez-le ou téléchargez-le à nouveau, ou choisissez-en un autre.',
  }),
  'file-broken': () => ({
    title: 'Cette image est abîmée.',
    help: 'Le navigateur ne peut pas la décoder. Ouvrez-la dans une application de photos et enregistrez-la à nouveau en JPEG, ou choisissez-en une autre.',
  }),
  'file-heic': () => ({
    title: 'Ce navigateur ne peut pas ouvrir les photos HEIC.',
    help: 'Sur un iPhone, choisissez Réglages › Appareil photo › Formats › Le plus compatible et reprenez la photo ; ou ouvrez-la dans une application de photos et exportez-la en JPEG.',
  }),
  'picture-tiny': ({ width, height, smallest }) => ({
    title: `Cette image est trop petite : ${sides(width, height)} pixels.`,
    help: `Il en faut au moins ${sides(smallest, smallest)}, et mieux vaut plusieurs centaines. Choisissez la photo d’origine plutôt qu’une miniature.`,
  }),
  'picture-huge': ({ width, height, megapixels, megabytes }) => ({
    title:
      megabytes === undefined
        ? `Cette image est trop grande : ${sides(width, height)}, ${fact(megapixels)} mégapixels.`
        : `Ce fichier est trop grand : ${fact(megabytes)} Mo.`,
    help: 'Elle demanderait plus de mémoire qu’un téléphone n’en a. Faites une capture d’écran de la partie qui compte, ou exportez une copie plus petite (moins de 64 mégapixels) dans une application de photos.',
  }),
  'camera-denied': () => ({
    title: 'Cette page n’a pas le droit d’utiliser l’appareil photo.',
    help: 'Autorisez l’appareil photo pour ce site dans les réglages du navigateur, ou choisissez plutôt une photo.',
  }),
  'camera-absent': () => ({ title: 'Aucun appareil photo n’a été trouvé.', help: 'Choisissez plutôt une photo.' }),
  'camera-busy': () => ({
    title: 'L’appareil photo n’a pas pu démarrer.',
    help: 'Une autre application l’utilise peut-être. Fermez-la et réessayez, ou choisissez plutôt une photo.',
  }),
  'camera-insecure': () => ({
    title: 'L’appareil photo demande une connexion chiffrée.',
    help: 'Les navigateurs ne le donnent qu’aux pages dont l’adresse commence par https://. Choisissez plutôt une photo.',
  }),
  ...data.failures,
  'screen-download': () => ({
    title: 'Cette partie de la page n’a pas pu être récupérée.',
    help: 'Vérifiez votre connexion et réessayez. Si une nouvelle version de Spotcheck est arrivée entre-temps, rechargez la page.',
  }),
  unknown: () => ({ title: 'Quelque chose d’inattendu s’est mal passé.', help: reload }),
};
