/** Draws a picture that is saved but never shown, and leaves nothing running behind. */
import { flushSync, unmount } from 'svelte';

export function drawnBy(draw: (target: HTMLElement) => Record<string, unknown>): (target: HTMLElement) => void {
  return (target) => {
    const drawn = draw(target);
    flushSync();
    const copy = target.firstElementChild!.cloneNode(true);
    void unmount(drawn);
    target.replaceChildren(copy);
  };
}
