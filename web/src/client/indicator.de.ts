/** Entry of indicator pages in German: only these words travel. */
import { figuresDe } from '../lib/i18n/figures.de';
import { start } from './indicator';

start(figuresDe);
