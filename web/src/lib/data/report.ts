/** Names that the blocks of a report go by. */

/** `Abbildung 2.1` → `abbildung-2-1`, as `block:` links name it. */
export function blockLabel(number: string): string {
  return number.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
