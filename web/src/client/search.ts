/** Takes over the search page. */
import { hydrate } from 'svelte';
import type { Language } from '../lib/data/types';
import { SEARCH_WORDS } from '../lib/i18n/search';
import Search from '../lib/search/Search.svelte';
import type { SearchEntry } from '../lib/search/search';

async function start(): Promise<void> {
  const data = JSON.parse(document.getElementById('page-data')!.textContent) as { language: Language; index: string; root: string };
  const answer = await fetch(data.index);
  if (!answer.ok) throw new Error(`${data.index}: ${answer.status}`);
  const entries = (await answer.json()) as SearchEntry[];
  const target = document.querySelector('[data-island="search"]');
  if (!target) return;
  const initial = new URLSearchParams(location.search).get('q') ?? '';
  hydrate(Search, { target, props: { words: SEARCH_WORDS[data.language], entries, root: data.root, initial } });
  document.documentElement.dataset['live'] = '';
}

start().catch((error: unknown) => console.error(error));
