import type { LanguageCode } from '../src/words/languages';

/**
 * What the page must never say of itself or of a spot, in each language: that it detects or diagnoses, and that
 * something is benign or safe. Stems, since these words are inflected.
 */
export const forbidden: Readonly<Record<LanguageCode, RegExp>> = {
  en: /\bdetect|\bdiagnos|\bbenign|\bsafe|\bharmless\b(?!-looking)|\bno cancer\b(?<!usually are no cancer)/i,
  es: /\bdetec|diagn[oó]s|benign|\bsegur[oa]s?\b|\ba salvo\b|sin peligro|sin riesgo|\binofensivas?\b(?<!aspecto inofensivo)/i,
  fr: /d[ée]tect|diagnosti|b[ée]nin|b[ée]nign|\bs[ûu]re(?:s|té)?\b|sans danger|sans risque/i,
  de: /diagnos|erkenn|entdeck|gutartig|\bsicher(?:e[mnrs]?|heit)?\b|ungefährlich|unbedenklich|\bharmlose?[mnrs]?\b(?<!oft harmlos)/i,
  pt: /\bdete(?:c|t)|diagn[oó]s|benign|\bsegur[oa]s?\b|sem perigo|sem risco/i,
  hi: /पता लग|निदान|डायग्नो|सौम्य|सुरक्षित|ख़तरा नहीं|खतरा नहीं/,
  zh: /检测|诊断|确诊|良性|安全|没有危险|没有风险|放心/,
  ar: /تشخيص|يشخ[ّ]?ص|كشف|كتشاف|حميد|آمن|أمان|بلا خطر|لا خطر/,
};
