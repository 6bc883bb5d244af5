/**
 * The texts of the models' cards, as they stand there, so that each has a name that a translation can go by.
 * Loaded only with another language than English. A test compares the list with the cards: a text that was changed
 * there is shown in English until it is translated anew, since an old translation could claim more than it.
 */
export const cardTexts = {
  // what the models look at
  skinSeven: 'Pigmented skin spots, seven kinds',
  skinSevenSmall: 'Pigmented skin spots, seven kinds, by a small network',
  skinNine: 'Skin spots, nine kinds',
  skinTwo: 'Pigmented skin spots, two groups',
  skinShows: 'One spot on the skin, close up and sharp, filling about a third to two thirds of the square.',
  covidTitle: 'Chest X-ray: COVID-19',
  tuberculosisTitle: 'Chest X-ray: tuberculosis',
  chestShows: 'One chest X-ray of an adult, seen from the front, filling the square.',
  pneumoniaTitle: 'Chest X-ray of a child: pneumonia',
  pneumoniaShows: 'One chest X-ray of a small child, seen from the front, filling the square.',
  brainTitle: 'Brain MRI: three kinds of tumour',
  brainShows: 'One slice of a brain MRI, filling the square, with a black background.',
  glaucomaTitle: 'Optic disc: glaucoma',
  glaucomaShows: 'A fundus photo cut out around the optic disc, the disc filling most of the square.',
  // what every imported model's card says
  importedShows: 'a picture like those that the model was trained on',
  importedRaw: 'Its probabilities are as the network gives them: they were not calibrated.',
  importedEverything: "It answers every picture: it can't tell what it was never trained on, and is never unsure.",
  importedLicence: 'The file names no licence: ask its author before passing the weights on.',

  // kinds of spots
  akiec: "Actinic keratosis or Bowen's disease",
  akiecAbout: 'Rough or scaly skin damaged by sun over years; it can be an early, superficial form of skin cancer.',
  bcc: 'Basal cell carcinoma',
  bccAbout: 'The most common skin cancer. It grows slowly and rarely spreads, but it has to be treated.',
  bkl: 'Seborrhoeic keratosis or a similar keratosis',
  bklAbout: 'A warty or flat brown growth of the upper skin that comes with age, or a sun spot.',
  df: 'Dermatofibroma',
  dfAbout: 'A small firm knot of connective tissue, often on the legs.',
  mel: 'Melanoma',
  melAbout: 'The most dangerous skin cancer. Found early, it can nearly always be cured.',
  nv: 'Mole (melanocytic naevus)',
  nvAbout: 'An ordinary mole: a cluster of pigment cells. A melanoma can look like one.',
  vasc: 'Blood-vessel spot',
  vascAbout: 'A cherry angioma or another small growth of blood vessels, or a bleeding under the skin.',
  ak: 'Actinic keratosis',
  akAbout: 'Rough or scaly skin damaged by sun over years; it can be an early form of skin cancer.',
  pbk: 'Pigmented keratosis',
  pbkAbout: 'A brown growth of the upper skin that comes with age, or a sun spot.',
  sk: 'Seborrhoeic keratosis',
  skAbout: 'A warty growth of the upper skin that comes with age.',
  scc: 'Squamous cell carcinoma',
  sccAbout: 'A skin cancer that can spread when it is left alone.',
  likeHarmless: 'Like those that usually are no cancer',
  likeHarmlessAbout:
    'Moles, keratoses of age, knots of connective tissue and blood-vessel spots look like this. A cancer can look like any of them.',
  likeCancer: 'Like skin cancers and their forerunners',
  likeCancerAbout: 'Melanomas, basal cell carcinomas and actinic keratoses look like this.',

  // groups
  seeDoctor: 'Should be seen by a doctor',
  cancersAbout: 'Kinds of spots that are cancers or can become one.',
  notRuledOut: 'Often harmless-looking, but not ruled out',
  notRuledOutAbout: 'Kinds of spots that seldom need treatment. A cancer can look like any of them.',
  nothingLikeIt: 'Nothing like it seen, but not ruled out',

  // research: answers
  glioma: 'Looks like a glioma',
  gliomaAbout: "A tumour of the brain's supporting tissue.",
  meningioma: 'Looks like a meningioma',
  meningiomaAbout: 'A tumour of the skin around the brain, mostly slow to grow.',
  noTumour: 'No tumour seen',
  noTumourAbout: 'The slice looks like those without a tumour.',
  pituitary: 'Looks like a pituitary tumour',
  pituitaryAbout: 'A tumour of the gland below the brain.',
  brainDisease: 'Slices like those of people with one of three tumours.',
  brainNormal: 'Slices like those without a tumour. A small one may lie in another slice.',
  noCovid: 'No sign of COVID-19',
  collectionHealthy: "The X-ray looks like those of the collection's healthy people.",
  covid: 'Looks like COVID-19',
  covidAbout: 'The X-ray looks like those of people ill with COVID-19.',
  covidDisease: 'X-rays like those of people with COVID-19. A swab tells, an X-ray does not.',
  covidNormal: 'X-rays like those of healthy people. Most people with COVID-19 have such an X-ray, too.',
  noTuberculosis: 'No sign of tuberculosis',
  tuberculosis: 'Looks like tuberculosis',
  tuberculosisAbout: 'The X-ray looks like those of people with tuberculosis of the lung.',
  tuberculosisDisease: 'X-rays like those of people with tuberculosis. Only a test of the sputum can show it.',
  tuberculosisNormal: 'X-rays like those of healthy people. An early tuberculosis can look like this.',
  noGlaucoma: 'No sign of glaucoma',
  noGlaucomaAbout: 'The disc looks like those of eyes without glaucoma.',
  glaucoma: 'Looks like glaucoma',
  glaucomaAbout: 'The disc looks like those of eyes with glaucoma.',
  glaucomaDisease: 'Discs like those of eyes with glaucoma.',
  glaucomaNormal: 'Discs like those of eyes without glaucoma. An early one can look like this.',
  noPneumonia: 'No sign of pneumonia',
  noPneumoniaAbout: 'The X-ray looks like those that two radiologists called normal.',
  pneumonia: 'Looks like pneumonia',
  pneumoniaAbout: 'The X-ray looks like those of children with bacterial or viral pneumonia.',
  pneumoniaDisease: 'X-rays like those of children with pneumonia.',
  pneumoniaNormal: 'X-rays like those of children without pneumonia. An early pneumonia can look like this.',

  // limits
  limitDermatoscope:
    'It learned from photos taken through a dermatoscope, a lit magnifying lens that doctors use. A plain phone photo looks different, and its answers to one are less reliable by an amount nobody has measured.',
  limitPixels: 'It looks at only 28 × 28 pixels, and on test photos it gives the wrong kind about one time in four.',
  limitLightSkin: 'Nearly all people in its training photos have light skin. How well it works on brown and black skin is unknown.',
  limitSevenKinds:
    'It knows seven kinds of spots. Anything else, a wound, a rash or an infection, it will take for one of the seven, or refuse.',
  limitItsKinds:
    'Anything that is none of its kinds of spots, a wound, a rash or an infection, it will take for one of them, or refuse.',
  limitClinics:
    "The photos come from clinics, where cancers are far more common than among people who check themselves: its percentages do not apply to you without a doctor's look.",
  limitPlaces:
    'Of spots on the genitals, palms and soles only a few were among its training photos; of the mouth and under nails it is not known that any were.',
  limitMislabelled:
    'Its training pictures are mislabelled in places: 155 of them stand there under two names. It is here to be compared with the project that used them, not to be relied on.',
  limitResearch: 'It is for research and teaching. Do not decide anything about a person by it.',
  limitSlices:
    'It learned from single slices, chosen because the tumour shows in them. A whole examination has hundreds, and most show nothing.',
  limitNoNames:
    'The collection has no names of people: slices of one person were kept together only where they look nearly alike. Its figures may still be too good.',
  limitThreeTumours:
    'It knows three kinds of tumour. Anything else, a bleeding, a stroke, a metastasis, it will call one of the four, or refuse.',
  limitMachines:
    'Which machines and contrast media the pictures come from is not recorded. What it says about other ones is unknown.',
  limitBrainPixels: 'It sees 128 × 128 pixels; a radiologist sees the whole examination, and the person.',
  limitHospitals:
    'It learned from collections in which the sick and the well were photographed in different hospitals. It may have learned to tell the hospitals apart, and not the illness.',
  limitOtherSource: 'What it says about an X-ray of another source is unknown.',
  limitFilm: 'It sees 112 × 112 pixels; a radiologist sees the whole film, and the person.',
  limitTwoAnswers: 'It knows two answers. Anything else in a chest it will call one of the two, or refuse.',
  limitWaitingRoom:
    'Its training pictures hold far more sick people than any waiting room: its percentages do not carry over.',
  limitDisc:
    'It wants a picture of the optic disc alone, cut out of a fundus photo as in its training data. A whole fundus photo, or any other picture of an eye, means nothing to it.',
  limitSpain:
    'It learned from 383 of the 564 pictures of one collection from Spain, and was measured on 113. The collection does not say which pictures show the same person, so its figures may be too good.',
  limitPressure: 'Glaucoma is told by pressure, field of vision and time. One picture cannot rule it out.',
  limitCameras: 'What it says about other cameras, and about eyes of people with other origins, is unknown.',
  limitGuangzhou:
    'It learned from chest X-rays of children of one to five years, from one hospital in Guangzhou. What it says about an adult, or about pictures of another hospital, is unknown.',
  limitChildFilm: 'It sees 112 × 112 pixels of a photo or file of an X-ray; a radiologist sees the whole film, and the child.',
  limitBrokenRib:
    'It knows two answers. A broken rib, a tumour or a heart that is too large, it will call one of the two, or refuse.',
  limitThreeOfFour:
    'In its training pictures three of four children had pneumonia. Among people who are examined, far fewer have it: its percentages do not carry over.',
  limitRecipe: 'Its recipe was chosen after looks at the test pictures that its figures are from: they are a little too good.',
  limitOutlineMoves: 'Hair, shadow, ink and an uneven light move an outline, and with it every number.',
  limitOutlineJudgement:
    'A measurement of shape or colour is no judgement: a spot that is no cancer can be uneven, and a melanoma can be even and round.',

  // measured figures, and on what
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  macroAuc: 'macro AUC',
  aucMalignant: 'AUC malignant',
  aucDisease: 'AUC disease',
  aucCovid: 'AUC covid',
  aucTuberculosis: 'AUC tuberculosis',
  aucGlaucoma: 'AUC glaucoma',
  aucPneumonia: 'AUC pneumonia',
  sensitivityMalignant: 'sensitivity malignant at 0.90 specificity',
  sensitivityDisease: 'sensitivity disease at 0.90 specificity',
  sensitivityCovid: 'sensitivity covid at 0.90 specificity',
  sensitivityTuberculosis: 'sensitivity tuberculosis at 0.90 specificity',
  sensitivityGlaucoma: 'sensitivity glaucoma at 0.90 specificity',
  sensitivityPneumonia: 'sensitivity pneumonia at 0.90 specificity',
  logLoss: 'log loss',
  brier: 'Brier score',
  calibrationError: 'calibration error (15 bins)',
  answered: 'answered',
  accuracyAnswered: 'accuracy when answered',
  refused: 'refused as unsuitable',
  overlap: 'mean intersection over union',
  dice: 'mean Dice coefficient',
  overlapEnough: 'intersection over union of at least 0.65',
  outlinesFound: 'outlines found',
  asymmetryCorrelation: 'correlation of asymmetry with the drawn outline',
  borderCorrelation: 'correlation of border with the drawn outline',
  diameterCorrelation: 'correlation of diameter with the drawn outline',
  asymmetryApart: 'difference of asymmetry between two photos of one lesion, 95th percentile',
  borderApart: 'difference of border between two photos of one lesion, 95th percentile',
  coloursApart: 'difference of colours between two photos of one lesion, 95th percentile',
  test: 'test',
  testByCluster: 'test (by near-duplicate cluster)',
  testByLesion: 'test (by lesion)',
  testByNumber: 'test (by ISIC number)',
  testByPerson: 'test (by person or near-duplicate cluster)',
  // parts of the test pictures, and pictures of something else
  sex: 'sex',
  age: 'age',
  site: 'site',
  source: 'source',
  skinTone: 'skin tone (estimated by ITA)',
  female: 'female',
  male: 'male',
  unknown: 'unknown',
  toneVeryLight: '1 very light',
  toneLight: '2 light',
  toneIntermediate: '3 intermediate',
  toneTan: '4 tan',
  toneBrown: '5 brown',
  toneDark: '6 dark',
  back: 'back',
  chest: 'chest',
  abdomen: 'abdomen',
  trunk: 'trunk',
  face: 'face',
  scalp: 'scalp',
  ear: 'ear',
  neck: 'neck',
  upperExtremity: 'upper extremity',
  lowerExtremity: 'lower extremity',
  hand: 'hand',
  foot: 'foot',
  acral: 'acral',
  genital: 'genital',
  aucMel: 'AUC mel',
  sensitivityMel: 'sensitivity mel at 0.90 specificity',
  errorLeft: 'share of the error left at 0.80 coverage',
  testByLesionKnown: 'test (by lesion, where known)',
  everyPicture: 'all pictures',
  skinUse: 'A second look at a spot, for grown-up people who check their own skin. It can be a reason to see a doctor sooner, and never one to stay away.',
  toneNone: 'not to be told',
  oneHospital: 'one hospital',
  severalCollections: 'several collections',
  otherPhotos: 'photos of animals, people and streets',
  childChestPictures: 'chest X-rays of children',
  adultChestPictures: 'chest X-rays of adults',
  allPictures: 'all of them',
  brainPictures: 'brain MRI',
  fundusPictures: 'fundus photos',
  phonePictures: 'phone photos of moles',
  dermoscopicPictures: 'dermoscopic photos of skin spots',
} as const;

/** A language's words for every text of the cards. */
export type CardWords = Readonly<Record<keyof typeof cardTexts, string>>;

/** Looks a card's text up among a language's; undefined for one that has no translation. */
export function cardReader(words: CardWords): (text: string) => string | undefined {
  const keys = Object.keys(cardTexts) as (keyof typeof cardTexts)[];
  const translations = new Map<string, string>(keys.map((key) => [cardTexts[key], words[key]]));
  return (text) => translations.get(text);
}
