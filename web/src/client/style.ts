/** Gathers the style of every page into one sheet; the script made of this file is never shipped. */
import '../lib/styles/fonts.css';
import '../lib/styles/base.css';
import '../lib/styles/print.css';

const pages = import.meta.glob('../{routes,lib}/**/*.svelte', { eager: true });
// Named, so that no page counts as unused.
console.debug(pages);
