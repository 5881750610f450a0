/** Fonts, then what browsers load, then the program that renders. usage: build.mjs */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { writeFonts } from './fonts.mjs';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
rmSync(join(web, 'dist/server'), { recursive: true, force: true });
await writeFonts(join(web, 'dist/fonts'));
for (const mode of ['client', 'style', 'server']) await build({ configFile: join(web, 'vite.config.ts'), mode, logLevel: 'warn' });
