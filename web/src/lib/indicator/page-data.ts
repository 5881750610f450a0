/** What the page hands to its script beside the figures. */
import type { Language, Localized, TraceFile } from '../data/types';
import type { Page } from '../routes';
import type { TraceTarget } from './view.svelte';

export interface PageData {
  language: Language;
  page: Page;
  /** Addresses from the page. */
  slice: string;
  /** Folder of traces. */
  trace: string;
  /** Whether figures are fetched at once or when a control is first touched. */
  eager: boolean;
  publisher: string;
  invented: boolean;
  release: { number: number; date: string };
  territory: string | null;
  regions: { id: string; title: Localized; href: string }[];
  permanent: string;
  attribution: string;
  numbers: { ranking: number; series: number; breakdown: number };
  first: TraceTarget | null;
  firstTrace: TraceFile | null;
}
