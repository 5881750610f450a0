/** Which words in which language: on the server both, in the browser only those of the page. */
import type { Language, Localized } from '../data/types';

export const LANGUAGES: Language[] = ['de', 'en'];

export function otherLanguage(language: Language): Language {
  return language === 'de' ? 'en' : 'de';
}

export function pick(text: Localized | null | undefined, language: Language): string {
  return text ? text[language] || text.de : '';
}
