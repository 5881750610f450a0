/** Entry of indicator pages in English: only these words travel. */
import { figuresEn } from '../lib/i18n/figures.en';
import { start } from './indicator';

start(figuresEn);
