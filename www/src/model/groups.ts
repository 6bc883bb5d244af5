/** Groups, the likeliest first; of equals the card's first one, which is how the lab counts them. */
export function likeliestFirst<Group extends { readonly code: string }>(
  groups: readonly Group[],
  shares: Readonly<Record<string, number>>,
): Group[] {
  return [...groups].sort((a, b) => (shares[b.code] ?? 0) - (shares[a.code] ?? 0));
}
