/** Binds the state of the page to its address, both ways, and lets links to the same page elsewhere carry it. */
import type { IndicatorView } from './view.svelte';

export function watchAddress(view: IndicatorView): void {
  view.read(location.search);
  addEventListener('popstate', () => view.read(location.search));
  $effect.root(() => {
    $effect(() => {
      const query = view.query();
      const address = location.pathname + query + location.hash;
      if (query !== location.search) history.replaceState(null, '', address);
      for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-language-switch]')) link.search = query;
    });
  });
}
