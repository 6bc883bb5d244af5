import type { CardWords } from '../card-texts';

export const cards: CardWords = {
  skinSeven: 'Taches pigmentées de la peau, sept sortes',
  skinSevenSmall: 'Taches pigmentées de la peau, sept sortes, par un petit réseau',
  skinNine: 'Taches de la peau, neuf sortes',
  skinTwo: 'Taches pigmentées de la peau, deux groupes',
  skinShows: 'Une seule tache sur la peau, de près et nette, qui remplit environ d’un tiers aux deux tiers du carré.',
  covidTitle: 'Radiographie du thorax : COVID-19',
  tuberculosisTitle: 'Radiographie du thorax : tuberculose',
  chestShows: 'Une radiographie du thorax d’un adulte, de face, qui remplit le carré.',
  pneumoniaTitle: 'Radiographie du thorax d’un enfant : pneumonie',
  pneumoniaShows: 'Une radiographie du thorax d’un petit enfant, de face, qui remplit le carré.',
  brainTitle: 'IRM du cerveau : trois sortes de tumeurs',
  brainShows: 'Une coupe d’une IRM du cerveau, qui remplit le carré, sur fond noir.',
  glaucomaTitle: 'Disque optique : glaucome',
  glaucomaShows: 'Une photo du fond d’œil découpée autour du disque optique, qui remplit la plus grande partie du carré.',
  importedShows: 'une image comme celles avec lesquelles le modèle a été entraîné',
  importedRaw: 'Ses probabilités sont telles que le réseau les donne : elles n’ont pas été calibrées.',
  importedEverything:
    'Il répond à toute image : il ne peut pas dire sur quoi il n’a jamais été entraîné, et ne doute jamais.',
  importedLicence: 'Le fichier ne nomme aucune licence : demandez à son auteur avant de transmettre les poids.',

  akiec: 'Kératose actinique ou maladie de Bowen',
  akiecAbout:
    'Peau rugueuse ou squameuse, abîmée par le soleil au fil des ans ; ce peut être une forme précoce et superficielle de cancer de la peau.',
  bcc: 'Carcinome basocellulaire',
  bccAbout: 'Le cancer de la peau le plus fréquent. Il grandit lentement et s’étend rarement ailleurs, mais il doit être traité.',
  bkl: 'Kératose séborrhéique ou une kératose semblable',
  bklAbout: 'Une excroissance brune, verruqueuse ou plate, de la couche supérieure de la peau, qui vient avec l’âge, ou une tache de soleil.',
  df: 'Dermatofibrome',
  dfAbout: 'Un petit nodule ferme de tissu conjonctif, souvent aux jambes.',
  mel: 'Mélanome',
  melAbout: 'Le cancer de la peau le plus dangereux. Trouvé tôt, il peut presque toujours être guéri.',
  nv: 'Grain de beauté (nævus mélanocytaire)',
  nvAbout: 'Un grain de beauté ordinaire : un amas de cellules pigmentaires. Un mélanome peut y ressembler.',
  vasc: 'Tache de vaisseaux sanguins',
  vascAbout: 'Un angiome rubis ou une autre petite excroissance de vaisseaux sanguins, ou un saignement sous la peau.',
  ak: 'Kératose actinique',
  akAbout:
    'Peau rugueuse ou squameuse, abîmée par le soleil au fil des ans ; ce peut être une forme précoce de cancer de la peau.',
  pbk: 'Kératose pigmentée',
  pbkAbout: 'Une excroissance brune de la couche supérieure de la peau, qui vient avec l’âge, ou une tache de soleil.',
  sk: 'Kératose séborrhéique',
  skAbout: 'Une excroissance verruqueuse de la couche supérieure de la peau, qui vient avec l’âge.',
  scc: 'Carcinome épidermoïde',
  sccAbout: 'Un cancer de la peau qui peut s’étendre ailleurs si on le laisse.',
  likeHarmless: 'Comme celles qui d’ordinaire ne sont pas un cancer',
  likeHarmlessAbout:
    'Les grains de beauté, les kératoses de l’âge, les nodules de tissu conjonctif et les taches de vaisseaux sanguins ont cet aspect. Un cancer peut ressembler à chacun d’eux.',
  likeCancer: 'Comme les cancers de la peau et leurs précurseurs',
  likeCancerAbout: 'Les mélanomes, les carcinomes basocellulaires et les kératoses actiniques ont cet aspect.',

  seeDoctor: 'Devrait être vue par un médecin',
  cancersAbout: 'Sortes de taches qui sont des cancers ou peuvent en devenir un.',
  notRuledOut: 'D’aspect souvent inoffensif, mais rien n’est exclu',
  notRuledOutAbout: 'Sortes de taches qui ont rarement besoin d’un traitement. Un cancer peut ressembler à chacune d’elles.',
  nothingLikeIt: 'Rien de tel n’a été vu, mais ce n’est pas exclu',

  glioma: 'Ressemble à un gliome',
  gliomaAbout: 'Une tumeur du tissu de soutien du cerveau.',
  meningioma: 'Ressemble à un méningiome',
  meningiomaAbout: 'Une tumeur de l’enveloppe du cerveau, qui le plus souvent grandit lentement.',
  noTumour: 'Aucune tumeur vue',
  noTumourAbout: 'La coupe ressemble à celles sans tumeur.',
  pituitary: 'Ressemble à une tumeur de l’hypophyse',
  pituitaryAbout: 'Une tumeur de la glande située sous le cerveau.',
  brainDisease: 'Coupes comme celles de personnes qui ont l’une de trois tumeurs.',
  brainNormal: 'Coupes comme celles sans tumeur. Une petite peut se trouver dans une autre coupe.',
  noCovid: 'Aucun signe de COVID-19',
  collectionHealthy: 'La radiographie ressemble à celles des personnes en bonne santé de la collection.',
  covid: 'Ressemble à la COVID-19',
  covidAbout: 'La radiographie ressemble à celles de personnes malades de la COVID-19.',
  covidDisease: 'Radiographies comme celles de personnes ayant la COVID-19. Un prélèvement le dit, une radiographie non.',
  covidNormal:
    'Radiographies comme celles de personnes en bonne santé. La plupart des personnes ayant la COVID-19 ont aussi une telle radiographie.',
  noTuberculosis: 'Aucun signe de tuberculose',
  tuberculosis: 'Ressemble à une tuberculose',
  tuberculosisAbout: 'La radiographie ressemble à celles de personnes ayant une tuberculose du poumon.',
  tuberculosisDisease:
    'Radiographies comme celles de personnes ayant une tuberculose. Seul un examen des crachats peut la montrer.',
  tuberculosisNormal: 'Radiographies comme celles de personnes en bonne santé. Une tuberculose débutante peut avoir cet aspect.',
  noGlaucoma: 'Aucun signe de glaucome',
  noGlaucomaAbout: 'Le disque ressemble à ceux d’yeux sans glaucome.',
  glaucoma: 'Ressemble à un glaucome',
  glaucomaAbout: 'Le disque ressemble à ceux d’yeux avec glaucome.',
  glaucomaDisease: 'Disques comme ceux d’yeux avec glaucome.',
  glaucomaNormal: 'Disques comme ceux d’yeux sans glaucome. Un glaucome débutant peut avoir cet aspect.',
  noPneumonia: 'Aucun signe de pneumonie',
  noPneumoniaAbout: 'La radiographie ressemble à celles que deux radiologues ont dites normales.',
  pneumonia: 'Ressemble à une pneumonie',
  pneumoniaAbout: 'La radiographie ressemble à celles d’enfants ayant une pneumonie bactérienne ou virale.',
  pneumoniaDisease: 'Radiographies comme celles d’enfants ayant une pneumonie.',
  pneumoniaNormal: 'Radiographies comme celles d’enfants sans pneumonie. Une pneumonie débutante peut avoir cet aspect.',

  limitDermatoscope:
    'Il a appris de photos prises à travers un dermatoscope, une loupe éclairée que les médecins utilisent. Une simple photo de téléphone a un autre aspect, et ses réponses sur elle sont moins fiables, dans une mesure que personne n’a établie.',
  limitPixels: 'Il ne regarde que 28 × 28 pixels, et sur les photos de test il donne la mauvaise sorte environ une fois sur quatre.',
  limitLightSkin:
    'Presque toutes les personnes de ses photos d’entraînement ont la peau claire. On ne sait pas ce qu’il vaut sur les peaux brunes et noires.',
  limitSevenKinds:
    'Il connaît sept sortes de taches. Toute autre chose, une plaie, une éruption ou une infection, il la prendra pour l’une des sept, ou refusera.',
  limitItsKinds:
    'Tout ce qui n’est aucune de ses sortes de taches, une plaie, une éruption ou une infection, il le prendra pour l’une d’elles, ou refusera.',
  limitClinics:
    'Les photos viennent de cliniques, où les cancers sont bien plus fréquents que chez les personnes qui s’observent elles-mêmes : ses pourcentages ne valent pas pour vous sans le regard d’un médecin.',
  limitPlaces: 'Il n’y avait pas, dans ses photos d’entraînement, de taches de la bouche, sous les ongles ou sur les parties génitales.',
  limitMislabelled:
    'Ses images d’entraînement sont mal étiquetées par endroits : 155 d’entre elles y figurent sous deux noms. Il est là pour être comparé au projet qui les a utilisées, pas pour qu’on s’y fie.',
  limitResearch:
    'Il est destiné à la recherche et à l’enseignement. Ne décidez rien au sujet d’une personne d’après lui.',
  limitSlices:
    'Il a appris de coupes isolées, choisies parce que la tumeur s’y voit. Un examen complet en a des centaines, et la plupart ne montrent rien.',
  limitNoNames:
    'La collection ne contient pas de noms : les coupes d’une même personne n’ont été gardées ensemble que là où elles sont presque identiques. Ses valeurs peuvent donc encore être trop bonnes.',
  limitThreeTumours:
    'Il connaît trois sortes de tumeurs. Toute autre chose, un saignement, un accident vasculaire, une métastase, il lui donnera l’une des quatre réponses, ou refusera.',
  limitMachines:
    'De quelles machines et avec quels produits de contraste viennent les images n’est pas consigné. Ce qu’il dit pour d’autres est inconnu.',
  limitBrainPixels: 'Il voit 128 × 128 pixels ; un radiologue voit l’examen entier, et la personne.',
  limitHospitals:
    'Il a appris de collections où les malades et les bien portants ont été radiographiés dans des hôpitaux différents. Il a peut-être appris à distinguer les hôpitaux, et non la maladie.',
  limitOtherSource: 'Ce qu’il dit d’une radiographie d’une autre origine est inconnu.',
  limitFilm: 'Il voit 112 × 112 pixels ; un radiologue voit le cliché entier, et la personne.',
  limitTwoAnswers:
    'Il connaît deux réponses. À toute autre chose dans un thorax il donnera l’une des deux, ou il refusera.',
  limitWaitingRoom:
    'Ses images d’entraînement contiennent bien plus de malades que n’importe quelle salle d’attente : ses pourcentages ne sont pas transposables.',
  limitDisc:
    'Il lui faut une image du disque optique seul, découpée dans une photo du fond d’œil comme dans ses données d’entraînement. Une photo entière du fond d’œil, ou toute autre image d’un œil, ne lui dit rien.',
  limitSpain:
    'Il a appris de 383 des 564 images d’une collection venue d’Espagne, et a été mesuré sur 113. La collection ne dit pas quelles images montrent la même personne ; ses valeurs peuvent donc être trop bonnes.',
  limitPressure:
    'Le glaucome se reconnaît à la pression, au champ visuel et au temps. Une seule image ne peut pas l’exclure.',
  limitCameras: 'Ce qu’il dit pour d’autres appareils, et pour les yeux de personnes d’autres origines, est inconnu.',
  limitGuangzhou:
    'Il a appris de radiographies du thorax d’enfants de un à cinq ans, d’un seul hôpital de Guangzhou. Ce qu’il dit d’un adulte, ou d’images d’un autre hôpital, est inconnu.',
  limitChildFilm:
    'Il voit 112 × 112 pixels d’une photo ou d’un fichier de radiographie ; un radiologue voit le cliché entier, et l’enfant.',
  limitBrokenRib:
    'Il connaît deux réponses. À une côte cassée, une tumeur ou un cœur trop gros, il donnera l’une des deux, ou il refusera.',
  limitThreeOfFour:
    'Dans ses images d’entraînement, trois enfants sur quatre avaient une pneumonie. Parmi les personnes examinées, bien moins en ont une : ses pourcentages ne sont pas transposables.',
  limitRecipe:
    'Sa recette a été choisie après des regards sur les images de test dont viennent ses valeurs : elles sont un peu trop bonnes.',
  limitOutlineMoves: 'Les poils, les ombres, l’encre et une lumière inégale déplacent un contour, et avec lui chaque nombre.',
  limitOutlineJudgement:
    'Une mesure de forme ou de couleur n’est pas un jugement : une tache qui n’est pas un cancer peut être irrégulière, et un mélanome régulier et rond.',

  accuracy: 'exactitude',
  balancedAccuracy: 'exactitude équilibrée',
  macroAuc: 'AUC moyenne des classes',
  aucMalignant: 'AUC cancers et précurseurs',
  aucDisease: 'AUC maladie',
  aucCovid: 'AUC COVID-19',
  aucTuberculosis: 'AUC tuberculose',
  aucGlaucoma: 'AUC glaucome',
  aucPneumonia: 'AUC pneumonie',
  sensitivityMalignant: 'sensibilité cancers et précurseurs à une spécificité de 0,90',
  sensitivityDisease: 'sensibilité maladie à une spécificité de 0,90',
  sensitivityCovid: 'sensibilité COVID-19 à une spécificité de 0,90',
  sensitivityTuberculosis: 'sensibilité tuberculose à une spécificité de 0,90',
  sensitivityGlaucoma: 'sensibilité glaucome à une spécificité de 0,90',
  sensitivityPneumonia: 'sensibilité pneumonie à une spécificité de 0,90',
  logLoss: 'perte logarithmique',
  brier: 'score de Brier',
  calibrationError: 'erreur de calibration (15 intervalles)',
  answered: 'réponses données',
  accuracyAnswered: 'exactitude quand il répond',
  refused: 'refusées comme inadaptées',
  overlap: 'intersection sur union moyenne',
  dice: 'coefficient de Dice moyen',
  overlapEnough: 'intersection sur union d’au moins 0,65',
  outlinesFound: 'contours trouvés',
  asymmetryCorrelation: 'corrélation de l’asymétrie avec le contour dessiné',
  borderCorrelation: 'corrélation du bord avec le contour dessiné',
  diameterCorrelation: 'corrélation du diamètre avec le contour dessiné',
  asymmetryApart: 'différence d’asymétrie entre deux photos d’une tache, 95e centile',
  borderApart: 'différence de bord entre deux photos d’une tache, 95e centile',
  coloursApart: 'différence de couleurs entre deux photos d’une tache, 95e centile',
  test: 'test',
  testByCluster: 'test (par groupe d’images presque identiques)',
  testByLesion: 'test (par tache)',
  testByNumber: 'test (par numéro ISIC)',
  testByPerson: 'test (par personne ou groupe d’images presque identiques)',
};
