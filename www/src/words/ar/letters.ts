import { fact } from '../../app/format';
import { pluralOf } from '../plural';

export const plural = pluralOf('ar');

/** A name in other letters, kept from turning the order of those around it. */
export function apart(name: string | number | undefined): string {
  return `\u2068${fact(name)}\u2069`;
}

/** Sides of a picture: width first, from left to right as everywhere. */
export function sides(width: string | number | undefined, height: string | number | undefined): string {
  return `\u2066${fact(width)}\u00a0×\u00a0${fact(height)}\u2069`;
}
